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
      let bounds = dataBounds(city)
      homeResults = zip(homes, homeJoins).map { homeResult($0, $1, searches: searches, bounds: bounds) }
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
    _ home: Home, _ joins: [Join], searches: CoverageSearches, bounds: CoordinateBox
  ) -> HomeResult {
    let nearest = CoverageSearches.nearest(searches.any, joins)
    let byKind = searches.byKind.map { CoverageSearches.nearest($0, joins)?.time ?? .unreachable }
    let time = nearest?.time ?? .unreachable
    let join = nearest?.join ?? joins.first
    return HomeResult(
      home: home, time: time, venue: nearest.map { searches.venueOfSource[$0.source] }, homeLeg: join?.leg,
      homeLegInMetres: join?.snap.legInMetres,
      venueLeg: nearest.map { TravelTime(milliseconds: searches.sources[$0.source].leg) },
      timesByKind: byKind, isEdgeLimited: isEdgeLimited(home.coordinate, time: time, bounds: bounds))
  }

  /// The bounds that the extract claims when they hold nearly all streets, else the box of the streets.
  private func dataBounds(_ city: CityModel) -> CoordinateBox {
    guard let claimed = extract?.header.bounds else { return city.coreBox }
    let inside = city.streets.vertexCoordinates.count { claimed.contains($0) }
    return inside * 10 >= city.streets.vertexCount * 9 ? claimed : city.coreBox
  }

  /// Whether a nearer venue could lie beyond the data: its border is nearer than the walk, or than the limit.
  private func isEdgeLimited(_ place: Coordinate, time: TravelTime, bounds: CoordinateBox) -> Bool {
    let walk = min(time, parameters.limit).seconds * parameters.profile.speed.metresPerSecond
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    let west = (Double(place.longitudeE7) - Double(bounds.southWest.longitudeE7)) * scale.eastInMetres
    let east = (Double(bounds.northEast.longitudeE7) - Double(place.longitudeE7)) * scale.eastInMetres
    let south = (Double(place.latitudeE7) - Double(bounds.southWest.latitudeE7)) * scale.northInMetres
    let north = (Double(bounds.northEast.latitudeE7) - Double(place.latitudeE7)) * scale.northInMetres
    return min(west, east, south, north) < walk
  }
}
