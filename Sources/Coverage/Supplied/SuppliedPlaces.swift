import Geography

/// Supplied places that lie far from the extract.
package enum SuppliedPlaces {
  /// How far outside the extract's data a place is taken for a slip, in metres: four times a 15-minute walk.
  package static let farInMetres = 5_000.0

  /// The box grown by a margin on all sides, kept on the Earth.
  package static func grown(_ box: CoordinateBox, byMetres margin: Double) -> CoordinateBox {
    let latitude = min(89, max(abs(box.southWest.latitude), abs(box.northEast.latitude)))
    let scale = Ellipsoid.LocalScale(latitude: latitude)
    let east = Int64(margin / scale.eastInMetres), north = Int64(margin / scale.northInMetres)
    func clamped(_ value: Int32, _ step: Int64, _ limit: Int64) -> Int32 {
      Int32(min(limit, max(-limit, Int64(value) + step)))
    }
    return CoordinateBox(
      southWest: Coordinate(
        longitudeE7: clamped(box.southWest.longitudeE7, -east, 1_800_000_000),
        latitudeE7: clamped(box.southWest.latitudeE7, -north, 900_000_000)),
      northEast: Coordinate(
        longitudeE7: clamped(box.northEast.longitudeE7, east, 1_800_000_000),
        latitudeE7: clamped(box.northEast.latitudeE7, north, 900_000_000)))
  }

  /// The places inside the grown box, and a counted warning that names the rows of the others.
  static func near<Place>(
    _ places: [Place], _ box: CoordinateBox, path: String, noun: String, unit: String,
    at coordinate: (Place) -> Coordinate, row: (Place) -> Substring
  ) -> (near: [Place], warning: Warning?) {
    let wide = grown(box, byMetres: farInMetres)
    var near: [Place] = [], far: [Place] = []
    for place in places {
      if wide.contains(coordinate(place)) { near.append(place) } else { far.append(place) }
    }
    guard !far.isEmpty else { return (near, nil) }
    let rows = far.prefix(5).map { String(row($0)) }.joined(separator: ", ") + (far.count > 5 ? ", …" : "")
    let message =
      "\(noun) of \(SuppliedFile.name(of: path)) far from the extract, left out (\(unit) \(rows)); "
      + "lat and lon swapped, or another city?"
    return (near, Warning(count: far.count, message: message))
  }
}

/// A place of a GeoJSON geometry.
enum SuppliedGeometry {
  /// A point, or the centroid and the outline of polygons; `nil` for lines and for no geometry.
  static func place(of geometry: GeoJSONGeometry?) -> (coordinate: Coordinate, outline: [GeographicPolygon])? {
    switch geometry {
    case .point(let coordinate): return (coordinate, [])
    case .multiPoint(let coordinates): return coordinates.count == 1 ? (coordinates[0], []) : nil
    case .polygon(let polygon): return PlaceRing.centroid(of: [polygon]).map { ($0, [polygon]) }
    case .multiPolygon(let polygons): return PlaceRing.centroid(of: polygons).map { ($0, polygons) }
    case .collection(let parts):
      let places = parts.compactMap { place(of: $0) }
      return places.count == 1 ? places[0] : nil
    case .lineString, .multiLineString, nil: return nil
    }
  }
}

/// Finds properties by a column's names, whatever their case; each spelling is folded once a file.
struct SuppliedProperties {
  private var folded: [String: String] = [:]

  /// The text of the first property among a column's names, the best name first; `nil` when there is none that is text
  /// or a number. Linear in the properties.
  mutating func text(_ column: SuppliedTable.Column, of feature: GeoJSONFeature) -> String? {
    var best: (rank: Int, text: String)?
    for member in feature.properties {
      guard let rank = column.names.firstIndex(of: fold(member.name)), rank < best?.rank ?? .max else { continue }
      switch member.value {
      case .string(let text): best = (rank, text)
      case .integer(let value): best = (rank, String(value))
      case .number(let value), .decimal(let value, _): best = (rank, String(value))
      case .null, .bool, .array, .object: continue
      }
    }
    return best?.text
  }

  private mutating func fold(_ name: String) -> String {
    if let known = folded[name] { return known }
    // Longer than any column's name, however it is written.
    if name.utf8.count > 64 { return "" }
    let form = NameNormalisation.folded(name)
    // Names of properties are few; a file in which each differs shall not fill the memory.
    if folded.count < 1_000 { folded[name] = form }
    return form
  }
}
