import Geography

/// The lines of one path of a map, in tenths of a pixel, and their thinning.
struct ReportMapPath {
  private typealias Point = SIMD2<Int32>

  private struct Line {
    var points: [Point] = []
    var isClosed = false
  }

  /// Paths of fewer points are signs, not land: they stay as they are.
  private static let smallest = 64
  /// No coordinate is farther out, in tenths of a pixel.
  private static let farthest = 100_000_000

  private var lines: [Line] = []
  private(set) var pointCount = 0

  /// Reads path data of moves, lines and closings; `nil` for any other command or what is no number.
  init?(_ data: ArraySlice<UInt8>) {
    var scan = PathScan(data)
    var here = Point(0, 0)
    var command = UInt8(ascii: "M")
    while let byte = scan.peek() {
      if PathScan.isLetter(byte) {
        command = byte
        scan.skip()
        if command == UInt8(ascii: "z") || command == UInt8(ascii: "Z") {
          guard !lines.isEmpty, let first = lines[lines.count - 1].points.first else { return nil }
          lines[lines.count - 1].isClosed = true
          here = first
        }
        continue
      }
      guard let next = Self.place(&scan, command, from: here) else { return nil }
      if command == UInt8(ascii: "M") || command == UInt8(ascii: "m") {
        lines.append(Line())
        command = command == UInt8(ascii: "M") ? UInt8(ascii: "L") : UInt8(ascii: "l")
      } else if lines.isEmpty || lines[lines.count - 1].isClosed {
        return nil
      }
      lines[lines.count - 1].points.append(next)
      pointCount += 1
      here = next
    }
  }

  /// The place that a command's numbers lead to.
  private static func place(_ scan: inout PathScan, _ command: UInt8, from here: Point) -> Point? {
    guard let first = scan.tenths() else { return nil }
    func point(_ x: Int, _ y: Int) -> Point? {
      guard abs(x) <= farthest, abs(y) <= farthest else { return nil }
      return Point(Int32(x), Int32(y))
    }
    let (x, y) = (Int(here.x), Int(here.y))
    switch command {
    case UInt8(ascii: "H"): return point(first, y)
    case UInt8(ascii: "h"): return point(x + first, y)
    case UInt8(ascii: "V"): return point(x, first)
    case UInt8(ascii: "v"): return point(x, y + first)
    case UInt8(ascii: "M"), UInt8(ascii: "L"): return scan.tenths().flatMap { point(first, $0) }
    case UInt8(ascii: "m"), UInt8(ascii: "l"): return scan.tenths().flatMap { point(x + first, y + $0) }
    default: return nil
    }
  }

  /// The same lines, those that meet at their ends joined.
  func joined() -> ReportMapPath {
    var path = self
    guard pointCount >= Self.smallest else { return path }
    path.lines = lines.filter { $0.isClosed || $0.points.count < 2 }
    path.lines += ReportTrails.joining(lines.filter { !$0.isClosed && $0.points.count >= 2 }.map(\.points))
      .map { Line(points: $0) }
    return path
  }

  /// How far in pixels lines may stray, what is smaller being left out; and the tolerance of a share of them.
  struct Coarseness {
    var tolerance: Double
    var finerTolerance = 0.0, finerShare = 0.0

    /// That of a line: by multiples of the golden ratio, so that those spared lie evenly among all.
    func tolerance(ofLine number: Int) -> Double {
      let place = Double(number) * 0.618033988749895
      return place - place.rounded(.down) < finerShare ? finerTolerance : tolerance
    }
  }

