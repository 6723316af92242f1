import BenchmarkRecords
import Geography
import Parallel
import Walking

/// Searches on the finished graph, from vertices that a seed chooses.
struct SearchStages {
  let graph: SearchGraph
  let workers: Int
  let searches: Int
  let cutoff = TravelTime.minutes(15)

  func measure(_ meter: inout Meter) {
    let sources = Self.sources(searches, in: graph)
    measurePass(from: Array(sources.prefix(64)), &meter)
    measureSearches(from: sources, workers: 1, as: StageName.searchesOneWorker, &meter)
    if workers > 1 { measureSearches(from: sources, workers: workers, as: StageName.searchesAllWorkers, &meter) }
  }

  /// Ends of edges, the same on every machine and in every run.
  static func sources(_ count: Int, in graph: SearchGraph) -> [SearchSource] {
    var random = SeededNumbers(seed: 15)
    var sources: [SearchSource] = []
    let edges = UInt64(graph.streets.edgeCount)
    // A graph of which hardly an edge is usable ends the search for some.
    for _ in 0..<100 * count where sources.count < count && edges > 0 {
      let edge = Int(random.next() % edges)
      guard graph.isUsable(edge) else { continue }
      sources.append(SearchSource(edge: UInt32(edge), offset: 0, leg: 0, venue: UInt32(sources.count)))
    }
    return sources
  }

  private func measurePass(from sources: [SearchSource], _ meter: inout Meter) {
    _ = meter.time(StageName.nearestPass) {
      NearestSourceSearch(graph, sources: sources)
    } then: { pass in
      var sum = Checksum()
      var reached = 0
      for edge in 0..<graph.streets.edgeCount {
        let key = pass.key(edge: edge, offset: 0)
        sum.add(key)
        reached += key == .max ? 0 : 1
      }
      return (["sources": sources.count, "edges_reached": reached], sum.text)
    }
  }

  /// What one search did.
  private struct Work {
    var settled: Int, scanned: Int, relaxed: Int
  }

  private func measureSearches(
    from sources: [SearchSource], workers: Int, as stage: String, _ meter: inout Meter
  ) {
    let (graph, cutoff) = (graph, cutoff)
    _ = meter.time(stage) {
      concurrentMap(count: sources.count, workers: workers, workspace: { SearchWorkspace(graph) }) { number, search in
        let before = (search.scannedStates, search.relaxedArcs)
        search.search(from: [sources[number]], cutoff: cutoff)
        return Work(
          settled: search.reached.count, scanned: search.scannedStates - before.0,
          relaxed: search.relaxedArcs - before.1)
      }
    } then: { works in
      (
        [
          "searches": works.count, "states_settled": works.reduce(0) { $0 + $1.settled },
          "states_scanned": works.reduce(0) { $0 + $1.scanned }, "arcs_relaxed": works.reduce(0) { $0 + $1.relaxed },
        ], checksum(of: sources.prefix(50))
      )
    }
  }

  /// Of the times of some searches; the order in which states are reached does not matter.
  private func checksum(of sources: ArraySlice<SearchSource>) -> String {
    let search = SearchWorkspace(graph)
    var sum = Checksum()
    for source in sources {
      search.search(from: [source], cutoff: cutoff)
      for state in search.reached.sorted() { sum.add(UInt64(state) << 32 | UInt64(search.time(ofState: Int(state)))) }
    }
    return sum.text
  }
}

extension Coordinate {
  /// Both numbers in one word.
  var word: UInt64 { UInt64(UInt32(bitPattern: longitudeE7)) << 32 | UInt64(UInt32(bitPattern: latitudeE7)) }
}
