import Geography
import OpenStreetMap
import PROJ
import Parallel
import Walking

/// The way from an extract to a ``PreparedCity``: what each stage leaves for the next.
struct CityPreparation {
  let analysis: CoverageAnalysis
  let clock: StageClock
  var findings = CityFindings()

  // Left by `read`; the elements only until `releaseExtract`.
  var extract: Extract?
  /// How high the land is, where anyone asked.
  var heights: ElevationGrid?
  private var header = ExtractHeader()
  private var reading = ReadingReport()
  // Left by `buildCity`.
  var city: CityModel?
  private var areas: [AdministrativeArea] = []
  var studyArea: StudyArea?
  var studyIndex: PlacePolygonIndex?
  private var projection: ProjectionDefinition?
  // Left by `findPlaces`.
  var venues: [Venue] = []
  /// The same before their doors were found, for walkers who may find others.
  var venuesWithoutDoors: [Venue] = []
  var doors: [[[Join]]] = []
  var homes = HomeTable([])
  var homeJoins = JoinTable([])
  var weightUnit = WeightUnit.dwellings
  private var streetNames = StreetNames()

  var parameters: CoverageParameters { analysis.parameters }

  /// - Parameter extract: what was read already, if anything was.
  init(_ analysis: CoverageAnalysis, clock: StageClock, extract: Extract? = nil) {
    self.analysis = analysis
    self.clock = clock
    self.extract = extract
  }

  /// Goes all the way.
  ///
  /// - Throws: ``InputError`` for bad input.
  mutating func prepare() throws -> PreparedCity {
    if extract == nil { try read() }
    try buildCity()
    try findPlaces()
    let walkers = try clock.time(.searches, isPart: true) { try self.walkers() }
    releaseExtract()
    guard let city, var studyArea, let projection else {
      throw InputError(
        analysis.extractPath, "no street in it is walkable", remedy: "check that the extract covers the city")
    }
    let (areasOfHomes, areasOfVenues) = clock.time(.areas, isPart: true) { findAreas(areas) }
    if studyArea.source == .extractBounds, let name = nameOfWholeExtract(areasOfHomes) { studyArea.name = name }
    let searches = clock.time(.searches, isPart: true) {
      CoverageSearches(city, venues: venues, doors: doors, kinds: parameters.kinds, workers: parameters.workers)
    }
    return PreparedCity(
      model: city, parameters: parameters, areas: areas, studyArea: studyArea, projection: projection, venues: venues,
      doors: doors, homes: homes, homeJoins: homeJoins,
      homeIndex: HomeIndex(homeJoins, edgeCount: city.streets.edgeCount), areasOfHomes: areasOfHomes,
      areasOfVenues: areasOfVenues, weightUnit: weightUnit, searches: searches, header: header, reading: reading,
      findings: findings, streetNames: streetNames, walkers: walkers)
  }

  /// Reads the extract.
  mutating func read() throws {
    let reader = ExtractReader(path: analysis.extractPath, workers: parameters.workers)
    let clock = clock
    let extract = try clock.time(.reading) {
      try reader.read(analysis.ownSelection) { clock.report(.reading, share: $0) }
    }
    findings.beforePlaces.warnings += extract.report.warnings
    self.extract = extract
  }

  /// Lets go of the elements, which nothing asks for once places are found; they are the largest part of a run's memory.
  mutating func releaseExtract() {
    guard let extract else { return }
    if let city, analysis.keepsStreetNames { streetNames = StreetNames(of: city.streets, in: extract) }
    header = extract.header
    reading = extract.report
    self.extract = nil
  }

  /// Builds the streets and settles the study area and the working reference system.
  mutating func buildCity() throws {
    guard let extract else { return }
    let analysis = analysis
    let streets = try clock.time(.streets) {
      try readHeights(over: extract)
      return try self.streets(of: extract, profile: analysis.parameters.profile)
    }
    let city = try clock.time(.city) {
      try CityModel(
        streets: streets, obstacles: Obstacles(extract), profile: analysis.parameters.profile,
        snapRadiusInMetres: analysis.parameters.snapRadiusInMetres, path: analysis.extractPath)
    }
    self.city = city
    findings.beforePlaces.warnings += city.streets.report.warnings
    noteSlopes(city.streets.report)
    try clock.time(.areas) {
      let found = AdministrativeAreas(in: extract)
      areas = try layAreas(found.whole, box: city.streetBox)
      findings.beforePlaces.counts.append(("administrative_areas_whole", found.whole.count))
      findings.beforePlaces.counts.append(("administrative_areas_cut_or_broken", found.broken.count))
      findings.beforePlaces.notes += found.notes
      let studyArea = try makeStudyArea(found, city: city)
      findings.beforePlaces.notes += studyArea.notes
      self.studyArea = studyArea
      studyIndex = PlacePolygonIndex([studyArea.polygons])
      projection = try makeProjection(city: city)
    }
  }

  /// The street graph; it knows no file, so its complaints are given the name of the extract's.
  func streets(of extract: Extract, profile: WalkingProfile) throws -> StreetGraph {
    try Self.streets(of: extract, analysis, profile: profile, heights: heights)
  }

  /// The same without a preparation.
  static func streets(
    of extract: Extract, _ analysis: CoverageAnalysis, profile: WalkingProfile, heights: ElevationGrid? = nil
  ) throws -> StreetGraph {
    do {
      return try StreetGraph(extract, profile: profile, heights: heights, workers: analysis.parameters.workers)
    } catch var error as InputError where error.subject == "extract" {
      error.subject = analysis.extractPath
      throw error
    }
  }

  private mutating func makeStudyArea(_ areas: AdministrativeAreas, city: CityModel) throws -> StudyArea {
    if let path = analysis.boundaryPath {
      return try StudyArea.read(boundary: path, overlapping: city.streetBox, format: analysis.formats.boundary)
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

  /// The whole extract is called after the narrowest area that holds nine in ten of its homes: by what it holds, not by its
  /// file, so that other spellings of one city give the same bytes.
  private func nameOfWholeExtract(_ areasOfHomes: HomeAreas) -> String? {
    guard !homes.isEmpty else { return nil }
    let members = areasOfHomes.counts(areaCount: areas.count)
    // Supplied areas are what figures are wanted for, not what the city is called.
    let holders = areas.indices.filter {
      areas[$0].layer == nil && 10 * members[$0] >= 9 * homes.count && !areas[$0].name.isEmpty
    }
    let narrowest = holders.max { (areas[$0].level, $1) < (areas[$1].level, $0) }
    return narrowest.map { "\(areas[$0].name) (whole extract)" }
  }
}
