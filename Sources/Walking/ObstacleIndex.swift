import Columns
import Geography

/// Finds whether a straight leg crosses water, a railway, a motorway or a wall (domain §7).
package struct ObstacleIndex: Sendable {
  let starts: Column<Coordinate>
  let ends: Column<Coordinate>
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
      for line in lines where line.count >= 2 {
        for place in 1..<line.count where line[place - 1] != line[place] {
          starts.append(line[place - 1])
          ends.append(line[place])
        }
      }
    }
    append(obstacles.lines)
    firstWall = starts.count
    append(obstacles.walls)
    self.starts = Column(starts)
    self.ends = Column(ends)
    grid = SegmentGrid(count: starts.count) { (starts[$0], ends[$0]) }
  }

  /// Number of segments.
  package var count: Int { starts.count }

  /// The words for what parts two places: what stops a leg only where no other street is near, and what always does.
  package static let wallWords = "a wall or fence", barrierWords = "water, a railway or a motorway"

  /// What lies across the straight line between two places at most a few kilometres apart, in words; `nil` for nothing.
  ///
  /// - Complexity: linear in the obstacles in the cells of the line's box.
  package func barrier(from a: Coordinate, to b: Coordinate) -> String? {
    let plane = LocalPlane(at: a)
    let end = plane.point(b)
    switch crossing(plane, toX: end.x, y: end.y) {
    case .none: return nil
    case .wall: return Self.wallWords
    case .barrier: return Self.barrierWords
    }
  }

  /// What the leg from the plane's place to a point of the plane crosses.
  func crossing(_ plane: LocalPlane, toX x: Double, y: Double) -> Crossing {
    guard !starts.isEmpty, let leg = Leg(toX: x, y: y) else { return .none }
    let box = leg.box(plane)
    var worst = Crossing.none
    let (starts, ends) = (starts, ends)
    grid.forEachSegment(west: box.west, south: box.south, east: box.east, north: box.north) { index in
      let kind = index < firstWall ? Crossing.barrier : .wall
      guard kind > worst else { return }
      let a = plane.point(starts[index])
      let b = plane.point(ends[index])
      if leg.crosses(ax: a.x, ay: a.y, bx: b.x, by: b.y) { worst = kind }
    }
    return worst
  }

  /// A line in the plane that the leg to a point of the plane crosses; `nil` for none.
  func blocker(_ plane: LocalPlane, of leg: Leg) -> PlanarLine? {
    guard !starts.isEmpty else { return nil }
    let box = leg.box(plane)
    var found: PlanarLine?
    let (starts, ends) = (starts, ends)
    _ = grid.hasSegment(west: box.west, south: box.south, east: box.east, north: box.north) { index in
      let line = PlanarLine(a: plane.point(starts[index]), b: plane.point(ends[index]))
      guard leg.crosses(ax: line.a.x, ay: line.a.y, bx: line.b.x, by: line.b.y) else { return false }
      found = line
      return true
    }
    return found
  }
}

/// A straight line between two points of a plane in metres.
struct PlanarLine {
  var a: (x: Double, y: Double)
  var b: (x: Double, y: Double)
}

extension ObstacleIndex {
  func put(into archive: inout ArchiveWriter) {
    archive.put(starts)
    archive.put(ends)
    archive.put(firstWall)
    grid.put(into: &archive)
  }

  init(from archive: inout ArchiveReader) throws {
    starts = try archive.column()
    ends = try archive.column()
    firstWall = try archive.count()
    grid = try SegmentGrid(count: starts.count, from: &archive)
    try archive.expect(starts.count == ends.count && starts.areOnEarth && ends.areOnEarth, "obstacles")
  }
}
