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

  /// The walk of each home to the nearest venue, by a search over the whole city and a look at it for each home.
  func times(to venues: [Venue], workers: Int) -> [TravelTime] {
    let searches = CoverageSearches(graph, venues: venues, doors: doors, kinds: [], workers: workers)
    return HomeWalks(homeJoins, searches: searches, workers: workers).times.copied()
  }

  func put(into archive: inout ArchiveWriter) {
    graph.streets.put(into: &archive)
    graph.put(into: &archive)
    archive.put(doors) { $0.put($1) { $0.put(list: $1.map(JoinTable.Entry.init)) } }
    homeJoins.put(into: &archive)
  }

  init(from archive: inout ArchiveReader) throws {
    graph = try SearchGraph(StreetGraph(from: &archive), from: &archive)
    doors = try archive.list { try $0.list { try $0.list(JoinTable.Entry.self).map(\.join) } }
    homeJoins = try JoinTable(from: &archive)
  }
}
