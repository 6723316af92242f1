/// For whom a clause of a rule fails.
public struct RuleFailure: Hashable, Sendable {
  /// The clause.
  public var clause: RuleClause
  /// Homes of which it is asked, and their weight.
  public var asked: HomeCount
  /// Those for which it fails.
  public var failed: HomeCount

  /// Sums up homes clause by clause, in the order of a rule's sheet. Linear in homes and clauses.
  ///
  /// - Parameter verdict: what the rule says of a home; the run's own rule unless told otherwise.
  static func sums(
    of homes: some Sequence<HomeResult>, _ sheet: RuleSheet, by verdict: (HomeResult) -> RuleVerdict? = { $0.rule }
  ) -> [RuleFailure] {
    var sums = sheet.clauses.map { RuleFailure(clause: $0, asked: HomeCount(), failed: HomeCount()) }
    for home in homes {
      guard let verdict = verdict(home) else { continue }
      for place in sums.indices where verdict.asked & 1 << UInt32(place) != 0 {
        sums[place].asked.add(weight: home.home.weight)
        if verdict.failed & 1 << UInt32(place) != 0 { sums[place].failed.add(weight: home.home.weight) }
      }
    }
    return sums
  }
}
