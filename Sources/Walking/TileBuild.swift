import Geography

/// One tile in the making: writes the candidates of the points that a descent visits.
struct TileBuild: TileVisitor {
  /// The nearest point of a street to a lattice point.
  struct Found: BitwiseCopyable {
    var street: Int
    var squared: Double
    var share: Double
  }

  private typealias Point = TileFrame.Point

  private let frame: TileFrame
  private let workspace: LatticeTileBuilder.Workspace
  private let streets: UnsafeMutablePointer<TileStreet>
  private let obstacles: UnsafeMutablePointer<TileObstacle>
  private let levels: UnsafeMutablePointer<TileDescent.Level>
  private let firstObstacle: Int
  private let firstCoast: Int
  private let speed: WalkingSpeed
  private let radiusSquared: Double
  private let brushSquared: Double
  private let isShutOff: [Bool]
  /// Neighbours are mostly stopped by the same obstacle, and led around it to the same street.
  private var lastObstacle = 0
  private var lastClear: Int?
  private var mainland: MainlandStreets
  private var blockCentre = Point(x: 0, y: 0, longitudeE7: 0, latitudeE7: 0)
  /// Metres from there to the farthest point of the block.
  private var blockReach = 0.0
  private var candidates: UnsafeMutablePointer<LatticeTile.Candidate>
  private var brushScratch: UnsafeMutablePointer<Found>
  private var candidateCount = 0
  private var firstCandidate: [UInt32]
  private var candidateCounts: [UInt8]
  private var flags: [LatticeTile.Flags]

