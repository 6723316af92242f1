import Geography
import Walking

/// What is asked of ``PreparedCity/plan(_:progress:)``.
package struct PlanQuestion: Sendable {
  /// What to reach.
  package var goal: PlanGoal
  /// The longest walk that counts.
  package var limit: TravelTime
  /// Where sites may be; `nil` for all street corners.
  package var candidates: CandidateList?
  /// Metres between any two new sites, at least, as the crow flies; existing venues may be nearer.
  package var minimumSeparation = 0.0
  /// Whether the optimum is to be proven, with a solver where need be.
  package var isExact = false
  /// Threads; they never change the answer.
  package var workers = 1

  package init(goal: PlanGoal, limit: TravelTime) {
    self.goal = goal
    self.limit = limit
  }
}

/// Where to open venues, whom each gains, and how near the best this is.
package struct SitePlan: Sendable {
  /// One site of a plan.
  package struct Site: Sendable {
    /// 1 for the site that gains most; each next one gains most besides those before.
    package var rank: Int
    /// The candidate; of a street corner without name and cost.
    package var candidate: CandidateSite
    /// The names of the streets there; of a place off them the nearest one's, "near" before it.
    package var streets: String
    /// The narrowest administrative area around it; empty when none is known.
    package var area: String
    /// Homes newly within the limit, and their weight.
    package var homesGained: Int, weightGained: Double
    /// Totals with the sites up to this one.
    package var homesCovered: Int, weightCovered: Double
  }

  /// How far the bound goes.
  package enum Proof: Hashable, Sendable {
    /// The plan is proven best, by this.
    case optimal(by: String)
    /// The bound is proven, the plan may be bettered up to it; and why ``PlanQuestion/isExact`` did not settle it.
    case bounded(reason: String?)
  }

  /// What was asked.
  package var question: PlanQuestion
  /// The city's own.
  package var studyArea: String, parameters: CoverageParameters, weightUnit: WeightUnit, venues: Int
  /// All homes of the study area, and those within the limit already.
  package var homes: Int, weight: Double, homesCoveredBefore: Int, weightCoveredBefore: Double
  /// Candidates looked at, and those that serve any home beyond the limit.
  package var candidates: Int, usefulCandidates: Int
  /// Covered weight with all candidates.
  package var weightReachable: Double
  /// By rank.
  package var sites: [Site]
  /// What no choice of 0, 1, … sites can exceed, as covered weight; with a budget only the whole choice's.
  package var bounds: [Double]
  /// Fewer sites than this cannot reach the share asked for; `nil` unless one is.
  package var fewestSites: Int?
  package var proof: Proof
  /// Covered weight of the plan that greed and exchange found, where a solver was asked for the best one.
  package var weightWithoutSolver: Double?
  /// What a user should hear of.
  package var warnings: [Warning]

  /// Covered weight with all sites.
  package var weightCovered: Double { sites.last?.weightCovered ?? weightCoveredBefore }
  package var homesCovered: Int { sites.last?.homesCovered ?? homesCoveredBefore }
  /// What no choice can exceed, as covered weight.
  package var bound: Double { max(weightCovered, bounds.last ?? weightCovered) }
  /// What the sites cost together; `nil` when that is not known.
  package var cost: Double? {
    sites.allSatisfy { $0.candidate.cost != nil } ? sites.reduce(0) { $0 + ($1.candidate.cost ?? 0) } : nil
  }
  /// Whether the share asked for is reached; true for other goals.
  package var isGoalMet: Bool {
    // As `--require` compares: without division.
    if case .share(let share) = question.goal { return weightCovered >= share * weight }
    return true
  }

  /// Whether all candidates together would meet the share that was asked for; sites that must lie apart may not.
  package var isGoalInReach: Bool {
    if case .share(let share) = question.goal { return weightReachable >= share * weight }
    return true
  }
}
