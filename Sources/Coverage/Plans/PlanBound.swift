/// What no choice of sites can exceed, proven: the least of many relaxations (``PlanRelaxation``).
///
/// The first are those of the plan's own sites as they are added one by one (Nemhauser, Wolsey and Fisher 1978); from
/// the best of them prices descend by subgradients (Held, Wolfe and Crowder 1974), which comes near the bound of the
/// linear program.
///
/// - Complexity: linear in runs and homes a step, a few hundred steps at most.
struct PlanBound: Sendable {
  /// Runs and homes that all steps together may look at.
  private static let effort = 400_000_000
  private static let mostSteps = 400

  /// What a choice of 0, 1, … sites cannot exceed; for money one entry.
  var bounds: [Int64] { found.map { min($0, reachable) } }
  /// The relaxation with the least bound, for ``PlanReduction``.
  private(set) var best: PlanRelaxation?

  /// What the whole choice cannot exceed.
  var value: Int64 { bounds.last ?? 0 }

  private let instance: PlanInstance
  /// Units that all candidates together cover.
  private let reachable: Int64
  /// The least so far; may be over all there is.
  private var found: [Int64] = []
  private let count: Int
  private let budget: Int64?
  private var bestPrices: [Int64] = []
  private var least = Int64.max

  /// - Parameters:
  ///   - sites: a good choice, in the order of ``PlanSearch/ranked(_:)``.
  ///   - count: the most sites of the choices to bound.
  ///   - budget: their money, which counts in place of their number.
  ///   - wanted: a value that a choice is known to have, or that it must reach: no lower bound is looked for.
  init(_ instance: PlanInstance, sites: [Int], count: Int, budget: Int64? = nil, wanted: Int64) {
    self.instance = instance
    self.count = min(count, instance.candidateCount)
    self.budget = budget
    reachable = PlanCover(instance, sites: Array(0..<instance.candidateCount)).covered
    var cover = PlanCover(instance)
    let steps = max(1, min(Self.mostSteps, Self.effort / max(1, instance.runs.count + 4 * instance.homeCount)))
    for number in 0...sites.count {
      if number <= steps || number == sites.count {
        _ = look(at: (0..<instance.homeCount).map { cover.counts[$0] == 0 ? instance.weights[$0] : 0 })
      }
      if number < sites.count { cover.add(sites[number], instance) }
    }
    descend(steps: steps, wanted: wanted)
  }

  /// Takes a relaxation in.
  private mutating func look(at prices: [Int64]) -> (relaxation: PlanRelaxation, bound: Int64) {
    let relaxation = PlanRelaxation(instance, prices: prices, count: count, budget: budget)
    let new = budget.map { [relaxation.bound(for: $0, instance)] } ?? relaxation.bounds(upTo: count)
    found = found.isEmpty ? new : zip(found, new).map(min)
    let bound = new[new.count - 1]
    if bound < least {
      least = bound
      best = relaxation
      bestPrices = prices
    }
    return (relaxation, bound)
  }

  /// Steps against the subgradient: a home served by several of the relaxation's sites is too dear, one served by none
  /// too cheap.
  private mutating func descend(steps: Int, wanted: Int64) {
    guard count > 0, instance.homeCount > 0 else { return }
    var prices = bestPrices
    var scale = 1.0
    var stale = 0
    for _ in 0..<steps where least > wanted {
      let before = least
      let (relaxation, bound) = look(at: prices)
      if least < before { stale = 0 } else { stale += 1 }
      if stale == 12 {
        (stale, scale, prices) = (0, scale / 2, bestPrices)
        if scale < 0.002 { return }
        continue
      }
      let slope = slope(of: relaxation)
      let norm = zip(slope, prices).enumerated().reduce(0.0) { sum, home in
        let (slope, price) = home.element
        let isHeld = (price == 0 && slope > 0) || (price == instance.weights[home.offset] && slope < 0)
        return isHeld ? sum : sum + slope * slope
      }
      guard norm > 0 else { return }
      let step = scale * Double(bound - wanted + 1) / norm
      for home in prices.indices where instance.weights[home] > 0 {
        let price = Double(prices[home]) - step * slope[home]
        prices[home] = min(instance.weights[home], Int64(max(0, min(price, 2e18)).rounded()))
      }
    }
  }

  /// For each home how often the relaxation's sites serve it, less the once that it is counted.
  private func slope(of relaxation: PlanRelaxation) -> [Double] {
    var change = [Double](repeating: 0, count: instance.homeCount + 1)
    var left = budget ?? 0
    for (number, candidate) in relaxation.order.enumerated() {
      var share = 1.0
      if budget != nil {
        let cost = instance.cost(candidate)
        guard left > 0 || cost == 0 else { break }
        share = cost <= left ? 1 : Double(left) / Double(cost)
        left = max(0, left - cost)
      } else if number >= count || relaxation.values[candidate] <= 0 {
        break
      }
      for run in instance.runs(of: candidate) {
        change[Int(run.lowerBound)] += share
        change[Int(run.upperBound)] -= share
      }
    }
    var sum = 0.0
    return (0..<instance.homeCount).map { home in
      sum += change[home]
      return sum - 1
    }
  }
}
