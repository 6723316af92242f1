import Geography

/// Makes lattice tiles: for each lattice point the edges that a home there would join, and those within a brush.
///
/// Only points that can matter are made: those of blocks from which some street is walked to in time. The others would be
/// beyond every level that is drawn, and by more than contours ask for.
///
/// - Complexity: a tile costs its segments once and, a point and level of halving, the few that can be nearest.
package struct LatticeTileBuilder: Sendable {
  /// Points this near to an edge count as on it; one and a half cells, so that no reached street falls between points.
  static let brushInCells = 1.5

  package let lattice: Lattice
  let snaps: SnapIndex
  let speed: WalkingSpeed
  let water: WaterIndex
  let reach: StreetReach

  package init(
    lattice: Lattice, snaps: SnapIndex, speed: WalkingSpeed, obstacles: Obstacles, reach: StreetReach = .everywhere
  ) {
    self.lattice = lattice
    self.snaps = snaps
    self.speed = speed
    self.reach = reach
    water = WaterIndex(obstacles)
  }

  /// Memory of one worker, used again from tile to tile.
  package final class Workspace {
    let sources: TileSources
    let water: TileWater
    let levels: ScratchBuffer<TileDescent.Level>
    let list = ScratchBuffer<UInt32>()
    let distances = ScratchBuffer<SIMD4<Float>>()
    let candidates = ScratchBuffer<LatticeTile.Candidate>()
    let brushed = ScratchBuffer<TileBuild.Found>()
    let square = TileSquare.Scratch()
    let tileStreets = ScratchBuffer<SegmentBoxes.Eight>()
    let obstacleGrid = ObstacleGrid.Scratch()
    let blockGroups = BlockGroups.Scratch()
    let mainland = ScratchBuffer<UInt64>()
    let firstCandidate = ScratchBuffer<UInt32>(capacity: TileBuild.pointCount)
    let candidateCounts = ScratchBuffer<UInt8>(capacity: TileBuild.pointCount)
    let flags = ScratchBuffer<LatticeTile.Flags>(capacity: TileBuild.pointCount)
    let blockers = ScratchBuffer<UInt32>()
    let horizonPoints = ScratchBuffer<UInt32>()
    let horizon = TileHorizon.Scratch()

    package init(_ builder: LatticeTileBuilder) {
      sources = TileSources(builder)
      water = TileWater(builder.water)
      levels = ScratchBuffer(capacity: TileDescent.levelCount)
    }
  }

  /// The tile, given the coordinates of its corners as ``Lattice/corners(of:)`` lists them. Points of blocks out of reach
  /// stay without candidates.
  package func tile(_ id: Lattice.TileID, corners: ArraySlice<Coordinate>, workspace: Workspace) -> LatticeTile {
    guard let frame = TileFrame(corners: corners) else { return LatticeTile(empty: id) }
    let sources = workspace.sources
    let side = Double(Lattice.tileSide)
    let brush = Self.brushInCells * lattice.resolutionInMetres
    sources.gather(frame, within: max(snaps.radiusInMetres, brush))
    guard sources.isReached else { return LatticeTile(empty: id) }
    let halfCell = frame.halfDiagonal / side * 1.01
    let coastReach = TileWater.coastReach(ofBlock: halfCell * Double(LatticeBlocks.side) + 1)
    workspace.water.begin(frame, coastWithin: coastReach * 1.02 + 10) { sources.append($0) }
    let coefficients = frame.coefficients
    let parameters = TileDescent.Parameters(
      radius: Float(snaps.radiusInMetres), brush: Float(brush), coastReach: Float(coastReach),
      halfCell: Float(halfCell), slack: 0.01 + 1e-5 * sources.extent(frame), x: coefficients.x, y: coefficients.y)
    let total = sources.shapeCount
    // A square's list begins where its parent's ends, and is no longer.
    workspace.list.reserve(total * (TileDescent.levelCount + 1))
    workspace.distances.reserve(total * (TileDescent.levelCount + 1))
    workspace.levels.base[0] = sources.rootLevel(list: workspace.list.base, radius: parameters.radius)
    let descent = TileDescent(
      parameters: parameters, shapes: UnsafePointer(sources.shapes.base), levels: workspace.levels.base,
      distances: workspace.distances.base)
    var build = TileBuild(self, frame: frame, workspace: workspace, parameters: parameters)
    descent.visit(level: 0, row: 0, column: 0, &build)
    return build.tile(id)
  }
}

/// How long the streets are walked to, for telling which land can be within reach at all.
package struct StreetReach: Sendable {
  /// Milliseconds to the nearest point of each edge; `nil` when all count.
  private let times: [UInt32]?
  private let latest: UInt32
  private let metresAMillisecond: Double

  /// Every street is within reach.
  package static let everywhere = StreetReach(times: nil, latest: .max, speed: .standard)

  /// - Parameters:
  ///   - times: milliseconds to the nearest point of each edge.
  ///   - latest: the latest time at a lattice point that matters.
  package init(times: [UInt32], latest: TravelTime, speed: WalkingSpeed) {
    self.init(times: times, latest: latest.milliseconds, speed: speed)
  }

  private init(times: [UInt32]?, latest: UInt32, speed: WalkingSpeed) {
    self.times = times
    self.latest = latest
    metresAMillisecond = speed.metresPerSecond / 1000
  }

  /// Metres that one may be away from an edge; negative infinity where it is reached too late.
  @inline(__always)
  func metresLeft(edge: Int) -> Double {
    guard let times else { return .infinity }
    guard times[edge] <= latest else { return -.infinity }
    return Double(latest - times[edge]) * metresAMillisecond
  }
}
