import Geography
import OpenStreetMap

/// The public entrances of an extract, found by place.
public struct DoorEntrances: Sendable {
  /// What finding entrances needs of an extract.
  public static let selection = ElementSelection(
    nodes: [.init("entrance")], ways: [], relations: [], keys: ["entrance", "access"])

  /// Values of `entrance` that the public of a venue does not use (domain §7, and OSM's words for flats and cars).
  static let excluded: Set<String> = [
    "service", "emergency", "exit", "garage", "parking", "home", "staircase", "residence", "barrier", "private", "no",
  ]
  /// How near an outline an entrance must be that is not one of its nodes.
  static let toleranceInMetres = 1.0
  private static let cellSizeE7: Int64 = 5_000
  private let cells: [PlaceCell: [Coordinate]]

  /// Collects the public entrances among an extract's tagged nodes: any `entrance` but `service`, `emergency`,
  /// `exit`, `garage` and their like, and none with `access=private` or `no`. Linear.
  public init(in extract: Extract) {
    var found: [Coordinate] = []
    let access = extract.strings.symbol(of: "access")
    if let key = extract.strings.symbol(of: "entrance") {
      for position in extract.nodes.tagged.indices {
        let tags = extract.tags(ofTaggedNode: position)
        guard let value = tags[key], !Self.excluded.contains(value) else { continue }
        if let access, let closed = tags[access], closed == "private" || closed == "no" { continue }
        found.append(extract.nodes.coordinates[Int(extract.nodes.tagged[position])])
      }
    }
    self.init(found)
  }

  /// Makes an index of places that are known to be public entrances.
  init(_ coordinates: [Coordinate]) {
    var cells: [PlaceCell: [Coordinate]] = [:]
    for coordinate in coordinates {
      cells[PlaceCell(coordinate, sizeE7: Self.cellSizeE7), default: []].append(coordinate)
    }
    self.cells = cells
  }

  /// Entrances on the rings or within 1 m of them, by longitude and latitude.
  func onOutline(_ polygons: [GeographicPolygon]) -> [Coordinate] {
    var found: Set<Coordinate> = []
    for ring in polygons.lazy.flatMap(\.rings) {
      for (a, b) in zip(ring, ring.dropFirst()) {
        for entrance in near(a, b)
        where !found.contains(entrance)
          && PlaceSegment(a, b).distanceInMetres(to: entrance) <= Self.toleranceInMetres
        {
          found.insert(entrance)
        }
      }
    }
    return found.sorted { ($0.longitudeE7, $0.latitudeE7) < ($1.longitudeE7, $1.latitudeE7) }
  }

  /// Entrances in the cells that a segment's box touches, with a margin of over a metre (up to 80° of latitude).
  private func near(_ a: Coordinate, _ b: Coordinate) -> [Coordinate] {
    let margin = (column: Int64(600), row: Int64(100))
    let low = (min(Int64(a.longitudeE7), Int64(b.longitudeE7)), min(Int64(a.latitudeE7), Int64(b.latitudeE7)))
    let high = (max(Int64(a.longitudeE7), Int64(b.longitudeE7)), max(Int64(a.latitudeE7), Int64(b.latitudeE7)))
    func cell(_ value: Int64, _ offset: Int64) -> Int64 { (value + offset) / Self.cellSizeE7 }
    let columns = cell(low.0 - margin.column, 1_800_000_000)...cell(high.0 + margin.column, 1_800_000_000)
    let rows = cell(low.1 - margin.row, 900_000_000)...cell(high.1 + margin.row, 900_000_000)
    // An edge across half the map is no wall: all entrances are asked then.
    if columns.count * rows.count > cells.count { return cells.values.flatMap { $0 } }
    return rows.flatMap { row in columns.flatMap { cells[PlaceCell(column: $0, row: row)] ?? [] } }
  }
}

/// A straight piece between two coordinates.
struct PlaceSegment {
  private let a: Coordinate
  private let b: Coordinate

  init(_ a: Coordinate, _ b: Coordinate) {
    self.a = a
    self.b = b
  }

  /// Metres from a place to the nearest point of the segment, in the plane at the place's latitude.
  func distanceInMetres(to place: Coordinate) -> Double {
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    func local(_ c: Coordinate) -> (x: Double, y: Double) {
      (
        Double(Int64(c.longitudeE7) - Int64(place.longitudeE7)) * scale.eastInMetres,
        Double(Int64(c.latitudeE7) - Int64(place.latitudeE7)) * scale.northInMetres
      )
    }
    let start = local(a), end = local(b)
    let dx = end.x - start.x, dy = end.y - start.y
    let square = dx * dx + dy * dy
    let share = square == 0 ? 0 : min(1, max(0, -(start.x * dx + start.y * dy) / square))
    let x = start.x + share * dx, y = start.y + share * dy
    return (x * x + y * y).squareRoot()
  }
}
