import Geography

/// The lattice tiles that each edge, with the snap radius around it, can touch.
package struct StreetTiles: Sendable {
  /// Tiles a single edge may touch before it counts as too long to draw (64 × 64 tiles of 640 m are 41 km).
  private static let mostTilesAcross = 64

  private struct Range: Sendable {
    var low: (column: Int32, row: Int32)
    var high: (column: Int32, row: Int32)
  }

  /// Lattice columns and rows that an edge itself lies between.
  private struct Cells: Sendable {
    var low: (column: Int32, row: Int32)
    var high: (column: Int32, row: Int32)
  }

  private let lattice: Lattice
  private let ranges: [Range?]
  private let cells: [Cells]
  /// Plane metres that a metre on the ground is drawn as around each edge, at most.
  private let stretches: [Float]
  /// Edges too long or too far away to draw.
  package let undrawnEdges: Int

  /// - Parameters:
  ///   - points: the projected place of every shape point; `nil` where the projection has none.
  ///   - stretch: plane metres that a metre on the ground is drawn as around a place, at most; `nil` where nothing is drawn.
  package init(
    _ streets: StreetGraph, lattice: Lattice, radiusInMetres: Double, points: [ProjectedPoint?],
    stretch: (ProjectedPoint) -> Double?
  ) {
    self.init(streets, edges: 0..<streets.edgeCount, lattice: lattice, radiusInMetres: radiusInMetres, stretch: stretch)
    { points[streets.shapeRange($0)] }
  }

  /// The tiles of some edges only; the others count as undrawn.
  ///
  /// - Parameter points: the projected places of an edge's shape points.
  package init(
    _ streets: StreetGraph, edges: some Sequence<Int>, lattice: Lattice, radiusInMetres: Double,
    stretch: (ProjectedPoint) -> Double?, points: (Int) -> ArraySlice<ProjectedPoint?>
  ) {
    var ranges = [Range?](repeating: nil, count: streets.edgeCount)
    var stretches = [Float](repeating: 1, count: streets.edgeCount)
    var cells = [Cells](repeating: Cells(low: (0, 0), high: (0, 0)), count: streets.edgeCount)
    var drawn = 0
    for edge in edges {
      let shape = points(edge)
      guard let factor = (shape.first ?? nil).flatMap(stretch) else { continue }
      let margin = radiusInMetres * factor + lattice.resolutionInMetres
      ranges[edge] = Self.range(shape, lattice: lattice, margin: margin, cells: &cells[edge])
      stretches[edge] = Float(factor)
      if ranges[edge] != nil { drawn += 1 }
    }
    self.lattice = lattice
    self.ranges = ranges
    self.cells = cells
    self.stretches = stretches
    undrawnEdges = streets.edgeCount - drawn
  }

  private static func range(
    _ points: ArraySlice<ProjectedPoint?>, lattice: Lattice, margin: Double, cells: inout Cells
  ) -> Range? {
    var west = Double.infinity
    var south = Double.infinity
    var east = -Double.infinity
    var north = -Double.infinity
    for point in points {
      guard let point else { return nil }
      west = min(west, point.x)
      south = min(south, point.y)
      east = max(east, point.x)
      north = max(north, point.y)
    }
    let size = lattice.tileSizeInMetres
    guard max(abs(west), abs(east), abs(south), abs(north)) < size * 1e9,
      east - west < size * Double(mostTilesAcross), north - south < size * Double(mostTilesAcross)
    else { return nil }
    func cell(_ metres: Double) -> Int32 { Int32(clamping: Int((metres / lattice.resolutionInMetres).rounded(.down))) }
    cells = Cells(low: (cell(west), cell(south)), high: (cell(east), cell(north)))
    let low = lattice.tile(of: ProjectedPoint(x: west - margin, y: south - margin))
    let high = lattice.tile(of: ProjectedPoint(x: east + margin, y: north + margin))
    return Range(low: (Int32(low.column), Int32(low.row)), high: (Int32(high.column), Int32(high.row)))
  }

  /// The tiles of some edges, ascending, each once.
  package func tiles(of edges: [UInt32]) -> [Lattice.TileID] {
    var tiles = Set<Lattice.TileID>()
    var last: Range?
    for edge in edges {
      guard let range = ranges[Int(edge)] else { continue }
      if let last, last.low == range.low, last.high == range.high { continue }
      last = range
      for row in range.low.row...range.high.row {
        for column in range.low.column...range.high.column {
          tiles.insert(Lattice.TileID(column: Int(column), row: Int(row)))
        }
      }
    }
    return tiles.sorted()
  }

  /// The tiles and blocks of them that lie within a distance of some edges, another one for each; tiles ascending.
  ///
  /// - Parameter reach: metres on the ground; `nil` leaves an edge out. The snap radius bounds it.
  /// - Complexity: linear in the edges and in the blocks of the window around them.
  package func blocks(
    of edges: [UInt32], reach: (UInt32) -> Double?
  ) -> [(tile: Lattice.TileID, blocks: LatticeBlocks)] {
    guard let window = window(around: edges) else { return [] }
    let width = Int(window.high.column) - Int(window.low.column) + 1
    let height = Int(window.high.row) - Int(window.low.row) + 1
    guard width < 1 << 10, height < 1 << 10 else { return tiles(of: edges).map { ($0, .all) } }
    let across = Lattice.tileSide / LatticeBlocks.side
    let (first, firstRow) = (Int(window.low.column) * across, Int(window.low.row) * across)
    // How many edges begin or end to reach here, going east and north: each edge marks the corners of its box.
    let stride = width * across + 1
    var changes = [Int32](repeating: 0, count: stride * (height * across + 1))
    for edge in edges {
      guard let range = ranges[Int(edge)], let metres = reach(edge) else { continue }
      let inPlane = metres * Double(stretches[Int(edge)]) + lattice.resolutionInMetres
      let near = blockRange(range, of: cells[Int(edge)], within: inPlane)
      guard !near.columns.isEmpty, !near.rows.isEmpty else { continue }
      let (low, high) = (near.columns.lowerBound - first, near.columns.upperBound - first)
      let (south, north) = ((near.rows.lowerBound - firstRow) * stride, (near.rows.upperBound - firstRow) * stride)
      changes[south + low] += 1
      changes[south + high] -= 1
      changes[north + low] -= 1
      changes[north + high] += 1
    }
    var masks = [UInt64](repeating: 0, count: width * height)
    var counts = [Int32](repeating: 0, count: stride)
    for row in 0..<height * across {
      var sum: Int32 = 0
      for column in 0..<width * across {
        sum += changes[row * stride + column]
        counts[column] += sum
        guard counts[column] > 0 else { continue }
        let block = LatticeBlocks.block(column: column % across, row: row % across)
        masks[row / across * width + column / across] |= block.rawValue
      }
    }
    return masks.indices.filter { masks[$0] != 0 }.map {
      let tile = Lattice.TileID(column: $0 % width + Int(window.low.column), row: $0 / width + Int(window.low.row))
      return (tile, LatticeBlocks(rawValue: masks[$0]))
    }
  }

  /// All tiles that any of the edges can touch lie in it.
  private func window(around edges: [UInt32]) -> Range? {
    var window: Range?
    for edge in edges {
      guard let range = ranges[Int(edge)] else { continue }
      let known = window ?? range
      window = Range(
        low: (min(known.low.column, range.low.column), min(known.low.row, range.low.row)),
        high: (max(known.high.column, range.high.column), max(known.high.row, range.high.row)))
    }
    return window
  }

  /// Columns and rows of blocks within a distance of cells, no farther than the tiles of a range.
  private func blockRange(
    _ range: Range, of cells: Cells, within metres: Double
  ) -> (columns: Swift.Range<Int>, rows: Swift.Range<Int>) {
    let margin = Int(min(metres / lattice.resolutionInMetres, 1e9)) + 1
    let across = Lattice.tileSide / LatticeBlocks.side
    // A shift rounds down, also below zero; sides are a power of two.
    let shift = LatticeBlocks.side.trailingZeroBitCount
    func span(_ low: Int32, _ high: Int32, _ first: Int32, _ last: Int32) -> Swift.Range<Int> {
      let start = max(Int(first) * across, (Int(low) - margin) >> shift)
      return start..<max(start, min((Int(last) + 1) * across, ((Int(high) + margin) >> shift) + 1))
    }
    return (
      span(cells.low.column, cells.high.column, range.low.column, range.high.column),
      span(cells.low.row, cells.high.row, range.low.row, range.high.row)
    )
  }
}

extension [Lattice.TileID] {
  /// Groups tiles that touch, corners included, so that each group fits a window of its own. Groups and tiles are in
  /// ascending order. Linear, but for the sort.
  package func touchingGroups() -> [[Lattice.TileID]] {
    var left = Set(self)
    var groups: [[Lattice.TileID]] = []
    for start in sorted() where left.contains(start) {
      left.remove(start)
      var group = [start]
      var next = 0
      while next < group.count {
        let tile = group[next]
        next += 1
        for row in tile.row - 1...tile.row + 1 {
          for column in tile.column - 1...tile.column + 1 {
            let neighbour = Lattice.TileID(column: column, row: row)
            if left.remove(neighbour) != nil { group.append(neighbour) }
          }
        }
      }
      groups.append(group.sorted())
    }
    return groups
  }
}
