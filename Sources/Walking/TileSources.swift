import Geography

/// The streets and obstacles around one tile, gathered and projected once.
///
/// What a descent measures is numbered: streets, then coastlines, which ``TileWater`` appends.
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
  private let found = ScratchBuffer<UInt32>()
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
    let window = Window(west: west, south: south, east: east, north: north)
    gatherStreets(window, frame.plane, within: metres)
    if isReached { gatherObstacles(window, frame.plane) }
  }

  /// A box in 1e-7 degree.
  private struct Window {
    var west: Double
    var south: Double
    var east: Double
    var north: Double

    @inline(__always)
    func mayHold(_ a: Coordinate, _ b: Coordinate) -> Bool {
      Double(max(a.longitudeE7, b.longitudeE7)) >= west && Double(min(a.longitudeE7, b.longitudeE7)) <= east
        && Double(max(a.latitudeE7, b.latitudeE7)) >= south && Double(min(a.latitudeE7, b.latitudeE7)) <= north
    }
  }

  /// The numbers of a grid's segments in a window, each once, in the order of the cells.
  @inline(__always)
  private func numbers(
    in window: Window, of grid: SegmentGrid, _ marks: inout VisitMarks, count: Int
  ) -> UnsafeBufferPointer<UInt32> {
    marks.begin()
    // Room for all: memory that is not written to costs nothing.
    found.reserve(count)
    let (found, marks) = (found.base, marks)
    var foundCount = 0
    grid.forEachSegment(west: window.west, south: window.south, east: window.east, north: window.north) { number in
      guard marks.isFirst(number) else { return }
      found[foundCount] = UInt32(truncatingIfNeeded: number)
      foundCount += 1
    }
    return UnsafeBufferPointer(start: found, count: foundCount)
  }

  private func gatherStreets(_ window: Window, _ plane: LocalPlane, within metres: Double) {
    let snaps = builder.snaps
    let graph = snaps.graph.streets
    let segments = numbers(in: window, of: snaps.grid, &streetMarks, count: snaps.segmentEdges.count)
    streets.reserve(segments.count)
    shapes.reserve(segments.count)
    let (streets, shapes) = (streets.base, shapes.base)
    let (points, edges) = (snaps.segmentPoints, snaps.segmentEdges)
    let (coordinates, times) = (graph.shapeCoordinates, graph.shapeTimes)
    // Out of the loop: what holds them is many words, and would be copied for each segment.
    let (components, flags, isPreferred) = (graph.edgeComponents, graph.edgeFlags, snaps.isPreferredSegment)
    let reach = builder.reach
    var count = 0
    for number in segments {
      let segment = Int(number)
      let start = Int(points[segment])
      let (from, to) = (coordinates[start], coordinates[start + 1])
      guard window.mayHold(from, to) else { continue }
      let a = plane.point(from)
      let b = plane.point(to)
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      let length = dx * dx + dy * dy
      let edge = edges[segment]
      streets[count] = TileStreet(
        ax: a.x, ay: a.y, dx: dx, dy: dy, inverseSquaredLength: length > 0 ? 1 / length : 0, segment: number,
        edge: edge, component: components[Int(edge)], startTime: times[start],
        duration: times[start + 1] - times[start], isPreferred: isPreferred[segment],
        isUnderground: flags[Int(edge)].contains(.underground))
      // No one walks farther to a street; a metre for rounded times.
      let metresLeft = min(reach.metresLeft(edge: Int(edge)), metres) + 1
      if metresLeft > 0 { isReached = true }
      let shape = TileShape(ax: a.x, ay: a.y, dx: dx, dy: dy, metresLeft: Float(metresLeft))
      largest = max(largest, shape.largest)
      shapes[count] = shape
      count += 1
    }
    streetCount = count
    shapeCount = count
  }

  private func gatherObstacles(_ window: Window, _ plane: LocalPlane) {
    let index = builder.snaps.obstacles
    let segments = numbers(in: window, of: index.grid, &obstacleMarks, count: index.count)
    obstacles.reserve(segments.count)
    let obstacles = obstacles.base
    let (starts, ends) = (index.starts, index.ends)
    var count = 0
    for number in segments {
      let (from, to) = (starts[Int(number)], ends[Int(number)])
      guard window.mayHold(from, to) else { continue }
      let a = plane.point(from)
      let b = plane.point(to)
      obstacles[count] = TileObstacle(
        ax: a.x, ay: a.y, bx: b.x, by: b.y, kind: Int(number) < index.firstWall ? .barrier : .wall)
      count += 1
    }
    obstacleCount = count
  }

  /// Appends a segment that only the descent needs to know.
  func append(_ shape: TileShape) {
    shapes.reserve(shapeCount + 1, keeping: shapeCount)
    shapes.base[shapeCount] = shape
    shapeCount += 1
    largest = max(largest, shape.largest)
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
    level.coasts = shapeCount - streetCount
    level.preferredWithin = radius
    level.othersWithin = radius
    level.legsWithin = radius
    return level
  }
}
