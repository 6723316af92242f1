import Geography

/// An administrative area of `areas.csv`.
struct ReportArea {
  var id: String, name: String, level: String
  var homes: Int, weight: Double, weightCovered: Double, beyond: Double, venues: Int
  /// Minutes of its longest and its median walk; `nil` when there is none.
  var worst: Double?, median: Double?
  var hasUnreachable: Bool
  var layer: String
  /// The id of the area that it lies in; empty without.
  var parent: String

  /// The areas, most weight beyond the limit first, then by the larger weight and the order of the file.
  static func read(file: String, record: ReportRecord) throws -> [ReportArea] {
    let unit = record.unit.rawValue
    let columns = [
      "id", "name", "level", "homes", unit, "\(unit)_covered", "venues", "worst_minutes", "median_minutes",
      "has_unreachable", "layer", "parent", "\(unit)_beyond",
    ]
    var areas: [ReportArea] = []
    try ReportRows.read(file: file, columns: columns) { row in
      let area = ReportArea(
        id: row.fields[0], name: row.fields[1], level: row.fields[2], homes: try row.count(3),
        weight: try row.amount(4), weightCovered: try row.amount(5), beyond: try row.amount(12),
        venues: try row.count(6),
        worst: try row.optionalAmount(7), median: try row.optionalAmount(8), hasUnreachable: try row.flag(9),
        layer: row.fields[10], parent: row.fields[11])
      guard area.homes <= record.homes, area.weight <= record.weight + 0.2, area.weightCovered <= area.weight + 0.2
      else { throw ReportRun.otherRun(file, "row \(row.number) counts more than it") }
      areas.append(area)
    }
    return areas.enumerated().sorted {
      ($1.element.beyond, $1.element.weight, $0.offset) < ($0.element.beyond, $0.element.weight, $1.offset)
    }.map(\.element)
  }
}

/// A venue of `venues.geojson`.
struct ReportVenue {
  var id: String, name: String, kind: VenueKind
  var reached: Double, onlyHere: Double, isOnNetwork: Bool

  /// The venues, most weight that only they reach first.
  static func read(file: String, record: ReportRecord) throws -> [ReportVenue] {
    let features = try ReportRun.features(file: file, record: record)
    let venues = try features.enumerated().map { number, feature in
      let properties = ReportJSON(.object(feature.properties), file: file, place: "feature \(number + 1)")
      let kind = try properties.member("kind")
      guard let id = feature.id else { throw properties.expected("a venue with an id") }
      guard let known = VenueKind(rawValue: try kind.text()) else { throw kind.expected("a kind of venue") }
      return ReportVenue(
        id: id, name: try properties.member("name").text(), kind: known,
        reached: try properties.member("\(record.unit.rawValue)_reached").amount(),
        onlyHere: try properties.member("\(record.unit.rawValue)_only_here").amount(),
        isOnNetwork: try properties.member("on_network").flag())
    }
    guard venues.count == record.venues else {
      throw ReportRun.otherRun(file, "\(venues.count) venues, where it has \(record.venues)")
    }
    return venues.enumerated().sorted {
      ($1.element.onlyHere, $1.element.reached, $0.offset) < ($0.element.onlyHere, $0.element.reached, $1.offset)
    }.map(\.element)
  }
}
