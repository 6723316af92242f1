import Geography
import Parallel
import Walking

/// A rule put to a prepared city by who plans: what it says of places, and for whom it comes to hold with venues that
/// open and close.
public struct RuledCity: Sendable {
  /// The rule.
  public let rule: CoverageRule
  /// What homes and places are to it where no area says.
  public let areaType: AreaType
  let city: PreparedCity
  let sheet: RuleSheet
  private let workers: Int

  /// - Complexity: linear in the rule's clauses.
  public init(_ rule: CoverageRule, areaType: AreaType, on city: PreparedCity, workers: Int) {
    (self.rule, self.areaType, self.city, self.workers) = (rule, areaType, city, workers)
    sheet = RuleSheet(rule)
  }

  /// What it says of each home today.
  ///
  /// - Complexity: see ``RuleSearches``, and a look at the searches for each home.
  func verdicts() -> [RuleVerdict] { verdicts(venues: city.venues, doors: city.doors) }

  private func verdicts(venues: [Venue], doors: [[[Join]]]) -> [RuleVerdict] {
    let searches = RuleSearches(
      sheet, graph: city.model.graph, venues: venues, doors: doors, reach: 1, workers: workers)
    return concurrentMap(count: city.homes.count, workers: workers) { home in
      searches.verdict(city.homeJoins[home], asked: sheet.asked(of: city.areaType(ofHome: home, else: areaType)))
    }
  }

  /// What opening sites and closing venues does to who passes.
  ///
  /// - Parameters:
  ///   - today: what it says of each home without.
  ///   - sites: where the new venues join the streets.
  ///   - kind: what they are; `nil` for venues of no known kind, which count in every clause.
  ///   - closed: places in ``PreparedCity/venues``.
  /// - Complexity: that of ``verdicts()``.
  func change(
    since today: [RuleVerdict], opening sites: [(site: CandidateSite, joins: [Join])], kind: VenueKind?,
    closing closed: Set<Int>
  ) -> RuleChange {
    let kept = city.venues.indices.filter { !closed.contains($0) }
    let new = sites.map { opened in
      Venue(id: "", identifiers: [], kind: kind ?? .other, name: opened.site.name, coordinate: opened.site.coordinate)
    }
    let then = verdicts(
      venues: kept.map { city.venues[$0] } + new, doors: kept.map { city.doors[$0] } + sites.map { [$0.joins] })
    return RuleChange(rule, sheet, weights: city.homes.weights, before: today, after: then)
  }
}

extension PreparedCity {
  /// What a home is to a rule: the type of the narrowest area around it that has one, else the one given.
  func areaType(ofHome home: Int, else type: AreaType) -> AreaType {
    areasOfHomes[home].last { areas[Int($0)].type != nil }.flatMap { areas[Int($0)].type } ?? type
  }
}

/// For whom a rule comes to hold, and for whom it no longer does.
public struct RuleChange: Hashable, Sendable {
  /// A clause: for whom it fails before and after.
  public struct Clause: Hashable, Sendable {
    /// What it asks.
    public var clause: RuleClause
    /// Homes of which it is asked.
    public var asked: HomeCount
    /// Homes for which it fails.
    public var failingBefore: HomeCount, failingAfter: HomeCount
  }

  /// What the rule is called.
  public var name: String
  /// Who passes before and after.
  public var before: CoverageShare, after: CoverageShare
  /// Homes that come to pass, and homes that no longer do.
  public var gained: HomeCount, lost: HomeCount
  /// Clause by clause, in the order of the rule; those asked of nobody left out.
  public var clauses: [Clause]

  /// Linear in homes and clauses.
  init(
    _ rule: CoverageRule, _ sheet: RuleSheet, weights: some Sequence<Double>, before: [RuleVerdict],
    after: [RuleVerdict]
  ) {
    name = rule.name
    let none = CoverageShare(all: HomeCount(), covered: HomeCount())
    (self.before, self.after, gained, lost) = (none, none, HomeCount(), HomeCount())
    clauses = sheet.clauses.map {
      Clause(clause: $0, asked: HomeCount(), failingBefore: HomeCount(), failingAfter: HomeCount())
    }
    for (weight, (old, new)) in zip(weights, zip(before, after)) {
      self.before.all.add(weight: weight)
      self.after.all.add(weight: weight)
      if old.passes { self.before.covered.add(weight: weight) }
      if new.passes { self.after.covered.add(weight: weight) }
      if new.passes, !old.passes { gained.add(weight: weight) }
      if old.passes, !new.passes { lost.add(weight: weight) }
      for place in clauses.indices where new.asked & 1 << UInt32(place) != 0 {
        clauses[place].asked.add(weight: weight)
        if old.failed & 1 << UInt32(place) != 0 { clauses[place].failingBefore.add(weight: weight) }
        if new.failed & 1 << UInt32(place) != 0 { clauses[place].failingAfter.add(weight: weight) }
      }
    }
    clauses.removeAll { $0.asked.homes == 0 }
  }
}
