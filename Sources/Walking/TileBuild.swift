import Geography

/// One tile in the making: writes the candidates of the points that a descent visits.
struct TileBuild: TileVisitor {
  /// The nearest point of a street to a lattice point.
  struct Found: BitwiseCopyable {
    var street: Int
    var squared: Double
    var share: Double
  }

  typealias Point = TileFrame.Point

  let frame: TileFrame
  let workspace: LatticeTileBuilder.Workspace
  let streets: UnsafeMutablePointer<TileStreet>
  let obstacles: UnsafeMutablePointer<TileObstacle>
  let levels: UnsafeMutablePointer<TileDescent.Level>
  /// Of the obstacles in a point's list, squared.
  let obstacleDistances: UnsafeMutablePointer<Float>
  let firstObstacle: Int
  let firstCoast: Int
  let speed: WalkingSpeed
  let radius: Double
  let brushSquared: Double
  /// Metres that single precision errs by, and more.
  let slack: Float
  let isShutOff: [Bool]
  /// The obstacle that stopped the last leg to each street: neighbours are mostly stopped by the same one.
  let blockers: UnsafeMutablePointer<UInt32>
  var lastObstacle = 0
  /// Neighbours are mostly led around an obstacle to the same street.
  var lastClear: Int?
  var mainland: MainlandStreets
  /// What is known to stop legs from the point in hand.
  var horizon: TileHorizon
  /// The point for which each obstacle was last added to the horizon, counted from one.
  let horizonPoints: UnsafeMutablePointer<UInt32>
  var pointCount: UInt32 = 0
  /// The preferred streets around the block, or the others; `nil` for none yet.
  var blockKind: Bool?
  var blockStreets: BlockStreets
  var blockShapes: BlockShapes
  var blockMiddle = Point(x: 0, y: 0, longitudeE7: 0, latitudeE7: 0)
  /// Metres from there to the farthest point of the block.
  var blockReach = 0.0
  var candidates: UnsafeMutablePointer<LatticeTile.Candidate>
  var brushScratch: UnsafeMutablePointer<Found>
  var candidateCount = 0
  var firstCandidate: [UInt32]
  var candidateCounts: [UInt8]
  var flags: [LatticeTile.Flags]

  /// For a tile whose sources are gathered.
  init(_ builder: LatticeTileBuilder, frame: TileFrame, workspace: LatticeTileBuilder.Workspace, slack: Float) {
    self.slack = slack
    self.frame = frame
    self.workspace = workspace
    let sources = workspace.sources
    streets = sources.streets.base
    obstacles = sources.obstacles.base
    levels = workspace.levels.base
    firstObstacle = sources.streetCount
    firstCoast = sources.streetCount + sources.obstacleCount
    speed = builder.speed
    radius = builder.snaps.radiusInMetres
    let brush = LatticeTileBuilder.brushInCells * builder.lattice.resolutionInMetres
    brushSquared = brush * brush
    isShutOff = builder.snaps.isShutOff
    candidates = workspace.candidates.base
    brushScratch = workspace.brushed.base
    mainland = MainlandStreets(workspace.mainland)
    blockStreets = BlockStreets(workspace.blockStreets)
    horizon = TileHorizon(workspace.horizon, slack: slack)
    obstacleDistances = workspace.obstacleDistances.base
    blockShapes = BlockShapes(workspace.blockShapes)
    workspace.blockers.reserve(sources.streetCount)
    blockers = workspace.blockers.base
    blockers.update(repeating: 0, count: sources.streetCount)
    workspace.horizonPoints.reserve(sources.obstacleCount)
    horizonPoints = workspace.horizonPoints.base
    horizonPoints.update(repeating: 0, count: sources.obstacleCount)
    let count = Lattice.tileSide * Lattice.tileSide
    firstCandidate = Array(repeating: 0, count: count)
    candidateCounts = Array(repeating: 0, count: count)
    flags = Array(repeating: [], count: count)
  }

  /// The finished tile.
  func tile(_ id: Lattice.TileID) -> LatticeTile {
    LatticeTile(
      id: id, firstCandidate: firstCandidate, candidateCounts: candidateCounts,
      candidates: Array(UnsafeBufferPointer(start: workspace.candidates.base, count: candidateCount)), flags: flags)
  }

  var pointLevel: Int { TileDescent.levelCount - 1 }

