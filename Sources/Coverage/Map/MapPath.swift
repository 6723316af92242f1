import Geography

/// Path data of SVG in tenths of a pixel: integers while building, so that rounding errors never add up.
struct MapPath {
  private let frame: MapFrame
  /// Points nearer than this to the last drawn one are left out, in tenths of a pixel.
  private let tolerance: Int
  private(set) var text = TextBuffer()
  private(set) var pointCount = 0
  /// The points kept of the line at hand.
  private var kept: [Point] = []

  private struct Point {
    var x: Int
    var y: Int
  }

  init(_ frame: MapFrame, toleranceInPixels: Double = 0.3) {
    self.frame = frame
    tolerance = max(1, Int((toleranceInPixels * 10).rounded()))
  }

  /// Adds the rings of polygons; ones too small to see are left out.
  mutating func append(_ polygons: [GeographicPolygon]) {
    for polygon in polygons {
      append(polygon.exterior, closed: true)
      for hole in polygon.holes { append(hole, closed: true) }
    }
  }

  /// Adds a line, or a ring.
  mutating func append(_ line: some Collection<Coordinate>, closed: Bool = false) {
    let wasAtHand: Void? = line.withContiguousStorageIfAvailable { append($0.span, closed: closed) }
    if wasAtHand == nil { append(Array(line).span, closed: closed) }
  }

  private mutating func append(_ line: Span<Coordinate>, closed: Bool) {
    guard isVisible(line, closed: closed) else { return }
    kept.removeAll(keepingCapacity: true)
    for index in line.indices {
      let place = frame.point(line[index])
      let next = Point(x: Self.tenths(place.x), y: Self.tenths(place.y))
      if let last = kept.last {
        let distance = max(abs(next.x - last.x), abs(next.y - last.y))
        // The end of a line stays, so that streets keep meeting.
        guard distance >= tolerance || (index == line.count - 1 && distance > 0 && !closed) else { continue }
      }
      kept.append(next)
    }
    guard kept.count >= (closed ? 3 : 2) else { return }
    pointCount += kept.count
    write(closed: closed)
  }

  /// Writes the points kept: the first as a place, the others as steps.
  private mutating func write(closed: Bool) {
    text.append(UInt8(ascii: "M"))
    append(kept[0])
    text.append(UInt8(ascii: "l"))
    for index in 1..<kept.count {
      if index > 1 { text.append(UInt8(ascii: " ")) }
      append(Point(x: kept[index].x - kept[index - 1].x, y: kept[index].y - kept[index - 1].y))
    }
    if closed { text.append(UInt8(ascii: "z")) }
  }

  private mutating func append(_ point: Point) {
    text.append(tenths: point.x, isTrimmed: true)
    text.append(UInt8(ascii: " "))
    text.append(tenths: point.y, isTrimmed: true)
  }

  /// Whether a point lies in the frame or near it; a ring without one may still cover the frame, as its box does.
  private func isVisible(_ line: Span<Coordinate>, closed: Bool) -> Bool {
    var left = Double.infinity
    var right = -Double.infinity
    var top = Double.infinity
    var bottom = -Double.infinity
    for index in line.indices {
      let place = frame.point(line[index])
      if frame.contains(place, margin: 40) { return true }
      left = min(left, place.x)
      right = max(right, place.x)
      top = min(top, place.y)
      bottom = max(bottom, place.y)
    }
    return closed && left <= frame.width && right >= 0 && top <= frame.height && bottom >= 0
  }

  /// Tenths of a pixel, held within what a viewer can take; halves away from zero.
  private static func tenths(_ value: Double) -> Int {
    let tenths = min(1e6, max(-1e6, value)) * 10
    return Int(tenths + (tenths < 0 ? -0.5 : 0.5))
  }
}
