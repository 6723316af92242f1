import Walking

/// The headline of a result, summed once.
package struct CoverageTotals: Sendable {
  /// Homes and those covered.
  package private(set) var homes = 0, homesCovered = 0
  /// Their weight.
  package private(set) var weight = 0.0, weightCovered = 0.0

  /// Adds the homes up in their canonical order. Linear.
  package init(_ result: CoverageResult) {
    self.init(result.homes, within: result.parameters.limit)
  }

  /// Adds up who is covered: by the run's rule, else within the limit.
  init(_ found: [HomeResult], within limit: TravelTime) {
    self.init(found) { $0.isCovered(within: limit) }
  }

  /// Adds up who is within a cutoff by one of a home's times.
  init(_ found: [HomeResult], within cutoff: TravelTime, time: (HomeResult) -> TravelTime) {
    self.init(found) { time($0) <= cutoff }
  }

  private init(_ found: [HomeResult], isCovered: (HomeResult) -> Bool) {
    for home in found {
      homes += 1
      weight += home.home.weight
      guard isCovered(home) else { continue }
      homesCovered += 1
      weightCovered += home.home.weight
    }
  }

  /// The covered share of the weight; `nil` when no one lives there.
  package var share: Double? { weight > 0 ? weightCovered / weight : nil }
}
