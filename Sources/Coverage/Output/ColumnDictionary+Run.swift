import Walking

/// The columns that only some runs have, in the order in which the tables have them.
extension CoverageOutput {
  /// What the venues of the run pass on of the map or the list.
  var venueAttributeEntries: [ColumnDictionary.Entry] {
    Set(result.venues.flatMap(\.venue.attributes.keys)).sorted().map {
      ColumnDictionary.Entry(
        file: "venues.geojson", column: $0, meaning: "as the map or the list tells it; missing where neither does",
        unit: "")
    }
  }

  /// Those of `homes.csv`: rules, firmness, walkers, shared capacity, groups.
  var moreHomeEntries: [ColumnDictionary.Entry] {
    let asked = result.parameters
    var rows: [(String, String, String)] = []
    if let rule = asked.rule { rows += Self.rows(ofHomesUnder: rule) }
    for rule in asked.rulesBeside {
      rows += [
        ("rule_\(rule.name)_passed", "whether all clauses of \(rule.name) hold", ""),
        ("rule_\(rule.name)_failed_clause", "the clauses of \(rule.name) that fail, with ; between", ""),
      ]
    }
    if asked.tellsFirmness {
      let slow = result.hasSurvey ? ", with no way where tags are missing" : ""
      rows += [
        ("covered_low", "whether it is covered at nine tenths of the speed\(slow)", ""),
        ("covered_high", "whether it is covered at eleven tenths of the speed", ""),
        ("firmness", "firm_covered (both), borderline (the second only) or firm_gap (neither)", ""),
      ]
    }
    rows += walkerHomeRows
    let capacity = catchmentEntries.filter { $0.file == "homes.csv" }
    let groups = result.groups.names.map { ("people_\($0)", "of them people of the group \($0)", "people") }
    return ColumnDictionary.list("homes.csv", rows) + capacity + ColumnDictionary.list("homes.csv", groups)
  }

  private static func rows(ofHomesUnder rule: CoverageRule) -> [(String, String, String)] {
    let sheet = RuleSheet(rule)
    let clauses = sheet.columns.map { column -> (String, String, String) in
      let own = sheet.clauses.filter { $0.column == column }
      let asks = own.map(\.text).withoutRepeats.joined(separator: ", or ")
      return (
        column, "walk to the last venue that the clause asks for (\(asks)); empty beyond twice its limit or not asked",
        own.contains { $0.limit.isLength } ? "metres" : "minutes"
      )
    }
    return [
      ("rule_passed", "whether all clauses of \(rule.name) hold, as covered", ""),
      ("failed_clause", "the clauses of \(rule.name) that fail, with ; between", ""),
    ] + clauses
  }

  private var walkerHomeRows: [(String, String, String)] {
    let isOne = result.walkers.count < 2
    var rows: [(String, String, String)] = []
    for walker in result.walkers {
      let hasStrict = walker.strictTimes != nil
      let lenient = hasStrict ? ", passing where tags are missing" : ""
      if !isOne { rows.append(("minutes_\(walker.name)", "walk of \(walker.name)\(lenient)", "minutes")) }
      if hasStrict {
        rows.append(
          ("minutes_\(walker.name)_strict", "walk of \(walker.name) with no way where tags are missing", "minutes"))
      }
    }
    guard let first = result.walkers.first, first.strictTimes != nil else { return rows }
    return rows + [
      ("covered_strict", "whether \(first.name) is covered with no way where tags are missing", ""),
      ("covered_optimistic", "whether \(first.name) is covered, passing there", ""),
    ]
  }

  /// Those of `areas.csv` and `areas.geojson`.
  func moreAreaEntries(file: String) -> [ColumnDictionary.Entry] {
    let asked = result.parameters
    var rows: [(String, String, String)] = []
    if let rule = asked.rule {
      rows += RuleSheet(rule).names.map { ("\(unit)_failing_\($0)", "\(unit) for whom clause \($0) fails", unit) }
    }
    for rule in asked.rulesBeside {
      rows += [
        ("\(unit)_rule_\(rule.name)", "\(unit) for whom \(rule.name) holds", unit),
        ("share_rule_\(rule.name)", "their share", "share"),
      ]
    }
    if asked.tellsFirmness {
      rows += [
        ("\(unit)_covered_low", "\(unit) covered at nine tenths of the speed, see covered_low of homes.csv", unit),
        ("\(unit)_covered_high", "\(unit) covered at eleven tenths of the speed", unit),
        ("share_low", "share of the first", "share"), ("share_high", "share of the second", "share"),
      ]
    }
    let groups = result.groups.names.flatMap { group in
      [
        ("people_\(group)", "people of the group \(group)", "people"),
        ("people_\(group)_covered", "those of them who are covered", "people"),
        ("share_\(group)", "their share", "share"),
      ]
    }
    let capacity = catchmentEntries.filter { $0.file == file }
    return ColumnDictionary.list(file, rows) + capacity + ColumnDictionary.list(file, groups)
  }

