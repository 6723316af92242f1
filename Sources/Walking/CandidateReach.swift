import Parallel

/// Who each of many candidate sites would serve: the homes from which it is reached within a limit, door to door.
///
/// The answers are those of a ``SearchWorkspace`` search from every site, to the millisecond, seen the other way: homes
/// are fewer than street corners, or lie together, so the searches start at the homes, over the arcs turned round, and
/// each finds the sites that serve this home. Homes that follow each other along the streets reach nearly the same
/// states: sixteen are searched at once (``ClusterSearch``), and a site sees in one comparison which of them it serves.
///
/// - Complexity: a sixteenth of a search for each home, times a small factor; nothing for each site but its share of
///   what the homes find.
package struct CandidateReach: Sendable {
  /// Homes of a cluster; a multiple of the lanes.
  private static let clusterSize = 64
  /// Clusters between two gatherings of what was found: bounds the memory it takes.
  private static let clustersARound = 512

  private let graph: SearchGraph
  private let arcs: HomewardArcs
  private let homes: ReachHomes
  private let sites: ReachSites
  private let siteCount: Int

  /// - Parameters:
  ///   - homes: where homes join the streets; their numbers are those of the weights.
  ///   - sites: where sites join the streets, numbered below `siteCount`; those without a join serve no one.
  /// - Complexity: linear in the graph and the sites, n log n in the homes.
  package init(_ graph: SearchGraph, homes: [ReachJoin], sites: [ReachJoin], siteCount: Int) {
    self.graph = graph
    arcs = HomewardArcs(graph)
    self.homes = ReachHomes(homes, graph: graph)
    self.sites = ReachSites(sites, graph: graph)
    self.siteCount = siteCount
  }

  /// The weight of the homes that each site serves within a limit, inclusive (up to 4.6 hours).
  ///
  /// Sums are taken in the order of the streets, by blocks of sixteen homes, whatever the number of workers; those of
  /// integers are exact.
  package func weights(within limit: TravelTime, of homeWeights: [Double], workers: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: siteCount)
    forEachBlock(within: limit, workers: workers) { places, found in
      let weights = BlockWeights(places.map { homeWeights[Int(homes.homes[$0])] })
      for served in found { sums[Int(served.site)] += weights.sum(of: served.lanes) }
    }
    return sums
  }

  /// The homes that each site serves within a limit, inclusive (up to 4.6 hours).
  package func sets(within limit: TravelTime, workers: Int) -> ReachSets {
    var builder = ReachSets.Builder(candidateCount: siteCount)
    forEachBlock(within: limit, workers: workers) { places, found in
      for served in found { builder.add(served.lanes, of: served.site, firstHome: UInt32(places.lowerBound)) }
    }
    return builder.sets(homes: homes.homes)
  }

  /// Calls `body` for each block of up to sixteen homes, in order, with the sites that serve any of them.
  private func forEachBlock(
    within limit: TravelTime, workers: Int, _ body: (_ places: Range<Int>, _ found: ArraySlice<ServedLanes>) -> Void
  ) {
    let milliseconds = min(limit.milliseconds, LaneRow.highestLimit)
    let clusterCount = (homes.count + Self.clusterSize - 1) / Self.clusterSize
    for round in stride(from: 0, to: clusterCount, by: Self.clustersARound) {
      let clusters = round..<min(clusterCount, round + Self.clustersARound)
      let found = concurrentMap(
        count: clusters.count, workers: workers,
        workspace: {
          CandidateReachWorker(graph, arcs, homes, sites, siteCount: siteCount, limit: milliseconds)
        }
      ) { number, worker in
        let first = (clusters.lowerBound + number) * Self.clusterSize
        return worker.blocks(first..<min(homes.count, first + Self.clusterSize))
      }
      for cluster in found {
        for block in cluster.blocks { body(block.places, cluster.served[block.served]) }
      }
    }
  }
}

/// The sums of all subsets of up to sixteen weights, by two tables of eight.
private struct BlockWeights {
  private let low: [Double]
  private let high: [Double]

  init(_ weights: [Double]) {
    low = Self.sums(weights.prefix(8))
    high = Self.sums(weights.dropFirst(8))
  }

  /// Entry m is the sum of the weights whose bits m has, the last one added last.
  private static func sums(_ weights: ArraySlice<Double>) -> [Double] {
    var sums: [Double] = [0]
    sums.reserveCapacity(256)
    for weight in weights {
      for entry in 0..<sums.count { sums.append(sums[entry] + weight) }
    }
    return sums
  }

  func sum(of lanes: UInt16) -> Double { low[Int(lanes & 0xFF)] + high[Int(lanes >> 8)] }
}
