import Coverage
import OpenStreetMap
import Parallel
import Walking

/// The homes of an extract where they join the streets, found as the whole job finds them.
struct CandidateHomes {
  let graph: SearchGraph
  let joins: [ReachJoin]
  /// Whole thousandths, so that sums taken in any order are equal.
  let weights: [Double]

  init(path: String, workers: Int) throws {
    let extract = try ExtractReader(path: path, workers: workers).read(CoverageAnalysis.selection)
    let parameters = CoverageParameters()
    let profile = parameters.profile
    let streets = try StreetGraph(extract, profile: profile, workers: workers)
    let graph = SearchGraph(streets, gates: profile.gates)
    let homes = HomeFinder().homes(in: extract, streets: streets, workers: workers).homes
    let snaps = SnapIndex(
      graph, obstacles: ObstacleIndex(Obstacles(extract)), radiusInMetres: parameters.snapRadiusInMetres)
    let found = concurrentMap(count: homes.count, workers: workers) { snaps.snaps(homes[$0].coordinate) }
    self.graph = graph
    weights = homes.map { ($0.weight * 1000).rounded() }
    joins = found.enumerated().flatMap { home, snaps in
      snaps.map { snap in
        ReachJoin(
          owner: UInt32(home), edge: snap.edge, offset: snap.offset,
          leg: profile.speed.time(forMetres: snap.legInMetres).milliseconds)
      }
    }
  }
}
