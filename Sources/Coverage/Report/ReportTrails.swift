/// Joins lines that meet at their ends into long ones, each going on as straight as it can.
///
/// Streets come a block at a time, and a block of a large city is a pixel or two: only long lines can be thinned.
struct ReportTrails {
  typealias Point = SIMD2<Int32>

  /// Lines looked at where they meet; crossings have four.
  private static let mostLooks = 16

  private let lines: [[Point]]
  private var isUsed: [Bool]
  /// The first end at a point, and after each end the next one there; an end is twice its line's number, and one more
  /// for the last point.
  private var first: [Point: Int32] = [:]
  private var next: [Int32]

  /// Joins lines of at least two points. Linear.
  static func joining(_ lines: [[Point]]) -> [[Point]] {
    var trails = ReportTrails(lines)
    return trails.all()
  }

  private init(_ lines: [[Point]]) {
    self.lines = lines
    isUsed = [Bool](repeating: false, count: lines.count)
    next = [Int32](repeating: -1, count: 2 * lines.count)
    first.reserveCapacity(lines.count)
    // Backwards, so that the lists are in the order of the lines.
    for end in stride(from: 2 * lines.count - 1, through: 0, by: -1) {
      guard let point = point(at: end) else { continue }
      next[end] = first.updateValue(Int32(truncatingIfNeeded: end), forKey: point) ?? -1
    }
  }

  private func point(at end: Int) -> Point? { end % 2 == 0 ? lines[end / 2].first : lines[end / 2].last }

  private mutating func all() -> [[Point]] {
    var trails: [[Point]] = []
    for line in lines.indices where !isUsed[line] {
      isUsed[line] = true
      var trail = lines[line]
      extend(&trail)
      trail.reverse()
      extend(&trail)
      trails.append(trail)
    }
    return trails
  }

  private mutating func extend(_ trail: inout [Point]) {
    while trail.count >= 2, let end = straightest(from: trail[trail.count - 2], to: trail[trail.count - 1]) {
      let line = end / 2
      isUsed[line] = true
      if end % 2 == 0 {
        trail.append(contentsOf: lines[line].dropFirst())
      } else {
        trail.append(contentsOf: lines[line].reversed().dropFirst())
      }
    }
  }

  /// The end of an unused line at a point that turns least.
  private mutating func straightest(from before: Point, to point: Point) -> Int? {
    var best: Int?
    var bestCosine = -0.5
    var end = Int(first[point] ?? -1)
    var looks = 0
    while end >= 0, looks < Self.mostLooks {
      let after = Int(next[end])
      let line = lines[end / 2]
      if isUsed[end / 2] {
        // The used ones at the head of the list are never looked at again.
        if looks == 0 { first[point] = Int32(truncatingIfNeeded: after) }
      } else {
        looks += 1
        let onward = end % 2 == 0 ? line[1] : line[line.count - 2]
        let cosine = Self.cosine(Self.step(before, point), Self.step(point, onward))
        if cosine > bestCosine { (best, bestCosine) = (end, cosine) }
      }
      end = after
    }
    return best
  }

  private static func step(_ a: Point, _ b: Point) -> SIMD2<Double> { SIMD2(Double(b.x - a.x), Double(b.y - a.y)) }

  private static func cosine(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    let length = ((a * a).sum() * (b * b).sum()).squareRoot()
    return length > 0 ? (a * b).sum() / length : 0
  }
}
