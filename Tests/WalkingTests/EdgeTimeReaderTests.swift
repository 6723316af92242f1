import Geography
import TestSupport
import Testing

@testable import Walking

/// Flat edge times against the searches' own, edge by edge, one-way streets, compounds and doors on edges included.
struct EdgeTimeReaderTests {
  @Test(arguments: 0..<12 as Range<UInt64>)
  func timesAreTheSearches(seed: UInt64) throws {
    var random = SeededGenerator(seed: 40 + seed)
    let streets = try StreetGraph(RandomCity(seed: seed).extract(), profile: .standard, workers: 1)
    let sources = (0..<8).map { number in
      let edge = random.integer(in: 0...streets.edgeCount - 1)
      return SearchSource(
        edge: UInt32(edge), offset: UInt32(random.integer(in: 0...Int(streets.edgeTime(edge)))),
        leg: UInt32(random.integer(in: 0...60_000)),
        venue: UInt32(number / 2))
    }
    for gates in WalkingProfile.GatePolicy.allCases {
      let graph = SearchGraph(streets, gates: gates)
      try check(NearestSourceSearch(graph, sources: sources), &random)
      let search = SearchWorkspace(graph)
      let incidence = StreetIncidence(streets)
      // One reader for all searches: what an earlier one reached is forgotten.
      var reader = EdgeTimeReader(graph)
      for venue in 0..<UInt32(4) {
        let cutoff = TravelTime(milliseconds: UInt32(random.integer(in: 0...900_000)))
        search.search(from: sources.filter { $0.venue == venue }, cutoff: cutoff)
        let edges = search.reachedEdges(incidence, graph: graph)
        reader.read(search, edges: edges)
        check(reader, streets, &random) { search.time(edge: $0, offset: $1, in: graph) }
      }
    }
  }

  private func check(_ search: NearestSourceSearch, _ random: inout SeededGenerator) throws {
    check(EdgeTimeReader(search), search.graph.streets, &random) { edge, offset in
      let key = search.key(edge: edge, offset: offset)
      return key == .max ? EdgeTimes.noWay : key >> 32
    }
  }

  private func check(
    _ reader: EdgeTimeReader, _ streets: StreetGraph, _ random: inout SeededGenerator,
    _ time: (Int, UInt32) -> UInt64
  ) {
    for edge in 0..<streets.edgeCount {
      let total = streets.edgeTime(edge)
      let offsets = [0, total] + (0..<6).map { _ in UInt32(random.integer(in: 0...Int(total))) }
      for offset in offsets {
        let expected = time(edge, offset)
        let actual = reader.time(edge: UInt32(edge), offset: offset)
        #expect(actual == expected || min(actual, expected) >= EdgeTimeReader.far, "edge \(edge) at \(offset)")
        #expect(reader.shortestTime(edge: edge) <= actual)
      }
    }
  }
}
