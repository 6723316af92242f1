import Geography

/// Places by cells of 0.0005°, for asking which lie near a line or in a box.
struct PlaceGrid: Sendable {
  private static let cellSizeE7: Int64 = 5_000

  private struct Entry {
    let cell: PlaceCell
    let place: Coordinate
  }

  /// By row, then by column.
  private let entries: [Entry]

  /// n log n in the places.
  init(_ places: [Coordinate]) {
    entries = places.map { Entry(cell: PlaceCell($0, sizeE7: Self.cellSizeE7), place: $0) }
      .sorted { $0.cell < $1.cell }
  }

  /// Calls `body` with the places in the cells that a segment's box touches, with a margin of at least the given
  /// metres (up to 80° of latitude): all that lie within them, and some more.
  func forEach(near a: Coordinate, _ b: Coordinate, marginInMetres: Double, _ body: (Coordinate) -> Void) {
    _ = hasPlace(near: a, b, marginInMetres: marginInMetres) { place in
      body(place)
      return false
    }
  }

  /// Whether one of those places is as wished. A binary search a row of cells and the places in them.
  private func hasPlace(
    near a: Coordinate, _ b: Coordinate, marginInMetres: Double, where isWanted: (Coordinate) -> Bool
  ) -> Bool {
    guard !entries.isEmpty else { return false }
    // A step of 1e-7° is over 11 mm north, and over 1.9 mm east at 80°.
    let margin = (column: Int64((600 * marginInMetres).rounded(.up)), row: Int64((100 * marginInMetres).rounded(.up)))
    let low = (min(Int64(a.longitudeE7), Int64(b.longitudeE7)), min(Int64(a.latitudeE7), Int64(b.latitudeE7)))
    let high = (max(Int64(a.longitudeE7), Int64(b.longitudeE7)), max(Int64(a.latitudeE7), Int64(b.latitudeE7)))
    func cell(_ value: Int64, _ offset: Int64) -> Int64 { (value + offset) / Self.cellSizeE7 }
    let columns = cell(low.0 - margin.column, 1_800_000_000)...cell(high.0 + margin.column, 1_800_000_000)
    let rows = cell(low.1 - margin.row, 900_000_000)...cell(high.1 + margin.row, 900_000_000)
    // A segment across half the map is no wall: all places are asked then.
    if rows.count > entries.count { return entries.contains { isWanted($0.place) } }
    for row in rows {
      var place = lowerBound(PlaceCell(column: columns.lowerBound, row: row))
      while place < entries.count, entries[place].cell.row == row, entries[place].cell.column <= columns.upperBound {
        if isWanted(entries[place].place) { return true }
        place += 1
      }
    }
    return false
  }

  private func lowerBound(_ cell: PlaceCell) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].cell < cell { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether one of the places is under a distance from a segment.
  func hasPlace(within metres: Double, of a: Coordinate, _ b: Coordinate) -> Bool {
    let segment = PlaceSegment(a, b)
    return hasPlace(near: a, b, marginInMetres: metres) { segment.distanceInMetres(to: $0) < metres }
  }

  /// Whether one of the places is within an area, or under a distance from its border.
  func hasPlace(within metres: Double, of polygons: [GeographicPolygon]) -> Bool {
    guard let box = CoordinateBox(around: polygons.lazy.flatMap(\.exterior)) else { return false }
    var candidates: [Coordinate] = []
    forEach(near: box.southWest, box.northEast, marginInMetres: metres) { candidates.append($0) }
    guard !candidates.isEmpty else { return false }
    let index = PlacePolygonIndex([polygons])
    if candidates.contains(where: { index.first(containing: $0) != nil }) { return true }
    return polygons.lazy.flatMap(\.rings).contains { ring in
      zip(ring, ring.dropFirst()).contains { hasPlace(within: metres, of: $0, $1) }
    }
  }
}
