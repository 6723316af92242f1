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
  /// The extract's file.
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

  /// Makes an analysis of an extract with the promise's own limit.
  public init(extract: String, parameters: CoverageParameters = CoverageParameters()) {
    extractPath = extract
    self.parameters = parameters
  }

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
    var run = CoverageRun(self, progress: progress)
    do {
      try run.read()
      try run.buildCity()
      try run.findPlaces()
      run.releaseExtract()
      try run.search()
      try run.draw()
    } catch let error as ProjectionError {
      throw InputError(extractPath, "\(error)", remedy: "name another --crs, or narrow the study area with --within")
    } catch let error as GEOSError {
      throw InputError(extractPath, "\(error)", remedy: "narrow the study area with --within, and report this")
    }
    return run.result()
  }
}
