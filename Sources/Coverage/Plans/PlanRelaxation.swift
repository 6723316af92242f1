/// One value of the Lagrangian relaxation of maximal coverage: a proven bound on every choice.
///
/// Each home h gets a price 0 ≤ λ ≤ w. Any choice S covers at most Σ (w − λ) + Σ over its sites of the prices they
/// serve: a covered home brings w, and at least w is counted for it, w − λ and λ at least once. The best sites by price
/// then bound all choices of a size. With the prices w of homes that a choice leaves and 0 of those that it covers, this
/// is the bound of submodular functions: what the choice covers and the largest gains left.
///
/// Integers throughout, so the bound holds to the last unit.
struct PlanRelaxation: Sendable {
  /// Sums stop here, far over any weight.
  private static let most = Int64(1) << 61

  /// Σ (w − λ).
  let constant: Int64
  /// The prices that each candidate serves.
  let values: [Int64]
  /// The candidates that count, the best by value (or by value for their cost) first; ties to the lower one.
  let order: [Int]

  /// - Parameters:
  ///   - prices: of each home, 0 to its weight.
  ///   - count: how many of the best are wanted; all by cost when there is a budget.
  init(_ instance: PlanInstance, prices: [Int64], count: Int, budget: Int64?) {
    values = instance.sums(ofAll: instance.sums { prices[$0] })
    constant = instance.total - prices.reduce(0, +)
    if let budget {
      let (values, costs) = (values, instance.costs)
      func cost(_ candidate: Int) -> Int64 { costs.isEmpty ? 1 : costs[candidate] }
      order = values.indices.filter { values[$0] > 0 && cost($0) <= budget }.sorted { a, b in
        let (left, right) = (values[a].multipliedFullWidth(by: cost(b)), values[b].multipliedFullWidth(by: cost(a)))
        if left.high != right.high { return left.high > right.high }
        if left.low != right.low { return left.low > right.low }
        return a < b
      }
    } else {
      order = Self.largest(count, of: values)
    }
  }

  /// The places of the largest values, the largest first, ties to the lower place. Linear, with a few insertions.
  private static func largest(_ count: Int, of values: [Int64]) -> [Int] {
    guard count > 0 else { return [] }
    guard count * 8 < values.count else {
      return Array(values.indices.sorted { (values[$1], $0) < (values[$0], $1) }.prefix(count))
    }
    var best: [Int] = []
    var least = Int64.min
    for (place, value) in values.enumerated() where best.count < count || value > least {
      var at = best.count
      while at > 0, values[best[at - 1]] < value { at -= 1 }
      best.insert(place, at: at)
      if best.count > count { best.removeLast() }
      if best.count == count, let last = best.last { least = values[last] }
    }
    return best
  }

  /// What no choice of a number of sites exceeds, for 0 sites, 1 site, …: `constant` and the best values.
  func bounds(upTo count: Int) -> [Int64] {
    var bounds = [constant]
    for number in 0..<count {
      let next = number < order.count ? values[order[number]] : 0
      bounds.append(min(Self.most, bounds[number] + next))
    }
    return bounds
  }

  /// What no choice for some money exceeds: the best values for their cost, the last one in part.
  func bound(for money: Int64, _ instance: PlanInstance) -> Int64 {
    guard money >= 0 else { return constant }
    var (sum, left) = (constant, money)
    for candidate in order {
      let (cost, value) = (instance.cost(candidate), values[candidate])
      guard cost <= left else {
        return min(Self.most, sum + Self.part(of: value, left, cost))
      }
      left -= cost
      sum = min(Self.most, sum + value)
    }
    return sum
  }

  /// `value · left / cost`, rounded up, of 0 ≤ left < cost.
  private static func part(of value: Int64, _ left: Int64, _ cost: Int64) -> Int64 {
    let (quotient, remainder) = cost.dividingFullWidth(value.multipliedFullWidth(by: left))
    return quotient + (remainder > 0 ? 1 : 0)
  }
}
