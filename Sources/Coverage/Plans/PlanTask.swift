import Geography
import Parallel
import Walking

/// A question made numbers: the homes beyond the limit, what each candidate reaches of them, and what they weigh.
struct PlanTask: Sendable {
  private let city: PreparedCity
  private let question: PlanQuestion
  private let sites: PlanSites
  /// Homes beyond the limit, ascending.
  private let beyond: [Int]
  private let isCovered: [Bool]
  private let instance: PlanInstance
  /// The candidate of each of the instance's.
  private let numbers: [Int]
  /// The home of each of the instance's, as a place in ``beyond``.
  private let homes: [UInt32]
  /// Units of one person or dwelling.
  private let scale: Double

  init(_ city: PreparedCity, _ question: PlanQuestion, _ sites: PlanSites) {
    self.city = city
    self.question = question
    self.sites = sites
    let times = city.homeTimes(workers: question.workers)
    isCovered = times.map { $0 <= question.limit }
    beyond = times.indices.filter { times[$0] > question.limit }
    let joins = beyond.enumerated().flatMap { owner, home in
      city.homeJoins[home].map { $0.reachJoin(owner: owner) }
    }
    let sets = CandidateReach(
      city.model.graph, homes: joins, sites: sites.joins, siteCount: sites.candidates.count
    ).sets(within: question.limit, workers: question.workers)
    homes = sets.homes
    scale = PlanUnits.scale(of: beyond.reduce(0) { $0 + city.homes.weights[$1] })
    var firstRun: [UInt32] = [0]
    var runs: [Range<UInt32>] = []
    var numbers: [Int] = []
    for candidate in 0..<sets.count {
      let own = sets.runs(of: candidate)
      guard !own.isEmpty else { continue }
      runs += own
      firstRun.append(UInt32(runs.count))
      numbers.append(candidate)
    }
    self.numbers = numbers
    let (beyond, scale) = (beyond, scale)
    instance = PlanInstance(
      weights: sets.homes.map { PlanUnits.units(city.homes.weights[beyond[Int($0)]], scale: scale) },
      firstRun: firstRun,
      runs: runs, costs: Self.costs(of: numbers.map { sites.candidates[$0] }),
      places: numbers.map { sites.candidates[$0].coordinate }, workers: question.workers)
  }

  private static func costs(of candidates: [CandidateSite]) -> [Int64] {
    let costs = candidates.compactMap(\.cost)
    return costs.count == candidates.count ? costs.map(PlanUnits.money) : []
  }

  /// - Throws: ``InputError`` when the goal needs costs or a solver and there are none.
  func plan(report: (String, Double) -> Void) throws -> SitePlan {
    let search = PlanSearch(instance: instance, minimumSeparation: question.minimumSeparation)
    let totals = (all: weight { _ in true }, before: weight { isCovered[$0] })
    let target = try target(of: totals)
    let plan = try plan(target, search, totals: totals, report: report)
    // A share that is met to the unit, but not to the last bit of the sum that `coverage` makes.
    guard case .cover(let units) = target, !plan.isGoalMet, plan.weightCovered < plan.weightReachable else {
      return plan
    }
    return try self.plan(
      .cover(min(PlanCover(instance, sites: Array(0..<instance.candidateCount)).covered, units + Int64(beyond.count))),
      search,
      totals: totals, report: report)
  }

  private func plan(
    _ target: PlanTarget, _ search: PlanSearch, totals: (all: Double, before: Double), report: (String, Double) -> Void
  ) throws -> SitePlan {
    var chosen = search.ranked(search.sites(for: target))
    report("bound", 0.85)
    var (bound, fewest) = bound(of: chosen, target)
    var proof = bound.value <= PlanCover(instance, sites: chosen).covered ? SitePlan.Proof.optimal(by: "bound") : nil
    if let fewest, fewest >= chosen.count { proof = .optimal(by: "bound") }
    var settled: Int64?
    var searched: Int64?
    if proof == nil, question.isExact {
      report("solver", 0.9)
      if case .cover = target {} else { searched = PlanCover(instance, sites: chosen).covered }
      (chosen, proof, settled, fewest) = try exact(chosen, target, bound: bound, fewest: fewest, search)
      if case .cover = target, fewest != nil { bound = self.bound(of: chosen, .sites(chosen.count)).bound }
    }
    var plan = result(
      chosen, bound: bound, settled: settled, fewest: fewest, proof: proof ?? .bounded(reason: nil), totals: totals)
    plan.weightWithoutSolver = searched.map { totals.before + Double($0) / scale }
    return plan
  }

  private func target(of totals: (all: Double, before: Double)) throws -> PlanTarget {
    switch question.goal {
    case .sites(let count): return .sites(count)
    case .budget(let money):
      guard question.candidates?.hasCosts ?? false else {
        throw InputError("--budget", "the candidates have no costs", remedy: "name a list with a column cost")
      }
      return .budget(PlanUnits.money(money))
    case .share(let share):
      let everyone = PlanCover(instance, sites: Array(0..<instance.candidateCount)).covered
      let missing = ((share * totals.all - totals.before) * scale).rounded(.up)
      guard missing.isFinite else { return .cover(everyone) }
      return .cover(min(everyone, Int64(max(0, min(missing, 4e18)))))
    }
  }

