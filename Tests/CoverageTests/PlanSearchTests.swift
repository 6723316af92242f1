import Geography
import TestSupport
import Testing

@testable import Coverage

/// Plans against every choice there is.
@Suite("Plans of sites against all choices")
struct PlanSearchTests {
  static let seeds = Array(UInt64(1)...200)

  @Test("No bound is below the truth, and no plan above it; an exchange gains nothing", arguments: seeds)
  func sites(_ seed: UInt64) {
    let small = PlanTestInstance(seed: seed)
    let search = PlanSearch(instance: small.instance)
    for count in 1...4 {
      let sites = search.ranked(search.sites(for: .sites(count)))
      let known = small.covered(sites)
      #expect(sites.count <= count && Set(sites).count == sites.count)
      #expect(known == PlanCover(small.instance, sites: sites).covered)
      let optimum = small.optimum { $0.count <= count }
      #expect(known <= optimum)
      // Nemhauser, Wolsey and Fisher: 1 - 1/e.
      #expect(Double(known) >= 0.632 * Double(optimum), "seed \(seed), \(count) sites")
      let bound = PlanBound(small.instance, sites: sites, count: count, wanted: known)
      for (number, value) in bound.bounds.enumerated() {
        #expect(value >= small.optimum { $0.count <= number }, "seed \(seed), \(number) sites")
      }
      #expect(bound.value <= small.covered(Array(small.sets.indices)))
      for place in sites.indices {
        for other in small.sets.indices {
          var changed = sites
          changed[place] = other
          #expect(small.covered(changed) <= known, "seed \(seed)")
        }
      }
      expectReduced(small, .sites(count), known: known, bound: bound, optimum: optimum) { $0.count <= count }
    }
  }

  /// What a reduction leaves holds an optimum, wherever that is better than what is known.
  private func expectReduced(
    _ small: PlanTestInstance, _ target: PlanTarget, known: Int64, bound: PlanBound, optimum: Int64,
    keepsDominated: Bool = false, where isAllowed: ([Int]) -> Bool
  ) {
    guard let relaxation = bound.best else { return #expect(Bool(false)) }
    // With nothing known all must be left that matters.
    for known in [known, -1] where optimum > known {
      let reduction = PlanReduction(
        small.instance, relaxation: relaxation, target: target, known: known, keepsDominated: keepsDominated)
      #expect(small.optimum(of: reduction.candidates, where: isAllowed) == optimum)
      // Classes weigh what their homes do.
      let all = Set(reduction.candidates.flatMap { small.sets[$0] })
      #expect(
        reduction.classes.reduce(0) { $0 + $1.weight } == all.reduce(0) { $0 + small.instance.weights[$1] })
      for choice in small.choices(of: Array(reduction.candidates.indices)) {
        let served = reduction.classes.filter { one in choice.contains { one.candidates.contains(UInt32($0)) } }
        #expect(served.reduce(0) { $0 + $1.weight } == small.covered(choice.map { reduction.candidates[$0] }))
      }
    }
  }

  @Test("Lazy greedy is plain greedy", arguments: seeds)
  func lazy(_ seed: UInt64) {
    let small = PlanTestInstance(seed: seed, candidates: 1...40, homes: 1...80)
    for perCost in [false, true] {
      var greedy = PlanGreedy(small.instance, perCost: perCost, minimumSeparation: 0)
      var chosen: [Int] = []
      while let site = greedy.choose() {
        let gains = small.sets.indices.map { small.covered(chosen + [$0]) - small.covered(chosen) }
        let best = small.sets.indices.filter { gains[$0] > 0 }.min { a, b in
          let (costA, costB) = perCost ? (small.instance.costs[a], small.instance.costs[b]) : (1, 1)
          let (left, right) = (gains[a] * costB, gains[b] * costA)
          if left != right { return left > right }
          return gains[a] != gains[b] ? gains[a] > gains[b] : a < b
        }
        #expect(site == best, "seed \(seed), step \(chosen.count)")
        chosen.append(site)
      }
      #expect(small.covered(chosen) == small.covered(Array(small.sets.indices)))
      #expect(greedy.sites == chosen)
    }
  }

