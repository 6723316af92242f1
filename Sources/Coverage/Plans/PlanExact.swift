import Geography

/// The optimum, or how near it is: what ``PlanBound`` leaves open is put to a solver.
struct PlanExact: Sendable {
  /// What was found.
  struct Answer: Sendable {
    var sites: [Int]
    /// What no choice exceeds, in units.
    var bound: Int64
    /// Whether the sites are proven best.
    var isOptimal: Bool
    /// What proved it: "bound", or the solver's name.
    var by: String
    /// Why it is not proven; `nil` when it is.
    var reason: String?
  }

  let instance: PlanInstance
  let minimumSeparation: Double
  /// Units of one person or dwelling.
  let scale: Double

  /// The best choice of a number of sites, or for some money.
  ///
  /// - Parameters:
  ///   - sites: a good choice.
  ///   - bound: of the same target.
  /// - Throws: ``InputError`` when a solver is needed and there is none.
  func best(_ target: PlanTarget, from sites: [Int], bound: PlanBound) throws -> Answer {
    let known = PlanCover(instance, sites: sites).covered
    func proven(by name: String) -> Answer {
      Answer(sites: sites, bound: known, isOptimal: true, by: name, reason: nil)
    }
    guard let relaxation = bound.best, bound.value > known else { return proven(by: "bound") }
    let reduction = PlanReduction(
      instance, relaxation: relaxation, target: target, known: known, keepsDominated: minimumSeparation > 0)
    guard !reduction.candidates.isEmpty else { return proven(by: "bound") }
    func open(_ reason: String, by name: String) -> Answer {
      Answer(sites: sites, bound: bound.value, isOptimal: false, by: name, reason: reason)
    }
    let size = "\(reduction.candidates.count) candidates and \(reduction.classes.count) groups of homes are left"
    guard !reduction.isTooLarge, reduction.candidates.count <= 20_000,
      reduction.classes.reduce(0, { $0 + $1.candidates.count }) <= 2_000_000,
      let model = PlanModel(
        instance, reduction, target: target, minimumSeparation: minimumSeparation, scale: scale)
    else { return open("too large for a solver: \(size)", by: "bound") }
    guard let solver = PlanSolver.found() else { throw PlanSolver.missing }
    let answer = try solver.solve(model.text)
    let found = answer.chosen.compactMap { reduction.candidates.indices.contains($0) ? reduction.candidates[$0] : nil }
    let covered = PlanCover(instance, sites: found).covered
    let isBetter = covered > known && isAllowed(found, target)
    let (best, most) = isBetter ? (found, covered) : (sites, known)
    if answer.isOptimal { return Answer(sites: best, bound: most, isOptimal: true, by: solver.name, reason: nil) }
    // A solver's bound is of what is left, rounded by its tolerances.
    let stated = answer.bound.map { Int64(min($0 * scale * (1 + 1e-7) + 1, Double(instance.total))) }
    return Answer(
      sites: best, bound: max(most, min(bound.value, stated ?? bound.value)), isOptimal: false, by: solver.name,
      reason: "\(solver.name) stopped after \(solver.seconds) s; \(size)")
  }

  /// A solver's sites are checked before they are taken; that none are better rests on the solver.
  private func isAllowed(_ sites: [Int], _ target: PlanTarget) -> Bool {
    switch target {
    case .sites(let count): guard sites.count <= count else { return false }
    case .budget(let money):
      guard sites.reduce(0, { $0 + instance.cost($1) }) <= money else { return false }
    case .cover: return false
    }
    return sites.indices.allSatisfy { one in
      sites.indices.dropFirst(one + 1).allSatisfy {
        instance.areApart(sites[one], sites[$0], metres: minimumSeparation)
      }
    }
  }
}