  /// For a tile whose sources are gathered.
  init(_ builder: LatticeTileBuilder, frame: TileFrame, workspace: LatticeTileBuilder.Workspace) {
    self.frame = frame
    self.workspace = workspace
    let sources = workspace.sources
    streets = sources.streets.base
    obstacles = sources.obstacles.base
    levels = workspace.levels.base
    firstObstacle = sources.streetCount
    firstCoast = sources.streetCount + sources.obstacleCount
    speed = builder.speed
    let radius = builder.snaps.radiusInMetres
    radiusSquared = radius * radius
    let brush = LatticeTileBuilder.brushInCells * builder.lattice.resolutionInMetres
    brushSquared = brush * brush
    isShutOff = builder.snaps.isShutOff
    candidates = workspace.candidates.base
    brushScratch = workspace.brushed.base
    mainland = MainlandStreets(workspace.mainland)
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

  private var pointLevel: Int { TileDescent.levelCount - 1 }

  /// Coastlines of a level.
  private func coasts(_ level: TileDescent.Level) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: level.list + level.streets + level.obstacles, count: level.coasts)
  }

  mutating func begin(blockAtRow row: Int, column: Int) {
    mainland = MainlandStreets(workspace.mainland)
    let half = LatticeBlocks.side / 2
    blockCentre = frame.point(row: row + half, column: column + half)
    let corner = frame.point(row: row, column: column)
    let dx = corner.x - blockCentre.x
    let dy = corner.y - blockCentre.y
    blockReach = (dx * dx + dy * dy).squareRoot() * 1.01 + 0.1
    workspace.water.begin(
      blockAtRow: row, column: column, centre: blockCentre, reach: blockReach, frame: frame,
      near: coasts(levels[TileDescent.blockLevel]), from: firstCoast)
  }

  mutating func visit(row: Int, column: Int) {
    let point = frame.point(row: row, column: column)
    let index = row * Lattice.tileSide + column
    let level = levels[pointLevel]
    makeRoom(for: level.streets + 2)
    let first = candidateCount
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
    candidateCounts[index] = UInt8(min(255, candidateCount - first))
  }

  /// Room in the scratch for the candidates of one more point.
  @inline(__always)
  private mutating func makeRoom(for count: Int) {
    guard candidateCount + count > workspace.candidates.capacity || count > workspace.brushed.capacity else { return }
    workspace.candidates.reserve(candidateCount + count, keeping: candidateCount)
    workspace.brushed.reserve(count)
    candidates = workspace.candidates.base
    brushScratch = workspace.brushed.base
  }

  /// The nearest street within the radius, a preferred one if there is any, and how many lie within the brush, which
  /// are put into the scratch.
  @inline(__always)
  private mutating func compare(_ point: Point, _ level: TileDescent.Level) -> (nearest: Found?, brushed: Int) {
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
  private mutating func join(_ point: Point, nearest: Found) -> LatticeTile.Flags {
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

  /// The nearest of the preferred streets, or of the others, whose leg crosses nothing.
  ///
  /// Goes up from square to square until the nearest one found is nearer than any that a list may lack.
  private mutating func clear(of point: Point, preferred: Bool) -> Found? {
    var best = none
    if let lastClear, streets[lastClear].isPreferred == preferred {
      let found = found(lastClear, point)
      if isBetter(found, than: best), !isBlocked(point, found, above: .none) { best = found }
    }
    var tested = -1.0
    for number in stride(from: pointLevel, through: 0, by: -1) {
      let level = levels[number]
      for place in preferred ? 0..<level.preferred : level.preferred..<level.streets {
        let found = found(Int(level.list[place]), point)
        guard found.squared > tested, isBetter(found, than: best), !isBlocked(point, found, above: .none) else {
          continue
        }
        best = found
      }
      let within = Double(preferred ? level.preferredWithin : level.othersWithin)
      tested = within * within
      if best.street >= 0, best.squared <= tested { break }
    }
    lastClear = best.street < 0 ? nil : best.street
    return best.street < 0 ? nil : best
  }

  /// The nearest street of the largest component within the radius, as ``SnapIndex`` has it for homes.
  private mutating func mainland(of point: Point, besides own: UInt32) -> Found? {
    guard own != 0, !isShutOff[Int(own)] else { return nil }
    if mainland.own != own {
      mainland = MainlandStreets(
        besides: own, root: levels[0], streets: streets, centre: blockCentre, reach: blockReach,
        radius: radiusSquared.squareRoot(), scratch: workspace.mainland)
    }
    let largest = mainland.largest(around: point, streets: streets, radiusSquared: radiusSquared)
    guard largest < own else { return nil }
    return nearest(of: largest, to: point, crossingAtMost: .none)
      ?? nearest(of: largest, to: point, crossingAtMost: .wall)
  }

  private mutating func nearest(
    of component: UInt32, to point: Point, crossingAtMost worst: ObstacleIndex.Crossing
  ) -> Found? {
    var best = none
    for place in 0..<mainland.count {
      let key = mainland.keys[place]
      if Double(key >> 32) / 1000 - blockReach > best.squared.squareRoot() { break }
      let found = found(Int(key & 0xFFFF_FFFF), point)
      guard streets[found.street].component == component, isBetter(found, than: best),
        !isBlocked(point, found, above: worst)
      else { continue }
      best = found
    }
    return best.street < 0 ? nil : best
  }

  /// Adds the edges within the brush that no obstacle parts from the point.
  private mutating func appendBrushed(_ point: Point, _ count: Int, from first: Int) {
    var brushed = UnsafeMutableBufferPointer(start: brushScratch, count: count)
    if count > 1 { brushed.sort(by: precedes) }
    var last: UInt32?
    for found in brushed where streets[found.street].edge != last {
      let edge = streets[found.street].edge
      let isListed = (first..<candidateCount).contains { candidates[$0].edge == edge }
      guard !isListed, !isBlocked(point, found, above: .none) else { continue }
      last = edge
      append(found)
    }
  }

  private func precedes(_ a: Found, _ b: Found) -> Bool {
    let (first, second) = (streets[a.street], streets[b.street])
    return (first.edge, a.squared, first.segment) < (second.edge, b.squared, second.segment)
  }

  /// No street: what is within the radius is better.
  private var none: Found { Found(street: -1, squared: radiusSquared, share: 0) }

  @inline(__always)
  private func found(_ street: Int, _ point: Point) -> Found {
    let near = streets[street].nearest(point.x, point.y)
    return Found(street: street, squared: near.squared, share: near.share)
  }

  /// Nearer, or as near and of a lower number.
  @inline(__always)
  private func isBetter(_ found: Found, than best: Found) -> Bool {
    if found.squared != best.squared { return found.squared < best.squared }
    return best.street < 0 || streets[found.street].segment < streets[best.street].segment
  }

  /// Whether the leg crosses something worse than said.
  ///
  /// Tried on the obstacles of the squares around the point, the nearest first, up to the square whose list holds all
  /// within the leg's length.
  private mutating func isBlocked(_ point: Point, _ found: Found, above limit: ObstacleIndex.Crossing) -> Bool {
    guard firstCoast > firstObstacle else { return false }
    let street = streets[found.street]
    guard
      let leg = Leg(
        toX: street.ax + found.share * street.dx - point.x, y: street.ay + found.share * street.dy - point.y)
    else { return false }
    if stops(lastObstacle, leg, point, above: limit) { return true }
    let length = Float(found.squared.squareRoot())
    for number in stride(from: pointLevel, through: 0, by: -1) {
      let level = levels[number]
      let list = level.list + level.streets
      for place in 0..<level.obstacles {
        let obstacle = Int(list[place]) - firstObstacle
        if stops(obstacle, leg, point, above: limit) {
          lastObstacle = obstacle
          return true
        }
      }
      if level.obstaclesWithin >= length { break }
    }
    return false
  }

  @inline(__always)
  private func stops(_ number: Int, _ leg: Leg, _ point: Point, above limit: ObstacleIndex.Crossing) -> Bool {
    let obstacle = obstacles[number]
    return obstacle.kind > limit
      && leg.crosses(
        ax: obstacle.ax - point.x, ay: obstacle.ay - point.y, bx: obstacle.bx - point.x, by: obstacle.by - point.y)
  }

  private mutating func append(_ found: Found) {
    let street = streets[found.street]
    candidates[candidateCount] = LatticeTile.Candidate(
      edge: street.edge, offset: street.offset(share: found.share),
      leg: speed.time(forMetres: found.squared.squareRoot()).milliseconds)
    candidateCount += 1
  }
}
