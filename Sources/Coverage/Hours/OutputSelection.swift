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
    guard let weekly = result.weekly, let range = weekly.range else { return [] }
    func share(_ weight: Double) -> String { OutputText.percentage(weight, of: weekly.weight) }
    func told(_ hour: WeeklyProfile.Hour) -> String { "\(share(hour.weightLow)) (\(hour.moment.text))" }
    return [
      "  in the week: covered \(told(range.least)) to \(told(range.most)) by venues known to be open; with the unknown "
        + "\(share(range.leastHigh)) to \(share(range.mostHigh))"
    ]
  }

  /// The best and the worst hour for `run.json`.
  static func weeklyTotals(_ result: CoverageResult) -> [JSONMember] {
    guard let range = result.weekly?.range else { return [] }
    let column = "\(result.weightUnit.rawValue)_covered"
    func told(_ hour: WeeklyProfile.Hour) -> JSONValue {
      .object([JSONMember("at", .string(hour.moment.text)), JSONMember(column, .decimal(hour.weightLow, places: 1))])
    }
    let members = [
      JSONMember("least", told(range.least)), JSONMember("most", told(range.most)),
      JSONMember("least_\(column)_unknown_open", .decimal(range.leastHigh, places: 1)),
      JSONMember("most_\(column)_unknown_open", .decimal(range.mostHigh, places: 1)),
    ]
    return [JSONMember("weekly", .object(members))]
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
    try table(mergeRecords, to: sink)
  }

  var mergeRecords: OutputRecords {
    let names = Dictionary(
      result.venues.map { ($0.venue.id, $0.venue.name) }, uniquingKeysWith: { first, _ in first })
    let rows = (result.merges ?? []).flatMap { merge in
      zip(merge.identifiers, merge.distancesInMetres).map { record, distance -> [JSONValue] in
        [
          .string(merge.id), text(names[merge.id]), .string(record), .bool(record == merge.winner),
          .string(merge.reasons.map(\.rawValue).joined(separator: "; ")), metres(distance),
        ]
      }
    }
    return OutputRecords(columns: ["venue_id", "venue", "record", "wins", "reasons", "distance_m"], rows: rows)
  }

  /// One row an hour of the week.
  func hoursTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try table(hourRecords, to: sink)
  }

  var hourRecords: OutputRecords {
    let all = result.weekly?.weight ?? 0
    func share(_ part: Double) -> JSONValue { all > 0 ? .decimal(part / all, places: 4) : .null }
    return OutputRecords(
      columns: [
        "weekday", "hour", "venues_open", "venues_unknown", "\(unit)_covered_unknown_closed",
        "\(unit)_covered_unknown_open", "share_unknown_closed", "share_unknown_open",
      ],
      rows: (result.weekly?.hours ?? []).map { hour in
        [
          .string(String(hour.moment.text.prefix(3))), .integer(hour.moment.minute / 60), .integer(hour.open),
          .integer(hour.unknown), .decimal(hour.weightLow, places: 1), .decimal(hour.weightHigh, places: 1),
          share(hour.weightLow), share(hour.weightHigh),
        ]
      })
  }
}
