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
        + walkerHomeColumns + catchmentHomeColumns + groupColumns,
      sink: sink, marksByteOrder: marksByteOrder)
    for (number, home) in result.homes.enumerated() {
      append(home, kinds: kinds.count, to: &table)
      appendWalkers(ofHome: number, to: &table)
      appendCatchment(ofHome: number, to: &table)
      appendGroups(ofHome: number, to: &table)
      table.endRow()
    }
    return try table.finish()
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
}
