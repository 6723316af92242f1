import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Walking

/// Batched searches against one plain search from every site.
@Suite("Candidate sites and whom they serve")
struct CandidateReachTests {
  /// The homes of each site by definition: a bounded search from all its joins, read at all joins of each home.
  static func oracle(
    _ graph: SearchGraph, homes: [ReachJoin], sites: [ReachJoin], siteCount: Int, limit: TravelTime
  ) -> [Set<UInt32>] {
    let search = SearchWorkspace(graph)
    let joins = Dictionary(grouping: sites, by: \.owner)
    return (0..<UInt32(siteCount)).map { site in
      search.search(from: joins[site, default: []].map(\.source), cutoff: limit)
      let served = homes.filter { home in
        let time = search.time(edge: Int(home.edge), offset: home.offset, in: graph)
        return time + UInt64(home.leg) <= UInt64(limit.milliseconds)
      }
      return Set(served.map(\.owner))
    }
  }

  /// Every vertex, and sites anywhere, some with two joins.
  static func sites(_ graph: SearchGraph, _ random: inout SeededGenerator) -> (joins: [ReachJoin], count: Int) {
    var sites = graph.vertexSites()
    var count = UInt32(graph.streets.vertexCount)
    for _ in 0..<40 {
      for _ in 0..<random.integer(in: 1...2) { sites.append(join(count, graph, &random)) }
      count += 1
    }
    return (sites, Int(count))
  }

  static func join(_ owner: UInt32, _ graph: SearchGraph, _ random: inout SeededGenerator) -> ReachJoin {
    var edge = random.integer(in: 0...(graph.streets.edgeCount - 1))
    let inside = (0..<graph.streets.edgeCount).filter { graph.streets.edgeFlags[$0].contains(.restricted) }
    if random.chance(0.3), !inside.isEmpty { edge = inside[random.integer(in: 0...(inside.count - 1))] }
    return ReachJoin(
      owner: owner, edge: UInt32(edge), offset: random.offset(upTo: graph.streets.edgeTime(edge)),
      leg: random.offset(upTo: 60_000))
  }

  /// Homes with one join, with two, and with none, in no order.
  static func homes(_ count: Int, _ graph: SearchGraph, _ random: inout SeededGenerator) -> [ReachJoin] {
    var homes: [ReachJoin] = []
    for home in 0..<UInt32(count) {
      for _ in 0..<[0, 1, 1, 1, 1, 1, 1, 2][random.integer(in: 0...7)] { homes.append(join(home, graph, &random)) }
    }
    return homes.indices.sorted { ($0 &* 7919) % 101 < ($1 &* 7919) % 101 }.map { homes[$0] }
  }

  static func expectSame(
    _ graph: SearchGraph, homes: [ReachJoin], sites: [ReachJoin], siteCount: Int, limit: TravelTime, homeCount: Int
  ) {
    let expected = oracle(graph, homes: homes, sites: sites, siteCount: siteCount, limit: limit)
    let reach = CandidateReach(graph, homes: homes, sites: sites, siteCount: siteCount)
    let sets = reach.sets(within: limit, workers: 2)
    #expect(sets.count == siteCount)
    // Integers, so that any order gives the same sum; no two subsets of one block the same one.
    let weights = (0..<homeCount).map { Double(1 << ($0 % 40) + $0) }
    let sums = reach.weights(within: limit, of: weights, workers: 3)
    for site in 0..<siteCount {
      #expect(Set(sets.homes(of: site)) == expected[site], "\(graph.gates), site \(site), limit \(limit)")
      #expect(sets.homeCount(of: site) == expected[site].count)
      #expect(sums[site] == expected[site].reduce(0) { $0 + weights[Int($1)] })
    }
  }

