import Geography
import Walking

extension CoverageOutput {
  /// One row a home: where it is, how long it walks, and where to.
  public func homesTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    var table = OutputTable(columns: homeColumns, sink: sink, marksByteOrder: marksByteOrder)
    let rule = ruleHomeFields
    for number in result.homes.indices {
      append(home: number, rule, to: &table)
      table.endRow()
    }
    return try table.finish()
  }

  /// The same as points, and how many venues are within the limit: made one at a time, since homes are many.
  var homeFeatures: some Sequence<GeoJSONFeature> {
    let (columns, rule, empty) = (homeColumns, ruleHomeFields, OutputTable.ofValues())
    return result.homes.indices.lazy.map { number in
      var row = empty
      append(home: number, rule, to: &row)
      let found = result.homes[number]
      return GeoJSONFeature(
        id: found.home.id, geometry: .point(found.home.coordinate),
        properties: zip(columns, row.takeRow()).map { JSONMember($0, $1) } + [
          JSONMember("venues_within", .integer(found.venuesWithin))
        ])
    }
  }

  private var homeColumns: [String] {
    [
      "id", "lon", "lat", unit, "source", "minutes", "milliseconds", "covered", "venue_id", "venue", "home_leg_m",
      "home_leg_s", "network_s", "venue_leg_s",
    ] + result.parameters.kinds.map { "minutes_\($0.rawValue)" } + ["edge_limited", "reason"]
      + (ruleHomeFields?.columns ?? []) + firmnessHomeColumns + walkerHomeColumns + catchmentHomeColumns + groupColumns
  }

  /// A home's fields in these columns.
  private func append(home number: Int, _ rule: RuleHomeFields?, to table: inout OutputTable) {
    append(result.homes[number], kinds: result.parameters.kinds.count, to: &table)
    rule?.append(result.homes[number], to: &table)
    appendFirmness(of: result.homes[number], to: &table)
    appendWalkers(ofHome: number, to: &table)
    appendCatchment(ofHome: number, to: &table)
    appendGroups(ofHome: number, to: &table)
  }

  private func append(_ found: HomeResult, kinds: Int, to table: inout OutputTable) {
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
}
