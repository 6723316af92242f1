import Geography

/// The lattice that travel-time fields are sampled on: points at whole multiples of the resolution in the working
/// reference system, in tiles of 64 × 64.
package struct Lattice: Hashable, Sendable {
  /// Points along a tile's side.
  package static let tileSide = 64

  /// Metres between neighbours.
  package let resolutionInMetres: Double

  package init(resolutionInMetres: Double) { self.resolutionInMetres = resolutionInMetres }

  /// A tile by its column and row.
  package struct TileID: Hashable, Comparable, Sendable {
    package var column: Int
    package var row: Int
    package init(column: Int, row: Int) {
      self.column = column
      self.row = row
    }
    package static func < (a: TileID, b: TileID) -> Bool { (a.row, a.column) < (b.row, b.column) }
  }

  /// Metres of a tile's side.
  package var tileSizeInMetres: Double { resolutionInMetres * Double(Self.tileSide) }

  /// The tile that a point lies in.
  package func tile(of point: ProjectedPoint) -> TileID {
    TileID(
      column: Int((point.x / tileSizeInMetres).rounded(.down)), row: Int((point.y / tileSizeInMetres).rounded(.down)))
  }

  /// The place of a lattice point given by whole numbers.
  package func point(column: Int, row: Int) -> ProjectedPoint {
    ProjectedPoint(x: Double(column) * resolutionInMetres, y: Double(row) * resolutionInMetres)
  }

  /// The four corners of a tile: south-west, south-east, north-west, north-east; the far ones are the next tiles' first
  /// points.
  package func corners(of tile: TileID) -> [ProjectedPoint] {
    let size = tileSizeInMetres
    let x = Double(tile.column) * size
    let y = Double(tile.row) * size
    return [
      ProjectedPoint(x: x, y: y), ProjectedPoint(x: x + size, y: y), ProjectedPoint(x: x, y: y + size),
      ProjectedPoint(x: x + size, y: y + size),
    ]
  }
}

/// The streets that each lattice point of a tile joins.
///
/// The first candidates of a point are what a home there would join (``SnapIndex/snaps(_:)``): the nearest edge, no
/// obstacle between if possible, and on an island the mainland's; further ones are edges within a brush of one and a
/// half cells, so that whoever stands on a street counts as being on it. Made once for all venues.
package struct LatticeTile: Sendable {
  /// An edge, the place on it and the leg.
  package struct Candidate: Sendable, BitwiseCopyable {
    package var edge: UInt32
    package var offset: UInt32
    package var leg: UInt32
  }

  /// What holds for a lattice point.
  package struct Flags: OptionSet, Sendable, BitwiseCopyable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The first candidate is what a home here would join.
    package static let hasHomeRule = Flags(rawValue: 1)
    /// The second candidate is the mainland's edge that a home on this island would join too.
    package static let hasMainland = Flags(rawValue: 8)
    /// The home's leg crosses an obstacle.
    package static let crossesObstacle = Flags(rawValue: 2)
    /// The point lies in water.
    package static let isWater = Flags(rawValue: 4)
  }

  package let id: Lattice.TileID
  /// Where the candidates of each point begin, row by row from the south-west.
  package let firstCandidate: [UInt32]
  /// How many candidates each point has.
  package let candidateCounts: [UInt8]
  package let candidates: [Candidate]
  package let flags: [Flags]

  package init(
    id: Lattice.TileID, firstCandidate: [UInt32], candidateCounts: [UInt8], candidates: [Candidate], flags: [Flags]
  ) {
    self.id = id
    self.firstCandidate = firstCandidate
    self.candidateCounts = candidateCounts
    self.candidates = candidates
    self.flags = flags
  }

  /// A tile without candidates.
  init(empty id: Lattice.TileID) {
    self.init(
      id: id, firstCandidate: Self.noFirst, candidateCounts: Self.noCounts, candidates: [], flags: Self.noFlags)
  }

  // All tiles without candidates share them.
  private static let noFirst = [UInt32](repeating: 0, count: Lattice.tileSide * Lattice.tileSide)
  private static let noCounts = [UInt8](repeating: 0, count: Lattice.tileSide * Lattice.tileSide)
  private static let noFlags = [Flags](repeating: [], count: Lattice.tileSide * Lattice.tileSide)

  /// The places in ``candidates`` of a point's.
  @inline(__always)
  package func candidateRange(_ point: Int) -> Range<Int> {
    Int(firstCandidate[point])..<Int(firstCandidate[point]) + Int(candidateCounts[point])
  }
}

/// Which blocks of 8 × 8 points of a tile are wanted, one bit a block, row by row.
package struct LatticeBlocks: OptionSet, Sendable {
  package let rawValue: UInt64
  package init(rawValue: UInt64) { self.rawValue = rawValue }
  /// Points along a block's side.
  package static let side = 8
  /// The whole tile.
  package static let all = LatticeBlocks(rawValue: .max)
  /// The block at a column and row of blocks.
  package static func block(column: Int, row: Int) -> LatticeBlocks {
    LatticeBlocks(rawValue: 1 << UInt64(row * (Lattice.tileSide / side) + column))
  }

  /// The columns of points from the first block to the last in a row of points.
  @inline(__always)
  func columns(inRow row: Int) -> Range<Int> {
    let bits = bits(ofRow: row)
    guard bits != 0 else { return 0..<0 }
    return bits.trailingZeroBitCount * Self.side..<(8 - bits.leadingZeroBitCount) * Self.side
  }

  /// Whether the block around a point of the tile is among them.
  @inline(__always)
  func contains(column: Int, row: Int) -> Bool { bits(ofRow: row) >> UInt8(column / Self.side) & 1 == 1 }

  /// The blocks in a row of points, one bit a block from the west.
  @inline(__always)
  private func bits(ofRow row: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: rawValue >> UInt64(row / Self.side * (Lattice.tileSide / Self.side)))
  }
}
