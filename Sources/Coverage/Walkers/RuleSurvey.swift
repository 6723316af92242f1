import Parallel
import Walking

/// Finds what is unknown on the walks that a rule counts.
struct RuleSurvey: Sendable {
  /// A walk to be looked at: to which venue, measured how, by which of the homes asked of.
  private struct Goal: Hashable {
    var venue: Int
    var isLength: Bool
  }

  let ways: WalkerWays
  let searches: RuleSearches
  /// The same under strictness.
  let strictly: RuleSearches
  let elements: UnknownElements
  let incidence: StreetIncidence
  let workers: Int

  /// What is unknown on the walks from homes to the venues that make some clauses hold, home by home, by numbers of
  /// ``UnknownElements``, each once: as many of the nearest as the clause lacks under strictness, but for those that are
  /// within its limit even so.
  ///
  /// - Parameter asked: homes, and the clauses of each, bit i for clause i of the rule's sheet.
  /// - Complexity: a search within the farthest limit for each venue so counted, and the walks.
  func unknowns(_ asked: [(home: Int, clauses: UInt32)]) -> [[UInt32]] {
    var homesOfGoal: [Goal: [Int]] = [:]
    var (workspace, strictWorkspace) = (searches.workspace, strictly.workspace)
    for (number, (home, clauses)) in asked.enumerated() {
      for (place, clause) in searches.sheet.clauses.enumerated() where clauses & 1 << UInt32(place) != 0 {
        let joins = ways.homeJoins[home]
        let sure = strictly.venues(countedBy: place, joins, &strictWorkspace)
        let doubtful = searches.venues(countedBy: place, joins, &workspace).filter { !sure.contains($0) }
        for venue in doubtful.prefix(clause.count - sure.count) {
          let goal = Goal(venue: venue, isLength: clause.limit.isLength)
          // Two clauses may count one venue.
          if homesOfGoal[goal]?.last != number { homesOfGoal[goal, default: []].append(number) }
        }
      }
    }
    let goals = Array(homesOfGoal)
    let found = concurrentMap(count: goals.count, workers: workers) { place in
      let (goal, numbers) = goals[place]
      var tracer = tracer(to: goal)
      return numbers.map { number in
        tracer.unknowns(from: ways.homeJoins[asked[number].home].map { $0.source(number: 0, in: lengths(of: goal)) })
      }
    }
    var walks = [[[UInt32]]](repeating: [], count: asked.count)
    for (goal, lists) in zip(goals, found) {
      for (number, list) in zip(goal.value, lists) { walks[number].append(list) }
    }
    return united(walks)
  }

  /// What is on any of some walks, home by home, each once. Linear.
  private func united(_ walks: [[[UInt32]]]) -> [[UInt32]] {
    var lastHome = [Int](repeating: -1, count: elements.count)
    return walks.enumerated().map { number, walks in
      walks.count == 1
        ? walks[0]
        : walks.joined().filter { element in
          defer { lastHome[Int(element)] = number }
          return lastHome[Int(element)] != number
        }
    }
  }

  private func lengths(of goal: Goal) -> StreetLengths? { goal.isLength ? searches.lengths : nil }

  private func tracer(to goal: Goal) -> UnknownTracer {
    let doors = ways.doors[goal.venue].joined().enumerated()
    let sources = doors.map { $1.source(number: $0, in: lengths(of: goal)) }
    // All walks are within the limit of a clause.
    let limits = searches.sheet.clauses.map(\.limit).filter { $0.isLength == goal.isLength }
    let search = NearestSourceSearch(
      lengths(of: goal)?.graph ?? ways.graph, sources: sources, cutoff: limits.map(\.cost).max() ?? 0)
    return UnknownTracer(search, elements, incidence)
  }
}
