import GEOS
import Geography
import OpenStreetMap
import PROJ
import Walking

/// The main job: from an extract to who is reached and where the gaps are.
///
/// ```swift
/// var analysis = CoverageAnalysis(extract: "monaco.osm.pbf")
/// analysis.parameters.limit = .minutes(10)
/// let result = try analysis.run()
/// print(result.gaps.count)
/// ```
public struct CoverageAnalysis: Sendable {
  /// The extract's file, or a prepared city's.
  public var extractPath: String
  /// What is asked.
  public var parameters: CoverageParameters
  /// A GeoJSON file with the study area.
  public var boundaryPath: String?
  /// The name of an administrative relation of the extract.
  public var areaName: String?
  /// A CSV or GeoJSON file of venues.
  public var venuesPath: String?
  /// Whether the list replaces the extract's venues (else it adds to them).
  public var venuesReplace = true
  /// A CSV or GeoJSON file of homes.
  public var homesPath: String?
  /// How many people live where, in place of ``homesPath``.
  public var population: PopulationRequest?
  /// How high the land is; ``WalkingProfile/usesHeights`` of the parameters' profile says whether walkers mind.
  public var elevation: ElevationRequest?
  /// The files that rules were read from; those that come with the program have none.
  public var rulePaths: [String] = []
  /// How the supplied files are to be read.
  public var formats = SuppliedFormats()
  /// GeoJSON files of areas to tell figures for, the widest first.
  public var areasPaths: [String] = []
  /// Whether these replace the extract's administrative areas (else they stand beside them).
  public var areasReplace = false
  /// The options that must hold also for a city that was prepared before: where its file was built otherwise, it is
  /// refused. What is not named here is taken as the file has it.
  public var insisted: Set<CityOption> = []

  /// Makes an analysis of an extract with the promise's own limit.
  public init(extract: String, parameters: CoverageParameters = CoverageParameters()) {
    extractPath = extract
    self.parameters = parameters
  }

  /// Whether to keep the streets' names, which tell where a planned site is; whole runs do without.
  var keepsStreetNames = true

  /// How far the work is.
  public struct Progress: Sendable {
    /// What is being done: "reading", "streets", "searches", …
    public var stage: String
    /// The share of the whole run that is done, 0…1.
    public var share: Double
  }

  /// The elements of an extract that an analysis reads.
  public static let selection = StreetGraph.selection
    .union(VenueFinder.selection).union(HomeFinder.selection).union(DoorEntrances.selection)
    .union(AdministrativeAreas.selection)

  /// Runs the analysis.
  ///
  /// - Parameter progress: called now and then from any thread.
  /// - Throws: ``InputError`` for bad input.
  /// - Complexity: linear in the extract, n log n in streets, linear in each venue's reach and in the cells drawn.
  public func run(progress: @escaping @Sendable (Progress) -> Void = { _ in }) throws -> CoverageResult {
    let clock = StageClock(report: progress)
    var analysis = self
    analysis.keepsStreetNames = false
    let (city, beside) = try analysis.cityAndVenuesBeside(clock: clock)
    return try answer(city, beside: beside, clock: clock)
  }

  /// Reads the extract and finds all that does not depend on the limit.
  ///
  /// - Throws: ``InputError`` for bad input.
  /// - Complexity: linear in the extract, n log n in streets and venues.
  public func prepare(progress: @escaping @Sendable (Progress) -> Void = { _ in }) throws -> PreparedCity {
    try prepare(clock: StageClock(report: progress))
  }

  /// Asks a city that was prepared before.
  ///
  /// - Parameter city: who walks and which venues count are the city's own, not the parameters'.
  /// - Throws: ``InputError`` when the land cannot be drawn.
  public func run(on city: PreparedCity, progress: @escaping @Sendable (Progress) -> Void = { _ in }) throws
    -> CoverageResult
  {
    try answer(city, clock: StageClock(report: progress))
  }

  /// Prepares a city of an extract, read already or not.
  func prepare(extract: Extract? = nil, clock: StageClock) throws -> PreparedCity {
    try naming { () throws -> PreparedCity in
      var preparation = CityPreparation(self, clock: clock, extract: extract)
      return try preparation.prepare()
    }
  }

  private func answer(_ city: PreparedCity, beside: VenueChoice? = nil, clock: StageClock) throws -> CoverageResult {
    try naming {
      try checkRule(city, beside: beside == nil ? [] : parameters.kindsBeside)
      var run = CoverageRun(city, parameters: parameters, clock: clock)
      run.venuesBeside = beside
      run.search()
      try run.draw()
      return run.result()
    }
  }

  /// Errors of the libraries know no file.
  private func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as ProjectionError {
      throw InputError(extractPath, "\(error)", remedy: "name another --crs, or narrow the study area with --within")
    } catch let error as GEOSError {
      throw InputError(extractPath, "\(error)", remedy: "narrow the study area with --within, and report this")
    }
  }
}
