import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Walking

/// The k nearest distinct venues against all venues' times by brute force, sorted.
@Suite("The nearest distinct venues")
struct NearestVenuesTests {
  private typealias Setting = SearchOracleTests.Setting

  /// A dozen venues of one to three doors, on private streets too; some share a place with another.
  private static func sources(_ seed: UInt64) throws -> (Setting, [SearchSource]) {
    let setting = try Setting(seed)
    var random = SeededGenerator(seed: seed &+ 77)
    var sources: [SearchSource] = []
    for venue in 0..<UInt32(random.integer(in: 0...12)) {
      for _ in 0..<random.integer(in: 1...3) {
        let home = setting.homes[random.integer(in: 0...(setting.homes.count - 1))]
        let place = SearchSource(edge: UInt32(home.edge), offset: home.offset, leg: home.leg, venue: venue)
        var source = random.chance(0.3) ? sources.last ?? place : place
        source.venue = venue
        sources.append(source)
      }
    }
    return (setting, sources)
  }

  @Test("Times and venues of every home, ties to the lowest venue", arguments: SearchOracleTests.seeds)
  func nearest(_ seed: UInt64) throws {
    let (setting, sources) = try Self.sources(seed)
    var random = SeededGenerator(seed: seed)
    for gates in WalkingProfile.GatePolicy.allCases {
      let graph = SearchGraph(setting.streets, gates: gates)
      let (count, cutoff) = (random.integer(in: 1...5), random.offset(upTo: random.chance(0.3) ? 3_000_000 : 500_000))
      let search = NearestVenuesSearch(graph, sources: sources, count: count, cutoff: cutoff)
      let oracle = WalkOracle(setting.streets, gates: gates)
      let byVenue = Dictionary(grouping: sources, by: \.venue).map {
        (venue: $0.key, times: oracle.times(to: SearchOracleTests.places($0.value)))
      }
      for home in setting.homes {
        let all = byVenue.compactMap { venue, times in
          oracle.time(from: home, times).map { $0 << 32 | UInt64(venue) }
        }
        let expected = all.filter { $0 >> 32 <= UInt64(cutoff) }.sorted().prefix(count)
        var nearest = search.none
        search.collect(edge: home.edge, offset: home.offset, leg: home.leg, into: &nearest)
        #expect(
          nearest.keys.filter { $0 != .max } == Array(expected),
          "\(gates), \(count) within \(cutoff), edge \(home.edge) at \(home.offset)")
        for number in 1...count {
          let cost = number <= expected.count ? UInt32(expected[number - 1] >> 32) : nil
          #expect(nearest.cost(ofNearest: number) == cost)
        }
      }
    }
  }

  @Test("With one label it is the search for the nearest venue")
  func oneLabel() throws {
    for seed in UInt64(1)...20 {
      let setting = try Setting(seed)
      let graph = SearchGraph(setting.streets, gates: .resident)
      let one = NearestVenuesSearch(graph, sources: setting.sources, count: 1, cutoff: .max)
      let known = NearestSourceSearch(graph, sources: setting.sources)
      for home in setting.homes {
        var nearest = one.none
        one.collect(edge: home.edge, offset: home.offset, leg: 0, into: &nearest)
        #expect(nearest.keys == [known.key(edge: home.edge, offset: home.offset)])
      }
    }
  }

  @Test("A list keeps the lowest distinct ones, by their lowest cost")
  func list() {
    var nearest = NearestVenues(count: 3, cutoff: 100)
    for (cost, venue): (UInt64, UInt32) in [(90, 1), (50, 2), (50, 2), (101, 9), (60, 1), (50, 0), (70, 3), (40, 3)] {
      nearest.offer(cost: cost, venue: venue)
    }
    #expect(nearest.keys == [40 << 32 | 3, 50 << 32, 50 << 32 | 2])
    #expect(nearest.cost(ofNearest: 3) == 50)
    #expect(nearest.cost(ofNearest: 4) == nil && nearest.cost(ofNearest: 0) == nil)
    nearest.removeAll()
    #expect(nearest.cost(ofNearest: 1) == nil)
  }

  @Test("Lengths are the times of someone who takes a second a metre, on steps too", arguments: UInt64(1)...30)
  func lengths(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed).extract()
    let streets = try StreetGraph(extract, profile: .standard, workers: 1)
    let speed = try #require(WalkingSpeed(kilometresPerHour: 3.6))
    let metric = try StreetGraph(
      extract, profile: WalkingProfile(speed: speed, stepsFactor: 1, gates: .resident, allowsTrunk: false), workers: 1)
    let lengths = StreetLengths(SearchGraph(streets, gates: .resident))
    #expect(Array(lengths.graph.streets.shapeTimes) == Array(metric.shapeTimes))
    #expect(streets.shapeTimes != metric.shapeTimes)
    let arcs = SearchGraph(metric, gates: .resident)
    #expect(lengths.graph.arcs.map(\.packed) == arcs.arcs.map(\.packed))
    #expect(StreetLengths.millimetres(1000) == 1_000_000)
    for edge in 0..<streets.edgeCount {
      let points = streets.shapeRange(edge)
      for point in points {
        let offset = lengths.offset(edge: edge, milliseconds: streets.shapeTimes[point])
        #expect(offset == metric.shapeTimes[point])
      }
      // Within a segment as far along it, to a millisecond's walk.
      for point in points.dropLast() {
        let (start, end) = (streets.shapeTimes[point], streets.shapeTimes[point + 1])
        let (first, last) = (metric.shapeTimes[point], metric.shapeTimes[point + 1])
        let offset = lengths.offset(edge: edge, milliseconds: start + (end - start) / 3)
        let expected = Double(first) + Double(last - first) * Double((end - start) / 3) / Double(end - start)
        #expect(abs(Double(offset) - expected) <= 0.5)
      }
    }
  }
}
