import Geography

/// The lattice tiles that each edge, with the snap radius around it, can touch.
package struct StreetTiles: Sendable {
  /// Tiles a single edge may touch before it counts as too long to draw (64 × 64 tiles of 640 m are 41 km).
  private static let mostTilesAcross = 64

  private struct Range: Sendable {
    var low: (column: Int32, row: Int32)
    var high: (column: Int32, row: Int32)
  }

  private let ranges: [Range?]
  /// Edges too long or too far away to draw.
  package let undrawnEdges: Int

  /// - Parameter points: the projected place of every shape point; `nil` where the projection has none.
  package init(_ streets: StreetGraph, lattice: Lattice, radiusInMetres: Double, points: [ProjectedPoint?]) {
    // Five per cent is the most that a working reference system may distort.
    let margin = radiusInMetres * 1.06 + lattice.resolutionInMetres
    var ranges: [Range?] = []
    ranges.reserveCapacity(streets.edgeCount)
    for edge in 0..<streets.edgeCount {
      ranges.append(Self.range(points[streets.shapeRange(edge)], lattice: lattice, margin: margin))
    }
    self.ranges = ranges
    undrawnEdges = ranges.count { $0 == nil }
  }

  private static func range(_ points: ArraySlice<ProjectedPoint?>, lattice: Lattice, margin: Double) -> Range? {
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
    let low = lattice.tile(of: ProjectedPoint(x: west - margin, y: south - margin))
    let high = lattice.tile(of: ProjectedPoint(x: east + margin, y: north + margin))
    return Range(low: (Int32(low.column), Int32(low.row)), high: (Int32(high.column), Int32(high.row)))
  }

  /// The tiles of some edges, ascending, each once.
  package func tiles(of edges: some Sequence<Int>) -> [Lattice.TileID] {
    var tiles = Set<Lattice.TileID>()
    var last: Range?
    for edge in edges {
      guard let range = ranges[edge] else { continue }
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
