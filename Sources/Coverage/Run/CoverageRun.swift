import Geography
import Parallel
import Walking

/// One question put to a city: what each stage leaves for the next.
struct CoverageRun {
  let prepared: PreparedCity
  let parameters: CoverageParameters
  let clock: StageClock
  var notes: [String]
  var warnings: [Warning]
  var counts: [(name: String, value: Int)]

  /// The venues that the rules beside may count; `nil` where these are the city's.
  var venuesBeside: VenueChoice?

  // Left by `search`.
  var homeResults: [HomeResult] = []
  /// The rule's own answers, kept for the survey where both bounds are asked for.
  var ruleBounds = RuleBounds()
  var streetNodeTimes: [StreetNodeTime] = []
  var reachInMetres: [(seconds: Int, metres: Double)] = []
  // Left by `draw`.
  var venueResults: [VenueResult] = []
  var bands: [CoverageBand] = []
  var gaps: [CoverageGap] = []
  var areaResults: [AreaResult] = []
  var selection: SelectionResult?
  var weekly: WeeklyProfile?
  var indicators = RunIndicators()
  var catchment: FloatingCatchment?

  var city: CityModel { prepared.model }
  var searches: CoverageSearches { prepared.searches }
  var venues: [Venue] { prepared.venues }
  var doors: [[[Join]]] { prepared.doors }
  var homes: HomeTable { prepared.homes }
  var homeJoins: JoinTable { prepared.homeJoins }
  var areas: [AdministrativeArea] { prepared.areas }

  /// - Parameter parameters: what is asked; who walks and which venues count are the city's own.
  init(_ prepared: PreparedCity, parameters: CoverageParameters, clock: StageClock) {
    self.prepared = prepared
    // Who walks, to which venues and in which system is the city's.
    var asked = parameters
    asked.profile = prepared.parameters.profile
    asked.walkers = prepared.parameters.walkers
    asked.kinds = prepared.parameters.kinds
    asked.snapRadiusInMetres = prepared.parameters.snapRadiusInMetres
    asked.workingCRS = prepared.parameters.workingCRS
    self.parameters = asked
    self.clock = clock
    let messages = prepared.messages
    (notes, warnings, counts) = (messages.notes, messages.warnings, messages.counts)
  }

  /// The finished result.
  func result() -> CoverageResult {
    var result = CoverageResult(
      parameters: parameters, studyArea: prepared.studyArea, projectionDefinition: prepared.projection.definition,
      projectionPipeline: prepared.projection.pipeline, venues: venueResults, homes: homeResults,
      weightUnit: prepared.weightUnit, groups: homes.groups, population: prepared.findings.population, bands: bands,
      gaps: gaps, areas: areaResults,
      selection: selection, weekly: weekly, merges: prepared.findings.venues.loggedMerges(kinds: parameters.kinds),
      streets: StreetLines(city.streets), water: city.waters.water, streetNodeTimes: streetNodeTimes,
      reachInMetres: reachInMetres, header: prepared.header, reading: prepared.reading,
      builtFrom: prepared.recipe?.inputs ?? [],
      graphReport: city.streets.report, vertexCount: city.streets.vertexCount, edgeCount: city.streets.edgeCount,
      counts: counts, warnings: warnings, notes: notes, timings: clock.timings)
    result.indicators = indicators
    result.catchment = catchment
    addWalkers(to: &result)
    return result
  }
}