  /// The path data.
  func data(_ coarseness: Coarseness) -> TextBuffer {
    var text = TextBuffer()
    for (number, line) in lines.enumerated() {
      let toleranceInPixels = coarseness.tolerance(ofLine: number)
      // Streets give way before the land does, which is what the map is for.
      let tolerance = 10 * (line.isClosed ? 0.3 + (toleranceInPixels - 0.3) / 6 : toleranceInPixels)
      guard pointCount < Self.smallest || Self.extent(line.points) >= tolerance else { continue }
      let points = pointCount < Self.smallest ? line.points : Self.thinned(line.points, tolerance: tolerance)
      guard points.count >= (line.isClosed ? 3 : 2) else { continue }
      var here = Point(0, 0)
      for (index, point) in points.enumerated() {
        text.append(UInt8(ascii: index == 0 ? "M" : index == 1 ? "l" : " "))
        text.append(tenths: Int(point.x - here.x), isTrimmed: true)
        text.append(UInt8(ascii: " "))
        text.append(tenths: Int(point.y - here.y), isTrimmed: true)
        here = point
      }
      if line.isClosed { text.append(UInt8(ascii: "z")) }
    }
    return text
  }

  /// The longer side of the box around points.
  private static func extent(_ points: [Point]) -> Double {
    guard let first = points.first else { return 0 }
    let (low, high) = points.reduce((first, first)) {
      (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1))
    }
    return Double((high &- low).max())
  }

  /// Leaves points out while a straight line passes all of them within the tolerance: cones of directions are
  /// intersected until one is empty (Sklansky and Gonzalez, 1980). Linear.
  private static func thinned(_ points: [Point], tolerance: Double) -> [Point] {
    guard var anchor = points.first, let last = points.last, points.count > 2 else { return points }
    var kept = [anchor]
    var previous = anchor
    var cone: (left: SIMD2<Double>, right: SIMD2<Double>)?
    var farthest = 0.0
    for point in points.dropFirst() {
      var step = SIMD2(Double(point.x - anchor.x), Double(point.y - anchor.y))
      var length = (step * step).sum().squareRoot()
      if let open = cone, !isInside(step, open) || length < farthest - tolerance {
        kept.append(previous)
        anchor = previous
        cone = nil
        farthest = 0
        step = SIMD2(Double(point.x - anchor.x), Double(point.y - anchor.y))
        length = (step * step).sum().squareRoot()
      }
      previous = point
      farthest = max(farthest, length)
      guard length > tolerance else { continue }
      let sine = tolerance / length
      let cosine = (1 - sine * sine).squareRoot()
      let left = SIMD2(step.x * cosine - step.y * sine, step.x * sine + step.y * cosine)
      let right = SIMD2(step.x * cosine + step.y * sine, step.y * cosine - step.x * sine)
      guard let open = cone else {
        cone = (left, right)
        continue
      }
      cone = (cross(open.left, left) < 0 ? left : open.left, cross(open.right, right) > 0 ? right : open.right)
    }
    if kept.last != last { kept.append(last) }
    return kept
  }

  private static func cross(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.y - a.y * b.x }

  private static func isInside(_ step: SIMD2<Double>, _ cone: (left: SIMD2<Double>, right: SIMD2<Double>)) -> Bool {
    cross(cone.right, step) >= 0 && cross(step, cone.left) >= 0
  }
}

/// The numbers and letters of path data.
private struct PathScan {
  private let data: ArraySlice<UInt8>
  private var position: Int

  init(_ data: ArraySlice<UInt8>) {
    self.data = data
    position = data.startIndex
  }

  static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

  /// The next byte that is no blank.
  mutating func peek() -> UInt8? {
    while position < data.endIndex, data[position] == 32 || data[position] == UInt8(ascii: ",") { position += 1 }
    return position < data.endIndex ? data[position] : nil
  }

  mutating func skip() { position += 1 }

  /// A decimal in tenths, further digits dropped; `nil` where there is none or it is too large.
  mutating func tenths() -> Int? {
    guard let first = peek() else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var value = 0
    var digits = 0
    var decimals = -1
    while position < data.endIndex {
      let byte = data[position]
      if byte == UInt8(ascii: "."), decimals < 0 {
        decimals = 0
      } else if (48...57).contains(byte) {
        digits += 1
        if decimals < 1 {
          value = value * 10 + Int(byte - 48)
          if decimals == 0 { decimals = 1 }
        }
        guard value < 1_000_000_000 else { return nil }
      } else {
        break
      }
      position += 1
    }
    guard digits > 0 else { return nil }
    let tenths = decimals < 1 ? value * 10 : value
    return isNegative ? -tenths : tenths
  }
}
