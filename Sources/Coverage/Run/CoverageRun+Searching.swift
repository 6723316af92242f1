import Geography
import Parallel
import Walking

extension CoverageRun {
  /// Finds the nearest venue of every home.
  mutating func search() {
    clock.time(.searches) {
      let (city, searches) = (city, searches)
      let extent = DataExtent(
        of: city.streets.vertexCoordinates, in: city.coreBox, water: WaterIndex(city.waters))
      let reading = HomeReading(
        searches: searches, extent: extent, limit: parameters.limit,
        metresPerSecond: parameters.profile.quickestMetresPerSecond)
      let (homes, joins) = (homes, homeJoins)
      homeResults = concurrentMap(count: homes.count, workers: parameters.workers) {
        reading.result(homes[$0], joins[$0])
      }
      judgeByRule(extent)
      addStrictAnswers()
      addPaces()
      makeSelectionResult()
      if parameters.keepsStreetNodeTimes {
        let times = StreetTimes(search: searches.any)
        streetNodeTimes = times.nodes()
        reachInMetres = [300, 600, 900, 1200].map {
          ($0, times.reachInMetres(within: TravelTime(milliseconds: UInt32($0 * 1000))))
        }
      }
    }
  }
}

/// What the searches say of a home.
private struct HomeReading: Sendable {
  let searches: CoverageSearches
  let extent: DataExtent
  let limit: TravelTime
  let metresPerSecond: Double

  func result(_ home: Home, _ joins: JoinTable.Joins) -> HomeResult {
    let nearest = CoverageSearches.nearest(searches.any, joins)
    let byKind = searches.byKind.map { CoverageSearches.nearest($0, joins)?.time ?? .unreachable }
    let time = nearest?.time ?? .unreachable
    let join = nearest?.join ?? joins.first
    return HomeResult(
      home: home, time: time, venue: nearest.map { searches.venueOfSource[$0.source] }, homeLeg: join?.leg,
      homeLegInMetres: join?.snap.legInMetres,
      venueLeg: nearest.map { TravelTime(milliseconds: searches.sources[$0.source].leg) },
      timesByKind: byKind, isEdgeLimited: isEdgeLimited(home.coordinate, time: time))
  }

  /// Whether a nearer venue could lie beyond the data: they end nearer than the walk, or than the limit.
  private func isEdgeLimited(_ place: Coordinate, time: TravelTime) -> Bool {
    extent.endsNear(place, metres: min(time, limit).seconds * metresPerSecond)
  }
}
