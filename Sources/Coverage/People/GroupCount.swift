import Walking

/// The people of one group in some homes, and those of them within the limit.
public struct GroupCount: Hashable, Sendable {
  /// All of them.
  public var people: Double
  /// Those within the limit.
  public var covered: Double

  /// Makes a count.
  public init(people: Double, covered: Double) {
    self.people = people
    self.covered = covered
  }

  /// The covered share; `nil` without people.
  public var share: Double? { people > 0 ? covered / people : nil }

  /// Counts all groups in homes, in the homes' order.
  static func all(_ groups: HomeGroups, of homes: [Int], covered: [Int]) -> [GroupCount] {
    groups.people.map { column in
      GroupCount(
        people: CompensatedSum.of(homes.lazy.map { column[$0] }),
        covered: CompensatedSum.of(covered.lazy.map { column[$0] }))
    }
  }
}

/// How a group fares beside all people (domain §8.5).
public struct GroupParity: Sendable {
  /// The group.
  public var name: String
  /// Its people.
  public var count: GroupCount
  /// The group's covered share less that of all people, C_g − C_total; `nil` without either.
  public var difference: Double?
  /// The same as a ratio, C_g / C_total; `nil` too where nobody is covered.
  public var ratio: Double?
}

extension CoverageResult {
  /// Each group within a cutoff, in the order of ``HomeGroups/names``. Linear in homes and groups.
  func groupCounts(within cutoff: TravelTime) -> [GroupCount] {
    let covered = homes.indices.filter { homes[$0].time <= cutoff }
    return GroupCount.all(groups, of: Array(homes.indices), covered: covered)
  }

  /// Each group beside all people, within the limit.
  public var parities: [GroupParity] {
    let share = CoverageTotals(self).share
    let covered = homes.indices.filter { homes[$0].isCovered(within: parameters.limit) }
    let counts = GroupCount.all(groups, of: Array(homes.indices), covered: covered)
    return zip(groups.names, counts).map { name, count in
      let both = count.share.flatMap { own in share.map { (own: own, all: $0) } }
      return GroupParity(
        name: name, count: count, difference: both.map { $0.own - $0.all },
        ratio: both.flatMap { $0.all > 0 ? $0.own / $0.all : nil })
    }
  }
}
