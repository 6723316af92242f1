import Geography

/// The streets and obstacles around one tile, gathered and projected once.
///
/// All segments are numbered: streets, obstacles, then coastlines, which ``TileWater`` appends.
final class TileSources {
  private let builder: LatticeTileBuilder
  let shapes = ScratchBuffer<TileShape>(capacity: 4096)
  let streets = ScratchBuffer<TileStreet>(capacity: 4096)
  let obstacles = ScratchBuffer<TileObstacle>(capacity: 1024)
  private(set) var shapeCount = 0
  private(set) var streetCount = 0
  private(set) var obstacleCount = 0
  /// Whether any street leaves time to be walked to.
  private(set) var isReached = false
  private var largest: Float = 0
  private var streetMarks: VisitMarks
  private var obstacleMarks: VisitMarks

  init(_ builder: LatticeTileBuilder) {
    self.builder = builder
    streetMarks = VisitMarks(count: builder.snaps.segmentEdges.count)
    obstacleMarks = VisitMarks(count: builder.snaps.obstacles.count)
  }

  /// Gathers what lies within so many metres of the tile.
  func gather(_ frame: TileFrame, within metres: Double) {
    shapeCount = 0
    streetCount = 0
    obstacleCount = 0
    isReached = false
    largest = 0
    let dx = metres / max(frame.plane.scale.eastInMetres, 1e-9)
    let dy = metres / frame.plane.scale.northInMetres
    let west = Double(frame.box.southWest.longitudeE7) - dx
    let south = Double(frame.box.southWest.latitudeE7) - dy
    let east = Double(frame.box.northEast.longitudeE7) + dx
    let north = Double(frame.box.northEast.latitudeE7) + dy
    func mayMatter(_ a: Coordinate, _ b: Coordinate) -> Bool {
      Double(max(a.longitudeE7, b.longitudeE7)) >= west && Double(min(a.longitudeE7, b.longitudeE7)) <= east
        && Double(max(a.latitudeE7, b.latitudeE7)) >= south && Double(min(a.latitudeE7, b.latitudeE7)) <= north
    }
    let snaps = builder.snaps
    let graph = snaps.graph.streets
    streetMarks.begin()
    snaps.grid.forEachSegment(west: west, south: south, east: east, north: north) { segment in
      guard streetMarks.isFirst(segment) else { return }
      let start = Int(snaps.segmentPoints[segment])
      let a = graph.shapeCoordinates[start]
      let b = graph.shapeCoordinates[start + 1]
      if mayMatter(a, b) { append(street: segment, a, b, start, graph, frame.plane) }
    }
    guard streetCount > 0 else { return }
    let index = snaps.obstacles
    obstacleMarks.begin()
    index.grid.forEachSegment(west: west, south: south, east: east, north: north) { number in
      guard obstacleMarks.isFirst(number), mayMatter(index.starts[number], index.ends[number]) else { return }
      let a = frame.plane.point(index.starts[number])
      let b = frame.plane.point(index.ends[number])
      obstacles.reserve(obstacleCount + 1, keeping: obstacleCount)
      obstacles.base[obstacleCount] = TileObstacle(
        ax: a.x, ay: a.y, bx: b.x, by: b.y, kind: number < index.firstWall ? .barrier : .wall)
      obstacleCount += 1
      append(TileShape(ax: a.x, ay: a.y, dx: b.x - a.x, dy: b.y - a.y))
    }
  }

  private func append(
    street segment: Int, _ from: Coordinate, _ to: Coordinate, _ start: Int, _ graph: StreetGraph, _ plane: LocalPlane
  ) {
    let a = plane.point(from)
    let b = plane.point(to)
    let dx = b.x - a.x
    let dy = b.y - a.y
    let length = dx * dx + dy * dy
    let edge = builder.snaps.segmentEdges[segment]
    streets.reserve(streetCount + 1, keeping: streetCount)
    streets.base[streetCount] = TileStreet(
      ax: a.x, ay: a.y, dx: dx, dy: dy, inverseSquaredLength: length > 0 ? 1 / length : 0, segment: UInt32(segment),
      edge: edge, component: graph.edgeComponents[Int(edge)], startTime: graph.shapeTimes[start],
      duration: graph.shapeTimes[start + 1] - graph.shapeTimes[start],
      isPreferred: graph.isPreferred(Int(edge)), isUnderground: graph.edgeFlags[Int(edge)].contains(.underground))
    streetCount += 1
    // No one walks farther than the radius to a street; a metre for rounded times.
    let metresLeft = min(builder.reach.metresLeft(edge: Int(edge)), builder.snaps.radiusInMetres) + 1
    if metresLeft > 0 { isReached = true }
    append(TileShape(ax: a.x, ay: a.y, dx: dx, dy: dy, metresLeft: Float(metresLeft)))
  }

  /// Appends a segment that only the descent needs to know.
  func append(_ shape: TileShape) {
    shapes.reserve(shapeCount + 1, keeping: shapeCount)
    shapes.base[shapeCount] = shape
    shapeCount += 1
    largest = max(largest, abs(shape.ax) + abs(shape.dx), abs(shape.ay) + abs(shape.dy))
  }

  /// The largest coordinate or length there is, which single precision errs in proportion to.
  func extent(_ frame: TileFrame) -> Float { max(largest, Float(frame.extent)) }

  /// The list of the whole tile: everything, preferred streets first.
  func rootLevel(list: UnsafeMutablePointer<UInt32>, radius: Float) -> TileDescent.Level {
    var level = TileDescent.Level(list: list)
    for street in 0..<streetCount where streets.base[street].isPreferred {
      list[level.preferred] = UInt32(street)
      level.preferred += 1
    }
    for street in 0..<streetCount where !streets.base[street].isPreferred {
      list[level.preferred + level.others] = UInt32(street)
      level.others += 1
    }
    for number in streetCount..<shapeCount { list[number] = UInt32(number) }
    level.obstacles = obstacleCount
    level.coasts = shapeCount - streetCount - obstacleCount
    level.preferredWithin = radius
    level.othersWithin = radius
    level.obstaclesWithin = radius
    return level
  }
}
