extension TileBuild {
  /// Whether the leg crosses something worse than said.
  ///
  /// A leg within the square's reach is tried on the obstacles of the square, a longer one on those around the block.
  @inline(__always)
  mutating func isBlocked(_ point: Point, _ found: Found, above limit: ObstacleIndex.Crossing) -> Bool {
    guard firstCoast > firstObstacle else { return false }
    let street = streets[found.street]
    let x = street.ax + found.share * street.dx - point.x
    let y = street.ay + found.share * street.dy - point.y
    if found.squared <= squareObstaclesWithin * squareObstaclesWithin {
      guard squareObstacles.count > 0, let leg = Leg(toX: x, y: y) else { return false }
      return isBlocked(point, found, leg, above: limit, squareObstacles, squareObstacles.count)
    }
    return isFarBlocked(point, found, x, y, above: limit)
  }

  /// Whether a leg that is longer than all of the square's lists reach crosses something worse than said.
  private mutating func isFarBlocked(
    _ point: Point, _ found: Found, _ x: Double, _ y: Double, above limit: ObstacleIndex.Crossing
  ) -> Bool {
    if limit == .none, horizon.stops(x: x, y: y, squared: found.squared) { return true }
    guard let leg = Leg(toX: x, y: y) else { return false }
    if stops(Int(blockers[found.street]), leg, point, above: limit) {
      addToHorizon(Int(blockers[found.street]), point)
      return true
    }
    if stops(lastObstacle, leg, point, above: limit) {
      blockers[found.street] = UInt32(lastObstacle)
      addToHorizon(lastObstacle, point)
      return true
    }
    // Most legs are stopped near by.
    if !areNearObstaclesMade { gatherNearObstacles() }
    if isBlocked(point, found, leg, above: limit, nearObstacles, nearObstacles.count) { return true }
    if found.squared <= nearObstaclesWithin * nearObstaclesWithin { return false }
    if !blockObstacles.isMade {
      if tileObstacles.count == 0 { tileObstacles.fill(firstObstacle..<firstCoast, shapes, slack: slack) }
      blockObstacles.make(
        tileObstacles, shapes: shapes, middle: blockMiddle, reach: blockReach, radius: radius, slack: slack)
    }
    return isBlocked(
      point, found, leg, above: limit, blockObstacles.boxes,
      blockObstacles.count(within: found.squared.squareRoot()))
  }

  /// Takes up the obstacles of the block's own list.
  private mutating func gatherNearObstacles() {
    areNearObstaclesMade = true
    let level = levels[TileDescent.blockLevel]
    nearObstacles.begin(room: level.obstacles)
    for place in level.streets..<level.streets + level.obstacles {
      let number = Int(level.list[place])
      nearObstacles.append(number, shapes[number], slack: slack)
    }
  }

  /// Tries the first ones of some obstacles.
  @inline(__always)
  private mutating func isBlocked(
    _ point: Point, _ found: Found, _ leg: Leg, above limit: ObstacleIndex.Crossing, _ boxes: SegmentBoxes,
    _ count: Int
  ) -> Bool {
    let obstacle = boxes.first(before: count, x: point.x, y: point.y, dx: leg.x, dy: leg.y) {
      stops($0 - firstObstacle, leg, point, above: limit)
    }.map { $0 - firstObstacle }
    guard let obstacle else { return false }
    lastObstacle = obstacle
    blockers[found.street] = UInt32(obstacle)
    if isSearching { addToHorizon(obstacle, point) }
    return true
  }

  /// Shuts what an obstacle hides from the point.
  mutating func addToHorizon(_ number: Int, _ point: Point) {
    guard horizonPoints[number] != pointCount else { return }
    horizonPoints[number] = pointCount
    let obstacle = obstacles[number]
    let isNew = horizon.add(
      ax: obstacle.ax - point.x, ay: obstacle.ay - point.y, bx: obstacle.bx - point.x, by: obstacle.by - point.y)
    if isNew { shade.append(UInt32(number)) }
  }

  @inline(__always)
  func stops(_ number: Int, _ leg: Leg, _ point: Point, above limit: ObstacleIndex.Crossing) -> Bool {
    let obstacle = obstacles[number]
    return obstacle.kind > limit
      && leg.crosses(
        ax: obstacle.ax - point.x, ay: obstacle.ay - point.y, bx: obstacle.bx - point.x, by: obstacle.by - point.y)
  }
}

/// The obstacles that shut a point's horizon, for its neighbours' sake: the last few that each added to it.
struct TileShade {
  private static let most = 16
  private var last = SIMD16<UInt32>()
  private(set) var lastCount = 0
  private var next = SIMD16<UInt32>()
  private var nextCount = 0

  /// Forgets all.
  mutating func begin() {
    lastCount = 0
    nextCount = 0
  }

  /// What was appended since the last turn is what is told from now on.
  mutating func turn() {
    (last, lastCount) = (next, nextCount)
    nextCount = 0
  }

  @inline(__always)
  mutating func append(_ number: UInt32) {
    guard nextCount < Self.most else { return }
    next[nextCount] = number
    nextCount += 1
  }

  /// One of those from before the turn.
  @inline(__always)
  subscript(_ place: Int) -> UInt32 { last[place] }
}
