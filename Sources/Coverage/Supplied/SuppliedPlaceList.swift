import Geography

/// A place of a supplied list.
protocol SuppliedPlace: Sendable {
  /// `FILE:row`, the header being row 1, or `FILE:feature`, from 1.
  var id: String { get }
  /// Where it is.
  var coordinate: Coordinate { get }
}

extension Venue: SuppliedPlace {}
extension Home: SuppliedPlace {}
extension CandidateSite: SuppliedPlace {}
extension AuditCentre: SuppliedPlace {}

/// What is common to the lists of places that planners supply: opened, CSV and GeoJSON told apart by content, put into
/// WGS 84; what has no place, and what lies far away, is counted.
struct SuppliedPlaceList<Place: SuppliedPlace>: Sendable {
  /// What a list is of, and how its records are read.
  struct Reading {
    /// The places in a word, for messages: "venues".
    let noun: String
    /// What else a list is called: "a CSV or GeoJSON list of WANTED".
    let wanted: String
    /// The columns beside those of the place.
    let columns: [SuppliedTable.Column]
    /// Whether only points are places; else polygons are, too.
    var takesPointsOnly = false
    /// Whether features without a place are named.
    var namesPlaceless = false
    /// Looks at the header before any row.
    var header: (SuppliedTable) throws -> Void = { _ in }
    /// The place of a row.
    let row: (SuppliedTable, CSVRow, _ id: String) throws -> Place
    /// The place of a feature.
    let feature: (inout Feature) throws -> Place
  }

  /// A feature that has a place.
  struct Feature {
    let feature: GeoJSONFeature
    /// From 1.
    let number: Int
    let id: String
    let coordinate: Coordinate
    /// Empty for points.
    let outline: [GeographicPolygon]
    fileprivate(set) var properties: SuppliedProperties

    /// The text of a property; `nil` when there is none.
    mutating func text(_ column: SuppliedTable.Column) -> String? { properties.text(column, of: feature) }
  }

  /// The file, as the user named it.
  let path: String
  /// In file order.
  private(set) var places: [Place] = []
  /// What a user should hear of, and may like to know.
  private(set) var warnings: [Warning] = [], notes: [String] = []
  private let noun: String
  private var unit = "row"

  /// Reads a list.
  ///
  /// - Parameters:
  ///   - format: the file's coordinate system and what its columns are called.
  ///   - box: where the places are expected; it decides among datum shifts.
  /// - Throws: ``InputError`` naming the file, and the row and column or the feature at fault.
  /// - Complexity: linear in the file.
  init(path: String, format: SuppliedFormat = .usual, near box: CoordinateBox?, _ reading: Reading) throws {
    self.path = path
    noun = reading.noun
    let bytes = try SuppliedFile.read(path, wanted: "a CSV or GeoJSON list of \(reading.wanted)")
    let placer = try (format.crs ?? .wgs84).placer(near: box)
    if SuppliedFile.looksLikeJSON(bytes) || path.lowercased().hasSuffix("json") {
      unit = "feature"
      let placing: GeoJSONPlacing? = format.crs == nil ? nil : { placer.coordinate(x: $0, y: $1) }
      try take(try GeoJSONReader.read(path: path, placing: placing), reading)
    } else {
      let table = try SuppliedTable(
        bytes, path: path, columns: reading.columns, format: format, placer: placer)
      notes += table.notes
      try reading.header(table)
      let file = SuppliedFile.name(of: path)
      for row in table.rows { places.append(try reading.row(table, row, "\(file):\(row.number)")) }
    }
    warnings += placer.warnings(path: path)
    notes += placer.notes(path: path)
  }

  private mutating func take(_ features: [GeoJSONFeature], _ reading: Reading) throws {
    let file = SuppliedFile.name(of: path)
    var properties = SuppliedProperties()
    var placeless: [Int] = []
    for (number, feature) in features.enumerated() {
      guard let place = SuppliedGeometry.place(of: feature.geometry),
        !reading.takesPointsOnly || place.outline.isEmpty
      else {
        placeless.append(number + 1)
        continue
      }
      var found = Feature(
        feature: feature, number: number + 1, id: "\(file):\(number + 1)", coordinate: place.coordinate,
        outline: place.outline, properties: properties)
      places.append(try reading.feature(&found))
      properties = found.properties
    }
    guard !placeless.isEmpty else { return }
    let geometry = reading.takesPointsOnly ? "point" : "point or polygon"
    var message = "\(noun) of \(file) without a \(geometry) geometry, left out"
    if reading.namesPlaceless {
      let shown = placeless.prefix(5).map(String.init).joined(separator: ", ") + (placeless.count > 5 ? ", …" : "")
      message += " (feature \(shown))"
    }
    warnings.append(Warning(count: placeless.count, message: message))
  }

  /// Takes out the places more than 5 km outside the extract's data and warns of them by row.
  mutating func removeFar(from box: CoordinateBox) {
    let split = SuppliedPlaces.near(
      places, box, path: path, noun: noun, unit: unit + (places.count == 1 ? "" : "s"), at: \.coordinate,
      row: { $0.id[($0.id.lastIndex(of: ":") ?? $0.id.startIndex)...].dropFirst() })
    places = split.near
    if let warning = split.warning { warnings.append(warning) }
  }

  /// Puts a warning before those of the reading, or after them.
  mutating func warn(_ warning: Warning, first: Bool = false) {
    warnings.insert(warning, at: first ? 0 : warnings.count)
  }
}
