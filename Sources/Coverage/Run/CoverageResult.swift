import Geography
import OpenStreetMap
import Walking

/// All that one analysis found, as plain values.
public struct CoverageResult: Sendable {
  /// What was asked.
  public var parameters: CoverageParameters
  /// The land under study.
  public var studyArea: StudyArea
  /// The working reference system and the PROJ pipeline into it.
  public var projectionDefinition: String, projectionPipeline: String
  /// Venues in the order of ``VenueResult/venue``'s id (kind is no part of it).
  public var venues: [VenueResult]
  /// Homes inside the study area, in canonical order (type and number of the id; supplied rows in file order).
  public var homes: [HomeResult]
  /// What the weights count.
  public var weightUnit: WeightUnit
  /// The people of groups in each home; none unless a population file has them.
  public var groups = HomeGroups()
  /// Where the people of a population file went; `nil` without one.
  public var population: PopulationRecord?
  /// Land within each cutoff of any venue, ascending cutoffs; inner ⊂ outer.
  public var bands: [CoverageBand]
  /// Gaps, most weight first.
  public var gaps: [CoverageGap]
  /// Administrative areas and supplied ones, layer by layer, the widest first, then by id.
  public var areas: [AreaResult]
  /// What was asked of venues' hours, fee, access and dates, and what came of it; `nil` when nothing was.
  public var selection: SelectionResult?
  /// The covered share of each hour of the week; `nil` unless asked for.
  public var weekly: WeeklyProfile?
  /// Records of a supplied list and of the extract that were taken for one venue.
  public var merges: [VenueMerge]?
  /// Streets for the map: polylines.
  public var streets: StreetLines
  /// Water for the map.
  public var water: [GeographicPolygon]
  /// Seconds at each street node, for ``TravelTimesReport``; empty unless asked for. Ascending node id.
  public var streetNodeTimes: [StreetNodeTime]
  /// Metres of street within 300, 600, 900 and 1 200 s of a venue; empty unless asked for.
  public var reachInMetres: [(seconds: Int, metres: Double)]
  /// What the extract held.
  public var header: ExtractHeader
  /// What was read and dropped.
  public var reading: ReadingReport
  /// The files that a prepared city was built from; empty for a city of an extract.
  public var builtFrom: [RunInput] = []
  /// How the graph came about.
  public var graphReport: StreetGraphReport
  /// Vertices and edges of the contracted graph.
  public var vertexCount: Int, edgeCount: Int
  /// Counts of places: name of the count, value; in a fixed order.
  public var counts: [(name: String, value: Int)]
  /// What a user should hear of, counted.
  public var warnings: [Warning]
  /// What a user may like to know: "study area: the extract's bounds".
  public var notes: [String]
  /// The cost of each stage, in order.
  public var timings: [StageTiming]
  /// The walkers that were named, the first one's walks are ``homes``'; empty where none was.
  public var walkers: [WalkerResult] = []
  /// The ways and nodes whose missing tags decide about most weight, where both bounds were asked for.
  public var survey: [SurveyRow] = []
  var hasSurvey: Bool { walkers.contains { $0.strictTimes != nil } }
  /// Figures for reports that compare places.
  public var indicators = RunIndicators()
  /// The venues' capacities shared among the homes; `nil` unless asked for.
  public var catchment: FloatingCatchment?
}

/// One street node and its time to the nearest venue.
public struct StreetNodeTime: Sendable {
  /// The OSM node.
  public var node: Int64
  /// The time of the walk from it to the nearest venue.
  public var time: TravelTime
  /// Makes an entry.
  public init(node: Int64, time: TravelTime) {
    self.node = node
    self.time = time
  }
}

/// A venue with what it serves.
public struct VenueResult: Sendable {
  /// The venue.
  public var venue: Venue
  /// Metres from each door to its street; `nil` where none is within the snap radius.
  public var doorLegsInMetres: [Double?]
  /// Homes within the limit, their weight, and the weight that no other venue reaches.
  public var homesReached: Int, weightReached: Double, weightOnlyHere: Double
  /// One polygon set a cutoff, ascending; empty when no door joins a street.
  public var isochrones: [CoverageBand]
  /// Those in reach by the decay's weight, where capacities are shared and it tells one.
  public var weightInCatchment: Double?
  /// Its capacity over that; `nil` where it is nothing.
  public var capacityPerHead: Double?
}

/// Land within a cutoff.
public struct CoverageBand: Sendable {
  /// The cutoff.
  public var cutoff: TravelTime
  /// Valid polygons.
  public var polygons: [GeographicPolygon]
  /// Square metres on the ellipsoid.
  public var areaInSquareMetres: Double
}