  /// Those of `gaps.geojson`.
  var moreGapEntries: [ColumnDictionary.Entry] {
    guard let rule = result.parameters.rule else { return [] }
    return ColumnDictionary.list(
      "gaps.geojson",
      [("failed_clauses", "clauses of \(rule.name) that fail in it, with the homes and \(unit) of each", "")])
  }

  /// Those of files that only some runs have.
  var optionalEntries: [ColumnDictionary.Entry] {
    let files = writtenFileNames
    let rows = [
      ("merges.csv", Self.mergeRows), ("hours.csv", hourRows), ("profiles.csv", profileRows),
      ("survey.csv", surveyRows), ("run.gpkg", packageRows),
    ]
    return rows.filter { files.contains($0.0) }.flatMap { ColumnDictionary.list($0.0, $0.1) }
  }

  private static var mergeRows: [(String, String, String)] {
    [
      ("venue_id", "the venue that the record is part of", ""), ("venue", "its name", ""),
      ("record", "OSM element, or row of the supplied list", ""),
      ("wins", "whether the venue has its place and attributes", ""),
      ("reasons", "what shows that the records are one venue", ""),
      ("distance_m", "from the record to the venue's place", "metres"),
    ]
  }

  private var hourRows: [(String, String, String)] {
    let closed = "with those of unknown hours closed"
    let open = "with those of unknown hours open"
    return [
      ("weekday", "Mon to Sun", ""), ("hour", "hour of the day, at its beginning", "hours"),
      ("venues_open", "venues known to be open", "venues"), ("venues_unknown", "venues of unknown hours", "venues"),
      ("\(unit)_covered_unknown_closed", "\(unit) covered by the venues open then, \(closed)", unit),
      ("\(unit)_covered_unknown_open", "\(unit) covered by the venues open then, \(open)", unit),
      ("share_unknown_closed", "their share, \(closed)", "share"),
      ("share_unknown_open", "their share, \(open)", "share"),
    ]
  }

  private var profileRows: [(String, String, String)] {
    let strict = "with no way where tags are missing"
    return [
      ("profile", "name of the walker's profile", ""), ("title", "who walks", ""),
      ("speed_kmh", "speed on the flat", "km/h"), ("homes", "all homes", "homes"),
      ("homes_covered", "homes that the walker has covered", "homes"), (unit, "all \(unit)", unit),
      ("\(unit)_covered", "\(unit) covered", unit), ("share", "their share", "share"),
      ("\(unit)_beyond", "\(unit) not covered", unit),
      ("homes_covered_strict", "homes covered \(strict)", "homes"),
      ("\(unit)_covered_strict", "\(unit) covered \(strict)", unit), ("share_strict", "their share", "share"),
      ("parity_gap", "share of the first walker less this one's", "share"),
      ("\(unit)_between", "\(unit) covered for the first walker and not for this one", unit),
    ]
  }

  private var surveyRows: [(String, String, String)] {
    [
      ("profile", "whose walks hang on it", ""), ("id", "OSM way or node", ""),
      ("keys", "tags that are missing or say nothing, with ; between", ""),
      ("homes", "homes covered only if it can be passed", "homes"), (unit, "who lives there", unit),
      ("homes_alone", "those on whose walk nothing else is unknown", "homes"),
      ("\(unit)_alone", "who lives there", unit),
    ]
  }

  private var packageRows: [(String, String, String)] {
    [
      ("fid", "number of the row, for programs", ""), ("geom", "the place or land, WGS 84", ""),
      ("id", "of tables on the map: the feature's id, as in the file of that name", ""),
      ("venues_within", "table homes: venues within the limit", "venues"),
      ("name", "table run: what was asked", ""), ("value", "table run: the answer", ""),
    ]
  }
}
