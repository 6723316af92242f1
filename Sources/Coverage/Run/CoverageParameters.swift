import Walking

/// What an analysis asks.
public struct CoverageParameters: Sendable {
  /// The limit of the promise.
  public var limit: TravelTime
  /// Cutoffs to draw, ascending, the limit among them.
  public var cutoffs: [TravelTime]
  /// Who walks.
  public var profile: WalkingProfile
  /// The profiles that ``profile`` and its companions are of.
  public var walkers = WalkerChoice()
  /// Venue classes that count.
  public var kinds: [VenueKind]
  /// Which venues of these classes count: by hours, fee, access and dates.
  public var selection = VenueSelection()
  /// How far a place may lie from its street, in metres.
  public var snapRadiusInMetres: Double
  /// Working reference system as PROJ takes it; `nil` for a local equal-area one around the study area.
  public var workingCRS: String?
  /// Side of a cell of the travel-time field in metres.
  public var resolutionInMetres: Double
  /// Whether to keep the time of every street node.
  public var keepsStreetNodeTimes: Bool
  /// Whether to draw isochrones of single venues.
  public var drawsIsochrones: Bool
  /// The rule that says who is covered; `nil` for the promise itself, any venue within the limit.
  public var rule: CoverageRule?
  /// Rules that are told of beside: they decide nothing.
  public var rulesBeside: [CoverageRule] = []
  /// Kinds among ``kinds`` that were looked for only because a rule beside counts them: nothing else knows of them. A run
  /// on a city that was prepared before (``CoverageAnalysis/run(on:progress:)``) counts the city's kinds as they are.
  public var kindsBeside: [VenueKind] = []
  /// What homes are to a rule.
  public var areaType = AreaType.urban
  /// Whether to tell who is covered by a walk a tenth slower or faster, too.
  public var tellsFirmness = false
  /// The percentage of people that must be covered; where none is asked, areas fail that are not covered whole.
  public var requiredPercentage: Double?
  /// How the venues' capacities are shared among those within the limit; `nil` for not at all.
  public var catchment: CatchmentDecay?
  /// Threads.
  public var workers: Int
  /// Lattice tiles that are made at a time, about; as threads, they never change the answer.
  var tilesOfStrip = 1024

  /// Fifteen minutes at 4.8 km/h to a museum, theatre or library.
  public init(workers: Int = 2) {
    limit = .minutes(15)
    cutoffs = [.minutes(5), .minutes(10), .minutes(15)]
    profile = .standard
    kinds = VenueKind.core
    snapRadiusInMetres = 250
    workingCRS = nil
    resolutionInMetres = 10
    keepsStreetNodeTimes = false
    drawsIsochrones = true
    self.workers = workers
  }

  /// The larger of the limit and the largest cutoff.
  var longestCutoff: TravelTime { max(limit, cutoffs.last ?? limit) }
}
