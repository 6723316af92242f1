import Geography

extension CoverageOutput {
  /// The columns of groups in `homes.csv`.
  var groupColumns: [String] { result.groups.names.map { "people_\($0)" } }

  /// The columns of groups in `areas.csv` and `areas.geojson`.
  var groupAreaColumns: [String] {
    result.groups.names.flatMap { ["people_\($0)", "people_\($0)_covered", "share_\($0)"] }
  }

  /// A home's people of each group.
  func appendGroups(ofHome home: Int, to table: inout OutputTable) {
    for group in result.groups.names.indices {
      append(people: result.groups.people(group: group, home: home), to: &table)
    }
  }

  /// People of a home: with as many decimals as it takes where they were spread, so that sums of the table are those of
  /// the run.
  func append(people: Double, to table: inout OutputTable) {
    guard let kind = result.population?.kind, kind != .points else { return table.append(weight: people) }
    table.append(OutputText.shortDecimal(people, places: 9))
  }

  func groupValues(_ found: AreaResult) -> [JSONValue] {
    found.groups.flatMap { count -> [JSONValue] in
      [
        .decimal(count.people, places: 1), .decimal(count.covered, places: 1),
        count.share.map { .decimal($0, places: 4) } ?? .null,
      ]
    }
  }
}