  @Test("Random towns, all gates, every vertex and sites anywhere, any limit", arguments: UInt64(1)...60)
  func towns(_ seed: UInt64) throws {
    let streets = try SearchOracleTests.Setting(seed).streets
    var random = SeededGenerator(seed: seed &* 31)
    for gates in WalkingProfile.GatePolicy.allCases {
      let graph = SearchGraph(streets, gates: gates)
      let homes = Self.homes(random.integer(in: 0...150), graph, &random)
      let sites = Self.sites(graph, &random)
      let limit = TravelTime(milliseconds: random.offset(upTo: random.chance(0.2) ? 3_000_000 : 600_000))
      Self.expectSame(
        graph, homes: homes, sites: sites.joins, siteCount: sites.count, limit: limit, homeCount: 150)
    }
  }

  @Test("Times that no city has: a millisecond, weeks, all kinds of passages", arguments: UInt64(1)...60)
  func limits(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let streets = SearchLimitsTests.streets(&random, edges: [1, 5, 40, 400][Int(seed % 4)])
    for gates in WalkingProfile.GatePolicy.allCases {
      let graph = SearchGraph(streets, gates: gates)
      var homes = Self.homes(70, graph, &random)
      homes.append(ReachJoin(owner: 70, edge: 0, offset: 0, leg: .max))
      var sites = Self.sites(graph, &random)
      sites.joins.append(ReachJoin(owner: UInt32(sites.count), edge: 0, offset: 0, leg: .max))
      sites.count += 1
      for limit in [0, 3, 900_000, LaneRow.highestLimit - 1, LaneRow.highestLimit] {
        Self.expectSame(
          graph, homes: homes, sites: sites.joins, siteCount: sites.count, limit: TravelTime(milliseconds: limit),
          homeCount: 71)
      }
    }
  }

  @Test("At the limit to the millisecond, and one beyond")
  func inclusive() throws {
    let streets = try SearchOracleTests.Setting(2).streets
    let graph = SearchGraph(streets, gates: .resident)
    var random = SeededGenerator(seed: 2)
    let homes = Self.homes(60, graph, &random)
    // One join each, so that the search's time is the time.
    let sites = graph.vertexSites()
    let reach = CandidateReach(graph, homes: homes, sites: sites, siteCount: streets.vertexCount)
    let search = SearchWorkspace(graph)
    var tried = 0
    for site in sites where site.owner % 5 == 0 {
      search.search(from: [site.source], cutoff: .minutes(40))
      for home in homes where homes.count(where: { $0.owner == home.owner }) == 1 {
        let time = search.time(edge: Int(home.edge), offset: home.offset, in: graph) + UInt64(home.leg)
        guard time > 0, time < 1_000_000, home.owner % 7 == 0 else { continue }
        tried += 1
        let within = reach.sets(within: TravelTime(milliseconds: UInt32(time)), workers: 1)
        #expect(within.homes(of: Int(site.owner)).contains(home.owner))
        let before = reach.sets(within: TravelTime(milliseconds: UInt32(time) - 1), workers: 1)
        #expect(!before.homes(of: Int(site.owner)).contains(home.owner))
      }
    }
    #expect(tried > 10)
  }

