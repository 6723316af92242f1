import Geography
import PROJ
import Parallel
import Walking

extension CoverageRun {
  /// What a home is to the rule: the type of the narrowest area around it that has one, else that of the run.
  func areaType(ofHome home: Int) -> AreaType { prepared.areaType(ofHome: home, else: parameters.areaType) }

  /// Says of each home whether it passes the rule, if there is one.
  ///
  /// - Parameter extent: where the data end. A home is limited by their edge, too, when it lies nearer than a walk that a
  ///   clause allows or that it found.
  /// - Complexity: see ``RuleSearches``; then a look at the searches for each home.
  mutating func judgeByRule(_ extent: DataExtent) {
    guard let rule = parameters.rule else { return }
    let own = answer(to: rule, ownWays, venues, reach: 2, workers: parameters.workers)
    if tellsBothBounds { ruleBounds.optimistic = own }
    let verdicts = own.verdicts
    let (sheet, homes, speed) = (RuleSheet(rule), homeResults, parameters.profile.speed)
    let isNearEdge = concurrentMap(count: homes.count, workers: parameters.workers) { home in
      extent.endsNear(homes[home].home.coordinate, metres: verdicts[home].longestWalkInMetres(sheet, at: speed))
    }
    for (home, verdict) in verdicts.enumerated() {
      homeResults[home].rule = verdict
      homeResults[home].isEdgeLimited = homeResults[home].isEdgeLimited || isNearEdge[home]
    }
    let beside = venuesBeside ?? VenueChoice(venues: venues, doors: doors)
    for rule in parameters.rulesBeside {
      let ways = WalkerWays(city.graph, doors: beside.doors, homeJoins: homeJoins)
      let verdicts = answer(to: rule, ways, beside.venues, reach: 2, workers: parameters.workers).verdicts
      for (home, verdict) in verdicts.enumerated() { homeResults[home].rulesBeside.append(verdict) }
    }
    counts.append(("homes_failing_rule", verdicts.count { !$0.passes }))
    let uncounted = parameters.kinds.filter { !rule.kinds.contains($0) }.map(\.rawValue)
    if !uncounted.isEmpty {
      notes.append(
        "the rule counts no \(uncounted.joined(separator: ", ")): they are drawn, and among the nearest venues, and cover nobody"
      )
    }
    warnOfHopelessClauses(of: rule, venues)
    for rule in parameters.rulesBeside { warnOfHopelessClauses(of: rule, beside.venues) }
    let untold = venues.count { $0.kind == .other }
    if untold > 0 {
      warnings.append(
        Warning(count: untold, message: "venues of no known kind: they count in every clause of the rule"))
    }
  }

  /// Warns of clauses that want more venues than there are: nobody's walk is to blame then.
  private mutating func warnOfHopelessClauses(of rule: CoverageRule, _ venues: [Venue]) {
    for clause in RuleSheet(rule).clauses {
      let found = venues.count { VenueCensus.counts($0.kind, among: clause.kinds) }
      guard found < clause.count else { continue }
      let message =
        "clause \(clause.name) of \(rule.name) cannot hold anywhere: it wants \(clause.count) of "
        + "\(clause.kinds.map(\.rawValue).joined(separator: ", ")), and \(found) \(found == 1 ? "venue counts" : "venues count")"
      warnings.append(Warning(count: 1, message: message))
    }
  }

  /// What a rule says of each home.
  ///
  /// - Parameter reach: as for ``RuleSearches``.
  /// - Complexity: see ``RuleSearches``; then a look at the searches for each home.
  func answer(to rule: CoverageRule, _ ways: WalkerWays, _ venues: [Venue], reach: UInt32, workers: Int) -> RuleAnswer {
    let searches = RuleSearches(
      RuleSheet(rule), graph: ways.graph, venues: venues, doors: ways.doors, reach: reach, workers: workers)
    let (joins, asked) = (ways.homeJoins, homes.indices.map { searches.sheet.asked(of: areaType(ofHome: $0)) })
    let verdicts = concurrentMap(
      count: homes.count, inChunksOf: 1024, workers: workers, workspace: { searches.workspace }
    ) { home, workspace in searches.verdict(joins[home], asked: asked[home], &workspace) }
    return RuleAnswer(searches: searches, verdicts: verdicts)
  }

