/// Turns world places into a tile's own units: quantised, clipped to the tile with a margin, and simplified.
struct TileGeometry {
  /// Units beyond the tile's border that are still drawn, so that wide lines do not end at it.
  static let margin: Int32 = 64

  private let west: Int64
  private let north: Int64
  private let shift: Int64
  /// How far, in units, a left-out point may lie from the line: half a pixel of 512 a tile, nothing at the deepest zoom.
  private let tolerance: Double
  private let low = -TileGeometry.margin
  private let high = Int32(VectorTile.extent) + TileGeometry.margin

  init(_ tile: MapTile) {
    west = tile.west
    north = tile.north
    // 4096 = 2¹² units a tile of 2^(32 − z).
    shift = Int64(20 - tile.zoom)
    tolerance = tile.zoom == MapTile.zooms.upperBound ? 0 : 4
  }

  /// A place in units, rounded down: neighbours on both sides of a tile's border agree.
  func point(_ world: WorldPoint) -> VectorTile.Point {
    VectorTile.Point(
      x: Int32(clamping: (Int64(world.x) - west) >> shift), y: Int32(clamping: (Int64(world.y) - north) >> shift))
  }

  /// Whether a point is drawn in this tile.
  func holds(_ point: VectorTile.Point) -> Bool {
    (low...high).contains(point.x) && (low...high).contains(point.y)
  }

  /// The parts of a line that lie in the tile, simplified. Linear, n log n for simplification as a rule.
  func line(_ points: ArraySlice<WorldPoint>) -> [[VectorTile.Point]] {
    let line = simplified(quantised(points))
    guard line.count >= 2 else { return [] }
    if line.allSatisfy(holds) { return [line] }
    var parts: [[VectorTile.Point]] = []
    var part: [VectorTile.Point] = []
    for index in 1..<line.count {
      guard let (start, end) = clipped(line[index - 1], line[index]) else { continue }
      if part.last != start {
        if part.count >= 2 { parts.append(part) }
        part = [start]
      }
      if end != start { part.append(end) }
    }
    if part.count >= 2 { parts.append(part) }
    return parts
  }

  /// A ring in the tile, simplified, as an exterior or an interior; `nil` when too little is left to see.
  ///
  /// - Parameter smallest: units² under which it is left out.
  func ring(_ points: ArraySlice<WorldPoint>, isExterior: Bool, smallest: Int64) -> [VectorTile.Point]? {
    var ring = simplified(quantised(points))
    if ring.count > 1, ring.first == ring.last { ring.removeLast() }
    if !ring.allSatisfy(holds) { ring = clipped(ring) }
    guard ring.count >= 3 else { return nil }
    let area = Self.doubledArea(ring)
    guard abs(area) >= max(1, 2 * smallest) else { return nil }
    return (area > 0) == isExterior ? ring : ring.reversed()
  }

  /// Twice the area by the surveyor's formula: positive when it runs clockwise on the map.
  static func doubledArea(_ ring: [VectorTile.Point]) -> Int64 {
    guard var last = ring.last else { return 0 }
    var sum: Int64 = 0
    for point in ring {
      sum += Int64(last.x) * Int64(point.y) - Int64(point.x) * Int64(last.y)
      last = point
    }
    return sum
  }

  /// The places in units, without repetitions.
  private func quantised(_ points: ArraySlice<WorldPoint>) -> [VectorTile.Point] {
    var line: [VectorTile.Point] = []
    line.reserveCapacity(points.count)
    for world in points {
      let next = point(world)
      if line.last != next { line.append(next) }
    }
    return line
  }

