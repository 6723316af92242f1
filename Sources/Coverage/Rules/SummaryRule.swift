/// What a rule says of a city, as lines of the summary.
struct SummaryRule {
  private let result: CoverageResult
  private let rule: CoverageRule

  /// `nil` for a run without a rule.
  init?(_ result: CoverageResult) {
    guard let rule = result.parameters.rule else { return nil }
    self.result = result
    self.rule = rule
  }

  /// What it asks and by whom, who passes, and for whom each clause fails; then the same of the rules beside.
  var lines: [String] {
    lines(of: rule) { $0.rule }
      + result.parameters.rulesBeside.enumerated().flatMap { number, rule in
        [""] + lines(of: rule) { $0.rulesBeside[number] }
      }
  }

  private func lines(of rule: CoverageRule, by verdict: (HomeResult) -> RuleVerdict?) -> [String] {
    let total = CoverageTotals(result)
    let unit = result.weightUnit.rawValue
    let passed = HomeCount(of: result.homes) { verdict($0)?.passes ?? false }
    let all = HomeCount(homes: total.homes, weight: total.weight)
    var rows = [["", "homes", "", unit, ""], row("passes", passed, of: all)]
    let failures = RuleFailure.sums(of: result.homes, RuleSheet(rule), by: verdict).filter { $0.asked.homes > 0 }
    // Clauses that are asked of some homes only say so.
    for failure in failures {
      let isOfAll = failure.asked.homes == total.homes
      let asked = isOfAll ? "" : " (asked of \(OutputText.grouped(Double(failure.asked.homes))) homes)"
      rows.append(row("fails \(failure.clause.name)\(asked)", failure.failed, of: isOfAll ? all : failure.asked))
    }
    return ["rule     \(SummaryText.oneLine(rule.name)): \(SummaryText.oneLine(rule.title))"]
      + ["source   \(SummaryText.oneLine(rule.document))"]
      + failures.map { "clause   \($0.clause.name): \($0.clause.text)" } + SummaryText.aligned(rows)
  }

  private func row(_ name: String, _ part: HomeCount, of whole: HomeCount) -> [String] {
    [
      name, OutputText.grouped(Double(part.homes)), OutputText.percentage(Double(part.homes), of: Double(whole.homes)),
      OutputText.grouped(part.weight), OutputText.percentage(part.weight, of: whole.weight),
    ]
  }

  /// What the homes of gaps are, after their weight.
  var failing: String { "failing \(SummaryText.oneLine(rule.name))" }

  /// By which clauses a gap's homes fail.
  func failures(of gap: CoverageGap) -> String {
    let failed = gap.failures.filter { $0.failed.homes > 0 }
    let unit = result.weightUnit.rawValue
    let told = failed.map { "\($0.clause.name) (\(OutputText.grouped($0.failed.weight)) \(unit))" }
    return "fails \(told.joined(separator: ", "))"
  }
}
