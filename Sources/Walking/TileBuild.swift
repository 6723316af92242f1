import Columns
import Geography

/// One tile in the making: writes the candidates of the points of the squares that a descent visits.
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
  let shapes: UnsafePointer<TileShape>
  let obstacles: UnsafeMutablePointer<TileObstacle>
  let levels: UnsafeMutablePointer<TileDescent.Level>
  let parameters: TileDescent.Parameters
  let firstCoast: Int
  let speed: WalkingSpeed
  let radius: Double
  let brushSquared: Double
  /// Metres that single precision errs by, and more.
  var slack: Float { parameters.slack }
  let isShutOff: Column<Bool>
  /// The obstacle that stopped the last leg to each street: neighbours are mostly stopped by the same one.
  let blockers: UnsafeMutablePointer<UInt32>
  var lastObstacle = 0
  /// Whether the nearest street's leg is stopped, so that others are looked at.
  var isSearching = false
  /// Neighbours are mostly led around an obstacle to the same street.
  var lastClear: Int?
  var mainland: MainlandStreets
  var square: TileSquare
  let obstacleGrid: ObstacleGrid
  /// Legs from the square's points up to so many metres meet no obstacle.
  var clearWithin = 0.0
  /// All streets of the tile, once they are asked for.
  var tileStreets: SegmentBoxes
  /// What is known to stop legs from the point in hand.
  var horizon: TileHorizon
  /// The obstacles that made the horizon of the last point that was searched around for a clear leg: they mostly stop
  /// its neighbours' legs too.
  var shade = TileShade()
  /// The point for which each obstacle was last added to the horizon, counted from one.
  let horizonPoints: UnsafeMutablePointer<UInt32>
  var pointCount: UInt32 = 0
  /// The preferred streets around the block, or the others; `nil` for none yet.
  var blockKind: Bool?
  var blockGroups: BlockGroups
  var blockMiddle = Point(x: 0, y: 0, longitudeE7: 0, latitudeE7: 0)
  /// Metres from there to the farthest point of the block.
  var blockReach = 0.0
  /// Whether no point of the block lies in water.
  var isBlockDry = true
  var candidates: UnsafeMutablePointer<LatticeTile.Candidate>
  var brushScratch: UnsafeMutablePointer<Found>
  var candidateCount = 0
  /// How many candidates, and how many brushed streets, there is room for.
  var candidateRoom = 0
  var brushRoom = 0
  let firstCandidate: UnsafeMutablePointer<UInt32>
  let candidateCounts: UnsafeMutablePointer<UInt8>
  let flags: UnsafeMutablePointer<LatticeTile.Flags>

  /// For a tile whose sources are gathered.
  init(
    _ builder: LatticeTileBuilder, frame: TileFrame, workspace: LatticeTileBuilder.Workspace,
    parameters: TileDescent.Parameters
  ) {
    self.parameters = parameters
    self.frame = frame
    self.workspace = workspace
    let sources = workspace.sources
    streets = sources.streets.base
    shapes = UnsafePointer(sources.shapes.base)
    obstacles = sources.obstacles.base
    levels = workspace.levels.base
    firstCoast = sources.streetCount
    obstacleGrid = ObstacleGrid(
      sources.obstacles.base, count: sources.obstacleCount, extent: frame.extent + builder.snaps.radiusInMetres,
      scratch: workspace.obstacleGrid)
    speed = builder.speed
    radius = builder.snaps.radiusInMetres
    let brush = LatticeTileBuilder.brushInCells * builder.lattice.resolutionInMetres
    brushSquared = brush * brush
    isShutOff = builder.snaps.isShutOff
    candidates = workspace.candidates.base
    brushScratch = workspace.brushed.base
    mainland = MainlandStreets(workspace.mainland)
    blockGroups = BlockGroups(workspace.blockGroups)
    square = TileSquare(workspace.square)
    tileStreets = SegmentBoxes(workspace.tileStreets)
    horizon = TileHorizon(workspace.horizon, slack: parameters.slack)
    workspace.blockers.reserve(sources.streetCount)
    blockers = workspace.blockers.base
    blockers.update(repeating: 0, count: sources.streetCount)
    workspace.horizonPoints.reserve(sources.obstacleCount)
    horizonPoints = workspace.horizonPoints.base
    horizonPoints.update(repeating: 0, count: sources.obstacleCount)
    firstCandidate = workspace.firstCandidate.base
    candidateCounts = workspace.candidateCounts.base
    flags = workspace.flags.base
    firstCandidate.update(repeating: 0, count: Self.pointCount)
    candidateCounts.update(repeating: 0, count: Self.pointCount)
    flags.update(repeating: [], count: Self.pointCount)
  }

  static let pointCount = Lattice.tileSide * Lattice.tileSide

  /// The finished tile.
  func tile(_ id: Lattice.TileID) -> LatticeTile {
    func array<Element>(_ base: UnsafeMutablePointer<Element>, _ count: Int) -> [Element] {
      Array(UnsafeBufferPointer(start: base, count: count))
    }
    return LatticeTile(
      id: id, firstCandidate: array(firstCandidate, Self.pointCount),
      candidateCounts: array(candidateCounts, Self.pointCount), candidates: array(candidates, candidateCount),
      flags: array(flags, Self.pointCount))
  }

  /// Coastlines of a level.
  func coasts(_ level: TileDescent.Level) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: level.list + level.streets, count: level.coasts)
  }

  mutating func begin(blockAtRow row: Int, column: Int) -> Bool {
    mainland = MainlandStreets(workspace.mainland)
    blockKind = nil
    shade.begin()
    let half = LatticeBlocks.side / 2
    blockMiddle = frame.point(row: row + half, column: column + half)
    blockReach = blockMiddle.reach(to: frame.point(row: row, column: column))
    workspace.water.begin(
      blockAtRow: row, column: column, centre: blockMiddle, reach: blockReach, frame: frame,
      near: coasts(levels[TileDescent.blockLevel]), from: firstCoast)
    isBlockDry = workspace.water.isBlockDry
    return workspace.water.isBlockUndecided
  }

  mutating func visit(squareAtRow row: Int, column: Int) {
    let level = levels[TileDescent.squareLevel]
    square.measure(level, row: row, column: column, parameters: parameters, shapes: shapes)
    let legs = Double(level.legsWithin)
    let half = TileSquare.side / 2
    let middle = frame.point(row: row + half, column: column + half)
    // The square's farthest point is within three cells of that one along each axis.
    let isClear = !obstacleGrid.hasAny(around: middle.x, middle.y, within: legs + 3 * Double(parameters.halfCell) * 2)
    clearWithin = isClear ? legs : -1
    if workspace.water.isBlockUndecided {
      workspace.water.begin(
        squareAtRow: row, column: column, centre: middle, frame: frame, near: coasts(level), from: firstCoast)
    }
    for number in 0..<TileSquare.pointCount where square.counts[number] > 0 {
      visit(
        number, row: row + number / TileSquare.side, column: column + number % TileSquare.side,
        coasts: coasts(level))
    }
  }

  /// A point of the square by its number there.
  mutating func visit(_ number: Int, row: Int, column: Int, coasts: UnsafeBufferPointer<UInt32>) {
    let point = frame.point(row: row, column: column)
    let index = row * Lattice.tileSide + column
    let list = square.list(number)
    makeRoom(for: list.count + 2)
    let first = candidateCount
    horizon.begin()
    pointCount += 1
    let (nearest, brushed) = compare(point, list, preferred: Int(square.preferred[number]))
    // No one lives in water: what one may stand on there is a bridge or a pier, within the brush.
    var flags: LatticeTile.Flags = []
    if !isBlockDry, workspace.water.contains(point, near: coasts, from: firstCoast) {
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
    guard candidateCount + count > candidateRoom || count > brushRoom else { return }
    workspace.candidates.reserve(candidateCount + count, keeping: candidateCount)
    workspace.brushed.reserve(count)
    candidates = workspace.candidates.base
    brushScratch = workspace.brushed.base
    candidateRoom = workspace.candidates.capacity
    brushRoom = workspace.brushed.capacity
  }

  /// The nearest street within the radius, a preferred one if there is any, and how many lie within the brush, which
  /// are put into the scratch.
  @inline(__always)
  mutating func compare(
    _ point: Point, _ list: UnsafeBufferPointer<UInt32>, preferred: Int
  ) -> (nearest: Found?, brushed: Int) {
    var best = none
    var brushed = 0
    for place in 0..<list.count {
      let found = found(Int(list[place]), point)
      let isPreferred = place < preferred
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
    isSearching = false
    if isBlocked(point, nearest, above: .none) {
      isSearching = true
      shade.turn()
      addToHorizon(lastObstacle, point)
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

  /// Adds the edges within the brush that no obstacle parts from the point, of the ``mostBrushed`` nearest.
  ///
  /// - Complexity: linear in them and n log n in how many there are: at a node of 100,000 ways, all of them.
  mutating func appendBrushed(_ point: Point, _ brushed: Int, from first: Int) {
    let count = Self.keepNearest(brushScratch, brushed, streets)
    Self.sort(brushScratch, count, streets)
    // Of these, edges come one after another: only those that a home joins may come twice.
    let joined = first..<candidateCount
    var last: UInt32?
    for place in 0..<count {
      let found = brushScratch[place]
      let edge = streets[found.street].edge
      guard edge != last, !isListed(edge, in: joined), !isBlocked(point, found, above: .none) else { continue }
      last = edge
      append(found)
    }
  }

  /// The most streets within the brush that count at a point, the nearest ones: the squares of real cities have some dozens;
  /// of a drawing with thousands at one place the picture needs no more.
  static let mostBrushed = 128

  // Static, for a method that only reads would be handed a copy of this large value by one that changes it.

  /// Brings the nearest of the brushed streets to the front where there are too many; says how many are left.
  private static func keepNearest(
    _ found: UnsafeMutablePointer<Found>, _ count: Int, _ streets: UnsafePointer<TileStreet>
  ) -> Int {
    guard count > mostBrushed else { return count }
    var brushed = UnsafeMutableBufferPointer(start: found, count: count)
    brushed.sort { $0.squared != $1.squared ? $0.squared < $1.squared : precedes($0, $1, streets) }
    return mostBrushed
  }

  @inline(__always)
  func isListed(_ edge: UInt32, in places: Range<Int>) -> Bool {
    for place in places where candidates[place].edge == edge { return true }
    return false
  }

  /// By edge and distance. Insertion sort: a handful as a rule.
  private static func sort(
    _ brushed: UnsafeMutablePointer<Found>, _ count: Int, _ streets: UnsafePointer<TileStreet>
  ) {
    guard count > 1 else { return }
    if count > 32 {
      var all = UnsafeMutableBufferPointer(start: brushed, count: count)
      all.sort { precedes($0, $1, streets) }
      return
    }
    for end in 1..<count {
      let found = brushed[end]
      var place = end
      while place > 0, precedes(found, brushed[place - 1], streets) {
        brushed[place] = brushed[place - 1]
        place -= 1
      }
      brushed[place] = found
    }
  }

  @inline(__always)
  private static func precedes(_ a: Found, _ b: Found, _ streets: UnsafePointer<TileStreet>) -> Bool {
    let (first, second) = (streets[a.street].edge, streets[b.street].edge)
    if first != second { return first < second }
    return a.squared != b.squared
      ? a.squared < b.squared : streets[a.street].segment < streets[b.street].segment
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

  mutating func append(_ found: Found) {
    let street = streets[found.street]
    candidates[candidateCount] = LatticeTile.Candidate(
      edge: street.edge, offset: street.offset(share: found.share),
      leg: speed.time(forMetres: found.squared.squareRoot()).milliseconds)
    candidateCount += 1
  }
}
