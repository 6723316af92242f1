import Geography

/// Path data of SVG in tenths of a pixel: integers while building, so that rounding errors never add up.
struct MapPath {
  private let frame: MapFrame
  /// Points nearer than this to the last drawn one are left out, in tenths of a pixel.
  private let tolerance: Int
  private(set) var text = ""
  private(set) var pointCount = 0

  init(_ frame: MapFrame, toleranceInPixels: Double = 0.3) {
    self.frame = frame
    tolerance = max(1, Int((toleranceInPixels * 10).rounded()))
  }

  /// Adds the rings of polygons; ones too small to see are left out.
  mutating func append(_ polygons: [GeographicPolygon]) {
    for polygon in polygons {
      for ring in polygon.rings { append(ring, closed: true) }
    }
  }

  /// Adds a line, or a ring.
  mutating func append(_ line: [Coordinate], closed: Bool = false) {
    let points = line.map(frame.point)
    guard points.contains(where: { frame.contains($0, margin: 40) }) || (closed && surrounds(points)) else { return }
    var kept: [(x: Int, y: Int)] = []
    for (index, point) in points.enumerated() {
      let next = (x: tenths(point.x), y: tenths(point.y))
      if let last = kept.last {
        let distance = max(abs(next.x - last.x), abs(next.y - last.y))
        // The end of a line stays, so that streets keep meeting.
        guard distance >= tolerance || (index == points.count - 1 && distance > 0 && !closed) else { continue }
      }
      kept.append(next)
    }
    guard kept.count >= (closed ? 3 : 2), let first = kept.first else { return }
    pointCount += kept.count
    text += "M\(number(first.x)) \(number(first.y))l"
    for index in 1..<kept.count {
      if index > 1 { text += " " }
      text += "\(number(kept[index].x - kept[index - 1].x)) \(number(kept[index].y - kept[index - 1].y))"
    }
    if closed { text += "z" }
  }

  /// Whether a ring without points in the frame may still cover it: its box does.
  private func surrounds(_ points: [MapPoint]) -> Bool {
    let xs = points.map(\.x)
    let ys = points.map(\.y)
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return false }
    return left <= frame.width && right >= 0 && top <= frame.height && bottom >= 0
  }

  /// Tenths of a pixel, held within what a viewer can take.
  private func tenths(_ value: Double) -> Int { Int((min(1e6, max(-1e6, value)) * 10).rounded()) }

  private func number(_ tenths: Int) -> String {
    let (whole, rest) = Int(tenths.magnitude).quotientAndRemainder(dividingBy: 10)
    let sign = tenths < 0 ? "-" : ""
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }
}
