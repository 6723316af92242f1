import Foundation
import OpenStreetMap
import Walking

/// CPU and wall seconds of a piece of work.
struct Cost: Codable {
  var cpu: Double
  var wall: Double

  /// Does the work and tells what it took.
  static func of<Result>(_ work: () throws -> Result) rethrows -> (Result, Cost) {
    let (cpu, wall) = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
    let result = try work()
    return (
      result, Cost(cpu: seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, wall: seconds(CLOCK_MONOTONIC) - wall)
    )
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Our own searches on the graph that peers are given, from the same vertices.
struct EngineTiming: Codable {
  var searches = 0
  var settled = 0
  var scanned = 0
  var relaxed = 0
  /// All searches once on one thread.
  var searchCost: Cost?
  /// The nearest venue of every vertex, one pass on one thread.
  var nearestCost: Cost?
  /// Sum over vertices of the milliseconds to the nearest venue, of those with a way.
  var nearestSum: UInt64 = 0
  /// Vertices within the cutoff of each source.
  var reached: [UInt32] = []

  /// All but the list of counts.
  private enum CodingKeys: String, CodingKey {
    case searches, settled, scanned, relaxed, searchCost, nearestCost, nearestSum
  }

  /// - Parameter repeats: rounds over all sources; the figures are those of the fastest round.
  init(_ graph: SearchGraph, sources: [SearchSource], venues: [SearchSource], cutoff: TravelTime, repeats: Int) {
    let workspace = SearchWorkspace(graph)
    for _ in 0..<max(1, repeats) {
      let before = (workspace.scannedStates, workspace.relaxedArcs)
      reached = []
      let (_, cost) = Cost.of {
        for source in sources {
          workspace.search(from: [source], cutoff: cutoff)
          reached.append(UInt32(workspace.reached.count))
        }
      }
      if cost.cpu < searchCost?.cpu ?? .infinity { searchCost = cost }
      (scanned, relaxed) = (workspace.scannedStates - before.0, workspace.relaxedArcs - before.1)
    }
    searches = sources.count
    settled = reached.reduce(0) { $0 + Int($1) }
    guard !venues.isEmpty else { return }
    for _ in 0..<max(1, repeats) {
      let (search, cost) = Cost.of { NearestSourceSearch(graph, sources: venues) }
      if cost.cpu < nearestCost?.cpu ?? .infinity { nearestCost = cost }
      nearestSum = search.keys.reduce(0) { $1 == .max ? $0 : $0 + $1 >> 32 }
    }
  }
}
