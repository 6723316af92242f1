import Geography
import Parallel
import Walking

extension CoverageRun {
  /// The answers of homes for a walk a tenth slower and a tenth faster, if a band is asked for and the walker waits: waits
  /// are as long at any pace, so the nearest venue and the way there may be others.
  ///
  /// - Complexity: two searches over the whole city, and those of the rule where there is one.
  mutating func addPaces() {
    guard parameters.tellsFirmness, city.streets.hasFixedTimes else { return }
    let slow = answers(at: .slow, isStrict: tellsBothBounds || city.graph.isStrict)
    let fast = answers(at: .fast, isStrict: city.graph.isStrict)
    for home in homeResults.indices { homeResults[home].paced = (slow[home], fast[home]) }
  }

  /// The answers at a pace, home by home.
  private func answers(at pace: Firmness.Pace, isStrict: Bool) -> [PacedAnswer] {
    let graph = SearchGraph(city.streets, gates: parameters.profile.gates, isStrict: isStrict)
    let paced = StreetPace(graph, tenths: UInt32(pace.rawValue))
    func moved(_ join: Join) -> Join {
      var join = join
      join.snap.offset = paced.offset(edge: Int(join.snap.edge), milliseconds: join.snap.offset)
      join.leg = TravelTime(milliseconds: paced.leg(join.leg.milliseconds))
      return join
    }
    let ways = WalkerWays(
      paced.graph, doors: doors.map { $0.map { $0.map(moved) } }, homeJoins: JoinTable(homeJoins.map { $0.map(moved) }))
    let times = ways.times(ways.search(), workers: parameters.workers)
    guard let rule = parameters.rule else { return times.map { PacedAnswer(time: $0) } }
    let searches = RuleSearches(
      RuleSheet(rule), graph: ways.graph, venues: venues, doors: ways.doors, reach: 1, at: pace,
      workers: parameters.workers)
    return concurrentMap(count: homes.count, workers: parameters.workers) { home in
      // Clauses by metres hang on no pace.
      let usual = pace == .slow ? homeResults[home].strictRule ?? homeResults[home].rule : homeResults[home].rule
      let byLength = (usual?.failed ?? 0) & searches.sheet.askingForMetres
      let byTime = searches.verdict(ways.homeJoins[home], asked: usual?.asked ?? 0).failed
      return PacedAnswer(time: times[home], passesRule: byLength | byTime == 0)
    }
  }
}

/// A home's answers at another pace.
struct PacedAnswer: Sendable {
  /// Door to door in units of ``StreetPace``.
  var time: TravelTime
  /// Whether the run's rule holds; `nil` without one.
  var passesRule: Bool?
}
