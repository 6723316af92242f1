import Walking

/// Sums over homes, from which all figures of an area follow. They are exact, so two tallies may be added in any order:
/// a parent's is the sum of its children's.
struct AreaTally: Equatable, Sendable {
  var homes = 0, homesCovered = 0
  var weight = 0.0, weightCovered = 0.0
  /// Sums of the weights times the homes' gaps (``HomeResult/gap(within:_:)``), and times their squares.
  var gaps = 0.0, squaredGaps = 0.0
  /// Of homes with a way: their weight, and that times the minutes.
  var weightWithWay = 0.0, minutes = 0.0
  /// Entry n has the weight of the homes with n venues within the limit.
  var weightByVenues: [Double] = []
  /// The weight in areas known as town and as country, and what of it is covered.
  var byType: [TypeShare] = AreaType.allCases.map { _ in TypeShare() }

  /// A weight and what of it is covered.
  struct TypeShare: Equatable, Sendable {
    var weight = 0.0, covered = 0.0

    var share: Double? { weight > 0 ? covered / weight : nil }
  }

  var weightBeyond: Double { weight - weightCovered }
  var spread: Inequality { Inequality(peopleByValue: weightByVenues) }

  static func += (a: inout AreaTally, b: AreaTally) {
    a.homes += b.homes
    a.homesCovered += b.homesCovered
    a.weight += b.weight
    a.weightCovered += b.weightCovered
    a.gaps += b.gaps
    a.squaredGaps += b.squaredGaps
    a.weightWithWay += b.weightWithWay
    a.minutes += b.minutes
    a.reach(b.weightByVenues.count)
    for (count, weight) in b.weightByVenues.enumerated() { a.weightByVenues[count] += weight }
    for place in b.byType.indices {
      a.byType[place].weight += b.byType[place].weight
      a.byType[place].covered += b.byType[place].covered
    }
  }

  private mutating func reach(_ count: Int) {
    if weightByVenues.count < count {
      weightByVenues += [Double](repeating: 0, count: count - weightByVenues.count)
    }
  }
}

extension AreaTally {
  /// What makes each home's terms summable.
  struct Terms: Sendable {
    private let weights: SummableWeights, minutes: SummableWeights

    /// - Parameters:
    ///   - weight: of all homes.
    ///   - longest: the longest walk of a home that has a way.
    init(weight: Double, longest: TravelTime) {
      weights = SummableWeights(total: weight)
      minutes = SummableWeights(total: weight * max(1, longest.minutes))
    }

    /// Adds a home.
    ///
    /// - Parameter gap: how far it is from being covered, 0…1.
    func add(
      weight: Double, time: TravelTime, gap: Double, isCovered: Bool, venues: Int, type: AreaType?,
      to tally: inout AreaTally
    ) {
      tally.homes += 1
      tally.weight += weight
      if isCovered {
        tally.homesCovered += 1
        tally.weightCovered += weight
      }
      tally.gaps += weights.rounded(weight * gap)
      tally.squaredGaps += weights.rounded(weight * gap * gap)
      if time.isReachable {
        tally.weightWithWay += weight
        tally.minutes += minutes.rounded(weight * time.minutes)
      }
      tally.reach(venues + 1)
      tally.weightByVenues[venues] += weight
      if let type, let place = AreaType.allCases.firstIndex(of: type) {
        tally.byType[place].weight += weight
        if isCovered { tally.byType[place].covered += weight }
      }
    }
  }
}
