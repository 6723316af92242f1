/// The lattice columns and rows around blocks of tiles.
package struct LatticeWindow: Sendable {
  package private(set) var columns = 0..<0
  package private(set) var rows = 0..<0

  /// How many points lie in it.
  package var pointCount: Int { columns.count * rows.count }

  /// The smallest window around the blocks. Linear in the tiles.
  package init(around tiles: some Sequence<(tile: Lattice.TileID, blocks: LatticeBlocks)>) {
    let (tile, block) = (Lattice.tileSide, LatticeBlocks.side)
    let across = tile / block
    for (id, blocks) in tiles where !blocks.isEmpty {
      // A row of blocks is a byte; the bytes laid over each other tell the columns in use.
      let bits = blocks.rawValue
      let rowsUsed = bits.trailingZeroBitCount / across..<across - bits.leadingZeroBitCount / across
      let overlaid = rowsUsed.reduce(UInt8(0)) { $0 | UInt8(truncatingIfNeeded: bits >> UInt64(across * $1)) }
      let columnsUsed = overlaid.trailingZeroBitCount..<across - overlaid.leadingZeroBitCount
      let (west, south) = (id.column * tile, id.row * tile)
      columns = Self.around(columns, west + columnsUsed.lowerBound * block..<west + columnsUsed.upperBound * block)
      rows = Self.around(rows, south + rowsUsed.lowerBound * block..<south + rowsUsed.upperBound * block)
    }
  }

  private static func around(_ a: Range<Int>, _ b: Range<Int>) -> Range<Int> {
    a.isEmpty ? b : min(a.lowerBound, b.lowerBound)..<max(a.upperBound, b.upperBound)
  }
}
