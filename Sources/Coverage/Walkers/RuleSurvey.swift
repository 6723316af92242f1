import Parallel
import Walking

/// Finds what is unknown on the walks that a rule counts.
struct RuleSurvey: Sendable {
  /// A walk to be looked at: to which venue, measured how, by which of the homes asked of.
  private struct Goal: Hashable {
    var venue: Int
    var isLength: Bool
  }

  private let ways: WalkerWays
  private let searches: RuleSearches
  /// The same under strictness.
  private let strictly: RuleSearches
  private let incidence: StreetIncidence
  private let workers: Int

  /// - Complexity: see ``RuleSearches``.
  init(_ rule: CoverageRule, _ ways: WalkerWays, venues: [Venue], _ incidence: StreetIncidence, workers: Int) {
    (self.ways, self.incidence, self.workers) = (ways, incidence, workers)
    func searches(_ graph: SearchGraph) -> RuleSearches {
      RuleSearches(RuleSheet(rule), graph: graph, venues: venues, doors: ways.doors, reach: 1, workers: workers)
    }
    self.searches = searches(ways.graph)
    strictly = searches(ways.underStrictness.graph)
  }

  /// What is unknown on the walks from homes to the venues that make some clauses hold, home by home: as many of the
  /// nearest as the clause lacks under strictness, but for those that are within its limit even so.
  ///
  /// - Parameter asked: homes, and the clauses of each, bit i for clause i of the rule's sheet.
  /// - Complexity: a search over the whole city for each venue so counted, and the walks.
  func unknowns(_ asked: [(home: Int, clauses: UInt32)]) -> [Set<UnknownTracer.Element>] {
    var homesOfGoal: [Goal: [Int]] = [:]
    for (number, (home, clauses)) in asked.enumerated() {
      for (place, clause) in searches.sheet.clauses.enumerated() where clauses & 1 << UInt32(place) != 0 {
        let joins = ways.homeJoins[home]
        let sure = strictly.venues(countedBy: place, joins)
        let doubtful = searches.venues(countedBy: place, joins).filter { !sure.contains($0) }
        for venue in doubtful.prefix(clause.count - sure.count) {
          homesOfGoal[Goal(venue: venue, isLength: clause.limit.isLength), default: []].append(number)
        }
      }
    }
    let goals = Array(homesOfGoal)
    let found = concurrentMap(count: goals.count, workers: workers) { place in
      let (goal, numbers) = goals[place]
      let tracer = tracer(to: goal)
      return numbers.map { number in
        let joins = ways.homeJoins[asked[number].home]
        return tracer.unknowns(from: joins.map { $0.source(number: 0, in: lengths(of: goal)) })
      }
    }
    var unknowns = [Set<UnknownTracer.Element>](repeating: [], count: asked.count)
    for (goal, sets) in zip(goals, found) {
      for (number, set) in zip(goal.value, sets) { unknowns[number].formUnion(set) }
    }
    return unknowns
  }

  private func lengths(of goal: Goal) -> StreetLengths? { goal.isLength ? searches.lengths : nil }

  private func tracer(to goal: Goal) -> UnknownTracer {
    let doors = ways.doors[goal.venue].joined().enumerated()
    let sources = doors.map { $1.source(number: $0, in: lengths(of: goal)) }
    let search = NearestSourceSearch(lengths(of: goal)?.graph ?? ways.graph, sources: sources)
    return UnknownTracer(search: search, streets: ways.graph.streets, incidence: incidence)
  }
}
