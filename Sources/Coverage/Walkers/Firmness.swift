import Walking

/// How firm an answer is: whether it holds also for those who walk a tenth slower or faster (domain §8.10).
///
/// Speed changes all parts of a walk alike but for waits. Without waits the walk at 0.9 of the speed is within the limit
/// where ten times its time is within nine times the limit, and at 1.1 of it within eleven times: whole numbers, no second
/// search and no rounding. With waits there is a search at each pace, in whole numbers too (``StreetPace``). Lengths do
/// not depend on speed. Where a walker's answers are known under strictness too, the slow walk is the strict one.
public enum Firmness: String, CaseIterable, Sendable {
  /// Covered also by a slower walk.
  case firmCovered = "firm_covered"
  /// Covered by a faster walk and not by a slower one.
  case borderline
  /// Not covered by a faster walk either.
  case firmGap = "firm_gap"

  /// Nine, ten or eleven tenths of the speed.
  enum Pace: UInt64 {
    case slow = 9
    case usual = 10
    case fast = 11

    /// Whether a walk that takes so long at the usual pace is within a limit at this one.
    func isWithin(_ limit: UInt32, cost: UInt32) -> Bool { UInt64(cost) * 10 <= UInt64(limit) * rawValue }
  }
}

extension RuleVerdict {
  /// Whether all clauses hold at a pace.
  func passes(at pace: Firmness.Pace, _ sheet: RuleSheet) -> Bool {
    sheet.clauses.indices.allSatisfy { place in
      guard asked & 1 << UInt32(place) != 0 else { return true }
      let limit = sheet.clauses[place].limit
      guard !limit.isLength else { return failed & 1 << UInt32(place) == 0 }
      return costs[place].map { pace.isWithin(limit.cost, cost: $0) } ?? false
    }
  }
}

/// Who is covered at each pace: the band of one run.
struct CoverageBandwidth: Sendable {
  private let limit: TravelTime
  private let sheet: RuleSheet?

  init(_ parameters: CoverageParameters) {
    limit = parameters.limit
    sheet = parameters.rule.map(RuleSheet.init)
  }

  /// Whether a home is covered at a pace.
  func covers(_ home: HomeResult, at pace: Firmness.Pace) -> Bool {
    let isSlow = pace == .slow
    if let paced = home.paced, pace != .usual {
      let answer = isSlow ? paced.slow : paced.fast
      if sheet != nil, let passes = answer.passesRule { return passes }
      return answer.time.isReachable && UInt64(answer.time.milliseconds) <= UInt64(limit.milliseconds) * pace.rawValue
    }
    if let sheet, let verdict = isSlow ? home.strictRule ?? home.rule : home.rule {
      return verdict.passes(at: pace, sheet)
    }
    let time = isSlow ? home.strictTime ?? home.time : home.time
    return time.isReachable && pace.isWithin(limit.milliseconds, cost: time.milliseconds)
  }

  func firmness(of home: HomeResult) -> Firmness {
    covers(home, at: .slow) ? .firmCovered : covers(home, at: .fast) ? .borderline : .firmGap
  }

  /// Sums up homes: all, and those covered at the slow and at the fast pace. Linear.
  func sums(of homes: some Sequence<HomeResult>) -> FirmnessSums {
    var sums = FirmnessSums()
    for home in homes {
      sums.all.add(weight: home.home.weight)
      if covers(home, at: .slow) { sums.low.add(weight: home.home.weight) }
      if covers(home, at: .fast) { sums.high.add(weight: home.home.weight) }
    }
    return sums
  }
}

/// Homes of an area or a city: all, and those covered at a tenth less and at a tenth more of the speed.
public struct FirmnessSums: Hashable, Sendable {
  /// All, those covered at the slow pace, and those covered at the fast one.
  public internal(set) var all = HomeCount(), low = HomeCount(), high = HomeCount()

  /// Homes by firmness.
  public subscript(firmness: Firmness) -> HomeCount {
    switch firmness {
    case .firmCovered: low
    case .borderline: HomeCount(homes: high.homes - low.homes, weight: max(0, high.weight - low.weight))
    case .firmGap: HomeCount(homes: all.homes - high.homes, weight: max(0, all.weight - high.weight))
    }
  }
}
