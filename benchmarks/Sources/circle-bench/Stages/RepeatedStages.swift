import BenchmarkRecords
import OpenStreetMap
import Walking

/// One stage some times over on one thread, with nothing else that grows: two lengths tell the stage's instructions.
struct RepeatedStages {
  let path: String
  let repeats: Int

  func reading(_ meter: inout Meter) throws {
    _ = try meter.time("reading") {
      try (0..<repeats).map { _ in try read().report.nodesRead }
    } then: {
      (["nodes read": $0.reduce(0, +)], nil)
    }
  }

  func search(_ meter: inout Meter) throws {
    let graph = try graph()
    let sources = SearchStages.sources(repeats, in: graph)
    let search = SearchWorkspace(graph)
    _ = meter.time("search") {
      sources.map { source in
        search.search(from: [source], cutoff: .minutes(15))
        return search.reached.count
      }
    } then: {
      (["states settled": $0.reduce(0, +)], nil)
    }
  }

  func pass(_ meter: inout Meter) throws {
    let graph = try graph()
    let sources = SearchStages.sources(64, in: graph)
    _ = meter.time("nearest") {
      (0..<repeats).map { _ in NearestSourceSearch(graph, sources: sources).key(edge: 0, offset: 0) }
    } then: {
      (["states": $0.count * graph.stateCount], nil)
    }
  }

  private func read() throws -> Extract { try ExtractReader(path: path, workers: 1).read(StreetGraph.selection) }

  private func graph() throws -> SearchGraph {
    let profile = WalkingProfile.standard
    return SearchGraph(try StreetGraph(try read(), profile: profile, workers: 1), gates: profile.gates)
  }
}
