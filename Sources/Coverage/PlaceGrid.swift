import Geography

/// Places by cells of 0.0005°, for asking which lie near a line or in a box.
struct PlaceGrid: Sendable {
  private static let cellSizeE7: Int64 = 5_000
  private let cells: [PlaceCell: [Coordinate]]

  /// Linear.
  init(_ places: [Coordinate]) {
    var cells: [PlaceCell: [Coordinate]] = [:]
    for place in places { cells[PlaceCell(place, sizeE7: Self.cellSizeE7), default: []].append(place) }
    self.cells = cells
  }

  /// The places in the cells that a segment's box touches, with a margin of at least the given metres (up to 80° of
  /// latitude): all that lie within them, and some more.
  func near(_ a: Coordinate, _ b: Coordinate, marginInMetres: Double) -> [Coordinate] {
    // A step of 1e-7° is over 11 mm north, and over 1.9 mm east at 80°.
    let margin = (column: Int64((600 * marginInMetres).rounded(.up)), row: Int64((100 * marginInMetres).rounded(.up)))
    let low = (min(Int64(a.longitudeE7), Int64(b.longitudeE7)), min(Int64(a.latitudeE7), Int64(b.latitudeE7)))
    let high = (max(Int64(a.longitudeE7), Int64(b.longitudeE7)), max(Int64(a.latitudeE7), Int64(b.latitudeE7)))
    func cell(_ value: Int64, _ offset: Int64) -> Int64 { (value + offset) / Self.cellSizeE7 }
    let columns = cell(low.0 - margin.column, 1_800_000_000)...cell(high.0 + margin.column, 1_800_000_000)
    let rows = cell(low.1 - margin.row, 900_000_000)...cell(high.1 + margin.row, 900_000_000)
    // A segment across half the map is no wall: all places are asked then.
    if columns.count * rows.count > cells.count { return cells.values.flatMap { $0 } }
    return rows.flatMap { row in columns.flatMap { cells[PlaceCell(column: $0, row: row)] ?? [] } }
  }

  /// Whether one of the places is under a distance from a segment.
  func hasPlace(within metres: Double, of a: Coordinate, _ b: Coordinate) -> Bool {
    let segment = PlaceSegment(a, b)
    return near(a, b, marginInMetres: metres).contains { segment.distanceInMetres(to: $0) < metres }
  }

  /// Whether one of the places is within an area, or under a distance from its border.
  func hasPlace(within metres: Double, of polygons: [GeographicPolygon]) -> Bool {
    guard let box = CoordinateBox(around: polygons.lazy.flatMap(\.exterior)) else { return false }
    let candidates = near(box.southWest, box.northEast, marginInMetres: metres)
    guard !candidates.isEmpty else { return false }
    let index = PlacePolygonIndex([polygons])
    if candidates.contains(where: { index.first(containing: $0) != nil }) { return true }
    return polygons.lazy.flatMap(\.rings).contains { ring in
      zip(ring, ring.dropFirst()).contains { hasPlace(within: metres, of: $0, $1) }
    }
  }
}
