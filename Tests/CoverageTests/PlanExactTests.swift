import TestSupport
import Testing

@testable import Coverage

/// The model and the solver, where one is installed.
@Suite("The proven optimum")
struct PlanExactTests {
  @Test(
    "A solver's optimum is that of all choices", .enabled(if: PlanSolver.found() != nil), arguments: UInt64(1)...60)
  func solver(_ seed: UInt64) throws {
    let small = PlanTestInstance(seed: seed, candidates: 8...12, homes: 20...40)
    let metres = seed % 3 == 0 ? 150.0 : 0
    let exact = PlanExact(instance: small.instance, minimumSeparation: metres, scale: 1e3)
    let money = small.instance.costs.reduce(0, +) / 3
    let wide: ([Int]) -> Bool = { small.areApart($0, metres: metres) }
    for (target, isAllowed) in [
      (PlanTarget.sites(3), { (choice: [Int]) in choice.count <= 3 && wide(choice) }),
      (.budget(money), { small.cost($0) <= money && wide($0) }),
    ] {
      // A poor start, so that there is something to find.
      let start: [Int] = []
      var budget: Int64?
      if case .budget(let money) = target { budget = money }
      var count = small.sets.count
      if case .sites(let most) = target { count = most }
      let bound = PlanBound(small.instance, sites: start, count: count, budget: budget, wanted: 0)
      let answer = try exact.best(target, from: start, bound: bound)
      let optimum = small.optimum(where: isAllowed)
      #expect(answer.isOptimal, "\(answer)")
      #expect(small.covered(answer.sites) == optimum && answer.bound == optimum, "seed \(seed), \(target)")
      #expect(isAllowed(answer.sites))
    }
  }

  @Test("What the bound settles needs no solver")
  func settled() throws {
    let small = PlanTestInstance(seed: 3)
    let all = Array(small.sets.indices)
    let bound = PlanBound(small.instance, sites: all, count: all.count, wanted: small.covered(all))
    let exact = PlanExact(instance: small.instance, minimumSeparation: 0, scale: 1e6)
    let answer = try exact.best(.sites(all.count), from: all, bound: bound)
    #expect(answer.isOptimal && answer.by == "bound")
  }
}
