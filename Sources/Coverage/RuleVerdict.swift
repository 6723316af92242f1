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

extension HomeResult {
  /// Whether the home is covered: by the run's rule, else by the walk to the nearest venue.
  func isCovered(within limit: TravelTime) -> Bool { rule?.passes ?? (time <= limit) }
}