  @Test("For money: within the budget, never above the truth, the bound never below", arguments: seeds)
  func budget(_ seed: UInt64) {
    let small = PlanTestInstance(seed: seed)
    let search = PlanSearch(instance: small.instance)
    for share in [0.1, 0.3, 0.7] {
      let money = Int64(Double(small.instance.costs.reduce(0, +)) * share)
      let sites = search.ranked(search.sites(for: .budget(money)))
      let known = small.covered(sites)
      #expect(small.cost(sites) <= money)
      let optimum = small.optimum { small.cost($0) <= money }
      #expect(known <= optimum)
      // Khuller, Moss and Naor: half of 1 - 1/e.
      #expect(Double(known) >= 0.316 * Double(optimum), "seed \(seed)")
      let bound = PlanBound(
        small.instance, sites: sites, count: small.sets.count, budget: money, wanted: known)
      #expect(bound.value >= optimum, "seed \(seed), money \(money)")
      expectReduced(small, .budget(money), known: known, bound: bound, optimum: optimum) { small.cost($0) <= money }
    }
  }

  @Test("A share by few sites: enough, none spare, and the bound on their number holds", arguments: seeds)
  func cover(_ seed: UInt64) {
    let small = PlanTestInstance(seed: seed)
    let search = PlanSearch(instance: small.instance)
    let all = small.covered(Array(small.sets.indices))
    for share in [0.0, 0.4, 0.8, 1] {
      let units = Int64((Double(all) * share).rounded(.up))
      let sites = search.sites(for: .cover(min(all, units)))
      #expect(small.covered(sites) >= min(all, units))
      for place in sites.indices where sites.count > 1 {
        #expect(small.covered(sites.enumerated().filter { $0.offset != place }.map(\.element)) < units)
      }
      let fewest = small.choices(of: Array(small.sets.indices)).filter { small.covered($0) >= units }.map(\.count).min()
      #expect(sites.count >= fewest ?? 0)
      let ranked = search.ranked(sites)
      let bound = PlanBound(
        small.instance, sites: Array(ranked.dropLast()), count: max(0, ranked.count - 1), wanted: units - 1)
      let least = bound.bounds.firstIndex { $0 >= units } ?? ranked.count
      #expect(least <= fewest ?? 0, "seed \(seed)")
    }
  }

  @Test("Sites keep apart, and the bound holds all the more", arguments: seeds)
  func apart(_ seed: UInt64) {
    let small = PlanTestInstance(seed: seed)
    let metres = Double(100 + seed * 3)
    let search = PlanSearch(instance: small.instance, minimumSeparation: metres)
    for count in [2, 4] {
      let sites = search.sites(for: .sites(count))
      #expect(small.areApart(sites, metres: metres))
      let isAllowed: ([Int]) -> Bool = { $0.count <= count && small.areApart($0, metres: metres) }
      let optimum = small.optimum(where: isAllowed)
      let known = small.covered(sites)
      #expect(known <= optimum)
      let bound = PlanBound(small.instance, sites: search.ranked(sites), count: count, wanted: known)
      #expect(bound.value >= optimum)
      expectReduced(
        small, .sites(count), known: known, bound: bound, optimum: optimum, keepsDominated: true, where: isAllowed)
    }
  }

  @Test("Any number of workers, the same plan and the same bound", arguments: seeds.prefix(20))
  func workers(_ seed: UInt64) {
    let plans = [1, 2, 5].map { workers in
      let large = PlanTestInstance(seed: seed, candidates: 5000...5001, homes: 300...400, workers: workers)
      let search = PlanSearch(instance: large.instance)
      let sites = search.ranked(search.sites(for: .sites(6)))
      let bound = PlanBound(
        large.instance, sites: sites, count: 6, wanted: PlanCover(large.instance, sites: sites).covered)
      return (sites, bound.bounds)
    }
    #expect(plans.allSatisfy { $0 == plans[0] })
  }

  @Test("Ten homes in a row, by hand")
  func byHand() {
    // 0…4, 3…7, 7…9, 5: each home weighs ten, the last one thirty.
    let instance = PlanInstance(
      weights: [Int64](repeating: 10, count: 9) + [30], firstRun: [0, 1, 2, 3, 4], runs: [0..<5, 3..<8, 7..<10, 5..<6],
      places: Array(repeating: Coordinate(longitudeE7: 0, latitudeE7: 0), count: 4), workers: 1)
    let search = PlanSearch(instance: instance)
    #expect(search.sites(for: .sites(1)) == [0])
    #expect(search.ranked(search.sites(for: .sites(2))) == [0, 2])
    #expect(PlanBound(instance, sites: [0, 2], count: 2, wanted: 100).value == 100)
    #expect(search.sites(for: .cover(120)) == [0, 1, 2])
    #expect(search.sites(for: .cover(100)) == [0, 2])
    #expect(search.sites(for: .budget(1)) == [0])
    #expect(search.sites(for: .budget(0)).isEmpty)
  }
}
