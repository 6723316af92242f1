import Geography
import Walking

/// What outputs say more when a run follows a rule; nothing of it without one.
extension CoverageOutput {
  private var sheet: RuleSheet? { result.parameters.rule.map(RuleSheet.init) }

  /// What `homes.csv` and the like have more, worked out once a table; `nil` without a rule.
  var ruleHomeFields: RuleHomeFields? {
    sheet.map { RuleHomeFields($0, beside: result.parameters.rulesBeside) }
  }

  /// The columns that `areas.csv` has more: for whom each clause fails.
  var ruleAreaColumns: [String] {
    (sheet.map { $0.names.map { "\(unit)_failing_\($0)" } } ?? [])
      + result.parameters.rulesBeside.flatMap { ["\(unit)_rule_\($0.name)", "share_rule_\($0.name)"] }
  }

  func ruleAreaValues(_ area: AreaResult) -> [JSONValue] {
    guard let sheet else { return [] }
    return area.failures.byName(sheet).map { .decimal($0.failed.weight, places: 1) }
      + area.passesBeside.flatMap { passes -> [JSONValue] in
        let share = area.weight > 0 ? JSONValue.decimal(passes.weight / area.weight, places: 4) : .null
        return [.decimal(passes.weight, places: 1), share]
      }
  }

  /// The properties that a gap has more.
  func ruleGapMembers(_ gap: CoverageGap) -> [JSONMember] {
    guard let sheet else { return [] }
    let failures = gap.failures.byName(sheet).filter { $0.failed.homes > 0 }
    return [
      JSONMember("failed_clauses", .array(failures.map { .object(members(of: $0)) }))
    ]
  }

  /// The members that a collection has more.
  var ruleCollectionMembers: [JSONMember] {
    result.parameters.rule.map { [JSONMember("rule", .string($0.name))] } ?? []
  }

  /// The parameters that `run.json` has more: the whole rule, and what homes are to it.
  var ruleParameters: [JSONMember] {
    guard let rule = result.parameters.rule else { return [] }
    func named(_ rule: CoverageRule) -> JSONValue {
      guard case .object(let members) = rule.json else { return .null }
      return .object([JSONMember("name", .string(rule.name))] + members)
    }
    let beside = result.parameters.rulesBeside
    return [
      JSONMember("rule", named(rule)), JSONMember("area_type", .string(result.parameters.areaType.rawValue)),
    ] + (beside.isEmpty ? [] : [JSONMember("rules_beside", .array(beside.map(named)))])
  }

  /// The totals that `run.json` has more: for how many each clause fails, and who passes the rules beside.
  var ruleTotals: [JSONMember] {
    guard let sheet else { return [] }
    let own = JSONMember("clauses", clauses(RuleFailure.sums(of: result.homes, sheet)))
    let beside = result.parameters.rulesBeside.enumerated().map { number, rule in
      let passes = HomeCount(of: result.homes) { $0.rulesBeside[number].passes }
      return JSONValue.object([
        JSONMember("rule", .string(rule.name)), JSONMember("homes_passing", .integer(passes.homes)),
        JSONMember("\(unit)_passing", .decimal(passes.weight, places: 1)),
        JSONMember(
          "clauses", clauses(RuleFailure.sums(of: result.homes, RuleSheet(rule)) { $0.rulesBeside[number] })),
      ])
    }
    return beside.isEmpty ? [own] : [own, JSONMember("rules_beside", .array(beside))]
  }

  private func clauses(_ failures: [RuleFailure]) -> JSONValue {
    .array(
      failures.map { failure in
        .object([
          JSONMember("clause", .string(failure.clause.name)), JSONMember("asks", .string(failure.clause.text)),
          JSONMember("homes_asked", .integer(failure.asked.homes)),
          // So many places that rounding them once more for a reader is rounding once.
          JSONMember("\(unit)_asked", .decimal(failure.asked.weight, places: 4)),
          JSONMember("homes_failing", .integer(failure.failed.homes)),
          JSONMember("\(unit)_failing", .decimal(failure.failed.weight, places: 4)),
        ])
      })
  }

  private func members(of failure: RuleFailure) -> [JSONMember] {
    [
      JSONMember("clause", .string(failure.clause.name)), JSONMember("homes", .integer(failure.failed.homes)),
      JSONMember(unit, .decimal(failure.failed.weight, places: 1)),
    ]
  }
}

extension [RuleFailure] {
  /// The sums by name of clause, in the sheet's order: those of towns and villages together. Quadratic in the clauses.
  func byName(_ sheet: RuleSheet) -> [RuleFailure] {
    sheet.names.compactMap { name in
      let own = filter { $0.clause.name == name }
      guard var sum = own.first else { return nil }
      for other in own.dropFirst() {
        sum.asked.add(other.asked)
        sum.failed.add(other.failed)
      }
      return sum
    }
  }
}

extension HomeCount {
  /// Adds other homes.
  mutating func add(_ other: HomeCount) {
    homes += other.homes
    weight += other.weight
  }
}

extension RuleClause {
  /// "1 library within 15 min", "3 of museum, library within 1000 m".
  package var text: String {
    let list = kinds.map(\.rawValue).joined(separator: ", ")
    return "\(count) \(kinds.count > 1 ? "of " : "")\(list) within \(limit.text)"
  }
}
