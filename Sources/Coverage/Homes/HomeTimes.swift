import Parallel
import Walking

/// The time of each home to the nearest venue of each kind: totals for any limit and choice of kinds are sums over it.
public struct HomeTimes: Sendable {
  /// The kinds, as of ``PreparedCity/parameters``.
  public let kinds: [VenueKind]
  /// By kind, then by home; door to door.
  public let times: [[TravelTime]]
  private let city: PreparedCity

  /// Linear in homes and kinds.
  public init(_ city: PreparedCity) {
    self.city = city
    kinds = city.parameters.kinds
    let joins = city.homeJoins
    let chunk = 2048
    times = city.searches.byKind.map { search in
      concurrentMap(count: (joins.count + chunk - 1) / chunk, workers: city.parameters.workers) { number in
        (number * chunk..<min(joins.count, (number + 1) * chunk)).map {
          CoverageSearches.nearest(search, joins[$0])?.time ?? .unreachable
        }
      }.flatMap { $0 }
    }
  }

  /// The time of a home to the nearest venue of each kind.
  public subscript(home: Int) -> [TravelTime] { times.map { $0[home] } }

  /// Who is covered within a limit by venues of some kinds, in all and by area.
  ///
  /// - Parameter chosen: venues without a known kind always count.
  /// - Returns: the share; the longest walk of a home that has one; the weight of each area and how much of it is covered.
  /// - Complexity: linear in homes and kinds.
  public func share(within limit: TravelTime, kinds chosen: [VenueKind]) -> (
    share: CoverageShare, worst: TravelTime?, areas: [CoverageShare]
  ) {
    let searched = kinds.indices.filter { VenueCensus.counts(kinds[$0], among: chosen) }.map { times[$0] }
    var share = CoverageShare(all: HomeCount(), covered: HomeCount())
    var areas = [CoverageShare](repeating: share, count: city.areas.count)
    var worst: TravelTime?
    for (number, weight) in city.homes.weights.enumerated() {
      var time = TravelTime.unreachable
      for times in searched { time = min(time, times[number]) }
      if time.isReachable { worst = max(worst ?? time, time) }
      let isCovered = time <= limit
      share.all.add(weight: weight)
      if isCovered { share.covered.add(weight: weight) }
      for area in city.areasOfHomes[number] {
        areas[Int(area)].all.add(weight: weight)
        if isCovered { areas[Int(area)].covered.add(weight: weight) }
      }
    }
    return (share, worst, areas)
  }
}
