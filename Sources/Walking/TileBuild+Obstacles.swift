extension TileBuild {
  /// Whether the leg crosses something worse than said.
  @inline(__always)
  mutating func isBlocked(_ point: Point, _ found: Found, above limit: ObstacleIndex.Crossing) -> Bool {
    if obstacleGrid.isEmpty || clearWithin > 0 && found.squared <= clearWithin * clearWithin { return false }
    let street = streets[found.street]
    return isBlocked(
      point, found, x: street.ax + found.share * street.dx - point.x, y: street.ay + found.share * street.dy - point.y,
      above: limit)
  }

  private mutating func isBlocked(
    _ point: Point, _ found: Found, x: Double, y: Double, above limit: ObstacleIndex.Crossing
  ) -> Bool {
    if limit == .none, horizon.stops(x: x, y: y, squared: found.squared) { return true }
    guard let leg = Leg(toX: x, y: y) else { return false }
    if isSearching {
      let before = Int(blockers[found.street])
      let number = stops(before, leg, point, above: limit) ? before : lastObstacle
      if stops(number, leg, point, above: limit) {
        remember(number, found, point)
        return true
      }
    }
    let line = PlanarLine(a: (point.x, point.y), b: (point.x + leg.x, point.y + leg.y))
    guard let obstacle = obstacleGrid.first(along: line, where: { stops($0, leg, point, above: limit) }) else {
      return false
    }
    remember(obstacle, found, point)
    return true
  }

  /// Keeps what stopped a leg for those that follow.
  @inline(__always)
  private mutating func remember(_ obstacle: Int, _ found: Found, _ point: Point) {
    lastObstacle = obstacle
    blockers[found.street] = UInt32(truncatingIfNeeded: obstacle)
    if isSearching { addToHorizon(obstacle, point) }
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
