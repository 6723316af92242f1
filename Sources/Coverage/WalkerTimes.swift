import Columns
import Parallel
import Walking

/// The walk of each home to the nearest venue of each kind by one search graph.
struct WalkerTimes: Sendable {
  /// By kind, in the order of the parameters' kinds, then by home.
  private var byKind: [Column<TravelTime>]
  /// To venues without a known kind, which always count; empty where there are none.
  private let others: Column<TravelTime>

  /// - Complexity: a search a kind over the whole city, and a look at it for each home.
  init(
    _ graph: SearchGraph, venues: [Venue], doors: [[[Join]]], homes: JoinTable, kinds: [VenueKind], workers: Int
  ) {
    let searches = CoverageSearches(graph, venues: venues, doors: doors, kinds: kinds, workers: workers)
    byKind = searches.byKind.map { Self.times(homes, $0, workers: workers) }
    // They are kept apart also where every kind was asked for: a city narrowed to some kinds keeps them.
    let rest = searches.sources.filter { source in
      let kind = venues[searches.venueOfSource[Int(source.venue)]].kind
      return kind == .other || !kinds.contains(kind)
    }
    others =
      rest.isEmpty ? Column([]) : Self.times(homes, NearestSourceSearch(graph, sources: rest), workers: workers)
  }

  private static func times(_ homes: JoinTable, _ search: NearestSourceSearch, workers: Int) -> Column<TravelTime> {
    let chunk = 2048
    let times = concurrentMap(count: (homes.count + chunk - 1) / chunk, workers: workers) { number in
      (number * chunk..<Swift.min(homes.count, (number + 1) * chunk)).map {
        CoverageSearches.nearest(search, homes[$0])?.time ?? .unreachable
      }
    }
    return Column(times.flatMap { $0 })
  }

  /// The same to some of the kinds.
  func narrowed(to kinds: [Int]) -> WalkerTimes {
    var narrowed = self
    narrowed.byKind = kinds.map { byKind[$0] }
    return narrowed
  }

  /// Door to door to the nearest venue of any kind, home by home. Linear.
  var nearest: [TravelTime] {
    let all = byKind + (others.isEmpty ? [] : [others])
    return (0..<(all.first?.count ?? 0)).map { home in all.lazy.map { $0[home] }.min() ?? .unreachable }
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(byKind) { $0.put($1) }
    archive.put(others)
  }

  /// - Parameters: how many homes and kinds there are.
  init(homes: Int, kinds: Int, from archive: inout ArchiveReader) throws {
    byKind = try archive.list { try $0.column() }
    others = try archive.column()
    try archive.expect(
      byKind.count == kinds && byKind.allSatisfy { $0.count == homes } && (others.isEmpty || others.count == homes),
      "times of walkers")
  }
}
