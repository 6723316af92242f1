import Walking

/// What a rule says of each home for one walker.
struct RuleAnswer: Sendable {
  /// The searches that it was read from.
  let searches: RuleSearches
  let verdicts: [RuleVerdict]
}

/// What a rule says with all open whose tags are missing, and with all that closed.
struct RuleBounds: Sendable {
  var optimistic: RuleAnswer?
  var strict: RuleAnswer?
}
