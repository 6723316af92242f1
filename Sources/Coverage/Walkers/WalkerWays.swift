import Columns
import Walking

/// How a walker gets about in a city: what may be searched, and where homes and venues' doors join it.
struct WalkerWays: Sendable {
  let graph: SearchGraph
  /// The joins of each door of each venue.
  private(set) var doors: [[[Join]]]
  let homeJoins: JoinTable

  init(_ graph: SearchGraph, doors: [[[Join]]], homeJoins: JoinTable) {
    (self.graph, self.doors, self.homeJoins) = (graph, doors, homeJoins)
  }

  /// The same with all closed whose tags are missing. Linear in the streets.
  var underStrictness: WalkerWays {
    WalkerWays(
      SearchGraph(graph.streets, gates: graph.gates, isStrict: true), doors: doors, homeJoins: homeJoins)
  }

  /// The same to some of the venues.
  func keeping(_ venues: [Int]) -> WalkerWays {
    var kept = self
    kept.doors = venues.map { doors[$0] }
    return kept
  }

  /// The way to the nearest venue's door from everywhere: a search over the whole city.
  func search() -> NearestSourceSearch {
    NearestSourceSearch(graph, sources: CoverageSearches.sources(of: doors).sources)
  }

  /// Door to door by such a search, home by home. Linear in the homes.
  func times(_ search: NearestSourceSearch, workers: Int) -> [TravelTime] {
    CoverageSearches.nearest(search, homeJoins, workers: workers).map { $0?.time ?? .unreachable }
  }

  func put(into archive: inout ArchiveWriter) {
    graph.streets.put(into: &archive)
    graph.put(into: &archive)
    archive.put(doors) { $0.put($1) { $0.put(list: $1.map(JoinTable.Entry.init)) } }
    homeJoins.put(into: &archive)
  }

  /// - Parameters: how many homes and venues there are.
  init(homes: Int, venues: Int, from archive: inout ArchiveReader) throws {
    let streets = try StreetGraph(from: &archive)
    graph = try SearchGraph(streets, from: &archive)
    doors = try JoinTable.doors(ofVenues: venues, on: streets, from: &archive)
    homeJoins = try JoinTable(count: homes, on: streets, from: &archive)
  }
}