  /// What no such choice exceeds; for a share to reach, what one site fewer does not, and how many sites it takes.
  private func bound(of chosen: [Int], _ target: PlanTarget) -> (bound: PlanBound, fewest: Int?) {
    let known = PlanCover(instance, sites: chosen).covered
    switch target {
    case .sites(let count): return (PlanBound(instance, sites: chosen, count: count, wanted: known), nil)
    case .budget(let money):
      return (
        PlanBound(instance, sites: chosen, count: instance.candidateCount, budget: money, wanted: known), nil
      )
    case .cover(let units):
      // Only where sites must lie apart may a plan stop short of what all candidates cover, and be bettered.
      guard known >= units else {
        return (PlanBound(instance, sites: chosen, count: instance.candidateCount, wanted: known), nil)
      }
      let fewer = PlanBound(
        instance, sites: Array(chosen.dropLast()), count: max(0, chosen.count - 1), wanted: units - 1)
      let fewest = fewer.bounds.firstIndex { $0 >= units } ?? chosen.count
      return (PlanBound(instance, sites: chosen, count: chosen.count, wanted: known), min(fewest, chosen.count))
    }
  }

  /// Asks the solver; for a share to reach whether fewer sites do.
  private func exact(
    _ chosen: [Int], _ target: PlanTarget, bound: PlanBound, fewest: Int?, _ search: PlanSearch
  ) throws -> (sites: [Int], proof: SitePlan.Proof, bound: Int64?, fewest: Int?) {
    let exact = PlanExact(instance: instance, minimumSeparation: question.minimumSeparation, scale: scale)
    guard case .cover(let units) = target else {
      let answer = try exact.best(target, from: chosen, bound: bound)
      let proof: SitePlan.Proof =
        answer.isOptimal ? .optimal(by: answer.by) : .bounded(reason: answer.reason)
      return (search.ranked(answer.sites), proof, answer.bound, nil)
    }
    var (best, fewest) = (chosen, fewest ?? 0)
    if PlanCover(instance, sites: chosen).covered < units {
      let answer = try exact.best(.sites(instance.candidateCount), from: chosen, bound: bound)
      best = search.ranked(answer.sites)
      guard PlanCover(instance, sites: best).covered >= units else {
        return (best, answer.isOptimal ? .optimal(by: answer.by) : .bounded(reason: answer.reason), answer.bound, nil)
      }
    }
    while best.count > fewest {
      let fewer = PlanTarget.sites(best.count - 1)
      let start = search.sites(for: fewer)
      let limit = PlanBound(instance, sites: search.ranked(start), count: best.count - 1, wanted: units - 1)
      guard limit.value >= units else { return (best, .optimal(by: "bound"), nil, best.count) }
      let answer = try exact.best(fewer, from: start, bound: limit)
      if PlanCover(instance, sites: answer.sites).covered >= units {
        best = search.ranked(answer.sites)
      } else if answer.isOptimal || answer.bound < units {
        return (best, .optimal(by: answer.by), nil, best.count)
      } else {
        return (best, .bounded(reason: answer.reason), nil, fewest)
      }
      fewest = min(fewest, best.count)
    }
    return (best, .optimal(by: "bound"), nil, best.count)
  }

  /// The weight of some homes, added up in their own order as `coverage` does.
  private func weight(where counts: (Int) -> Bool) -> Double {
    city.homes.indices.reduce(0) { counts($1) ? $0 + city.homes.weights[$1] : $0 }
  }

  private func result(
    _ chosen: [Int], bound: PlanBound, settled: Int64?, fewest: Int?, proof: SitePlan.Proof,
    totals: (all: Double, before: Double)
  ) -> SitePlan {
    // The rank of the first site that serves each home; 0 for those covered already.
    var rankOfHome = isCovered.map { $0 ? 0 : Int.max }
    for (number, candidate) in chosen.enumerated() {
      for place in instance.runs(of: candidate).joined() {
        let home = beyond[Int(homes[Int(place)])]
        rankOfHome[home] = min(rankOfHome[home], number + 1)
      }
    }
    let ranks = rankOfHome
    let areas = PlacePolygonIndex(city.areas.map(\.polygons))
    let found = concurrentMap(count: chosen.count, workers: question.workers) { number in
      let candidate = sites.candidates[numbers[chosen[number]]]
      let rank = number + 1
      let area = areas.all(containing: candidate.coordinate).max { city.areas[$0].level < city.areas[$1].level }
      return SitePlan.Site(
        rank: rank, candidate: candidate, streets: city.streetsAt(candidate.coordinate),
        area: area.map { city.areas[$0].name } ?? "", homesGained: ranks.count { $0 == rank },
        weightGained: weight { ranks[$0] == rank }, homesCovered: ranks.count { $0 <= rank },
        weightCovered: weight { ranks[$0] <= rank })
    }
    var bounds = bound.bounds.map { totals.before + Double($0) / scale }
    if let settled, !bounds.isEmpty { bounds[bounds.count - 1] = totals.before + Double(settled) / scale }
    let reachable = PlanCover(instance, sites: Array(0..<instance.candidateCount)).covered
    return SitePlan(
      question: question, studyArea: city.studyArea.name, parameters: city.parameters, weightUnit: city.weightUnit,
      venues: city.venues.count, homes: city.homes.count, weight: totals.all,
      homesCoveredBefore: isCovered.count { $0 }, weightCoveredBefore: totals.before,
      candidates: sites.candidates.count, usefulCandidates: instance.candidateCount,
      weightReachable: totals.before + Double(reachable) / scale, sites: found, bounds: bounds, fewestSites: fewest,
      proof: proof, warnings: sites.warnings)
  }
}
