import Geography

/// The venues of a planner's list: CSV with a header, or GeoJSON, told apart by content.
public struct VenueList: Sendable {
  private var list: SuppliedPlaceList<Venue>
  /// The file, as the user named it.
  public var path: String { list.path }
  /// The venues in file order, ids `FILE:row` (CSV, the header being row 1) or `FILE:feature` (GeoJSON, from 1).
  public var venues: [Venue] { list.places }
  /// What a user should hear of.
  public var warnings: [Warning] { list.warnings }
  /// What a user may like to know.
  public var notes: [String] { list.notes }

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
    var unknown: [String] = []
    var list = try SuppliedPlaceList<Venue>(
      path: path, format: format, near: box,
      SuppliedPlaceList.Reading(
        noun: "venues", wanted: "venues", columns: SuppliedTable.Column.venueColumns, namesPlaceless: true,
        row: { try venue(of: $1, in: $0, id: $2, unknown: &unknown) },
        feature: { try venue(of: &$0, path: path, unknown: &unknown) }))
    if !unknown.isEmpty { list.warn(unknownKinds(unknown), first: true) }
    if list.places.isEmpty { list.warn(Warning(count: 1, message: "venue list without a venue: \(path)")) }
    return VenueList(list: list)
  }

  /// Takes out the venues more than 5 km outside the extract's data and warns of them by row.
  public mutating func removeFar(from box: CoordinateBox) { list.removeFar(from: box) }

  private static func venue(
    of row: CSVRow, in table: SuppliedTable, id: String, unknown: inout [String]
  ) throws -> Venue {
    let coordinate = try table.coordinate(row)
    var venue = Venue(
      id: id, identifiers: [id], kind: kind(table.text(.kind, row), unknown: &unknown), name: table.text(.name, row),
      coordinate: coordinate)
    venue.doors = [Door(coordinate: try table.door(row) ?? coordinate, resolvedBy: .supplied)]
    if !table.text(.identifier, row).isEmpty { venue.attributes["id"] = table.text(.identifier, row) }
    for column in SuppliedTable.Column.attributes where table.has(column) {
      let text = table.text(column, row)
      if !text.isEmpty { venue.attributes[column.title] = text }
    }
    if let fault = VenueTimes.fault(in: venue) { throw table.problem(row, fault, remedy: "write days as 2026-05-01") }
    return venue
  }

  private static func venue(
    of found: inout SuppliedPlaceList<Venue>.Feature, path: String, unknown: inout [String]
  ) throws -> Venue {
    var venue = Venue(
      id: found.id, identifiers: [found.id], kind: kind(found.text(.kind) ?? "", unknown: &unknown),
      name: found.text(.name) ?? "", coordinate: found.coordinate, outline: found.outline)
    if found.outline.isEmpty { venue.doors = [Door(coordinate: found.coordinate, resolvedBy: .supplied)] }
    venue.attributes["id"] = found.feature.id ?? found.text(.identifier)
    for key in VenueFinder.attributeKeys + ["valid_from", "valid_to", "stop_times"] {
      if case .string(let text)? = found.feature[key] { venue.attributes[key] = text }
    }
    // Mostly a number there.
    venue.attributes["capacity"] = found.text(.capacity)
    if let fault = VenueTimes.fault(in: venue) {
      throw InputError(path, "feature \(found.number): \(fault)", remedy: "write days as 2026-05-01")
    }
    return venue
  }

  private static func kind(_ word: String, unknown: inout [String]) -> VenueKind {
    guard !word.isEmpty else { return .other }
    if let kind = SuppliedKind.kind(of: word) { return kind }
    unknown.append(word)
    return .other
  }

  private static func unknownKinds(_ unknown: [String]) -> Warning {
    let words = Set(unknown).sorted().prefix(3).map { SuppliedFile.quoted($0) }.joined(separator: ", ")
    return Warning(count: unknown.count, message: "venues of an unknown kind, taken as other (\(words))")
  }
}
