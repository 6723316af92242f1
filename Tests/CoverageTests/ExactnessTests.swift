import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// A run up to its searches, with the places as an oracle takes them.
struct SearchedCity {
  var run: CoverageRun
  let city: CityModel
  let searches: CoverageSearches
  let extract: Extract

  /// Runs a file's analysis up to the searches.
  init(file: String, parameters: CoverageParameters = CoverageParameters()) throws {
    try self.init(ExtractReader(path: file, workers: 2).read(CoverageAnalysis.selection), parameters: parameters)
  }

  /// Runs the analysis of an extract in memory.
  ///
  /// - Parameter heights: a file of the land's heights.
  init(_ extract: Extract, parameters: CoverageParameters = CoverageParameters(), heights: String? = nil) throws {
    var analysis = CoverageAnalysis(extract: "test", parameters: parameters)
    analysis.elevation = heights.map { ElevationRequest(path: $0) }
    run = try analysis.searched(extract)
    city = run.city
    searches = run.searches
    self.extract = extract
  }

  static func place(_ join: Join) -> WalkOracle.Place {
    WalkOracle.Place(edge: Int(join.snap.edge), offset: join.snap.offset, leg: join.leg.milliseconds)
  }

  /// The doors of some venues.
  func doors(where isWanted: (Venue) -> Bool) -> [WalkOracle.Place] {
    zip(run.venues, run.doors).filter { isWanted($0.0) }.flatMap { $0.1.joined().map(Self.place) }
  }

  /// The door-to-door time of each home by brute force.
  func times(_ oracle: WalkOracle, to doors: [WalkOracle.Place]) -> [TravelTime] {
    let times = oracle.times(to: doors)
    return run.homeJoins.map { joins in
      let best = joins.compactMap { oracle.time(from: Self.place($0), times) }.min()
      return best.map { TravelTime(milliseconds: UInt32($0)) } ?? .unreachable
    }
  }
}

@Suite("Times of homes against brute force")
struct ExactnessTests {
  @Test(
    "Every home of a real city, to any venue and to each kind, to the millisecond",
    .enabled(if: SharedData.isPresent, "needs ../shared"), arguments: ["monaco", "helsinki", "las_palmas"])
  func realCity(_ name: String) throws {
    let file = try #require(SharedData.geodata("extracts/\(name).osm.pbf"))
    let searched = try SearchedCity(file: file.path)
    #expect(searched.run.homes.count > 100 && searched.run.venues.count > 10)
    let oracle = try oracle(searched)
    expectSameTimes(searched, oracle)
    expectCertificates(searched)
    try expectCatchments(searched)
  }

  @Test("Every home of random cities, with gates of every kind", arguments: UInt64(1)...60)
  func randomCity(_ seed: UInt64) throws {
    var parameters = CoverageParameters(workers: 1)
    parameters.profile.gates = [.resident, .open, .resident, .closed][Int(seed % 4)]
    let searched = try SearchedCity(RandomCity(seed: seed).extract(), parameters: parameters)
    let oracle = try oracle(searched)
    expectSameTimes(searched, oracle)
    expectCertificates(searched)
    try expectCatchments(searched)
    for (venue, reach) in reaches(searched).enumerated() {
      let doors = searched.run.doors[venue].joined().map(SearchedCity.place)
      let times = searched.times(oracle, to: Array(doors))
      let within = times.indices.filter { times[$0] <= parameters.limit }.map { UInt32($0) }
      #expect(reach.homes == within, "venue \(venue)")
    }
    let nodes = StreetTimes(search: searched.searches.any).nodes()
    let times = oracle.times(to: searched.doors { _ in true })
    let expected = Set(searched.city.streets.shapeNodes).subtracting([0]).sorted().compactMap { node in
      oracle.time(fromNode: node, times).map { "\(node) \($0)" }
    }
    #expect(nodes.map { "\($0.node) \($0.time.milliseconds)" } == expected)
  }

  /// Brute force over the streets as the extract draws them; the city's graph only says where places lie.
  private func oracle(_ searched: SearchedCity) throws -> WalkOracle {
    let streets = ExtractStreets(searched.extract, profile: searched.run.parameters.profile)
    let oracle = streets.oracle(placesOn: searched.city.streets)
    let homes = searched.run.homeJoins.joined().map(SearchedCity.place)
    let places = homes + searched.doors { _ in true }
    #expect(places.allSatisfy { oracle.holds($0) }, "places on streets that the extract has not")
    return oracle
  }

  private func expectSameTimes(_ searched: SearchedCity, _ oracle: WalkOracle) {
    let any = searched.times(oracle, to: searched.doors { _ in true })
    #expect(searched.run.homeResults.map(\.time) == any)
    for (number, kind) in searched.run.parameters.kinds.enumerated() {
      let ofKind = searched.times(oracle, to: searched.doors { $0.kind == kind })
      #expect(searched.run.homeResults.map { $0.timesByKind[number] } == ofKind, "\(kind)")
    }
  }

  private func expectCertificates(_ searched: SearchedCity) {
    let searches = searched.searches
    let certificate = SearchCertificate(searched.city.graph)
    #expect(certificate.problems(searches.any, sources: searches.sources) == [])
    let search = SearchWorkspace(searched.city.graph)
    for venue in searched.run.venues.indices {
      let sources = searches.sources.filter { searches.venueOfSource[Int($0.venue)] == venue }
      search.search(from: sources, cutoff: searched.run.parameters.limit)
      #expect(certificate.problems(search, from: sources, cutoff: searched.run.parameters.limit) == [], "\(venue)")
    }
  }

  private func reaches(_ searched: SearchedCity) -> [VenueReach] {
    VenueReach.all(
      searched.city, homes: searched.run.prepared.homeIndex, doors: searched.run.doors,
      parameters: searched.run.parameters,
      drawing: nil)
  }

  /// The searches from single venues and the one from all tell of the same homes.
  private func expectCatchments(_ searched: SearchedCity) throws {
    let reaches = reaches(searched).map { Set($0.homes) }
    for (home, result) in searched.run.homeResults.enumerated() {
      let isCovered = result.time <= searched.run.parameters.limit
      #expect(reaches.contains { $0.contains(UInt32(home)) } == isCovered, "\(result.home.id)")
      if isCovered, let venue = result.venue {
        #expect(reaches[venue].contains(UInt32(home)), "\(result.home.id): its nearest venue does not reach it")
      }
    }
  }
}
