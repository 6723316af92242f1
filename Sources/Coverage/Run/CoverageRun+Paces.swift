import Geography
import Walking

extension CoverageRun {
  /// The times of homes for a walk a tenth slower and a tenth faster, if a band is asked for and the walker waits: waits
  /// are as long at any pace, so the nearest venue and the way there may be others.
  ///
  /// - Complexity: two searches over the whole city.
  mutating func addPaces() {
    guard parameters.tellsFirmness, city.streets.hasFixedTimes else { return }
    let slow = times(at: .slow, isStrict: tellsBothBounds || city.graph.isStrict)
    let fast = times(at: .fast, isStrict: city.graph.isStrict)
    for home in homeResults.indices { homeResults[home].paced = (slow[home], fast[home]) }
  }

  /// Door to door at a pace, home by home, in tenths of a millisecond times the pace; no time for those without a way.
  private func times(at pace: Firmness.Pace, isStrict: Bool) -> [TravelTime] {
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
    return ways.times(ways.search(), workers: parameters.workers)
  }
}

extension CoverageAnalysis {
  /// Refuses a band over a rule where waits would be taken to shrink with the pace.
  func checkBand(_ city: PreparedCity) throws {
    guard parameters.tellsFirmness, parameters.rule != nil, city.model.streets.hasFixedTimes else { return }
    throw InputError(
      "--band", "does not go with a rule for \(city.parameters.profile.name), who waits as long at any pace",
      remedy: "leave --band or --rule out, or take a walker without waits, as --profile standard")
  }
}
