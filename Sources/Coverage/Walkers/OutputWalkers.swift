import Geography
import Walking

extension CoverageOutput {
  /// `profiles.csv`: one row a walker.
  public func profilesTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try table(profileRecords, to: sink)
  }

  var profileRecords: OutputRecords {
    let columns = [
      "profile", "title", "speed_kmh", "homes", "homes_covered", unit, "\(unit)_covered", "share", "\(unit)_beyond",
      "homes_covered_strict", "\(unit)_covered_strict", "share_strict", "parity_gap", "\(unit)_between",
    ]
    let all = CoverageTotals(result)
    let first = result.walkers.first.map { WalkerTotals($0, of: result) }
    func share(_ weight: Double?) -> JSONValue {
      guard let weight, all.weight > 0 else { return .null }
      return .decimal(weight / all.weight, places: 4)
    }
    let rows = result.walkers.map { walker -> [JSONValue] in
      let totals = WalkerTotals(walker, of: result)
      let hasLow = walker.strictTimes != nil
      return [
        .string(walker.name), .string(walker.title),
        .string(OutputText.shortDecimal(walker.speed.kilometresPerHour)), .integer(all.homes),
        .integer(totals.homesCovered), .decimal(all.weight, places: 1), .decimal(totals.weightCovered, places: 1),
        share(totals.weightCovered), .decimal(all.weight - totals.weightCovered, places: 1),
        hasLow ? .integer(totals.homesLow) : .null, hasLow ? .decimal(totals.weightLow, places: 1) : .null,
        hasLow ? share(totals.weightLow) : .null, share(first.map { $0.weightCovered - totals.weightCovered }),
        .decimal(totals.weightBetween, places: 1),
      ]
    }
    return OutputRecords(columns: columns, rows: rows)
  }

  /// `survey.csv`: one row a way or node whose missing tags decide about homes, walker by walker, most weight first.
  public func surveyTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try table(surveyRecords, to: sink)
  }

  var surveyRecords: OutputRecords {
    OutputRecords(
      columns: ["profile", "id", "keys", "homes", unit, "homes_alone", "\(unit)_alone"],
      rows: result.survey.map { row in
        [
          .string(row.profile), .string(row.id), .string(row.keys.joined(separator: ";")), .integer(row.homes),
          .decimal(row.weight, places: 1), .integer(row.homesAlone), .decimal(row.weightAlone, places: 1),
        ]
      })
  }

  /// The columns of `homes.csv` that tell of several walkers, and of both bounds.
  var walkerHomeColumns: [String] {
    var columns: [String] = []
    for walker in result.walkers {
      if result.walkers.count > 1 { columns.append("minutes_\(walker.name)") }
      if walker.strictTimes != nil { columns.append("minutes_\(walker.name)_strict") }
    }
    return columns + (result.walkers.first?.strictTimes == nil ? [] : ["covered_strict", "covered_optimistic"])
  }

  /// Their fields of a home.
  func appendWalkers(ofHome home: Int, to table: inout OutputTable) {
    for walker in result.walkers {
      if result.walkers.count > 1 { table.append(minutes: walker.times[home]) }
      if let strict = walker.strictTimes { table.append(minutes: strict[home]) }
    }
    guard let first = result.walkers.first, let strict = first.isCoveredStrictly else { return }
    table.append(strict[home])
    table.append(first.isCovered[home])
  }

  /// The walkers for `run.json`: the files as they are, and what they were called.
  var walkerParameters: [JSONMember] {
    let choice = result.parameters.walkers
    guard !choice.profiles.isEmpty else { return [] }
    let profiles = zip(choice.arguments, choice.profiles).map { argument, named in
      var parser = JSONParser(Array(named.text.utf8))
      return JSONValue.object([
        JSONMember("named", .string(argument)), JSONMember("file", (try? parser.readValue()) ?? .null),
      ])
    }
    return [
      JSONMember("profile", .string(result.parameters.profile.name)),
      JSONMember("unknown_tags", .string(choice.unknown.rawValue)), JSONMember("profiles", .array(profiles)),
    ]
  }

  /// What each walker reaches, for `run.json`.
  var walkerTotals: [JSONMember] {
    guard !result.walkers.isEmpty else { return [] }
    return [
      JSONMember(
        "walkers",
        .array(
          result.walkers.map { walker in
            let totals = WalkerTotals(walker, of: result)
            var members = [
              JSONMember("profile", .string(walker.name)), JSONMember("homes_covered", .integer(totals.homesCovered)),
              JSONMember("\(unit)_covered", .decimal(totals.weightCovered, places: 1)),
            ]
            if walker.strictTimes != nil {
              members += [
                JSONMember("homes_covered_strict", .integer(totals.homesLow)),
                JSONMember("\(unit)_covered_strict", .decimal(totals.weightLow, places: 1)),
              ]
            }
            return .object(members)
          }))
    ]
  }

  /// What closed streets to the walker, for `run.json`.
  var walkerStreets: [(name: String, value: Int)] {
    guard !result.parameters.walkers.profiles.isEmpty else { return [] }
    let report = result.graphReport
    return [
      ("ways_closed_to_walker", report.waysClosedToWalker), ("nodes_closed_to_walker", report.nodesClosedToWalker),
      ("waits", report.waits),
    ]
  }
}
