import BenchmarkRecords
import Parallel
import Walking

/// Every vertex as a candidate site: who it would serve, all at once and by a search from each.
struct CandidateStages {
  let homes: CandidateHomes
  let workers: Int
  private let limit = TravelTime.minutes(15)
  /// Sites of the repeated searches, spread over the city.
  private static let mostSearches = 5_000

  private var graph: SearchGraph { homes.graph }
  private var siteCount: Int { graph.streets.vertexCount }

  func measure(_ meter: inout Meter) {
    let sites = graph.vertexSites()
    let step = (sites.count + Self.mostSearches - 1) / Self.mostSearches
    let sample = stride(from: 0, to: sites.count, by: max(1, step)).map { sites[$0] }
    _ = meter.time(StageName.candidateSearches) {
      repeatedSearches(from: sample)
    } then: { sums in
      (["sites": sample.count, "homes": homes.weights.count], checksum(sums))
    }
    let reach = meter.time(StageName.candidateWeights) {
      let reach = CandidateReach(graph, homes: homes.joins, sites: sites, siteCount: siteCount)
      return (reach, reach.weights(within: limit, of: homes.weights, workers: workers))
    } then: { reach in
      (["sites": sites.count, "homes": homes.weights.count], checksum(sample.map { reach.1[Int($0.owner)] }))
    }
    _ = meter.time(StageName.candidateSets) {
      reach.0.sets(within: limit, workers: workers)
    } then: { sets in
      let served = (0..<sets.count).map { sets.homeCount(of: $0) }
      var sum = Checksum()
      sum.add(served)
      return (["sites": sites.count, "served": served.reduce(0, +), "bytes": sets.byteCount], sum.text)
    }
  }

  private func checksum(_ sums: [Double]) -> String {
    var sum = Checksum()
    sum.add(sums.lazy.map(\.bitPattern))
    return sum.text
  }

  /// Scratch of one worker.
  private final class Workspace {
    let search: SearchWorkspace
    /// The last site that was found to serve each home.
    var lastSite: [UInt32]

    init(_ graph: SearchGraph, homes: Int) {
      search = SearchWorkspace(graph)
      lastSite = Array(repeating: .max, count: homes)
    }
  }

  /// The weight that each site serves, by the engine's search and its reading of homes.
  private func repeatedSearches(from sites: [ReachJoin]) -> [Double] {
    let (graph, weights, limit) = (graph, homes.weights, limit)
    let incidence = StreetIncidence(graph.streets)
    let joins = homes.joins.sorted { $0.edge < $1.edge }
    let firstJoin = Self.firstPlaces(of: joins, edgeCount: graph.streets.edgeCount)
    return concurrentMap(
      count: sites.count, workers: workers, workspace: { Workspace(graph, homes: weights.count) }
    ) { number, workspace in
      workspace.search.search(from: [sites[number].source], cutoff: limit)
      var sum = 0.0
      for edge in workspace.search.reachedEdges(incidence, graph: graph) {
        for join in joins[firstJoin[Int(edge)]..<firstJoin[Int(edge) + 1]]
        where workspace.lastSite[Int(join.owner)] != UInt32(number) {
          let time = workspace.search.time(edge: Int(edge), offset: join.offset, in: graph)
          guard time + UInt64(join.leg) <= UInt64(limit.milliseconds) else { continue }
          workspace.lastSite[Int(join.owner)] = UInt32(number)
          sum += weights[Int(join.owner)]
        }
      }
      return sum
    }
  }

  /// Where the joins of each edge begin among sorted ones, and the end of all.
  private static func firstPlaces(of joins: [ReachJoin], edgeCount: Int) -> [Int] {
    var first = [Int](repeating: 0, count: edgeCount + 1)
    for join in joins { first[Int(join.edge) + 1] += 1 }
    for edge in 0..<edgeCount { first[edge + 1] += first[edge] }
    return first
  }
}
