import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Walking

/// Random cities with random venues and homes on their streets, gates of all three kinds.
@Suite("Searches against brute force")
struct SearchOracleTests {
  static let seeds = Array(UInt64(1)...80)

  /// A city with places on its streets.
  struct Setting {
    let streets: StreetGraph
    let sources: [SearchSource]
    let homes: [WalkOracle.Place]

    init(_ seed: UInt64) throws {
      var random = SeededGenerator(seed: seed &* 7919)
      let streets = try StreetGraph(Self.gated(RandomCity(seed: seed), &random), profile: .standard, workers: 1)
      var sources: [SearchSource] = []
      for venue in 0..<UInt32(random.integer(in: 1...5)) {
        for _ in 0..<random.integer(in: 1...2) {
          let place = Self.place(on: streets, &random)
          sources.append(
            SearchSource(edge: UInt32(place.edge), offset: place.offset, leg: place.leg, venue: venue))
        }
      }
      var homes = (0..<60).map { _ in Self.place(on: streets, &random) }
      // Next door, and at the very place.
      for source in sources {
        homes.append(WalkOracle.Place(edge: Int(source.edge), offset: source.offset, leg: 0))
        let total = streets.edgeTime(Int(source.edge))
        homes.append(WalkOracle.Place(edge: Int(source.edge), offset: random.offset(upTo: total), leg: 0))
      }
      self.streets = streets
      self.sources = sources
      self.homes = homes
    }

    /// The city with private gates and walls at some of its crossings, between public streets too.
    private static func gated(_ city: RandomCity, _ random: inout SeededGenerator) -> Extract {
      let extract = city.extract()
      var builder = city.builder
      for (number, id) in extract.nodes.ids.enumerated() where id < 10_000_000 && random.chance(0.1) {
        let gate = ["barrier": "gate", "access": "private"]
        builder.addNode(
          id, at: extract.nodes.coordinates[number], tags: random.chance(0.8) ? gate : ["barrier": "wall"])
      }
      return builder.extract()
    }

    private static func place(on streets: StreetGraph, _ random: inout SeededGenerator) -> WalkOracle.Place {
      // Private streets are rarer than public ones: every other place looks for one.
      var edge = random.integer(in: 0...(streets.edgeCount - 1))
      if random.chance(0.5) {
        let inside = (0..<streets.edgeCount).filter { streets.edgeFlags[$0].contains(.restricted) }
        if !inside.isEmpty { edge = inside[random.integer(in: 0...(inside.count - 1))] }
      }
      return WalkOracle.Place(
        edge: edge, offset: random.offset(upTo: streets.edgeTime(edge)), leg: random.offset(upTo: 60_000))
    }
  }

  static func places(_ sources: some Sequence<SearchSource>) -> [WalkOracle.Place] {
    sources.map { WalkOracle.Place(edge: Int($0.edge), offset: $0.offset, leg: $0.leg) }
  }

  @Test("Nearest venue of every home: the same milliseconds and the lowest of equal venues", arguments: seeds)
  func nearest(_ seed: UInt64) throws {
    let setting = try Setting(seed)
    for gates in WalkingProfile.GatePolicy.allCases {
      let graph = SearchGraph(setting.streets, gates: gates)
      let search = NearestSourceSearch(graph, sources: setting.sources)
      #expect(SearchCertificate(graph).problems(search, sources: setting.sources) == [])
      let oracle = WalkOracle(setting.streets, gates: gates)
      let byVenue = Dictionary(grouping: setting.sources, by: \.venue).sorted { $0.key < $1.key }
        .map { (venue: $0.key, times: oracle.times(to: Self.places($0.value))) }
      for home in setting.homes {
        let walk = WalkOracle.Place(edge: home.edge, offset: home.offset, leg: 0)
        let expected = byVenue.compactMap { venue, times in
          oracle.time(from: walk, times).map { $0 << 32 | UInt64(venue) }
        }.min()
        let key = search.key(edge: home.edge, offset: home.offset)
        #expect((key == .max ? nil : key) == expected, "\(gates), edge \(home.edge) at \(home.offset)")
      }
    }
  }

