import Geography
import Parallel
import Walking

extension CoverageRun {
  /// Whether the city's own walker has answers by optimism and by strictness.
  var tellsBothBounds: Bool { parameters.profile.asksForTags && parameters.walkers.unknown == .both }

  /// Adds how the walkers named get to the venues, where any was named, and what is worth surveying.
  ///
  /// - Complexity: one search over the whole city for each walker and bound; what ``survey(of:named:)`` takes.
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
      of: own, UnknownTracer(search: searches.any, streets: city.streets, incidence: city.incidence), homeJoins)
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
    result.survey += survey(
      of: walker, UnknownTracer(search: found.search, streets: streets, incidence: StreetIncidence(streets)),
      ways.homeJoins)
    return walker
  }

  /// The ways and nodes that lie on the optimistic walks of homes within the limit only by optimism; most weight first.
  /// None under a rule.
  ///
  /// - Complexity: linear in these walks, n log n in the ways found.
  private func survey(of walker: WalkerResult, _ tracer: UnknownTracer, _ joins: JoinTable) -> [SurveyRow] {
    guard parameters.rule == nil, let strict = walker.strictTimes else { return [] }
    let asked = homeResults.indices.filter {
      walker.times[$0] <= parameters.limit && strict[$0] > parameters.limit
    }
    let found = concurrentMap(count: asked.count, workers: parameters.workers) { tracer.unknowns(joins[asked[$0]]) }
    var rows: [UnknownTracer.Element: SurveyRow] = [:]
    for (home, elements) in zip(asked, found) {
      let weight = homeResults[home].home.weight
      for element in elements {
        var row =
          rows[element]
          ?? SurveyRow(
            profile: walker.name, id: element.id, keys: element.tags.keys, homes: 0, weight: 0, homesAlone: 0,
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

/// Finds what is unknown on a walk.
private struct UnknownTracer: Sendable {
  /// A way or node with missing tags.
  struct Element: Hashable, Sendable {
    var isWay: Bool
    var number: Int64
    var tags: UnknownTags
    var id: String { (isWay ? "w" : "n") + "\(number)" }
  }

  let search: NearestSourceSearch
  let streets: StreetGraph
  let incidence: StreetIncidence

  /// What is unknown on a home's walk to its nearest venue, each once.
  func unknowns(_ joins: JoinTable.Joins) -> Set<Element> {
    guard let walk = CoverageSearches.nearest(search, joins),
      let trace = search.trace(edge: Int(walk.join.snap.edge), offset: walk.join.snap.offset, incidence: incidence)
    else { return [] }
    var found: Set<Element> = []
    // Where the walk joins the streets and leaves them counts also when nothing is walked there.
    add(walk.join.snap.edge, walk.join.snap.offset, walk.join.snap.offset, to: &found)
    add(trace.source.edge, trace.source.offset, trace.source.offset, to: &found)
    for step in trace.steps { add(step.edge, min(step.from, step.to), max(step.from, step.to), to: &found) }
    return found
  }

  /// What is unknown between two points of an edge.
  private func add(_ edge: UInt32, _ low: UInt32, _ high: UInt32, to found: inout Set<Element>) {
    guard streets.edgeFlags[Int(edge)].contains(.unknown) else { return }
    for point in streets.shapeRange(Int(edge)).dropLast() {
      let (start, end) = (streets.shapeTimes[point], streets.shapeTimes[point + 1])
      guard low < high ? start < high && end > low : start <= low && low <= end else { continue }
      if streets.isPause(point) {
        let node = max(streets.shapeNodes[point], streets.shapeNodes[point + 1])
        let tags = streets.unknowns.tags(ofNode: node)
        if !tags.isEmpty { found.insert(Element(isWay: false, number: node, tags: tags)) }
      } else {
        let way = streets.ways[Int(streets.shapeWays[point])]
        let tags = streets.unknowns.tags(ofWay: way)
        if !tags.isEmpty { found.insert(Element(isWay: true, number: way, tags: tags)) }
      }
    }
  }
}
