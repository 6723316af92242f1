import Parallel
import Walking

/// The walks of all homes to the nearest venue over one search graph.
struct WalkerSearch: Sendable {
  let search: NearestSourceSearch
  let homes: JoinTable

  /// - Parameter doors: the joins of each door of each venue.
  /// - Complexity: a search over the whole city.
  init(_ graph: SearchGraph, doors: [[[Join]]], homes: JoinTable) {
    search = NearestSourceSearch(graph, sources: CoverageSearches.sources(of: doors).sources)
    self.homes = homes
  }

  /// Door to door, home by home. Linear in the homes.
  func times(workers: Int) -> [TravelTime] {
    let chunk = 2048
    return concurrentMap(count: (homes.count + chunk - 1) / chunk, workers: workers) { number in
      (number * chunk..<Swift.min(homes.count, (number + 1) * chunk)).map {
        CoverageSearches.nearest(search, homes[$0])?.time ?? .unreachable
      }
    }.flatMap { $0 }
  }
}
