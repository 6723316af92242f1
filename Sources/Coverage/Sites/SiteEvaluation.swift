import Columns
import Geography
import Walking

/// Tries sites and closures on a prepared city: who gains, who loses, door to door and to the millisecond.
///
/// A new site is searched from as every venue is, and the nearest venue of all homes is brought up to date only where
/// the site is nearer; so the answer is the one a whole run with this venue would give.
public struct SiteEvaluation: Sendable {
  /// The city.
  public let city: PreparedCity
  /// The limit of the promise.
  public private(set) var limit: TravelTime
  let index: HomeIndex
  /// The time of each home to its nearest venue, and the venue.
  let times: Column<TravelTime>, nearestVenues: Column<Int32>
  /// Who is within the limit today.
  public private(set) var today: CoverageShare
  private let longestToday: LongestWalk

  /// Linear in the city's homes and edges.
  public init(_ city: PreparedCity, limit: TravelTime, workers: Int = 2) {
    self.city = city
    self.limit = limit
    index = city.homeIndex
    let walks = city.homeWalks(workers: workers)
    (times, nearestVenues) = (walks.times, walks.venues)
    today = Self.share(of: city.homes, times, within: limit)
    longestToday = LongestWalk(of: times)
  }

  /// The same for another limit. Linear in the homes.
  public func limited(to limit: TravelTime) -> SiteEvaluation {
    var evaluation = self
    evaluation.limit = limit
    evaluation.today = Self.share(of: city.homes, times, within: limit)
    return evaluation
  }

  private static func share(
    of homes: HomeTable, _ times: Column<TravelTime>, within limit: TravelTime
  ) -> CoverageShare {
    var share = CoverageShare(all: HomeCount(), covered: HomeCount())
    for (weight, time) in zip(homes.weights, times) {
      share.all.add(weight: weight)
      if time <= limit { share.covered.add(weight: weight) }
    }
    return share
  }

  /// Scratch of one worker; not to be shared.
  public final class Workspace {
    let search: SearchWorkspace

    /// Memory for searches over a city.
    public init(_ evaluation: SiteEvaluation) { search = SearchWorkspace(evaluation.city.model.graph) }
  }

  /// What one site alone would do, without isochrones.
  ///
  /// - Parameter kind: the kind of venue it would be; only ``SiteEffect/gainedOfKind`` asks for it.
  /// - Complexity: a bounded search, linear in the homes reached and in those to which the site is nearest.
  public func effect(of site: CandidateSite, kind: VenueKind? = nil, workspace: Workspace) -> SiteEffect {
    let joins = joins(of: site)
    var effect = SiteEffect(
      site: site, legInMetres: joins.first?.snap.legInMetres, foot: joins.first?.snap.foot,
      crossesObstacle: joins.first?.snap.crossesObstacle ?? false, reached: HomeCount(), overlap: HomeCount(),
      overlapVenues: [], change: change(opening: [site]))
    var overlapByVenue: [Int32: HomeCount] = [:]
    let ofKind = kind.flatMap { city.parameters.kinds.firstIndex(of: $0) }.map { city.searches.byKind[$0] }
    var gainedOfKind = HomeCount()
    for home in reachedHomes(from: joins, workspace.search) {
      effect.reached.add(weight: city.homes.weights[home])
      if times[home] <= limit {
        effect.overlap.add(weight: city.homes.weights[home])
        overlapByVenue[nearestVenues[home], default: HomeCount()].add(weight: city.homes.weights[home])
      }
      if let ofKind, CoverageSearches.nearest(ofKind, city.homeJoins[home]).map({ $0.time > limit }) ?? true {
        gainedOfKind.add(weight: city.homes.weights[home])
      }
    }
    if kind != nil { effect.gainedOfKind = gainedOfKind }
    effect.overlapVenues = overlapByVenue.map { (venue: Int($0.key), count: $0.value) }
      .sorted { ($1.count.weight, $0.venue) < ($0.count.weight, $1.venue) }
    return effect
  }