  /// Douglas and Peucker's choice of points (1973), without recursion.
  private func simplified(_ line: [VectorTile.Point]) -> [VectorTile.Point] {
    guard tolerance > 0, line.count > 2 else { return line }
    var keeps = [Bool](repeating: false, count: line.count)
    keeps[0] = true
    keeps[line.count - 1] = true
    var stretches = [(0, line.count - 1)]
    while let (first, last) = stretches.popLast() {
      var (farthest, distance) = (first, tolerance * tolerance)
      for index in (first + 1)..<max(first + 1, last) {
        let here = Self.squaredDistance(line[index], from: line[first], to: line[last])
        if here > distance { (farthest, distance) = (index, here) }
      }
      guard farthest > first else { continue }
      keeps[farthest] = true
      stretches.append((first, farthest))
      stretches.append((farthest, last))
    }
    return line.indices.filter { keeps[$0] }.map { line[$0] }
  }

  /// Squared distance from a point to a stretch.
  private static func squaredDistance(
    _ p: VectorTile.Point, from a: VectorTile.Point, to b: VectorTile.Point
  ) -> Double {
    let (dx, dy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
    let (px, py) = (Double(p.x) - Double(a.x), Double(p.y) - Double(a.y))
    let length = dx * dx + dy * dy
    let share = length == 0 ? 0 : min(1, max(0, (px * dx + py * dy) / length))
    let (ex, ey) = (px - share * dx, py - share * dy)
    return ex * ex + ey * ey
  }

  /// The part of a segment in the tile (Liang and Barsky 1984); `nil` when there is none.
  private func clipped(_ a: VectorTile.Point, _ b: VectorTile.Point) -> (VectorTile.Point, VectorTile.Point)? {
    if holds(a), holds(b) { return (a, b) }
    let (dx, dy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
    var (enters, leaves) = (0.0, 1.0)
    for (direction, room) in [
      (-dx, Double(a.x) - Double(low)), (dx, Double(high) - Double(a.x)),
      (-dy, Double(a.y) - Double(low)), (dy, Double(high) - Double(a.y)),
    ] {
      if direction == 0 {
        if room < 0 { return nil }
      } else if direction < 0 {
        enters = max(enters, room / direction)
      } else {
        leaves = min(leaves, room / direction)
      }
    }
    guard enters <= leaves else { return nil }
    func at(_ share: Double) -> VectorTile.Point {
      VectorTile.Point(
        x: min(high, max(low, Int32((Double(a.x) + share * dx).rounded()))),
        y: min(high, max(low, Int32((Double(a.y) + share * dy).rounded()))))
    }
    return (enters > 0 ? at(enters) : a, leaves < 1 ? at(leaves) : b)
  }

  /// The part of a ring in the tile (Sutherland and Hodgman 1974); where it leaves and comes back it runs along the
  /// margin, which is not seen.
  private func clipped(_ ring: [VectorTile.Point]) -> [VectorTile.Point] {
    typealias Point = VectorTile.Point
    func cut(_ ring: [Point], _ isInside: (Point) -> Bool, _ crossing: (Point, Point) -> Point) -> [Point] {
      guard var last = ring.last else { return [] }
      var kept: [Point] = []
      for point in ring {
        if isInside(point) != isInside(last) { kept.append(crossing(last, point)) }
        if isInside(point) { kept.append(point) }
        last = point
      }
      return kept
    }
    func crossX(_ x: Int32) -> (Point, Point) -> Point {
      { a, b in
        let share = (Double(x) - Double(a.x)) / (Double(b.x) - Double(a.x))
        return Point(x: x, y: Int32((Double(a.y) + share * (Double(b.y) - Double(a.y))).rounded()))
      }
    }
    func crossY(_ y: Int32) -> (Point, Point) -> Point {
      { a, b in
        let share = (Double(y) - Double(a.y)) / (Double(b.y) - Double(a.y))
        return Point(x: Int32((Double(a.x) + share * (Double(b.x) - Double(a.x))).rounded()), y: y)
      }
    }
    let (low, high) = (low, high)
    var part = cut(ring, { $0.x >= low }, crossX(low))
    part = cut(part, { $0.x <= high }, crossX(high))
    part = cut(part, { $0.y >= low }, crossY(low))
    part = cut(part, { $0.y <= high }, crossY(high))
    return part.indices.filter { $0 == 0 || part[$0] != part[$0 - 1] }.map { part[$0] }
  }
}