  /// Sums up for whom each clause of the rule fails, gap by gap.
  mutating func addRuleFailures() {
    guard let rule = parameters.rule else { return }
    let sheet = RuleSheet(rule)
    let homes = homeResults
    for gap in gaps.indices { gaps[gap].failures = RuleFailure.sums(of: gaps[gap].homes.lazy.map { homes[$0] }, sheet) }
  }
}

extension CoverageRun {
  /// How the city's own walker gets about.
  var ownWays: WalkerWays { WalkerWays(city.graph, doors: doors, homeJoins: homeJoins) }

  /// A walker's answers home by home: the walk to the nearest venue, what the rule says where there is one, and whether
  /// the home is covered.
  struct Answers {
    var search: NearestSourceSearch
    var times: [TravelTime]
    var rule: RuleAnswer?
    var isCovered: [Bool]
  }

  /// - Complexity: a search over the whole city and a look at it for each home, and the rule's searches.
  func answers(_ ways: WalkerWays, to venues: [Venue]) -> Answers {
    let search = ways.search()
    let times = ways.times(search, workers: parameters.workers)
    let rule = parameters.rule.map { answer(to: $0, ways, venues, reach: 2, workers: parameters.workers) }
    return Answers(
      search: search, times: times, rule: rule,
      isCovered: rule?.verdicts.map(\.passes) ?? times.map { [limit = parameters.limit] in $0 <= limit })
  }

  /// Adds each home's answers under strictness, where both bounds are asked for.
  mutating func addStrictAnswers() {
    guard tellsBothBounds else { return }
    let strict = answers(ownWays.underStrictness, to: venues)
    ruleBounds.strict = strict.rule
    for home in homeResults.indices {
      homeResults[home].strictTime = strict.times[home]
      homeResults[home].strictRule = strict.rule?.verdicts[home]
    }
  }
}

extension CoverageRun {
  /// Why homes are in gaps.
  func gapReasons() -> any GapReasons {
    let speed = parameters.profile.speed
    let gatesOpen = city.graph.withGatesOpen
    guard let rule = parameters.rule else {
      return GapCauses(
        limit: parameters.limit, speed: speed, venues: venues,
        gatesOpen: NearestSourceSearch(gatesOpen, sources: searches.sources), obstacles: city.snaps.obstacles)
    }
    let sheet = RuleSheet(rule)
    return RuleGapCauses(
      sheet, speed: speed, venues: venues,
      gatesOpen: RuleSearches(
        sheet, graph: gatesOpen, venues: venues, doors: doors, reach: 1, workers: parameters.workers),
      obstacles: city.snaps.obstacles)
  }

  /// The gaps of the run's rule.
  ///
  /// - Parameter failing: where the homes that fail lie.
  /// - Throws: ``InputError`` when they hang together over more land than can be drawn.
  func ruleGaps(_ drawing: FieldDrawing, failing: [ProjectedPoint]) throws -> [GapLand.Outline] {
    let converter = try drawing.projection.makeProjection()
    let passing = converter.places(
      of: homeResults.lazy.filter { $0.isCovered(within: parameters.limit) }.map { $0.home.coordinate })
    // As far off as homes that are drawn may be.
    let sound = passing.compactMap { $0 }.filter { max(abs($0.x), abs($0.y)) < 1e9 }
    return try RuleGaps(drawing, failing: failing, passing: sound, workers: parameters.workers).outlines()
  }
}

extension CoverageAnalysis {
  /// Refuses rules that count kinds which were not looked for.
  ///
  /// - Parameter beside: kinds that were, and are not the city's.
  package func checkRule(_ city: PreparedCity, beside: [VenueKind] = []) throws {
    guard let rule = parameters.rule else { return }
    let wanted = Set(([rule] + parameters.rulesBeside).flatMap(\.kinds)).sorted()
    let missing = wanted.filter { !(city.parameters.kinds + beside).contains($0) }.map(\.rawValue)
    guard !missing.isEmpty else { return }
    throw InputError(
      rulePaths.first ?? rule.name, "counts \(missing.joined(separator: ", ")), which were not looked for",
      remedy: "take these kinds into the analysis")
  }
}