  /// What opening sites and closing venues together changes.
  ///
  /// - Parameter closed: places in ``PreparedCity/venues``.
  /// - Complexity: linear in the homes to which a site is nearest; with closures a pass over the city.
  public func change(opening sites: [CandidateSite], closing closed: Set<Int> = []) -> CoverageChange {
    let old = city.searches
    var search = old.any
    var sources = old.sources
    if !closed.isEmpty {
      sources = sources.filter { !closed.contains(old.venueOfSource[Int($0.venue)]) }
      search = NearestSourceSearch(city.model.graph, sources: sources)
    }
    if !sites.isEmpty {
      let first = sources.count
      var number = old.sources.count
      for site in sites {
        for join in joins(of: site) {
          sources.append(join.source(number: number))
          number += 1
        }
      }
      search = NearestSourceSearch(search, sources: sources, newSources: first)
    }
    let changed = homes(on: search.changedEdges(since: old.any, incidence: city.model.incidence))
    return summary(of: changed) { CoverageSearches.nearest(search, city.homeJoins[$0])?.time ?? .unreachable }
  }

  /// Where a site joins the streets.
  func joins(of site: CandidateSite) -> [Join] {
    let speed = city.parameters.profile.speed
    return city.model.snaps.snaps(site.coordinate).map { Join($0, speed: speed) }
  }

  /// The homes that join any of some edges, ascending, each once.
  private func homes(on edges: [UInt32]) -> [Int] {
    var homes: [Int] = []
    for edge in edges { for entry in index.entries(on: Int(edge)) { homes.append(Int(entry.home)) } }
    homes.sort()
    return homes.indices.filter { $0 == 0 || homes[$0] != homes[$0 - 1] }.map { homes[$0] }
  }

  /// The homes within the limit of a place, ascending.
  private func reachedHomes(from joins: [Join], _ search: SearchWorkspace) -> [Int] {
    guard !joins.isEmpty else { return [] }
    let model = city.model
    search.search(from: joins.map { $0.source(number: 0) }, cutoff: limit)
    return homes(on: search.reachedEdges(model.incidence, graph: model.graph)).filter { home in
      city.homeJoins[home].contains { join in
        search.time(edge: Int(join.snap.edge), offset: join.snap.offset, in: model.graph)
          + UInt64(join.leg.milliseconds) <= UInt64(limit.milliseconds)
      }
    }
  }

  /// Sums up what changes; sums are taken in the order of the homes.
  private func summary(of homes: [Int], newTime: (Int) -> TravelTime) -> CoverageChange {
    var change = CoverageChange(
      before: today, after: today, gained: HomeCount(), lost: HomeCount(), savedMinutes: 0, addedMinutes: 0,
      nearer: HomeCount(), farther: HomeCount(), connected: HomeCount(), disconnected: HomeCount(), areas: [])
    var longest = longestToday
    var areas: [UInt32: CoverageChange.AreaChange] = [:]
    for home in homes {
      let (old, new) = (times[home], newTime(home))
      guard old != new else { continue }
      longest.remove(old)
      longest.add(new)
      let weight = city.homes.weights[home]
      new < old ? change.nearer.add(weight: weight) : change.farther.add(weight: weight)
      switch (old.isReachable, new.isReachable) {
      case (false, _): change.connected.add(weight: weight)
      case (_, false): change.disconnected.add(weight: weight)
      default:
        let minutes = (Double(old.milliseconds) - Double(new.milliseconds)) / 60_000 * weight
        if minutes > 0 { change.savedMinutes += minutes } else { change.addedMinutes -= minutes }
      }
      let (was, isNow) = (old <= limit, new <= limit)
      guard was != isNow else { continue }
      isNow ? change.gained.add(weight: weight) : change.lost.add(weight: weight)
      for area in city.areasOfHomes[home] {
        var known =
          areas[area] ?? CoverageChange.AreaChange(area: Int(area), gained: HomeCount(), lost: HomeCount())
        isNow ? known.gained.add(weight: weight) : known.lost.add(weight: weight)
        areas[area] = known
      }
    }
    change.after.covered = HomeCount(
      homes: today.covered.homes + change.gained.homes - change.lost.homes,
      weight: today.covered.weight + change.gained.weight - change.lost.weight)
    change.areas = areas.sorted { $0.key < $1.key }.map(\.value)
    if !longest.isKnown {
      // All of today's longest walks have changed: those of the other homes are looked at.
      longest = LongestWalk()
      let changed = Set(homes)
      for (home, time) in times.enumerated() { longest.add(changed.contains(home) ? newTime(home) : time) }
    }
    change.longestAfter = longest.time
    return change
  }
}
