import Geography
import OpenStreetMap
import PROJ
import Parallel
import Walking

/// One run of an analysis: what each stage leaves for the next.
struct CoverageRun {
  let analysis: CoverageAnalysis
  let clock: StageClock
  var notes: [String] = []
  var warnings: [Warning] = []
  var counts: [(name: String, value: Int)] = []

  // Left by `read`; the elements only until `releaseExtract`.
  var extract: Extract?
  private var header = ExtractHeader()
  private var reading = ReadingReport()
  // Left by `buildCity`.
  var city: CityModel?
  var areas: [AdministrativeArea] = []
  var studyArea: StudyArea?
  var studyIndex: PlacePolygonIndex?
  var projection: ProjectionDefinition?
  // Left by `findPlaces`.
  var venues: [Venue] = []
  var doors: [[[Join]]] = []
  var homes: [Home] = []
  var homeJoins: [[Join]] = []
  var weightUnit = WeightUnit.dwellings
  // Left by `search`.
  var searches: CoverageSearches?
  var homeResults: [HomeResult] = []
  // Left by `draw`.
  var venueResults: [VenueResult] = []
  var bands: [CoverageBand] = []
  var gaps: [CoverageGap] = []
  var areaResults: [AreaResult] = []
  var streetNodeTimes: [StreetNodeTime] = []
  var reachInMetres: [(seconds: Int, metres: Double)] = []

  var parameters: CoverageParameters { analysis.parameters }

  init(_ analysis: CoverageAnalysis, progress: @escaping @Sendable (CoverageAnalysis.Progress) -> Void) {
    self.analysis = analysis
    clock = StageClock(report: progress)
  }

  /// Reads the extract.
  mutating func read() throws {
    let reader = ExtractReader(path: analysis.extractPath, workers: parameters.workers)
    let clock = clock
    let extract = try clock.time(.reading) {
      try reader.read(CoverageAnalysis.selection) { clock.report(.reading, share: $0) }
    }
    warnings += extract.report.warnings
    self.extract = extract
  }

  /// Lets go of the elements, which nothing asks for once places are found; they are the largest part of a run's memory.
  mutating func releaseExtract() {
    guard let extract else { return }
    header = extract.header
    reading = extract.report
    self.extract = nil
  }

  /// Builds the streets and settles the study area and the working reference system.
  mutating func buildCity() throws {
    guard let extract else { return }
    let analysis = analysis
    let streets = try clock.time(.streets) { try Self.streets(of: extract, analysis) }
    let city = try clock.time(.city) {
      try CityModel(
        streets: streets, obstacles: Obstacles(extract), profile: analysis.parameters.profile,
        snapRadiusInMetres: analysis.parameters.snapRadiusInMetres, path: analysis.extractPath)
    }
    self.city = city
    warnings += city.streets.report.warnings
    try clock.time(.areas) {
      let found = AdministrativeAreas(in: extract)
      areas = found.whole
      counts.append(("administrative_areas_whole", found.whole.count))
      counts.append(("administrative_areas_cut_or_broken", found.broken.count))
      notes += found.notes
      let studyArea = try makeStudyArea(found, city: city)
      notes += studyArea.notes
      self.studyArea = studyArea
      studyIndex = PlacePolygonIndex([studyArea.polygons])
      projection = try makeProjection(city: city)
    }
  }

  /// The street graph; it knows no file, so its complaints are given the name of the extract's.
  private static func streets(of extract: Extract, _ analysis: CoverageAnalysis) throws -> StreetGraph {
    do {
      return try StreetGraph(
        extract, profile: analysis.parameters.profile, workers: analysis.parameters.workers)
    } catch var error as InputError {
      error.subject = analysis.extractPath
      throw error
    }
  }

  private mutating func makeStudyArea(_ areas: AdministrativeAreas, city: CityModel) throws -> StudyArea {
    if let path = analysis.boundaryPath {
      return try StudyArea.read(boundary: path, overlapping: city.streetBox)
    }
    if let name = analysis.areaName {
      return try StudyArea(within: name, in: areas)
    }
    return StudyArea(extractBounds: city.streetBox)
  }

  private func makeProjection(city: CityModel) throws -> ProjectionDefinition {
    var core = city.mainBox
    if let studyArea, studyArea.source != .extractBounds,
      let box = CoordinateBox(around: studyArea.polygons.lazy.flatMap(\.exterior))
    {
      core = box
    }
    if let crs = parameters.workingCRS { return try ProjectionDefinition(crs: crs, covering: core) }
    return ProjectionDefinition.localEqualArea(centre: core.centre)
  }

  /// Whether a place counts as inside the study area: without a given outline the whole extract does.
  func isInside(_ coordinate: Coordinate) -> Bool {
    guard let studyArea, studyArea.source != .extractBounds else { return true }
    return studyIndex?.contains(coordinate, area: 0) ?? true
  }

  /// The finished result.
  func result() -> CoverageResult {
    CoverageResult(
      parameters: parameters,
      studyArea: studyArea ?? StudyArea(name: "", source: .extractBounds, polygons: []),
      projectionDefinition: projection?.definition ?? "", projectionPipeline: projection?.pipeline ?? "",
      venues: venueResults, homes: homeResults, weightUnit: weightUnit, bands: bands, gaps: gaps, areas: areaResults,
      streets: city.map { StreetLines($0.streets) } ?? StreetLines([]), water: city?.obstacles.water ?? [],
      streetNodeTimes: streetNodeTimes,
      reachInMetres: reachInMetres, header: extract?.header ?? header,
      reading: extract?.report ?? reading,
      graphReport: city?.streets.report ?? StreetGraphReport(), vertexCount: city?.streets.vertexCount ?? 0,
      edgeCount: city?.streets.edgeCount ?? 0, counts: counts, warnings: warnings, notes: notes,
      timings: clock.timings)
  }
}
