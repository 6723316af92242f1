import Geography

/// The obstacles around one tile, in the tile's plane and sorted into cells of 32 m: a leg is tested against the few in
/// its cells.
struct TileObstacles {
  private static let cellInMetres = 32.0

  private struct Segment {
    var ax: Double
    var ay: Double
    var bx: Double
    var by: Double
    var kind: ObstacleIndex.Crossing
  }

  private var segments: [Segment] = []
  private var firstEntry: [UInt32] = []
  private var entries: [UInt32] = []
  private var west = 0.0
  private var south = 0.0
  private var columns = 0
  private var rows = 0
  private var lastHit = 0

  var isEmpty: Bool { segments.isEmpty }

  /// Gathers the obstacles within a box of the plane given in metres.
  init(
    _ index: ObstacleIndex, plane: LocalPlane, west: Double, south: Double, east: Double, north: Double
  ) {
    self.west = west
    self.south = south
    columns = max(1, Int((east - west) / Self.cellInMetres) + 1)
    rows = max(1, Int((north - south) / Self.cellInMetres) + 1)
    let sx = max(plane.scale.eastInMetres, 1e-9)
    let sy = plane.scale.northInMetres
    var seen = Set<Int>()
    var segments: [Segment] = []
    index.grid.forEachSegment(
      west: plane.longitudeE7 + west / sx, south: plane.latitudeE7 + south / sy,
      east: plane.longitudeE7 + east / sx, north: plane.latitudeE7 + north / sy
    ) { number in
      guard seen.insert(number).inserted else { return }
      let a = plane.point(index.starts[number])
      let b = plane.point(index.ends[number])
      segments.append(
        Segment(ax: a.x, ay: a.y, bx: b.x, by: b.y, kind: number < index.firstWall ? .barrier : .wall))
    }
    self.segments = segments
    sortIntoCells()
  }

  private func cells(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) -> (ClosedRange<Int>, ClosedRange<Int>) {
    func clamp(_ value: Double, _ origin: Double, _ count: Int) -> Int {
      Int(max(0, min(Double(count - 1), ((value - origin) / Self.cellInMetres).rounded(.down))))
    }
    return (
      clamp(min(ax, bx), west, columns)...clamp(max(ax, bx), west, columns),
      clamp(min(ay, by), south, rows)...clamp(max(ay, by), south, rows)
    )
  }

  private mutating func sortIntoCells() {
    var counts = [UInt32](repeating: 0, count: columns * rows + 1)
    for pass in 0..<2 {
      for (number, segment) in segments.enumerated() {
        let (columnRange, rowRange) = cells(segment.ax, segment.ay, segment.bx, segment.by)
        for row in rowRange {
          for column in columnRange {
            let cell = row * columns + column
            if pass == 0 {
              counts[cell + 1] += 1
            } else {
              entries[Int(counts[cell])] = UInt32(number)
              counts[cell] += 1
            }
          }
        }
      }
      guard pass == 0 else { break }
      for cell in 0..<columns * rows { counts[cell + 1] += counts[cell] }
      firstEntry = counts
      entries = [UInt32](repeating: 0, count: Int(counts[columns * rows]))
    }
  }

  /// What a leg from (x, y) by (dx, dy) metres crosses; anything worse than `limit` may be reported as soon as found.
  ///
  /// The segment that stopped the leg before is tried first: neighbours are mostly stopped by the same wall.
  mutating func crossing(
    x: Double, y: Double, dx: Double, dy: Double, atMost limit: ObstacleIndex.Crossing
  ) -> ObstacleIndex.Crossing {
    guard !segments.isEmpty, let leg = Leg(toX: dx, y: dy) else { return .none }
    if segments[lastHit].kind > limit, stops(lastHit, leg, x, y) { return segments[lastHit].kind }
    let (columnRange, rowRange) = cells(x, y, x + leg.x, y + leg.y)
    var worst = ObstacleIndex.Crossing.none
    for row in rowRange {
      let cells = row * columns
      for entry in Int(firstEntry[cells + columnRange.lowerBound])..<Int(firstEntry[cells + columnRange.upperBound + 1])
      {
        let number = Int(entries[entry])
        guard segments[number].kind > worst, stops(number, leg, x, y) else { continue }
        worst = segments[number].kind
        if worst > limit {
          lastHit = number
          return worst
        }
      }
    }
    return worst
  }

  @inline(__always)
  private func stops(_ number: Int, _ leg: Leg, _ x: Double, _ y: Double) -> Bool {
    let segment = segments[number]
    return leg.crosses(ax: segment.ax - x, ay: segment.ay - y, bx: segment.bx - x, by: segment.by - y)
  }
}
