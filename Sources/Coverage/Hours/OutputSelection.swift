import Geography

/// How a selection of venues is told: in `run.json`, the summary and the tables.
enum OutputSelection {
  /// What was asked, beside the parameters that all runs have.
  static func parameters(_ result: CoverageResult) -> [JSONMember] {
    result.selection?.asked.members ?? []
  }

  /// The share without and with the venues in doubt.
  static func totals(_ result: CoverageResult) -> [JSONMember] {
    guard let found = result.selection else { return [] }
    let weight = CoverageTotals(result).weight
    func share(_ part: Double) -> JSONValue { weight > 0 ? .decimal(part / weight, places: 6) : .null }
    return [
      JSONMember("venues_certain", .integer(found.certain)),
      JSONMember("venues_in_doubt", .integer(found.unknown.values.reduce(0, +))),
      JSONMember("venues_left_out", .integer(found.out.values.reduce(0, +))),
      JSONMember("share_without_doubtful", share(found.weightLow)),
      JSONMember("share_with_doubtful", share(found.weightHigh)),
    ]
  }

  /// Lines under the shares.
  static func summary(_ result: CoverageResult) -> [String] {
    selected(result) + week(result)
  }

  /// The best and the worst hour.
  private static func week(_ result: CoverageResult) -> [String] {
    guard let weekly = result.weekly, let first = weekly.hours.first else { return [] }
    func hour(_ isBetter: (Double, Double) -> Bool) -> String {
      let best = weekly.hours.dropFirst().reduce(first) { isBetter($1.weightLow, $0.weightLow) ? $1 : $0 }
      return "\(OutputText.percentage(best.weightLow, of: weekly.weight)) (\(best.moment.text))"
    }
    let high = weekly.hours.map(\.weightHigh)
    let unknown = (high.min() ?? 0, high.max() ?? 0)
    return [
      "  in the week: covered \(hour(<)) to \(hour(>)) by venues known to be open; with the unknown "
        + "\(OutputText.percentage(unknown.0, of: weekly.weight)) to \(OutputText.percentage(unknown.1, of: weekly.weight))"
    ]
  }

  private static func selected(_ result: CoverageResult) -> [String] {
    guard let found = result.selection else { return [] }
    let doubtful = found.unknown.values.reduce(0, +)
    let out = found.out.values.reduce(0, +)
    let certain = OutputText.counted(found.certain, "venue")
    var line = "  \(found.asked.words.english): \(certain), \(doubtful) unknown, \(out) left out"
    if doubtful > 0 {
      let weight = CoverageTotals(result).weight
      line +=
        "; covered "
        + "\(OutputText.percentage(found.weightLow, of: weight)) without the unknown, "
        + "\(OutputText.percentage(found.weightHigh, of: weight)) with them"
    }
    return [line]
  }
}

extension CoverageOutput {
  /// One row a record that was merged into a venue with others.
  func mergesTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    let names = Dictionary(
      result.venues.map { ($0.venue.id, $0.venue.name) }, uniquingKeysWith: { first, _ in first })
    var table = OutputTable(columns: ["venue_id", "venue", "record", "wins", "reasons", "distance_m"], sink: sink)
    for merge in result.merges ?? [] {
      for (record, distance) in zip(merge.identifiers, merge.distancesInMetres) {
        table.append(merge.id)
        table.append(names[merge.id] ?? "")
        table.append(record)
        table.append(record == merge.winner)
        table.append(merge.reasons.map(\.rawValue).joined(separator: "; "))
        table.append(metres: distance)
        table.endRow()
      }
    }
    return try table.finish()
  }

  /// One row an hour of the week.
  func hoursTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    var table = OutputTable(
      columns: [
        "weekday", "hour", "venues_open", "venues_unknown", "\(unit)_covered_unknown_closed",
        "\(unit)_covered_unknown_open", "share_unknown_closed", "share_unknown_open",
      ], sink: sink)
    guard let weekly = result.weekly else { return try table.finish() }
    func share(_ part: Double) -> String {
      weekly.weight > 0 ? OutputText.decimal(part / weekly.weight, places: 4) : ""
    }
    for hour in weekly.hours {
      table.append(String(hour.moment.text.prefix(3)))
      table.append(hour.moment.minute / 60)
      table.append(hour.open)
      table.append(hour.unknown)
      table.append(OutputText.decimal(hour.weightLow, places: 1))
      table.append(OutputText.decimal(hour.weightHigh, places: 1))
      table.append(share(hour.weightLow))
      table.append(share(hour.weightHigh))
      table.endRow()
    }
    return try table.finish()
  }
}
