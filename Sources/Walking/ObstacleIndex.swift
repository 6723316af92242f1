import Geography

/// Finds whether a straight leg crosses water, a railway, a motorway or a wall (domain §7).
package struct ObstacleIndex: Sendable {
  let starts: [Coordinate]
  let ends: [Coordinate]
  /// Segments from here on are walls and fences.
  let firstWall: Int
  let grid: SegmentGrid

  /// Legs stop this many metres short of the street, so that a wall drawn along the street is no obstacle to it.
  static let slackInMetres = 0.5

  /// What a leg crosses, worst last.
  enum Crossing: Int, Comparable {
    case none, wall, barrier
    static func < (a: Crossing, b: Crossing) -> Bool { a.rawValue < b.rawValue }
  }

  package init(_ obstacles: Obstacles) {
    var starts: [Coordinate] = []
    var ends: [Coordinate] = []
    func append(_ lines: [[Coordinate]]) {
      for line in lines {
        for (a, b) in zip(line, line.dropFirst()) where a != b {
          starts.append(a)
          ends.append(b)
        }
      }
    }
    append(obstacles.lines)
    firstWall = starts.count
    append(obstacles.walls)
    self.starts = starts
    self.ends = ends
    grid = SegmentGrid(count: starts.count) { (starts[$0], ends[$0]) }
  }

  /// Number of segments.
  package var count: Int { starts.count }

  /// What lies across the straight line between two places at most a few kilometres apart, in words; `nil` for nothing.
  ///
  /// - Complexity: linear in the obstacles in the cells of the line's box.
  package func barrier(from a: Coordinate, to b: Coordinate) -> String? {
    let plane = LocalPlane(at: a)
    let end = plane.point(b)
    switch crossing(plane, toX: end.x, y: end.y) {
    case .none: return nil
    case .wall: return "a wall or fence"
    case .barrier: return "water, a railway or a motorway"
    }
  }

  /// What the leg from the plane's place to a point of the plane crosses.
  func crossing(_ plane: LocalPlane, toX x: Double, y: Double) -> Crossing {
    guard !starts.isEmpty, let leg = Leg(toX: x, y: y) else { return .none }
    let east = leg.x / max(plane.scale.eastInMetres, 1e-9)
    let north = leg.y / plane.scale.northInMetres
    var worst = Crossing.none
    grid.forEachSegment(
      west: plane.longitudeE7 + min(0, east), south: plane.latitudeE7 + min(0, north),
      east: plane.longitudeE7 + max(0, east), north: plane.latitudeE7 + max(0, north)
    ) { index in
      let kind = index < firstWall ? Crossing.barrier : .wall
      guard kind > worst else { return }
      let a = plane.point(starts[index])
      let b = plane.point(ends[index])
      if leg.crosses(ax: a.x, ay: a.y, bx: b.x, by: b.y) { worst = kind }
    }
    return worst
  }
}

/// A straight leg from the origin of a plane, short of its end by the slack.
struct Leg {
  let x: Double
  let y: Double

  /// `nil` for a leg too short to cross anything.
  init?(toX x: Double, y: Double) {
    let length = (x * x + y * y).squareRoot()
    guard length > ObstacleIndex.slackInMetres else { return nil }
    let share = (length - ObstacleIndex.slackInMetres) / length
    self.x = x * share
    self.y = y * share
  }

  /// Whether the leg crosses a segment. Touching with the leg's own ends does not count; passing through an end of the
  /// segment does.
  @inline(__always)
  func crosses(ax: Double, ay: Double, bx: Double, by: Double) -> Bool {
    let placeSide = ax * by - ay * bx
    let footSide = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    guard (placeSide > 0 && footSide < 0) || (placeSide < 0 && footSide > 0) else { return false }
    let aSide = x * ay - y * ax
    let bSide = x * by - y * bx
    return (aSide >= 0 && bSide <= 0) || (aSide <= 0 && bSide >= 0)
  }
}
