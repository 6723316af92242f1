import Geography
import Walking

extension CoverageOutput {
  /// One row a home: where it is, how long it walks, and where to.
  public func homesTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    let kinds = result.parameters.kinds
    var table = OutputTable(
      columns: [
        "id", "lon", "lat", unit, "source", "minutes", "milliseconds", "covered", "venue_id", "venue", "home_leg_m",
        "home_leg_s", "network_s", "venue_leg_s",
      ] + kinds.map { "minutes_\($0.rawValue)" } + ["edge_limited", "reason"] + ruleHomeColumns + firmnessHomeColumns
        + walkerHomeColumns + groupColumns,
      sink: sink)
    for (number, home) in result.homes.enumerated() {
      append(home, kinds: kinds.count, to: &table)
      appendWalkers(ofHome: number, to: &table)
      appendGroups(ofHome: number, to: &table)
      table.endRow()
    }
    return try table.finish()
  }

  private func append(_ found: HomeResult, _ number: Int, kinds: Int, to table: inout OutputTable) {
    let home = found.home
    let venue = found.venue.flatMap { result.venues.indices.contains($0) ? result.venues[$0].venue : nil }
    table.append(home.id)
    table.append(degreesE7: home.coordinate.longitudeE7)
    table.append(degreesE7: home.coordinate.latitudeE7)
    append(people: home.weight, to: &table)
    table.append(home.source.rawValue)
    table.append(minutes: found.time)
    if found.time.isReachable { table.append(Int(found.time.milliseconds)) } else { table.appendNothing() }
    table.append(isCovered(found))
    table.append(venue?.id ?? "")
    table.append(venue?.name ?? "")
    table.append(metres: found.homeLegInMetres)
    table.append(seconds: found.homeLeg)
    table.append(seconds: networkTime(of: found))
    table.append(seconds: found.venueLeg)
    for kind in 0..<kinds {
      table.append(minutes: found.timesByKind.indices.contains(kind) ? found.timesByKind[kind] : .unreachable)
    }
    table.append(found.isEdgeLimited)
    table.append(reason(of: found))
    appendRule(of: found, to: &table)
    appendFirmness(of: found, to: &table)
  }

  /// Door to door without the two legs; `nil` when there is no way.
  private func networkTime(of found: HomeResult) -> TravelTime? {
    guard found.time.isReachable, let home = found.homeLeg, let venue = found.venueLeg else { return nil }
    let legs = UInt64(home.milliseconds) + UInt64(venue.milliseconds)
    let total = UInt64(found.time.milliseconds)
    return TravelTime(milliseconds: UInt32(total >= legs ? total - legs : 0))
  }

  private func isCovered(_ found: HomeResult) -> Bool { found.isCovered(within: result.parameters.limit) }

  /// Why a home has no time; empty when it has one.
  private func reason(of found: HomeResult) -> String {
    guard !found.time.isReachable else { return "" }
    if found.homeLegInMetres == nil {
      return "no street within \(OutputText.shortDecimal(result.parameters.snapRadiusInMetres)) m"
    }
    return result.venues.isEmpty ? "no venue" : "no way to a venue"
  }

  /// The columns of `areas.csv` and the properties of `areas.geojson`.
  var areaColumns: [String] {
    [
      "id", "name", "level", "homes", unit, "homes_covered", "\(unit)_covered", "share", "venues", "worst_minutes",
      "median_minutes", "has_unreachable",
    ] + ruleAreaColumns + firmnessAreaColumns + groupAreaColumns
  }

  func areaValues(_ found: AreaResult) -> [JSONValue] {
    [
      .string(found.area.id), .string(found.area.name), .integer(found.area.level), .integer(found.homes),
      .decimal(found.weight, places: 1), .integer(found.homesCovered), .decimal(found.weightCovered, places: 1),
      found.weight > 0 ? .decimal(found.weightCovered / found.weight, places: 4) : .null, .integer(found.venues),
      minutes(found.worst), minutes(found.median), .bool(found.worst.map { !$0.isReachable } ?? false),
    ] + ruleAreaValues(found) + firmnessAreaValues(found.firmness) + groupValues(found)
  }

  /// One row an administrative area.
  public func areasTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    var table = OutputTable(columns: areaColumns, sink: sink)
    for area in result.areas { table.appendRow(areaValues(area).map(field)) }
    return try table.finish()
  }

  private func field(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .decimal(let number, let places): OutputText.decimal(number, places: places)
    case .bool(let flag): flag ? "true" : "false"
    default: ""
    }
  }
}
