import Geography
import Walking

extension CoverageOutput {
  /// The columns of `areas.csv` and the properties of `areas.geojson`.
  var areaColumns: [String] {
    [
      "id", "name", "level", "homes", unit, "homes_covered", "\(unit)_covered", "share", "venues", "worst_minutes",
      "median_minutes", "has_unreachable", "layer", "code", "type", "parent", "homes_outside_parent",
      "\(unit)_outside_parent", "\(unit)_beyond", "mean_minutes", "fgt0", "fgt1", "fgt2", "mean_venues", "gini",
      "theil", "palma", "venues_per_100000_\(unit)", "location_quotient", "share_urban", "share_rural",
      "rural_to_urban",
    ] + ruleAreaColumns + firmnessAreaColumns + catchmentAreaColumns + groupAreaColumns
  }

  func areaValues(_ found: AreaResult) -> [JSONValue] {
    let (area, indicators) = (found.area, found.indicators)
    return [
      .string(area.id), .string(area.name), .integer(area.level), .integer(found.homes),
      .decimal(found.weight, places: 1), .integer(found.homesCovered), .decimal(found.weightCovered, places: 1),
      found.weight > 0 ? .decimal(found.weightCovered / found.weight, places: 4) : .null, .integer(found.venues),
      minutes(found.worst), minutes(found.median), .bool(found.worst.map { !$0.isReachable } ?? false),
      .string(area.layerName), .string(area.code), text(area.type?.rawValue), text(found.parent),
      .integer(found.outsideParent.homes), .decimal(found.outsideParent.weight, places: 1),
      .decimal(found.weight - found.weightCovered, places: 1), figure(indicators.meanMinutes, places: 1),
      figure(indicators.headcount), figure(indicators.depth), figure(indicators.severity),
      figure(indicators.meanVenues), figure(indicators.gini), figure(indicators.theil), figure(indicators.palma),
      figure(indicators.venuesPer100000, places: 2), figure(indicators.locationQuotient),
      figure(indicators.urbanShare), figure(indicators.ruralShare), figure(indicators.ruralToUrban),
    ] + ruleAreaValues(found) + firmnessAreaValues(found.firmness) + catchmentAreaValues(found)
      + groupValues(found)
  }

  /// A figure that may have no meaning.
  func figure(_ value: Double?, places: Int = 4) -> JSONValue {
    value.map { .decimal($0, places: places) } ?? .null
  }

  /// One row an area.
  public func areasTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    var table = OutputTable(columns: areaColumns, sink: sink, marksByteOrder: marksByteOrder)
    for area in result.areas { table.appendRow(areaValues(area).map(OutputTable.field)) }
    return try table.finish()
  }

  /// The areas of the narrowest layer that fail: those with people of whom less than the required share is covered
  /// (all, where no share is required), and those who are in none of them; most weight beyond the limit first.
  public var failingAreas: [AreaResult] {
    let named = result.areas.filter { !$0.isUnassigned }
    let supplied = named.filter { $0.area.layer != nil }
    let own = named.filter { $0.area.level != AdministrativeAreas.unknownLevel }
    guard let last = supplied.last ?? own.last else { return [] }
    // Compared without division, so that 95 of 100 meets 95 %.
    let required = result.parameters.requiredPercentage ?? 100
    let listed = result.areas.filter { !$0.isUnassigned || $0.parent == nil }
    return listed.enumerated().filter { _, found in
      found.area.level == last.area.level && found.area.layer == last.area.layer && found.weight > 0
        && found.weightCovered * 100 < required * found.weight
    }.sorted {
      let (a, b) = ($0.element.weight - $0.element.weightCovered, $1.element.weight - $1.element.weightCovered)
      return (b, $0.offset) < (a, $1.offset)
    }.map(\.element)
  }

  /// `failing.csv`: one row a failing area.
  public func failingTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try table(failingRecords, to: sink)
  }

  var failingRecords: OutputRecords {
    let names = Dictionary(result.areas.map { ($0.area.id, $0.area.name) }, uniquingKeysWith: { first, _ in first })
    let columns = [
      "rank", "id", "name", "layer", "code", "type", "parent", "parent_name", "homes", unit, "share",
      "required_share", "\(unit)_beyond", "venues", "mean_minutes", "worst_minutes",
    ]
    let required = JSONValue.decimal((result.parameters.requiredPercentage ?? 100) / 100, places: 4)
    let rows = failingAreas.enumerated().map { place, found -> [JSONValue] in
      let area = found.area
      return [
        .integer(place + 1), .string(area.id), .string(area.name), .string(area.layerName), .string(area.code),
        text(area.type?.rawValue), text(found.parent), text(found.parent.flatMap { names[$0] }),
        .integer(found.homes), .decimal(found.weight, places: 1),
        .decimal(found.weightCovered / found.weight, places: 4), required,
        .decimal(found.weight - found.weightCovered, places: 1), .integer(found.venues),
        figure(found.indicators.meanMinutes, places: 1), minutes(found.worst),
      ]
    }
    return OutputRecords(columns: columns, rows: rows)
  }
}

extension OutputTable {
  /// A value as a field's text; nothing for null.
  static func field(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .decimal(let number, let places): OutputText.decimal(number, places: places)
    case .number(let number): OutputText.shortDecimal(number, places: 7)
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: ""
    }
  }
}
