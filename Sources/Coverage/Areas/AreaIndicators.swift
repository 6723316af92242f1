/// Figures that follow from an area's sums, for reports that compare places (domain §8.3–8.6). `nil` where a figure has
/// no meaning, as a share of nobody.
public struct AreaIndicators: Sendable {
  /// The share of the weight beyond the limit (FGT 0), the mean gap g = min(1, max(0, (t − z)/z)) of all (FGT 1), and
  /// the mean of its square (FGT 2), after Foster, Greer and Thorbecke.
  public var headcount: Double?, depth: Double?, severity: Double?
  /// The weighted mean walk of those with a way, in minutes.
  public var meanMinutes: Double?
  /// The weighted mean number of venues within the limit, and how unequally it is spread: Gini, Theil's T, and the best
  /// served 10 % over the worst served 40 %.
  public var meanVenues: Double?, gini: Double?, theil: Double?, palma: Double?
  /// Venues for each 100,000 of the weight.
  public var venuesPer100000: Double?
  /// The area's share of its layer's venues over its share of the layer's weight.
  public var locationQuotient: Double?
  /// The covered share of town and of country, where areas say which is which.
  public var urbanShare: Double?, ruralShare: Double?

  /// Country over town: 1 for parity.
  public var ruralToUrban: Double? {
    guard let urbanShare, let ruralShare, urbanShare > 0 else { return nil }
    return ruralShare / urbanShare
  }

  /// Nothing known.
  public init() {}

  init(_ tally: AreaTally, venues: Int) {
    guard tally.weight > 0 else { return }
    headcount = tally.weightBeyond / tally.weight
    depth = tally.gaps / tally.weight
    severity = tally.squaredGaps / tally.weight
    meanMinutes = tally.weightWithWay > 0 ? tally.minutes / tally.weightWithWay : nil
    let spread = tally.spread
    (meanVenues, gini, theil, palma) = (spread.mean, spread.gini, spread.theil, spread.palma)
    venuesPer100000 = Double(venues) / tally.weight * 100_000
    for (type, share) in zip(AreaType.allCases, tally.byType) {
      switch type {
      case .urban: urbanShare = share.share
      case .rural: ruralShare = share.share
      }
    }
  }
}

/// Figures of a whole run.
public struct RunIndicators: Sendable {
  /// A kind of venue.
  public struct Kind: Sendable {
    /// Which.
    public var kind: VenueKind
    /// The weight within the limit of one, and how many lie in the study area.
    public var weightCovered: Double, venues: Int
  }

  /// A layer of areas.
  public struct Layer: Sendable {
    /// What it is called, and its level.
    public var name: String, level: Int
    /// How many areas it has.
    public var areas: Int
    /// Who lives in none of them.
    public var unassigned: HomeCount
    /// Theil's T of the venues within the limit, split into what lies between the areas and within them.
    public var theilBetween: Double?, theilWithin: Double?
    /// How alike venues and people are spread over the areas, 1 for quite alike; of all kinds, and of each.
    public var likeness: Double?, likenessByKind: [Double?]
  }

  /// Of all homes.
  public var whole = AreaIndicators()
  /// Venues in the study area.
  public var venues = 0
  /// By kind, as asked.
  public var kinds: [Kind] = []
  /// By layer, widest first.
  public var layers: [Layer] = []

  /// Nothing known.
  public init() {}
}
