import Geography
import OpenStreetMap

extension GridCity {
  /// The town as elements: streets are `highway=residential`, houses `building=house`.
  public func builder() -> ExtractBuilder {
    var builder = ExtractBuilder()
    for row in 0..<rows {
      for column in 0..<columns { builder.addNode(id(row, column), at: coordinate(row, column)) }
    }
    addStreets(to: &builder)
    addRiver(to: &builder)
    addIsland(to: &builder)
    for (index, end) in deadEnds.enumerated() {
      let node = Int64(30_000_001 + index)
      let leg = blockInMetres / 2 * 0.5.squareRoot()
      builder.addNode(node, at: coordinate(end.row, end.column, east: leg, north: leg))
      builder.addWay(40_001 + Int64(index), [id(end.row, end.column), node], tags: ["highway": "footway"])
    }
    for (index, venue) in venues.enumerated() {
      builder.addNode(
        Int64(10_000_001 + index), at: coordinate(venue.crossing.row, venue.crossing.column), tags: venue.tags)
    }
    for (index, home) in homes.enumerated() {
      builder.addHouse(20_000_001 + Int64(index)) { east, north in
        coordinate(home.crossing.row, home.crossing.column, east: home.east + east, north: home.north + north)
      }
    }
    return builder
  }

  /// The extract of ``builder()``.
  public func extract() -> Extract { builder().extract() }

  private func addStreets(to builder: inout ExtractBuilder) {
    let street = ["highway": "residential"]
    for row in 0..<rows {
      builder.addWay(Int64(1 + row), (0..<columns).map { id(row, $0) }, tags: street)
    }
    for column in 0..<columns {
      let nodes = (0..<rows).map { id($0, column) }
      guard let river, river.northOfRow >= 0, river.northOfRow + 1 < rows else {
        builder.addWay(10_001 + Int64(column), nodes, tags: street)
        continue
      }
      builder.addWay(10_001 + Int64(column), Array(nodes[...river.northOfRow]), tags: street)
      builder.addWay(20_001 + Int64(column), Array(nodes[(river.northOfRow + 1)...]), tags: street)
      if river.bridges.contains(column) {
        builder.addWay(
          30_001 + Int64(column), Array(nodes[river.northOfRow...(river.northOfRow + 1)]),
          tags: ["highway": "residential", "bridge": "yes"])
      }
    }
  }

  private func addRiver(to builder: inout ExtractBuilder) {
    guard let river else { return }
    let half = blockInMetres / 2
    builder.addNode(50_000_001, at: coordinate(river.northOfRow, 0, east: -4 * half, north: half))
    builder.addNode(50_000_002, at: coordinate(river.northOfRow, columns - 1, east: 4 * half, north: half))
    builder.addWay(50_001, [50_000_001, 50_000_002], tags: ["waterway": "river"])
  }

  private func addIsland(to builder: inout ExtractBuilder) {
    guard hasIsland else { return }
    for step in 0..<3 {
      builder.addNode(
        60_000_001 + Int64(step), at: coordinate(rows - 1, 0, east: Double(step) * blockInMetres, north: 1000))
    }
    builder.addWay(60_001, [60_000_001, 60_000_002, 60_000_003], tags: ["highway": "residential"])
  }
}

extension ExtractBuilder {
  /// Adds a house of 10 m by 10 m as way `id` and nodes `10 · id`…; `place` turns metres east and north of its
  /// middle into a coordinate.
  mutating func addHouse(
    _ id: Int64, tags: [String: String] = ["building": "house"], place: (Double, Double) -> Coordinate
  ) {
    let corners: [(Double, Double)] = [(-5, -5), (5, -5), (5, 5), (-5, 5)]
    let nodes = corners.indices.map { 10 * id + Int64($0) }
    for (node, corner) in zip(nodes, corners) { addNode(node, at: place(corner.0, corner.1)) }
    addWay(id, nodes + [nodes[0]], tags: tags)
  }
}
