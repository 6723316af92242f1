import Geography
import Walking

/// Who is within the limit of some venue.
public struct CoverageShare: Hashable, Sendable {
  /// All homes of the study area.
  public var all: HomeCount
  /// Those within the limit.
  public var covered: HomeCount

  /// The share of the weight that is covered, 0…1; `nil` without any.
  public var share: Double? { all.weight > 0 ? covered.weight / all.weight : nil }
}

/// What opening venues, closing venues, or both, changes for the homes of a city.
public struct CoverageChange: Sendable {
  /// Before and after.
  public var before: CoverageShare, after: CoverageShare
  /// Homes that come within the limit, and homes that fall out of it.
  public var gained: HomeCount, lost: HomeCount
  /// Minutes of walking to the nearest venue, times weight, that all homes together save and add; homes that had no
  /// way at all, or have none any more, are not in it.
  public var savedMinutes: Double, addedMinutes: Double
  /// Homes whose nearest venue comes nearer, and those whose nearest venue is farther.
  public var nearer: HomeCount, farther: HomeCount
  /// Homes that had no way to any venue and now have one, and the other way round.
  public var connected: HomeCount, disconnected: HomeCount
  /// The places (in ``PreparedCity/areas``) where homes are gained or lost, by the areas' order.
  public var areas: [AreaChange]
  /// The longest walk of a home that has one then; `nil` when none has.
  public var longestAfter: TravelTime?
  /// For whom a rule comes to hold, where one was asked for.
  public var rule: RuleChange?

  /// An administrative area's part in it.
  public struct AreaChange: Hashable, Sendable {
    /// Place in ``PreparedCity/areas``.
    public var area: Int
    /// Its homes that come within the limit and that fall out of it.
    public var gained: HomeCount, lost: HomeCount
  }
}

/// What one site alone would do.
public struct SiteEffect: Sendable {
  /// The site.
  public var site: CandidateSite
  /// Metres from the site to its street; `nil` when there is none within the snap radius, and no one is reached.
  public var legInMetres: Double?
  /// The street's nearest point, and whether the way to it crosses an obstacle.
  public var foot: Coordinate?, crossesObstacle: Bool
  /// Homes within the limit of the site.
  public var reached: HomeCount
  /// Those of them that are within the limit of an existing venue already.
  public var overlap: HomeCount
  /// The existing venues (places in ``PreparedCity/venues``) that are nearest to the homes of the overlap, with these
  /// homes; most weight first.
  public var overlapVenues: [(venue: Int, count: HomeCount)]
  /// What it changes.
  public var change: CoverageChange
  /// Homes for which it is the first venue of its kind within the limit; `nil` when no kind was named.
  public var gainedOfKind: HomeCount?
  /// The land within each cutoff of it; empty unless asked for.
  public var isochrones: [CoverageBand] = []

  /// Homes that come within the limit.
  public var gained: HomeCount { change.gained }
}