  @Test("Monaco: every vertex, homes on all streets")
  func monaco() throws {
    let path = URL(filePath: #filePath).appending(path: "../../../geodata/monaco.osm.pbf").standardized.path
    let extract = try ExtractReader(path: path, workers: 2).read(StreetGraph.selection)
    let graph = SearchGraph(try StreetGraph(extract, profile: .standard, workers: 2), gates: .resident)
    var random = SeededGenerator(seed: 11)
    let homes = Self.homes(3000, graph, &random)
    Self.expectSame(
      graph, homes: homes, sites: graph.vertexSites(), siteCount: graph.streets.vertexCount, limit: .minutes(15),
      homeCount: 3000)
  }

  @Test("The number of workers changes no bit of sums that round")
  func workers() throws {
    let streets = try SearchOracleTests.Setting(7).streets
    let graph = SearchGraph(streets, gates: .resident)
    var random = SeededGenerator(seed: 7)
    let homes = Self.homes(900, graph, &random)
    let sites = Self.sites(graph, &random)
    let weights = (0..<900).map { _ in random.number(in: 0...10) }
    let reach = CandidateReach(graph, homes: homes, sites: sites.joins, siteCount: sites.count)
    let one = reach.weights(within: .minutes(12), of: weights, workers: 1)
    for workers in [2, 3, 8] {
      #expect(
        reach.weights(within: .minutes(12), of: weights, workers: workers).map(\.bitPattern) == one.map(\.bitPattern))
    }
    // By blocks of sixteen in the order of the streets, eight and eight.
    let sets = reach.sets(within: .minutes(12), workers: 2)
    for site in 0..<sites.count {
      let served = Set(sets.homes(of: site))
      var sum = 0.0
      for block in stride(from: 0, to: sets.homes.count, by: 16) {
        let places = block..<min(sets.homes.count, block + 16)
        func part(_ places: some Sequence<Int>) -> Double {
          places.lazy.map { sets.homes[$0] }.filter { served.contains($0) }.reduce(0) { $0 + weights[Int($1)] }
        }
        sum += part(places.prefix(8)) + part(places.dropFirst(8))
      }
      #expect(sum == one[site])
    }
  }

  @Test("Runs are ascending, not empty, and never touch")
  func runs() throws {
    let streets = try SearchOracleTests.Setting(9).streets
    let graph = SearchGraph(streets, gates: .resident)
    var random = SeededGenerator(seed: 9)
    let sites = Self.sites(graph, &random)
    let reach = CandidateReach(
      graph, homes: Self.homes(500, graph, &random), sites: sites.joins, siteCount: sites.count)
    let sets = reach.sets(within: .minutes(10), workers: 2)
    #expect((0..<sets.count).contains { sets.runs(of: $0).count > 3 })
    var runCount = 0
    for site in 0..<sets.count {
      let runs = Array(sets.runs(of: site))
      runCount += runs.count
      #expect(runs.allSatisfy { !$0.isEmpty && Int($0.upperBound) <= sets.homes.count })
      #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
    }
    #expect(sets.byteCount == 4 * (sets.count + 1) + 8 * runCount)
  }

  @Test("Two sites on one street, by hand")
  func street() {
    // 600 s of a street that one may walk from its head to its tail only; the site stands 200 s from the tail.
    let graph = SearchGraph(Self.oneWay, gates: .resident)
    let site = ReachJoin(owner: 0, edge: 0, offset: 200_000, leg: 10_000)
    let homes = [
      ReachJoin(owner: 0, edge: 0, offset: 500_000, leg: 5_000), ReachJoin(owner: 1, edge: 0, offset: 100_000, leg: 0),
    ]
    let reach = CandidateReach(graph, homes: homes, sites: [site], siteCount: 2)
    // 300 s along the street and 15 s of legs; against the direction there is no way; site 1 is nowhere.
    #expect(reach.weights(within: TravelTime(milliseconds: 315_000), of: [3, 4], workers: 1) == [3, 0])
    #expect(reach.weights(within: TravelTime(milliseconds: 314_999), of: [3, 4], workers: 1) == [0, 0])
  }

  private static var oneWay: StreetGraph {
    StreetGraph(
      vertexCoordinates: Array(repeating: Coordinate(longitudeE7: 0, latitudeE7: 0), count: 2), vertexNodes: [1, 2],
      passages: [.open, .open], edgeTails: [0], edgeHeads: [1], edgeFlags: [.backward], edgeComponents: [0],
      firstShapePoint: [0, 2], shapeCoordinates: Array(repeating: Coordinate(longitudeE7: 0, latitudeE7: 0), count: 2),
      shapeNodes: [1, 2], shapeTimes: [0, 600_000], shapeWays: [1, 1], ways: [1],
      components: [StreetGraph.Component(vertexCount: 2, lengthInMetres: 1)], report: StreetGraphReport())
  }
}