/// A home with its walk to the nearest venue.
public struct HomeResult: Sendable {
  /// The home.
  public var home: Home
  /// Door to door; ``TravelTime/unreachable`` when there is no way or no street within the snap radius.
  public var time: TravelTime
  /// Place of the nearest venue in ``CoverageResult/venues``.
  public var venue: Int?
  /// Straight leg from the home to its street, in time and metres; `nil` when unsnapped.
  public var homeLeg: TravelTime?, homeLegInMetres: Double?
  /// Leg from the street to the venue's door.
  public var venueLeg: TravelTime?
  /// Time to the nearest venue of each selected kind, in the order of ``CoverageParameters/kinds``.
  public var timesByKind: [TravelTime]
  /// Whether the 15 minutes around it leave the data.
  public var isEdgeLimited: Bool
  /// What the run's rule says of it; `nil` without one, where the limit decides.
  public var rule: RuleVerdict? = nil
  /// What the rules beside it say.
  public var rulesBeside: [RuleVerdict] = []
  /// The same answers where strictness shuts what tags leave unknown; `nil` unless a band over both bounds is asked for.
  var strictTime: TravelTime?, strictRule: RuleVerdict?
  /// Answers at the slow and the fast pace where waits do not change with it.
  var paced: (slow: PacedAnswer, fast: PacedAnswer)?
  /// How many venues are within the limit.
  public var venuesWithin = 0
}

/// Why a gap is a gap (domain §8.12), the first that applies to most of its people.
public enum GapCause: String, Sendable, CaseIterable {
  /// No venue within the limit as the crow flies.
  case noVenue = "no_venue"
  /// A venue is near, the walk is over 1.6 times as long.
  case missingLink = "missing_link"
  /// Open gates would cover it.
  case gate
  /// A ten per cent faster walk would cover it.
  case justOver = "just_over"
  /// No street within the snap radius.
  case noPathData = "no_path_data"
  /// None of these.
  case far
}

/// Inhabited land beyond the limit.
public struct CoverageGap: Sendable {
  /// Rank, 1 for the most weight.
  public var rank: Int
  /// Valid polygons.
  public var polygons: [GeographicPolygon]
  /// Square metres on the ellipsoid.
  public var areaInSquareMetres: Double
  /// Homes in it (places in ``CoverageResult/homes``) and their weight.
  public var homes: [Int], weight: Double
  /// The nearest venue (most often nearest among its homes) and the walk; `nil` when none is reachable.
  public var nearestVenue: Int?
  /// Shortest, median and longest walk among reachable homes, weight ignored; `nil` when none is.
  public var shortest: TravelTime?, median: TravelTime?, longest: TravelTime?
  /// Names of the administrative areas it lies in, widest first.
  public var areaNames: [String]
  /// Why.
  public var cause: GapCause
  /// Air distance and walk to the nearest venue, the feature in between, or what else shows the cause.
  public var evidence: String
  /// Where a venue would serve most of its weight; `nil` where no street corner serves any.
  public var bestSite: GapSite?
  /// The values behind ``evidence``; `nil` when there is no venue at all.
  public var facts: GapEvidence?
  /// The rule's clauses that fail in it; empty without a rule.
  public var failures: [RuleFailure] = []
}

/// An administrative area's totals.
public struct AreaResult: Sendable {
  /// The area.
  public var area: AdministrativeArea
  /// Homes and weight inside.
  public var homes: Int, weight: Double
  /// Those within the limit.
  public var homesCovered: Int, weightCovered: Double
  /// Venues inside.
  public var venues: Int
  /// The longest walk; `nil` without homes, ``TravelTime/unreachable`` when one has no way.
  public var worst: TravelTime?
  /// Median walk of the homes; `nil` without homes.
  public var median: TravelTime?
  /// The people of each group inside, in the order of ``HomeGroups/names``.
  public var groups: [GroupCount] = []
  /// The rule's clauses, and for how many of its homes each fails; empty without a rule.
  public var failures: [RuleFailure] = []
  /// Its homes that pass each rule beside the run's own.
  public var passesBeside: [HomeCount] = []
  /// Its homes at a tenth less and more of the speed; `nil` unless asked for.
  public var firmness: FirmnessSums?
  /// The id of the area of a wider layer that holds more than half of its homes.
  public var parent: String?
  /// Its homes outside the parent. A parent has the homes of its children in one layer, without those outside it, and
  /// those of the unassigned row.
  public var outsideParent = HomeCount()
  /// Whether it is no area but what the parent, or the study area, has in no area of the layer.
  public var isUnassigned = false
  /// Figures for reports that compare places.
  public var indicators = AreaIndicators()
  /// The venues' capacity that falls to its homes; `nil` unless asked for.
  public var capacity: Double?
}
