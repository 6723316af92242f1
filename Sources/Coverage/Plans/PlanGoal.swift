/// What a plan is to reach.
package enum PlanGoal: Hashable, Sendable {
  /// The most weight by this many sites.
  case sites(Int)
  /// This share of all weight, 0…1, by as few sites as can be found.
  case share(Double)
  /// The most weight for this much money, in the candidates' own currency.
  case budget(Double)
}

/// A goal in the units of a ``PlanInstance``.
enum PlanTarget: Hashable, Sendable {
  case sites(Int)
  /// Units to cover, no more than all candidates together do.
  case cover(Int64)
  case budget(Int64)
}
