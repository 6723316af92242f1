import Geography

/// What is left to decide once it is proven what a better choice cannot do: candidates that no better choice has are
/// dropped, so are those that another serves all of, and homes with the same candidates become one.
struct PlanReduction: Sendable {
  /// Homes served by the same candidates.
  struct HomeClass: Sendable {
    var weight: Int64
    /// Places in ``PlanReduction/candidates``, ascending.
    var candidates: [UInt32]
  }

  /// Homes of candidates that can be told apart one by one.
  private static let mostEntries = 20_000_000
  /// Words of sets that the search for dominated candidates may compare.
  private static let mostComparisons = 400_000_000

  /// Candidates that a better choice may have, ascending.
  private(set) var candidates: [Int]
  private(set) var classes: [HomeClass] = []
  /// Whether the instance is so large that homes were not told apart.
  private(set) var isTooLarge = false

  private let instance: PlanInstance

  /// - Parameters:
  ///   - relaxation: of ``PlanBound``.
  ///   - known: units that a choice is known to cover; what cannot cover more is of no interest.
  ///   - keepsDominated: where sites must keep apart, a lesser one may be wanted.
  init(_ instance: PlanInstance, relaxation: PlanRelaxation, target: PlanTarget, known: Int64, keepsDominated: Bool) {
    self.instance = instance
    candidates = Self.promising(instance, relaxation, target, known)
    let entries = candidates.reduce(0) { sum, candidate in
      sum + instance.runs(of: candidate).reduce(0) { $0 + $1.count }
    }
    guard entries <= Self.mostEntries else {
      isTooLarge = true
      return
    }
    mergeHomes()
    if !keepsDominated { while dropDominated() { mergeHomes() } }
  }

  /// The candidates with which a choice could cover more than is known: the relaxation's bound of choices that have
  /// them.
  private static func promising(
    _ instance: PlanInstance, _ relaxation: PlanRelaxation, _ target: PlanTarget, _ known: Int64
  ) -> [Int] {
    let values = relaxation.values
    if case .budget(let money) = target {
      return values.indices.filter { candidate in
        let cost = instance.cost(candidate)
        return cost <= money && values[candidate] + relaxation.bound(for: money - cost, instance) > known
      }
    }
    guard case .sites(let count) = target, count > 0 else { return [] }
    let others = relaxation.bounds(upTo: count)[count - 1]
    let least = relaxation.order.count < count ? 0 : values[relaxation.order[count - 1]]
    return values.indices.filter { values[$0] >= least || others + values[$0] > known }
  }

  /// Makes one class of the homes that the same candidates serve.
  private mutating func mergeHomes() {
    var servers = [[UInt32]](repeating: [], count: instance.homeCount)
    for (number, candidate) in candidates.enumerated() {
      for run in instance.runs(of: candidate) {
        for home in Int(run.lowerBound)..<Int(run.upperBound) { servers[home].append(UInt32(number)) }
      }
    }
    var places: [[UInt32]: Int] = [:]
    classes = []
    for home in servers.indices where !servers[home].isEmpty && instance.weights[home] > 0 {
      if let place = places[servers[home]] {
        classes[place].weight += instance.weights[home]
      } else {
        places[servers[home]] = classes.count
        classes.append(HomeClass(weight: instance.weights[home], candidates: servers[home]))
      }
    }
  }

  /// Drops the candidates all of whose classes another serves that costs no more; of equal ones the lowest stays.
  /// False when there is none, or when looking for them would take too long.
  private mutating func dropDominated() -> Bool {
    let words = (classes.count + 63) / 64
    var bits = [UInt64](repeating: 0, count: words * candidates.count)
    var rarest = [Int](repeating: -1, count: candidates.count)
    var sizes = [Int](repeating: 0, count: candidates.count)
    for (number, one) in classes.enumerated() {
      for candidate in one.candidates.map(Int.init) {
        bits[candidate * words + number / 64] |= 1 << UInt64(number % 64)
        sizes[candidate] += 1
        if rarest[candidate] < 0 || one.candidates.count < classes[rarest[candidate]].candidates.count {
          rarest[candidate] = number
        }
      }
    }
    let work = rarest.reduce(0) { $0 + ($1 < 0 ? 0 : classes[$1].candidates.count * words) }
    guard work <= Self.mostComparisons else { return false }
    func isWithin(_ a: Int, _ b: Int) -> Bool {
      (0..<words).allSatisfy { bits[a * words + $0] & ~bits[b * words + $0] == 0 }
    }
    let kept = candidates.indices.filter { one in
      guard rarest[one] >= 0 else { return false }
      return !classes[rarest[one]].candidates.contains { other in
        let other = Int(other)
        guard other != one, sizes[other] >= sizes[one] else { return false }
        let (cost, otherCost) = (instance.cost(candidates[one]), instance.cost(candidates[other]))
        guard otherCost <= cost, isWithin(one, other) else { return false }
        return sizes[other] > sizes[one] || otherCost < cost || other < one
      }
    }
    let isSmaller = kept.count < candidates.count
    candidates = kept.map { candidates[$0] }
    return isSmaller
  }
}
