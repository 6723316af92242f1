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

  /// Points of the window around some tiles.
  package static func pointCount(_ tiles: some Sequence<Lattice.TileID>) -> Int {
    var columns: ClosedRange<Int>?
    var rows: ClosedRange<Int>?
    for tile in tiles {
      columns =
        min(columns?.lowerBound ?? tile.column, tile.column)...max(columns?.upperBound ?? tile.column, tile.column)
      rows = min(rows?.lowerBound ?? tile.row, tile.row)...max(rows?.upperBound ?? tile.row, tile.row)
    }
    return (columns?.count ?? 0) * (rows?.count ?? 0) * Lattice.tileSide * Lattice.tileSide
  }

  /// A field over whole tiles with a margin of one point, filled with one value.
  package init(lattice: Lattice, tiles: some Sequence<Lattice.TileID>, fill: Float) {
    var low: Lattice.TileID?
    var high: Lattice.TileID?
    for tile in tiles {
      low = Lattice.TileID(
        column: min(low?.column ?? tile.column, tile.column), row: min(low?.row ?? tile.row, tile.row))
      high = Lattice.TileID(
        column: max(high?.column ?? tile.column, tile.column), row: max(high?.row ?? tile.row, tile.row))
    }
    self.lattice = lattice
    let side = Lattice.tileSide
    column = (low?.column ?? 0) * side - 1
    row = (low?.row ?? 0) * side - 1
    width = low.flatMap { l in high.map { ($0.column - l.column + 1) * side + 2 } } ?? 0
    height = low.flatMap { l in high.map { ($0.row - l.row + 1) * side + 2 } } ?? 0
    values = Array(repeating: fill, count: width * height)
  }

  /// The place in ``values`` of the first point of a tile.
  package func start(of tile: Lattice.TileID) -> Int {
    (tile.row * Lattice.tileSide - row) * width + tile.column * Lattice.tileSide - column
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

  /// Writes the tile's travel times in milliseconds into a field; values over `ceiling` become it.
  ///
  /// - Complexity: linear in the tile's candidates.
  package func write(into field: inout Field, rule: Rule, ceiling: Float, reader: borrowing EdgeTimeReader) {
    let start = field.start(of: id)
    let width = field.width
    var values = field.values.mutableSpan
    let counts = candidateCounts.span
    for row in 0..<Lattice.tileSide {
      for column in 0..<Lattice.tileSide {
        let point = row * Lattice.tileSide + column
        guard counts[point] > 0 else { continue }
        let range = candidateRange(point, rule: rule)
        let best = shortestTime(of: range, reader)
        // A point of obstacles alone has no candidate left: its time is far.
        values[start + row * width + column] = best < EdgeTimeReader.far ? min(ceiling, Float(best)) : ceiling
      }
    }
  }

  /// The candidates of a point that count under a rule; none where no one can live.
  @inline(__always)
  private func candidateRange(_ point: Int, rule: Rule) -> Range<Int> {
    let range = candidateRange(point)
    let flags = flags[point]
    switch rule {
    case .living:
      guard flags.contains(.hasHomeRule) else { return range.upperBound..<range.upperBound }
      return range.lowerBound..<range.lowerBound + (flags.contains(.hasMainland) ? 2 : 1)
    case .standing:
      return flags.contains(.crossesObstacle) ? range.lowerBound + 1..<range.upperBound : range
    }
  }

  @inline(__always)
  private func shortestTime(of range: Range<Int>, _ reader: borrowing EdgeTimeReader) -> UInt64 {
    let candidates = candidates.span
    var best = UInt64.max
    for index in range {
      let candidate = candidates[index]
      best = min(best, reader.time(edge: candidate.edge, offset: candidate.offset) + UInt64(candidate.leg))
    }
    return best
  }
}
