import Geography
import Walking

extension CoverageRun {
  /// Finds the nearest venue of every home.
  mutating func search() throws {
    guard let city else { return }
    clock.time(.searches) {
      let searches = CoverageSearches(
        city, venues: venues, doors: doors, kinds: parameters.kinds, workers: parameters.workers)
      self.searches = searches
      let extent = DataExtent(
        of: city.streets.vertexCoordinates, in: city.coreBox, water: WaterIndex(city.obstacles))
      homeResults = zip(homes, homeJoins).map { homeResult($0, $1, searches: searches, extent: extent) }
      if parameters.keepsStreetNodeTimes {
        let times = StreetTimes(search: searches.any)
        streetNodeTimes = times.nodes()
        reachInMetres = [300, 600, 900, 1200].map {
          ($0, times.reachInMetres(within: TravelTime(milliseconds: UInt32($0 * 1000))))
        }
      }
    }
  }

  private func homeResult(
    _ home: Home, _ joins: [Join], searches: CoverageSearches, extent: DataExtent
  ) -> HomeResult {
    let nearest = CoverageSearches.nearest(searches.any, joins)
    let byKind = searches.byKind.map { CoverageSearches.nearest($0, joins)?.time ?? .unreachable }
    let time = nearest?.time ?? .unreachable
    let join = nearest?.join ?? joins.first
    return HomeResult(
      home: home, time: time, venue: nearest.map { searches.venueOfSource[$0.source] }, homeLeg: join?.leg,
      homeLegInMetres: join?.snap.legInMetres,
      venueLeg: nearest.map { TravelTime(milliseconds: searches.sources[$0.source].leg) },
      timesByKind: byKind, isEdgeLimited: isEdgeLimited(home.coordinate, time: time, extent: extent))
  }

  /// Whether a nearer venue could lie beyond the data: they end nearer than the walk, or than the limit.
  private func isEdgeLimited(_ place: Coordinate, time: TravelTime, extent: DataExtent) -> Bool {
    let metres = min(time, parameters.limit).seconds * parameters.profile.speed.metresPerSecond
    return extent.endsNear(place, metres: metres)
  }
}
