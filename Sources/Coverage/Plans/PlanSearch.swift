/// Finds good sites: greedy, then interchange until no single exchange gains (Teitz and Bart 1968).
///
/// Greedy alone covers at least 63 % of what any choice adds; for money the better of most gain for its cost and of
/// most gain does at least 31 % (Khuller, Moss and Naor 1999). Interchange comes near the optimum in practice;
/// ``PlanBound`` proves how near.
struct PlanSearch: Sendable {
  let instance: PlanInstance
  /// Metres between any two chosen sites, at least.
  var minimumSeparation = 0.0

  /// The sites, ascending.
  func sites(for target: PlanTarget) -> [Int] {
    switch target {
    case .sites(let count): most(by: count).sorted()
    case .cover(let units): fewest(covering: units).sorted()
    case .budget(let money): most(for: money).sorted()
    }
  }

  /// Sites in the order in which each adds most to those before; ties to the lower candidate.
  func ranked(_ sites: [Int]) -> [Int] {
    var left = sites.sorted()
    var cover = PlanCover(instance)
    var ranked: [Int] = []
    while !left.isEmpty {
      let sums = cover.sumsLeft(instance)
      let gains = left.map { instance.sum(of: $0, sums) }
      let best = gains.indices.reduce(0) { gains[$1] > gains[$0] ? $1 : $0 }
      ranked.append(left.remove(at: best))
      cover.add(ranked[ranked.count - 1], instance)
    }
    return ranked
  }

  private func most(by count: Int) -> [Int] {
    var greedy = greedy()
    while greedy.sites.count < count, greedy.choose() != nil {}
    return improved(greedy.sites, budget: nil)
  }

  private func greedy(from sites: [Int] = [], perCost: Bool = false) -> PlanGreedy {
    PlanGreedy(instance, from: sites, perCost: perCost, minimumSeparation: minimumSeparation)
  }

  /// Greedy until enough is covered; what turns out to be spare is left out, and one site fewer is tried as long as
  /// that does.
  private func fewest(covering units: Int64) -> [Int] {
    var greedy = greedy()
    while greedy.cover.covered < units, greedy.choose() != nil {}
    var best = withoutSpare(greedy.sites, covering: units)
    while best.count > 1 {
      let fewer = withoutSpare(improved(Array(PlanSearch.dropping(best, self)), budget: nil), covering: units)
      guard PlanCover(instance, sites: fewer).covered >= units else { break }
      best = fewer
    }
    return best
  }

  /// The sites but for the one that is missed least.
  private static func dropping(_ sites: [Int], _ search: PlanSearch) -> [Int] {
    let cover = PlanCover(search.instance, sites: sites)
    let losses = sites.map { cover.loss(of: $0, search.instance) }
    guard let least = losses.indices.min(by: { (losses[$0], $0) < (losses[$1], $1) }) else { return sites }
    return sites.enumerated().filter { $0.offset != least }.map(\.element)
  }

  /// Leaves out, the least missed first, what enough is covered without.
  private func withoutSpare(_ sites: [Int], covering units: Int64) -> [Int] {
    var sites = sites
    while sites.count > 1 {
      let fewer = Self.dropping(sites, self)
      guard PlanCover(instance, sites: fewer).covered >= units else { break }
      sites = fewer
    }
    return sites
  }

  /// The better of greedy by gain for its cost and of greedy by gain, each improved.
  private func most(for money: Int64) -> [Int] {
    let plans = [true, false].map { perCost in
      improved(filled([], for: money, perCost: perCost), budget: money)
    }
    let covered = plans.map { PlanCover(instance, sites: $0).covered }
    return covered[1] > covered[0] ? plans[1] : plans[0]
  }

  private func filled(_ sites: [Int], for money: Int64, perCost: Bool) -> [Int] {
    var greedy = greedy(from: sites, perCost: perCost)
    var left = money - sites.reduce(0) { $0 + instance.cost($1) }
    while let site = greedy.choose(where: { instance.cost($0) <= left }) { left -= instance.cost(site) }
    return greedy.sites
  }

  /// Exchanges one site at a time for the best other one as long as that gains; with a budget within it, and spends
  /// what is left.
  private func improved(_ start: [Int], budget: Int64?) -> [Int] {
    var sites = start
    while true {
      var isBetter = false
      for place in sites.indices {
        if let other = exchange(sites, at: place, budget: budget) {
          sites[place] = other
          isBetter = true
        }
      }
      if let budget {
        let more = filled(sites, for: budget, perCost: true)
        isBetter = isBetter || more.count > sites.count
        sites = more
      }
      guard isBetter else { return sites }
    }
  }

  /// The candidate that gains most in a site's place, if any gains more than the site itself; ties to the lower one.
  private func exchange(_ sites: [Int], at place: Int, budget: Int64?) -> Int? {
    let others = sites.enumerated().filter { $0.offset != place }.map(\.element)
    let sums = PlanCover(instance, sites: others).sumsLeft(instance)
    let left = budget.map { budget in budget - others.reduce(0) { $0 + instance.cost($1) } }
    let gains = instance.sums(ofAll: sums)
    var best: (gain: Int64, candidate: Int?) = (gains[sites[place]], nil)
    for candidate in gains.indices where gains[candidate] > best.gain {
      if let left, instance.cost(candidate) > left { continue }
      if minimumSeparation > 0,
        !others.allSatisfy({ instance.areApart($0, candidate, metres: minimumSeparation) })
      {
        continue
      }
      best = (gains[candidate], candidate)
    }
    return best.candidate
  }
}