  @Test("A workspace's searches, one after another, at any cutoff", arguments: seeds)
  func bounded(_ seed: UInt64) throws {
    let setting = try Setting(seed)
    var random = SeededGenerator(seed: seed)
    for gates in WalkingProfile.GatePolicy.allCases {
      let graph = SearchGraph(setting.streets, gates: gates)
      let oracle = WalkOracle(setting.streets, gates: gates)
      let search = SearchWorkspace(graph)
      for (_, sources) in Dictionary(grouping: setting.sources, by: \.venue).sorted(by: { $0.key < $1.key }) {
        // Growing and shrinking cutoffs use the same labels and buckets.
        let cutoff = TravelTime(milliseconds: random.offset(upTo: random.chance(0.2) ? 3_000_000 : 600_000))
        search.search(from: sources, cutoff: cutoff)
        #expect(SearchCertificate(graph).problems(search, from: sources, cutoff: cutoff) == [])
        let times = oracle.times(to: Self.places(sources))
        for home in setting.homes {
          let walk = WalkOracle.Place(edge: home.edge, offset: home.offset, leg: 0)
          let expected = oracle.time(from: walk, times).flatMap { $0 <= UInt64(cutoff.milliseconds) ? $0 : nil }
          let actual = search.time(edge: home.edge, offset: home.offset, in: graph)
          let within = actual <= UInt64(cutoff.milliseconds) ? actual : nil
          #expect(within == expected, "\(gates), edge \(home.edge) at \(home.offset), cutoff \(cutoff)")
        }
        let edges = search.reachedEdges(StreetIncidence(setting.streets), graph: graph)
        for home in setting.homes where !edges.contains(UInt32(home.edge)) {
          #expect(search.time(edge: home.edge, offset: home.offset, in: graph) > UInt64(cutoff.milliseconds))
        }
      }
    }
  }

  @Test("The certificate finds faults: a time too late, too early, missing")
  func certificateFindsFaults() throws {
    let setting = try Setting(3)
    let graph = SearchGraph(setting.streets, gates: .resident)
    let search = SearchWorkspace(graph)
    search.search(from: setting.sources, cutoff: .minutes(9))
    let certificate = SearchCertificate(graph)
    #expect(certificate.problems(search, from: setting.sources, cutoff: .minutes(9)) == [])
    // The same times judged by other questions are wrong ones.
    #expect(!certificate.problems(search, from: setting.sources, cutoff: .minutes(30)).isEmpty)
    #expect(!certificate.problems(search, from: setting.sources, cutoff: .minutes(1)).isEmpty)
    #expect(!certificate.problems(search, from: Array(setting.sources.dropFirst()), cutoff: .minutes(9)).isEmpty)
    var nearer = setting.sources
    nearer[0].leg = nearer[0].leg == 0 ? 0 : nearer[0].leg - 1
    #expect(!certificate.problems(search, from: nearer, cutoff: .minutes(9)).isEmpty)
  }

  @Test("The labels' base goes over 32 bits: searches stay exact")
  func baseWraps() throws {
    let setting = try Setting(5)
    let graph = SearchGraph(setting.streets, gates: .resident)
    let search = SearchWorkspace(graph)
    let certificate = SearchCertificate(graph)
    // Nine times 2^30 ms cross 2^32 twice.
    for round in 0..<9 {
      search.search(from: setting.sources, cutoff: TravelTime(milliseconds: .max - 1))
      search.search(from: setting.sources, cutoff: .minutes(5))
      #expect(certificate.problems(search, from: setting.sources, cutoff: .minutes(5)) == [], "round \(round)")
    }
  }
}

extension SeededGenerator {
  /// Milliseconds of 0…limit, its ends more often than others.
  mutating func offset(upTo limit: UInt32) -> UInt32 {
    switch integer(in: 0...9) {
    case 0: 0
    case 1: limit
    default: UInt32(integer(in: 0...Int(limit)))
    }
  }
}
