import Geography
import TestSupport
import Testing

@testable import Walking

/// Searches over random graphs whose times no city has: one millisecond, an hour, 2³¹ ms.
@Suite("Searches at the limits of their numbers")
struct SearchLimitsTests {
  /// Edges between random vertices, parallel ones and loops too; all kinds of passages, flags and lengths.
  static func streets(_ random: inout SeededGenerator, edges edgeCount: Int) -> StreetGraph {
    let vertexCount = max(1, edgeCount / 2)
    var (tails, heads, times): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
    var flags: [StreetGraph.EdgeFlags] = []
    for _ in 0..<edgeCount {
      tails.append(UInt32(random.integer(in: 0...vertexCount - 1)))
      heads.append(UInt32(random.integer(in: 0...vertexCount - 1)))
      let longest = [3, 5_000, 40_000, 4_000_000, 1 << 31][random.integer(in: 0...4)]
      times.append(UInt32(random.chance(0.1) ? longest : random.integer(in: 1...longest)))
      var flag: StreetGraph.EdgeFlags = [[.forward, .backward], .forward, .backward][random.integer(in: 0...2)]
      if random.chance(0.2) { flag.insert(.restricted) }
      flags.append(flag)
    }
    return StreetGraph(
      vertexCoordinates: Array(repeating: Coordinate(longitudeE7: 0, latitudeE7: 0), count: vertexCount),
      vertexNodes: Array(repeating: 0, count: vertexCount),
      passages: (0..<vertexCount).map { _ in random.chance(0.9) ? .open : random.chance(0.5) ? .gate : .blocked },
      edgeTails: tails, edgeHeads: heads, edgeFlags: flags,
      edgeComponents: Array(repeating: 0, count: edgeCount), firstShapePoint: (0...UInt32(edgeCount)).map { 2 * $0 },
      shapeCoordinates: Array(repeating: Coordinate(longitudeE7: 0, latitudeE7: 0), count: 2 * edgeCount),
      shapeNodes: Array(repeating: 0, count: 2 * edgeCount), shapeTimes: times.flatMap { [0, $0] },
      shapeWays: Array(repeating: 0, count: 2 * edgeCount), ways: [1],
      components: [StreetGraph.Component(vertexCount: vertexCount, lengthInMetres: 1)], report: StreetGraphReport())
  }

  /// Sources anywhere, or all on one edge; some start in weeks.
  private static func sources(_ random: inout SeededGenerator, on streets: StreetGraph) -> [SearchSource] {
    let oneEdge = random.chance(0.3) ? random.integer(in: 0...streets.edgeCount - 1) : nil
    return (0..<random.integer(in: 0...30)).map { _ in
      let edge = oneEdge ?? random.integer(in: 0...streets.edgeCount - 1)
      let leg = [0, 60_000, 1 << 31, Int(UInt32.max) - 1][random.integer(in: 0...3)]
      return SearchSource(
        edge: UInt32(edge), offset: random.offset(upTo: streets.edgeTime(edge)), leg: random.offset(upTo: UInt32(leg)),
        venue: UInt32(random.integer(in: 0...5)))
    }
  }

  @Test("Both searches are exact, ties included, by the certificate", arguments: UInt64(1)...60)
  func exact(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let streets = Self.streets(&random, edges: [1, 5, 40, 400][Int(seed % 4)])
    for gates in WalkingProfile.GatePolicy.allCases {
      let graph = SearchGraph(streets, gates: gates)
      let certificate = SearchCertificate(graph)
      let workspace = SearchWorkspace(graph)
      for _ in 0..<4 {
        let sources = Self.sources(&random, on: streets)
        let pass = NearestSourceSearch(graph, sources: sources)
        #expect(certificate.problems(pass, sources: sources) == [])
        let cutoff = TravelTime(milliseconds: random.offset(upTo: [0, 3, 900_000, 1 << 30][random.integer(in: 0...3)]))
        workspace.search(from: sources, cutoff: cutoff)
        #expect(certificate.problems(workspace, from: sources, cutoff: cutoff) == [])
      }
    }
  }

  @Test("The lowest of searches from parts of the sources is the search from all", arguments: UInt64(1)...20)
  func lowestOf(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let streets = Self.streets(&random, edges: 60)
    let graph = SearchGraph(streets, gates: .resident)
    let all = Self.sources(&random, on: streets)
    let parts = Dictionary(grouping: all) { $0.venue % 3 }.values.map { NearestSourceSearch(graph, sources: $0) }
    let lowest = NearestSourceSearch(lowestOf: parts, graph: graph, sources: all)
    #expect(lowest.keys == NearestSourceSearch(graph, sources: all).keys)
  }

  @Test("Sources by edge: those that no other at their place beats, in order", arguments: UInt64(1)...20)
  func sourcesByEdge(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let streets = Self.streets(&random, edges: 12)
    let graph = SearchGraph(streets, gates: .resident)
    var table = SourcesByEdge()
    for _ in 0..<5 {
      let all = Self.sources(&random, on: streets)
      table.replaceAll(by: all, graph: graph)
      for edge in 0..<streets.edgeCount {
        let best = Dictionary(grouping: all.filter { $0.edge == edge }, by: \.offset).values
          .compactMap { $0.min { ($0.leg, $0.venue) < ($1.leg, $1.venue) } }
        #expect(Array(table.on(edge)) == best.sorted { $0.offset < $1.offset })
      }
      #expect(table.edges == Set(all.map(\.edge)).sorted())
    }
  }

  @Test("An ascending set gives back what a sorted set does, again and again")
  func ascendingSet() {
    var random = SeededGenerator(seed: 1)
    for bound in [1, 64, 65, 4096, 100_000] {
      var set = AscendingSet(below: bound)
      for count in [0, 1, 7, 500] {
        let numbers = (0..<count).map { _ in UInt32(random.integer(in: 0...bound - 1)) } + [UInt32(bound - 1)]
        for number in numbers { set.insert(number) }
        #expect(set.removeAll() == Set(numbers).sorted())
      }
    }
  }
}
