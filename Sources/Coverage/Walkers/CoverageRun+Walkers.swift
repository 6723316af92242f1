import Geography
import Parallel
import Walking

extension CoverageRun {
  /// Whether the city's own walker has answers by optimism and by strictness.
  var tellsBothBounds: Bool { parameters.profile.asksForTags && parameters.walkers.unknown == .both }

  /// Adds how the walkers named get to the venues, where any was named, and what is worth surveying.
  ///
  /// - Complexity: one search over the whole city for each walker and bound; what ``survey(of:_:_:_:strict:)`` takes.
  func addWalkers(to result: inout CoverageResult) {
    let choice = parameters.walkers
    guard let first = choice.profiles.first else { return }
    let limit = parameters.limit
    var own = WalkerResult(
      name: first.profile.name, title: first.title, speed: parameters.profile.speed, times: homeResults.map(\.time),
      isCovered: homeResults.map { $0.isCovered(within: limit) })
    if tellsBothBounds {
      own.strictTimes = homeResults.map { $0.strictTime ?? .unreachable }
      own.isCoveredStrictly = homeResults.map { $0.strictRule?.passes ?? (($0.strictTime ?? .unreachable) <= limit) }
    }
    result.walkers = [own]
    result.survey = survey(
      of: own, ownWays, searches.any, city.incidence,
      strict: tellsBothBounds ? homeResults.compactMap(\.strictRule) : nil)
    let unknown = city.streets.unknowns.counts
    if parameters.profile.asksForTags {
      result.counts += [("ways_with_unknown_tags", unknown.ways), ("nodes_with_unknown_tags", unknown.nodes)]
    }
    for (other, named) in zip(prepared.walkers.others, choice.profiles.dropFirst()) {
      result.walkers.append(walker(other, named, &result))
    }
  }

  /// What another walker than the city's own reaches; adds what is worth surveying for it, and counts.
  private func walker(_ other: CityWalkers.Other, _ named: NamedProfile, _ result: inout CoverageResult) -> WalkerResult
  {
    let (ways, name) = (other.ways, named.profile.name)
    let found = answers(ways, to: venues)
    var walker = WalkerResult(
      name: name, title: named.title, speed: named.profile.speed, times: found.times, isCovered: found.isCovered)
    result.counts.append(("homes_without_street_\(name)", ways.homeJoins.count(where: \.isEmpty)))
    guard other.isBoth else { return walker }
    let strict = answers(ways.underStrictness, to: venues)
    (walker.strictTimes, walker.isCoveredStrictly) = (strict.times, strict.isCovered)
    let streets = ways.graph.streets
    let unknown = streets.unknowns.counts
    result.counts += [
      ("ways_with_unknown_tags_\(name)", unknown.ways), ("nodes_with_unknown_tags_\(name)", unknown.nodes),
    ]
    result.survey += survey(of: walker, ways, found.search, StreetIncidence(streets), strict: strict.verdicts)
    return walker
  }

  /// The ways and nodes that lie on the optimistic walks of homes covered only by optimism; most weight first. With a rule
  /// these are the walks to the venues that its clauses count, of the clauses that hold only by optimism.
  ///
  /// - Parameter strict: what the rule says under strictness, where there is one.
  /// - Complexity: linear in these walks, n log n in the ways found; with a rule see ``RuleSurvey``.
  private func survey(
    of walker: WalkerResult, _ ways: WalkerWays, _ search: NearestSourceSearch, _ incidence: StreetIncidence,
    strict: [RuleVerdict]?
  ) -> [SurveyRow] {
    guard let strictly = walker.isCoveredStrictly else { return [] }
    let asked = homeResults.indices.filter { walker.isCovered[$0] && !strictly[$0] }
    let found: [Set<UnknownTracer.Element>]
    if let rule = parameters.rule, let strict {
      let failed = asked.map { (home: $0, clauses: strict[$0].failed) }
      found = RuleSurvey(rule, ways, venues: venues, incidence, workers: parameters.workers).unknowns(failed)
    } else {
      let tracer = UnknownTracer(search: search, streets: ways.graph.streets, incidence: incidence)
      found = concurrentMap(count: asked.count, workers: parameters.workers) { number in
        tracer.unknowns(from: ways.homeJoins[asked[number]].map { $0.source(number: 0) })
      }
    }
    return surveyRows(walker.name, asked, found)
  }

  /// Sums up over homes what is unknown on their walks, most weight first.
  private func surveyRows(_ profile: String, _ asked: [Int], _ found: [Set<UnknownTracer.Element>]) -> [SurveyRow] {
    var rows: [UnknownTracer.Element: SurveyRow] = [:]
    for (home, elements) in zip(asked, found) {
      let weight = homeResults[home].home.weight
      for element in elements {
        var row =
          rows[element]
          ?? SurveyRow(
            profile: profile, id: element.id, keys: element.tags.keys, homes: 0, weight: 0, homesAlone: 0,
            weightAlone: 0)
        row.homes += 1
        row.weight += weight
        if elements.count == 1 {
          row.homesAlone += 1
          row.weightAlone += weight
        }
        rows[element] = row
      }
    }
    return rows.sorted { a, b in
      a.value.weight != b.value.weight
        ? a.value.weight > b.value.weight
        : a.key.isWay != b.key.isWay ? a.key.isWay : a.key.number < b.key.number
    }.map(\.value)
  }
}
