import Walking

/// The fields of homes that a rule adds to tables: whether they pass, by which clauses they fail, and how far the last
/// venue is that each clause needs; and the same without the distances for the rules beside.
struct RuleHomeFields {
  private let sheet: RuleSheet
  private let beside: [(name: String, sheet: RuleSheet)]
  private let clauseColumns: [String]
  /// By column of a clause the clauses that share it: one of towns, one of villages.
  private let clausesOfColumn: [[Int]]

  init(_ sheet: RuleSheet, beside: [CoverageRule]) {
    self.sheet = sheet
    self.beside = beside.map { ($0.name, RuleSheet($0)) }
    let columns = sheet.columns
    clauseColumns = columns
    clausesOfColumn = columns.map { column in sheet.clauses.indices.filter { sheet.clauses[$0].column == column } }
  }

  var columns: [String] {
    ["rule_passed", "failed_clause"] + clauseColumns
      + beside.flatMap { ["rule_\($0.name)_passed", "rule_\($0.name)_failed_clause"] }
  }

  func append(_ found: HomeResult, to table: inout OutputTable) {
    guard let verdict = found.rule else { return columns.forEach { _ in table.appendNothing() } }
    append(verdict, sheet, to: &table)
    for clauses in clausesOfColumn {
      let place = clauses.first { verdict.asked & 1 << UInt32($0) != 0 }
      let cost = place.flatMap { verdict.costs[$0] }
      if let place, sheet.clauses[place].limit.isLength {
        table.append(metres: cost.map { Double($0) / 1000 })
      } else {
        table.append(minutes: cost.map(TravelTime.init) ?? .unreachable)
      }
    }
    for (rule, verdict) in zip(beside, found.rulesBeside) { append(verdict, rule.sheet, to: &table) }
  }

  private func append(_ verdict: RuleVerdict, _ sheet: RuleSheet, to table: inout OutputTable) {
    table.append(verdict.passes)
    table.append(verdict.passes ? "" : sheet.clauses(in: verdict.failed).map(\.name).joined(separator: ";"))
  }
}
