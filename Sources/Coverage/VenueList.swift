import Geography

/// The venues of a planner's list: CSV with a header, or GeoJSON, told apart by content.
public struct VenueList: Sendable {
  /// The file, as the user named it.
  public private(set) var path: String
  /// The venues in file order, ids `FILE:row` (CSV, the header being row 1) or `FILE:feature` (GeoJSON, from 1).
  public private(set) var venues: [Venue] = []
  /// What a user should hear of.
  public private(set) var warnings: [Warning] = []
  /// What a user may like to know.
  public private(set) var notes: [String] = []
  private var unit = "row"

  /// Reads a list.
  ///
  /// CSV columns: `lat`, `lon` (WGS 84 degrees), and if given `name`, `kind`, `id`, `door_lat`, `door_lon` and
  /// attributes such as `opening_hours`, also by their Chinese names. A point is the venue's door unless the door columns
  /// say otherwise; a polygon gives outline and centroid. A venue without a kind, or of an unknown one, is
  /// ``VenueKind/other``, counted in a warning when unknown.
  /// - Parameters:
  ///   - format: the file's coordinate system and what its columns are called.
  ///   - box: where the venues are expected; it decides among datum shifts.
  /// - Throws: ``InputError`` naming the file, and the row and column or the feature at fault.
  /// - Complexity: linear in the file.
  public static func read(
    path: String, format: SuppliedFormat = .usual, near box: CoordinateBox? = nil
  ) throws -> VenueList {
    let bytes = try SuppliedFile.read(path, wanted: "a CSV or GeoJSON list of venues")
    let placer = try (format.crs ?? .wgs84).placer(near: box)
    var list = VenueList(path: path)
    if SuppliedFile.looksLikeJSON(bytes) || path.lowercased().hasSuffix("json") {
      list.unit = "feature"
      let placing: GeoJSONPlacing? = format.crs == nil ? nil : { placer.coordinate(x: $0, y: $1) }
      try list.take(try GeoJSONReader.read(path: path, placing: placing))
    } else {
      try list.take(bytes, format, placer)
    }
    list.warnings += placer.warnings(path: path)
    list.notes += placer.notes(path: path)
    if list.venues.isEmpty { list.warnings.append(Warning(count: 1, message: "venue list without a venue: \(path)")) }
    return list
  }

  /// Takes out the venues more than 5 km outside the extract's data and warns of them by row.
  public mutating func removeFar(from box: CoordinateBox) {
    let split = SuppliedPlaces.near(
      venues, box, path: path, noun: "venues", unit: unit + (venues.count == 1 ? "" : "s"), at: \.coordinate,
      row: { venue in venue.id[(venue.id.lastIndex(of: ":") ?? venue.id.startIndex)...].dropFirst() })
    venues = split.near
    if let warning = split.warning { warnings.append(warning) }
  }

  private init(path: String) { self.path = path }

  private mutating func take(_ bytes: [UInt8], _ format: SuppliedFormat, _ placer: SuppliedPlacer) throws {
    let table = try SuppliedTable(
      bytes, path: path, columns: SuppliedTable.Column.venueColumns, format: format, placer: placer)
    notes += table.notes
    let file = SuppliedFile.name(of: path)
    var unknown: [String] = []
    for row in table.rows {
      let coordinate = try table.coordinate(row)
      let kind = kind(table.text(.kind, row), unknown: &unknown)
      var venue = Venue(
        id: "\(file):\(row.number)", identifiers: ["\(file):\(row.number)"], kind: kind,
        name: table.text(.name, row), coordinate: coordinate)
      venue.doors = [Door(coordinate: try table.door(row) ?? coordinate, resolvedBy: .supplied)]
      if !table.text(.identifier, row).isEmpty { venue.attributes["id"] = table.text(.identifier, row) }
      for column in SuppliedTable.Column.attributes where table.has(column) {
        let text = table.text(column, row)
        if !text.isEmpty { venue.attributes[column.title] = text }
      }
      if let fault = VenueTimes.fault(in: venue) { throw table.problem(row, fault, remedy: "write days as 2026-05-01") }
      venues.append(venue)
    }
    warn(unknown)
  }

  private mutating func take(_ features: [GeoJSONFeature]) throws {
    let file = SuppliedFile.name(of: path)
    var properties = SuppliedProperties()
    var unknown: [String] = []
    var placeless: [Int] = []
    for (number, feature) in features.enumerated() {
      guard let place = SuppliedGeometry.place(of: feature.geometry) else {
        placeless.append(number + 1)
        continue
      }
      let id = "\(file):\(number + 1)"
      var venue = Venue(
        id: id, identifiers: [id], kind: kind(properties.text(.kind, of: feature) ?? "", unknown: &unknown),
        name: properties.text(.name, of: feature) ?? "", coordinate: place.coordinate, outline: place.outline)
      if place.outline.isEmpty { venue.doors = [Door(coordinate: place.coordinate, resolvedBy: .supplied)] }
      venue.attributes["id"] = feature.id ?? properties.text(.identifier, of: feature)
      for key in VenueFinder.attributeKeys {
        if case .string(let text)? = feature[key] { venue.attributes[key] = text }
      }
      // Mostly a number there.
      venue.attributes["capacity"] = properties.text(.capacity, of: feature)
      for key in ["valid_from", "valid_to", "stop_times"] {
        if case .string(let text)? = feature[key] { venue.attributes[key] = text }
      }
      if let fault = VenueTimes.fault(in: venue) {
        throw InputError(path, "feature \(number + 1): \(fault)", remedy: "write days as 2026-05-01")
      }
      venues.append(venue)
    }
    warn(unknown)
    if !placeless.isEmpty {
      let shown = placeless.prefix(5).map(String.init).joined(separator: ", ") + (placeless.count > 5 ? ", …" : "")
      let message = "venues of \(file) without a point or polygon geometry, left out (feature \(shown))"
      warnings.append(Warning(count: placeless.count, message: message))
    }
  }

  private func kind(_ word: String, unknown: inout [String]) -> VenueKind {
    guard !word.isEmpty else { return .other }
    if let kind = SuppliedKind.kind(of: word) { return kind }
    unknown.append(word)
    return .other
  }

  private mutating func warn(_ unknown: [String]) {
    guard !unknown.isEmpty else { return }
    let words = Set(unknown).sorted().prefix(3).map { SuppliedFile.quoted($0) }.joined(separator: ", ")
    let message = "venues of an unknown kind, taken as other (\(words))"
    warnings.append(Warning(count: unknown.count, message: message))
  }
}
