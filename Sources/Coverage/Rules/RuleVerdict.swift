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

  /// Metres to the last venue of each clause, or of its limit where that is nearer; the most of them.
  func longestWalkInMetres(_ sheet: RuleSheet, at speed: WalkingSpeed) -> Double {
    sheet.clauses.indices.reduce(0) { longest, place in
      guard asked & 1 << UInt32(place) != 0 else { return longest }
      let limit = sheet.clauses[place].limit
      let metres = costs[place].map { Double($0) / 1000 * (limit.isLength ? 1 : speed.metresPerSecond) }
      return max(longest, min(metres ?? .infinity, limit.metres(at: speed)))
    }
  }
}

extension RuleVerdict {
  /// The gap of the clause that is farthest from holding, by its last venue; see ``HomeResult/gap(within:_:)``.
  func gap(_ sheet: RuleSheet) -> Double {
    sheet.clauses.indices.reduce(0) { worst, place in
      guard failed & 1 << UInt32(place) != 0 else { return worst }
      return max(worst, costs[place].map { .gap(of: $0, beyond: sheet.clauses[place].limit.cost) } ?? 1)
    }
  }
}

extension Double {
  /// The gap g = min(1, max(0, (t − z)/z)) of a cost t, where z is its limit (domain §8.3).
  fileprivate static func gap(of cost: UInt32, beyond limit: UInt32) -> Double {
    guard cost > limit, limit > 0 else { return 0 }
    return min(1, Double(cost - limit) / Double(limit))
  }
}

extension HomeResult {
  /// How far the home is from being covered: 0 where it is, 1 from twice the limit on and without a way. With a rule, by
  /// the clause that is farthest from holding.
  func gap(within limit: TravelTime, _ sheet: RuleSheet?) -> Double {
    if let sheet, let rule { return rule.gap(sheet) }
    return time.isReachable ? .gap(of: time.milliseconds, beyond: limit.milliseconds) : 1
  }

  /// Whether the home is covered: by the run's rule, else by the walk to the nearest venue.
  func isCovered(within limit: TravelTime) -> Bool { rule?.passes ?? (time <= limit) }
}
