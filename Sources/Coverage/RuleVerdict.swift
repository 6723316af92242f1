import Walking

/// What a rule says of one home.
public struct RuleVerdict: Hashable, Sendable {
  /// The clauses asked of the home and those that fail: bit i for clause i of the rule's sheet.
  let asked: UInt32, failed: UInt32
  /// By clause of the sheet the milliseconds or millimetres to the last venue that it needs; `nil` beyond twice its
  /// limit, and where it is not asked.
  let costs: [UInt32?]

  /// Whether all clauses of the home's area type hold.
  public var passes: Bool { failed == 0 }
}

extension HomeResult {
  /// Whether the home is covered: by the run's rule, else by the walk to the nearest venue.
  func isCovered(within limit: TravelTime) -> Bool { rule?.passes ?? (time <= limit) }
}
