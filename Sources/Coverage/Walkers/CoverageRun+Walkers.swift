import Geography
import Parallel
import Walking

extension CoverageRun {
  /// Whether the city's own walker has answers by optimism and by strictness.
  var tellsBothBounds: Bool { parameters.profile.asksForTags && parameters.walkers.unknown == .both }

  /// Adds how the walkers named get to the venues, where any was named, and what is worth surveying.
  ///
  /// - Complexity: one search over the whole city for each walker and bound; what ``survey(of:_:_:_:_:)`` takes.
  func addWalkers(to result: inout CoverageResult) {
    let choice = parameters.walkers
    guard let first = choice.profiles.first else { return }
    if choice.unknown != .both, choice.profiles.contains(where: \.profile.asksForTags) {
      let counts = choice.unknown == .strict ? "closed" : "open"
      result.notes.append(
        "--unknown \(choice.unknown.rawValue): where tags are missing, streets count as \(counts) to walkers who ask for them"
      )
    }
    let limit = parameters.limit
    var own = WalkerResult(
      name: first.profile.name, title: first.title, speed: parameters.profile.speed, times: homeResults.map(\.time),
      isCovered: homeResults.map { $0.isCovered(within: limit) })
    if tellsBothBounds {
      own.strictTimes = homeResults.map { $0.strictTime ?? .unreachable }
      own.isCoveredStrictly = homeResults.map { $0.strictRule?.passes ?? (($0.strictTime ?? .unreachable) <= limit) }
    }
    result.walkers = [own]
    result.survey = survey(of: own, ownWays, city.incidence, searches.any, ruleBounds)
    let unknown = city.streets.unknowns.counts
    if parameters.profile.asksForTags {
      result.counts += [("ways_with_unknown_tags", unknown.ways), ("nodes_with_unknown_tags", unknown.nodes)]
    }
    let (run, others) = (self, Array(zip(prepared.walkers.others, choice.profiles.dropFirst())))
    let found = concurrentMap(count: others.count, workers: parameters.workers) {
      run.findings(on: others[$0].0, others[$0].1)
    }
    for walker in found {
      result.walkers.append(walker.result)
      result.counts += walker.counts
      result.survey += walker.survey
    }
  }

  /// What is found about another walker than the city's own.
  private struct WalkerFindings: Sendable {
    var result: WalkerResult
    var counts: [(name: String, value: Int)]
    /// What is worth surveying for it.
    var survey: [SurveyRow] = []
  }

  private func findings(on other: CityWalkers.Other, _ named: NamedProfile) -> WalkerFindings {
    let (ways, name) = (other.ways, named.profile.name)
    let optimistic = answers(ways, to: venues)
    var found = WalkerFindings(
      result: WalkerResult(
        name: name, title: named.title, speed: named.profile.speed, times: optimistic.times,
        isCovered: optimistic.isCovered),
      counts: [("homes_without_street_\(name)", ways.homeJoins.count(where: \.isEmpty))])
    guard other.isBoth else { return found }
    let strict = answers(ways.underStrictness, to: venues)
    (found.result.strictTimes, found.result.isCoveredStrictly) = (strict.times, strict.isCovered)
    let streets = ways.graph.streets
    let unknown = streets.unknowns.counts
    found.counts += [
      ("ways_with_unknown_tags_\(name)", unknown.ways), ("nodes_with_unknown_tags_\(name)", unknown.nodes),
    ]
    found.survey = survey(
      of: found.result, ways, StreetIncidence(streets), optimistic.search,
      RuleBounds(optimistic: optimistic.rule, strict: strict.rule))
    return found
  }

  /// The ways and nodes that lie on the optimistic walks of homes covered only by optimism; most weight first. With a rule
  /// these are the walks to the venues that its clauses count, of the clauses that hold only by optimism.
  ///
  /// - Parameters:
  ///   - search: the optimistic walks to the nearest venue.
  ///   - bounds: what the rule says by optimism and by strictness, where there is one.
  /// - Complexity: linear in these walks, n log n in the ways found; with a rule see ``RuleSurvey``.
  private func survey(
    of walker: WalkerResult, _ ways: WalkerWays, _ incidence: StreetIncidence, _ search: NearestSourceSearch,
    _ bounds: RuleBounds
  ) -> [SurveyRow] {
    guard let strictly = walker.isCoveredStrictly else { return [] }
    let asked = homeResults.indices.filter { walker.isCovered[$0] && !strictly[$0] }
    let elements = UnknownElements(ways.graph.streets)
    let found: [[UInt32]]
    if let optimistic = bounds.optimistic, let strict = bounds.strict {
      let survey = RuleSurvey(
        ways: ways, searches: optimistic.searches, strictly: strict.searches, elements: elements, incidence: incidence,
        workers: parameters.workers)
      found = survey.unknowns(asked.map { (home: $0, clauses: strict.verdicts[$0].failed) })
    } else {
      found = concurrentMap(
        count: asked.count, inChunksOf: 1024, workers: parameters.workers,
        workspace: { UnknownTracer(search, elements, incidence) },
        { number, tracer in tracer.unknowns(from: ways.homeJoins[asked[number]].map { $0.source(number: 0) }) })
    }
    return surveyRows(walker.name, asked, found, elements)
  }

  /// Sums up over homes what is unknown on their walks, most weight first.
  private func surveyRows(
    _ profile: String, _ asked: [Int], _ found: [[UInt32]], _ elements: UnknownElements
  ) -> [SurveyRow] {
    struct Sum {
      var homes = 0, weight = 0.0, homesAlone = 0, weightAlone = 0.0
    }
    var sums = [Sum](repeating: Sum(), count: elements.count)
    for (home, numbers) in zip(asked, found) {
      let weight = homeResults[home].home.weight
      for number in numbers {
        sums[Int(number)].homes += 1
        sums[Int(number)].weight += weight
      }
      guard numbers.count == 1, let alone = numbers.first else { continue }
      sums[Int(alone)].homesAlone += 1
      sums[Int(alone)].weightAlone += weight
    }
    // Elements are in the order of their ids, ways before nodes.
    return sums.indices.filter { sums[$0].homes > 0 }.sorted { (-sums[$0].weight, $0) < (-sums[$1].weight, $1) }.map {
      let (element, sum) = (elements[UInt32($0)], sums[$0])
      return SurveyRow(
        profile: profile, id: element.id, keys: element.tags.keys, homes: sum.homes, weight: sum.weight,
        homesAlone: sum.homesAlone, weightAlone: sum.weightAlone)
    }
  }
}
