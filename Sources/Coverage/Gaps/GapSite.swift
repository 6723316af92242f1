import Geography
import Parallel
import Walking

/// The street corner from which most of a gap would be served.
public struct GapSite: Hashable, Sendable {
  /// The corner.
  public var coordinate: Coordinate
  /// The weight of the gap's homes that a venue there would bring within the limit.
  public var weight: Double
}

/// Finds the best site of each gap: one batched search for all homes beyond the limit, and a sum for each corner and
/// gap.
struct GapSiteFinder: Sendable {
  let city: CityModel
  let homes: HomeTable
  let joins: JoinTable
  let limit: TravelTime
  let speed: WalkingSpeed
  let workers: Int

  /// The corner that serves most weight of each gap, ties to the first corner along a Hilbert curve; `nil` where no
  /// corner serves any.
  ///
  /// - Parameter gaps: the homes of each gap, ascending.
  /// - Complexity: a sixteenth of a search for each home; then linear in the runs of homes that corners reach.
  func sites(of gaps: [[Int]]) -> [GapSite?] {
    let members = gaps.enumerated().flatMap { gap, homes in homes.map { (gap: gap, home: $0) } }
    let corners = city.snaps.cornerSites()
    let reach = CandidateReach(
      city.graph,
      homes: members.enumerated().flatMap { owner, member in
        joins[member.home].map { $0.reachJoin(owner: owner) }
      }, sites: corners, siteCount: city.streets.vertexCount)
    let sets = reach.sets(within: limit, workers: workers)
    let scale = PlanUnits.scale(of: members.reduce(0) { $0 + homes.weights[$1.home] })
    var choice = GapSiteChoice(
      gaps: sets.homes.map { members[Int($0)].gap },
      units: sets.homes.map { PlanUnits.units(homes.weights[members[Int($0)].home], scale: scale) },
      gapCount: gaps.count)
    for corner in 0..<sets.count { choice.offer(UInt32(corner), runs: sets.runs(of: corner)) }
    let best = choice.best
    // What is told is what a venue there would do, whatever else it joins.
    return concurrentMap(
      count: gaps.count, workers: workers, workspace: { SearchWorkspace(city.graph) }
    ) { gap, search in
      best[gap].map { corner in
        let place = city.streets.vertexCoordinates[Int(corner)]
        return GapSite(coordinate: place, weight: weight(of: gaps[gap], servedFrom: place, search))
      }
    }
  }

  private func weight(of members: [Int], servedFrom place: Coordinate, _ search: SearchWorkspace) -> Double {
    let sources = city.snaps.snaps(place).map { Join($0, speed: speed).source(number: 0) }
    search.search(from: sources, cutoff: limit)
    return members.reduce(0) { sum, home in
      let isServed = joins[home].contains { join in
        search.time(edge: Int(join.snap.edge), offset: join.snap.offset, in: city.graph)
          + UInt64(join.leg.milliseconds) <= UInt64(limit.milliseconds)
      }
      return isServed ? sum + homes.weights[home] : sum
    }
  }
}

/// The corner of most units for each gap so far.
private struct GapSiteChoice {
  private let gaps: [Int]
  /// Where the stretch of homes of one gap that holds a place ends.
  private let stretchEnds: [Int]
  /// Units of the homes before each place.
  private let sums: [Int64]
  private var most: [Int64]
  private var corners: [UInt32]
  private var own: [Int64]
  private var touched: [Int] = []

  /// - Parameters:
  ///   - gaps: the gap of each place in the order of the homes.
  ///   - units: and what its home weighs.
  init(gaps: [Int], units: [Int64], gapCount: Int) {
    self.gaps = gaps
    var ends = [Int](repeating: gaps.count, count: gaps.count)
    for place in gaps.indices.dropLast().reversed() {
      ends[place] = gaps[place] == gaps[place + 1] ? ends[place + 1] : place + 1
    }
    stretchEnds = ends
    var sums: [Int64] = [0]
    for value in units { sums.append(sums[sums.count - 1] + value) }
    self.sums = sums
    most = [Int64](repeating: 0, count: gapCount)
    corners = [UInt32](repeating: .max, count: gapCount)
    own = [Int64](repeating: 0, count: gapCount)
  }

  /// The corner of each gap; `nil` where none serves any weight.
  var best: [UInt32?] { corners.map { $0 == .max ? nil : $0 } }

  /// Takes in what a corner reaches; corners come in ascending order.
  mutating func offer(_ corner: UInt32, runs: ArraySlice<Range<UInt32>>) {
    for run in runs {
      var place = Int(run.lowerBound)
      while place < Int(run.upperBound) {
        let end = min(Int(run.upperBound), stretchEnds[place])
        let gap = gaps[place]
        if own[gap] == 0 { touched.append(gap) }
        own[gap] += sums[end] - sums[place]
        place = end
      }
    }
    for gap in touched {
      if own[gap] > most[gap] { (most[gap], corners[gap]) = (own[gap], corner) }
      own[gap] = 0
    }
    touched.removeAll(keepingCapacity: true)
  }
}

extension Join {
  /// The place as an end of batched searches.
  func reachJoin(owner: Int) -> ReachJoin {
    ReachJoin(owner: UInt32(owner), edge: snap.edge, offset: snap.offset, leg: leg.milliseconds)
  }
}