  /// Coastlines of a level.
  func coasts(_ level: TileDescent.Level) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: level.list + level.streets + level.obstacles, count: level.coasts)
  }

  mutating func begin(blockAtRow row: Int, column: Int) {
    mainland = MainlandStreets(workspace.mainland)
    blockKind = nil
    let half = LatticeBlocks.side / 2
    blockMiddle = frame.point(row: row + half, column: column + half)
    let corner = frame.point(row: row, column: column)
    let dx = corner.x - blockMiddle.x
    let dy = corner.y - blockMiddle.y
    blockReach = (dx * dx + dy * dy).squareRoot() * 1.01 + 0.1
    workspace.water.begin(
      blockAtRow: row, column: column, centre: blockMiddle, reach: blockReach, frame: frame,
      near: coasts(levels[TileDescent.blockLevel]), from: firstCoast)
  }

  mutating func visit(row: Int, column: Int) {
    let point = frame.point(row: row, column: column)
    let index = row * Lattice.tileSide + column
    let level = levels[pointLevel]
    makeRoom(for: level.streets + 2)
    let first = candidateCount
    horizon.begin()
    pointCount += 1
    let (nearest, brushed) = compare(point, level)
    // No one lives in water: what one may stand on there is a bridge or a pier, within the brush.
    var flags: LatticeTile.Flags = []
    if workspace.water.contains(point, near: coasts(level), from: firstCoast) {
      flags = .isWater
    } else if let nearest {
      flags = join(point, nearest: nearest)
    }
    if brushed > 0 { appendBrushed(point, brushed, from: first) }
    self.flags[index] = flags
    firstCandidate[index] = UInt32(first)
    candidateCounts[index] = UInt8(candidateCount - first)
  }

  /// Room in the scratch for the candidates of one more point.
  @inline(__always)
  mutating func makeRoom(for count: Int) {
    guard candidateCount + count > workspace.candidates.capacity || count > workspace.brushed.capacity else { return }
    workspace.candidates.reserve(candidateCount + count, keeping: candidateCount)
    workspace.brushed.reserve(count)
    candidates = workspace.candidates.base
    brushScratch = workspace.brushed.base
  }

  /// The nearest street within the radius, a preferred one if there is any, and how many lie within the brush, which
  /// are put into the scratch.
  @inline(__always)
  mutating func compare(_ point: Point, _ level: TileDescent.Level) -> (nearest: Found?, brushed: Int) {
    var best = none
    var brushed = 0
    for place in 0..<level.streets {
      let found = found(Int(level.list[place]), point)
      let isPreferred = place < level.preferred
      // The others follow the preferred ones and count only where none of those does.
      let isWanted = isPreferred || best.street < 0 || !streets[best.street].isPreferred
      if isWanted, isBetter(found, than: best) { best = found }
      if found.squared <= brushSquared, !streets[found.street].isUnderground {
        brushScratch[brushed] = found
        brushed += 1
      }
    }
    return (best.street < 0 ? nil : best, brushed)
  }

  /// Writes what a home at the point would join.
  mutating func join(_ point: Point, nearest: Found) -> LatticeTile.Flags {
    var flags = LatticeTile.Flags.hasHomeRule
    var chosen = nearest
    if isBlocked(point, nearest, above: .none) {
      if let clear = clear(of: point, preferred: streets[nearest.street].isPreferred) {
        chosen = clear
      } else {
        flags.insert(.crossesObstacle)
      }
    }
    append(chosen)
    if let mainland = mainland(of: point, besides: streets[chosen.street].component) {
      flags.insert(.hasMainland)
      append(mainland)
    }
    return flags
  }

  /// Adds the edges within the brush that no obstacle parts from the point, up to ``mostCandidates``.
  ///
  /// - Complexity: linear in them and n log n in how many there are: at a node of 100,000 ways, all of them.
  mutating func appendBrushed(_ point: Point, _ count: Int, from first: Int) {
    sortBrushed(count)
    // Of these, edges come one after another: only those that a home joins may come twice.
    let joined = first..<candidateCount
    var last: UInt32?
    for place in 0..<count where candidateCount - first < Self.mostCandidates {
      let found = brushScratch[place]
      let edge = streets[found.street].edge
      guard edge != last, !isListed(edge, in: joined), !isBlocked(point, found, above: .none) else { continue }
      last = edge
      append(found)
    }
  }

  /// The most candidates of a point that its tile counts.
  static let mostCandidates = Int(UInt8.max)

  func isListed(_ edge: UInt32, in places: Range<Int>) -> Bool {
    for place in places where candidates[place].edge == edge { return true }
    return false
  }

  /// By edge and distance. Insertion sort: a handful as a rule.
  func sortBrushed(_ count: Int) {
    if count > 32 {
      var brushed = UnsafeMutableBufferPointer(start: brushScratch, count: count)
      brushed.sort { precedes($0, $1) }
      return
    }
    for end in 1..<max(1, count) {
      let found = brushScratch[end]
      var place = end
      while place > 0, precedes(found, brushScratch[place - 1]) {
        brushScratch[place] = brushScratch[place - 1]
        place -= 1
      }
      brushScratch[place] = found
    }
  }

  @inline(__always)
  func precedes(_ a: Found, _ b: Found) -> Bool {
    let (first, second) = (streets[a.street], streets[b.street])
    if first.edge != second.edge { return first.edge < second.edge }
    return a.squared != b.squared ? a.squared < b.squared : first.segment < second.segment
  }

  /// No street: what is within the radius is better.
  var none: Found { Found(street: -1, squared: radius * radius, share: 0) }

  @inline(__always)
  func found(_ street: Int, _ point: Point) -> Found {
    let near = streets[street].nearest(point.x, point.y)
    return Found(street: street, squared: near.squared, share: near.share)
  }

  /// Nearer, or as near and before it in the order of the block: where edges meet, their ends are equally near.
  @inline(__always)
  func isBetter(_ found: Found, than best: Found) -> Bool {
    if found.squared != best.squared { return found.squared < best.squared }
    return best.street < 0 || comesFirst(found.street, best.street)
  }

  /// By millimetres from the block's middle, then by number.
  func comesFirst(_ a: Int, _ b: Int) -> Bool {
    func millimetres(_ street: Int) -> Int {
      Int(streets[street].nearest(blockMiddle.x, blockMiddle.y).squared.squareRoot() * 1000)
    }
    let (first, second) = (millimetres(a), millimetres(b))
    return first != second ? first < second : streets[a].segment < streets[b].segment
  }

  /// Whether the leg crosses something worse than said.
  ///
  /// Tried on the obstacles of the squares around the point, the nearest first, up to the square whose list holds all
  /// within the leg's length.
  mutating func isBlocked(_ point: Point, _ found: Found, above limit: ObstacleIndex.Crossing) -> Bool {
    guard firstCoast > firstObstacle else { return false }
    let street = streets[found.street]
    let x = street.ax + found.share * street.dx - point.x
    let y = street.ay + found.share * street.dy - point.y
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
    guard let obstacle = blocker(leg, Float(found.squared.squareRoot()), point, above: limit) else { return false }
    lastObstacle = obstacle
    blockers[found.street] = UInt32(obstacle)
    addToHorizon(obstacle, point)
    return true
  }

  /// The first obstacle in the squares' lists that stops the leg.
  @inline(__always)
  func blocker(
    _ leg: Leg, _ length: Float, _ point: Point, above limit: ObstacleIndex.Crossing
  ) -> Int? {
    let level = levels[pointLevel]
    let list = level.list + level.streets
    let distances = obstacleDistances + (list - levels[0].list)
    let farthest = (length + slack) * (length + slack)
    for place in 0..<level.obstacles where distances[place] <= farthest {
      let obstacle = Int(list[place]) - firstObstacle
      if stops(obstacle, leg, point, above: limit) { return obstacle }
    }
    if level.obstaclesWithin >= length { return nil }
    for number in stride(from: pointLevel - 1, through: 0, by: -1) {
      let level = levels[number]
      let list = level.list + level.streets
      for place in 0..<level.obstacles {
        let obstacle = Int(list[place]) - firstObstacle
        if stops(obstacle, leg, point, above: limit) { return obstacle }
      }
      if level.obstaclesWithin >= length { break }
    }
    return nil
  }

  @inline(__always)
  mutating func addToHorizon(_ number: Int, _ point: Point) {
    guard horizonPoints[number] != pointCount else { return }
    horizonPoints[number] = pointCount
    let obstacle = obstacles[number]
    horizon.add(
      ax: obstacle.ax - point.x, ay: obstacle.ay - point.y, bx: obstacle.bx - point.x, by: obstacle.by - point.y)
  }

  @inline(__always)
  func stops(_ number: Int, _ leg: Leg, _ point: Point, above limit: ObstacleIndex.Crossing) -> Bool {
    let obstacle = obstacles[number]
    return obstacle.kind > limit
      && leg.crosses(
        ax: obstacle.ax - point.x, ay: obstacle.ay - point.y, bx: obstacle.bx - point.x, by: obstacle.by - point.y)
  }

  mutating func append(_ found: Found) {
    let street = streets[found.street]
    candidates[candidateCount] = LatticeTile.Candidate(
      edge: street.edge, offset: street.offset(share: found.share),
      leg: speed.time(forMetres: found.squared.squareRoot()).milliseconds)
    candidateCount += 1
  }
}
