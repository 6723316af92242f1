import Geography

/// Numbers on a window of the lattice, one a point, row by row from the south-west.
///
/// The outermost points are margin: they keep the value for "outside", so that contours close.
package struct Field: Sendable {
  package let lattice: Lattice
  /// Lattice column and row of the first point.
  package let column: Int
  package let row: Int
  package let width: Int
  package let height: Int
  package var values: [Float]

  /// The most points of a window, half a gigabyte of them: 116 km square at 10 m.
  package static let mostPoints = 1 << 27

  /// A field over blocks of tiles, with a margin of one point, filled with one value.
  package init(lattice: Lattice, tiles: some Sequence<(tile: Lattice.TileID, blocks: LatticeBlocks)>, fill: Float) {
    let window = LatticeWindow(around: tiles)
    self.lattice = lattice
    column = window.columns.lowerBound - 1
    row = window.rows.lowerBound - 1
    width = window.pointCount > 0 ? window.columns.count + 2 : 0
    height = window.pointCount > 0 ? window.rows.count + 2 : 0
    values = Array(repeating: fill, count: width * height)
  }

  /// A field over whole tiles.
  package init(lattice: Lattice, tiles: some Sequence<Lattice.TileID>, fill: Float) {
    self.init(lattice: lattice, tiles: tiles.map { ($0, LatticeBlocks.all) }, fill: fill)
  }

  /// Lattice column and row of the last point.
  package var lastColumn: Int { column + width - 1 }
  package var lastRow: Int { row + height - 1 }

  /// The place in ``values`` of the first point of a tile, which may lie outside when not all of the tile is inside.
  package func start(of tile: Lattice.TileID) -> Int {
    (tile.row * Lattice.tileSide - row) * width + tile.column * Lattice.tileSide - column
  }

  /// Takes over the points of a window inside this one, but for that window's margin. Linear in them.
  package mutating func paste(_ part: Field) {
    guard part.width > 2, part.height > 2 else { return }
    let start = (part.row - row) * width + part.column - column
    let width = width
    let source = part.values.span
    var target = values.mutableSpan
    for r in 1..<part.height - 1 {
      for c in 1..<part.width - 1 { target[start + r * width + c] = source[r * part.width + c] }
    }
  }

  /// The place in ``values`` of a lattice point; `nil` outside the window or in its margin.
  package func index(column c: Int, row r: Int) -> Int? {
    guard c > column, r > row, c < column + width - 1, r < row + height - 1 else { return nil }
    return (r - row) * width + c - column
  }
}

extension LatticeTile {
  /// What a field asks of a lattice point.
  package enum Rule: Sendable {
    /// Who stands here: the home's leg unless an obstacle or water lies between, or any edge within the brush.
    case standing
    /// Who lives here: the home's leg alone.
    case living
  }

  /// Writes the travel times in milliseconds of some of the tile's blocks into a field that holds them; values over
  /// `ceiling` become it.
  ///
  /// - Complexity: linear in the blocks' candidates.
  package func write(
    _ blocks: LatticeBlocks = .all, into field: inout Field, rule: Rule, ceiling: Float,
    reader: borrowing EdgeTimeReader
  ) {
    guard !candidates.isEmpty else { return }
    let start = field.start(of: id)
    let width = field.width
    var values = field.values.mutableSpan
    let counts = candidateCounts.span
    let firsts = firstCandidate.span
    let flags = flags.span
    let candidates = candidates.span
    let edgeEnds = reader.ends
    let ends = edgeEnds.span
    for row in 0..<Lattice.tileSide {
      for west in stride(from: 0, to: Lattice.tileSide, by: LatticeBlocks.side)
      where blocks.contains(column: west, row: row) {
        let place = start + row * width + west
        let southWest = row * Lattice.tileSide + west
        for column in 0..<LatticeBlocks.side {
          let point = southWest &+ column
          let count = Int(counts[point])
          guard count > 0 else { continue }
          var first = Int(firsts[point])
          var end = first &+ count
          switch rule {
          case .living:
            guard flags[point].contains(.hasHomeRule) else { continue }
            end = first &+ (flags[point].contains(.hasMainland) ? 2 : 1)
          case .standing:
            if flags[point].contains(.crossesObstacle) { first &+= 1 }
          }
          let best = reader.shortestTime(of: candidates, from: first, to: end, ends: ends)
          values[place &+ column] =
            best < EdgeTimeReader.far ? min(ceiling, Float(Int32(truncatingIfNeeded: best))) : ceiling
        }
      }
    }
  }
}
