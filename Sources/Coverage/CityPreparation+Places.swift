import Geography
import Parallel
import Walking

extension CityPreparation {
  /// Finds venues with their doors, and homes, and joins both to the streets.
  mutating func findPlaces() throws {
    guard let city else { return }
    try clock.time(.places) {
      try findVenues(city)
      try findHomes(city)
      joinPlaces(city)
    }
  }

  private mutating func findVenues(_ city: CityModel) throws {
    guard let extract else { return }
    var records: [Venue] = []
    if !(analysis.venuesReplace && analysis.venuesPath != nil) {
      var found = VenueFinder().venues(in: extract)
      records = found.venues.filter { parameters.kinds.contains($0.kind) }
      found.venues = []
      findings.venues.findings = found
    }
    if let path = analysis.venuesPath {
      var list = try VenueList.read(path: path)
      list.removeFar(from: city.streetBox)
      findings.venues.list = (warnings: list.warnings, count: list.venues.count)
      records += list.venues.filter { VenueCensus.counts($0.kind, among: parameters.kinds) }
    }
    for record in records { findings.venues.records[record.kind, default: 0] += 1 }
    let merged = VenueMerger.merge(records)
    let kinds = Dictionary(merged.venues.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
    findings.venues.merges = merged.merges.map { (kind: kinds[$0.id] ?? .other, identifiers: $0.identifiers) }
    venues = merged.venues
    let snaps = city.snaps
    let resolver = DoorResolver(entrances: DoorEntrances(in: extract)) { snaps.pointNearestStreet(onOutline: $0) }
    resolver.resolve(&venues)
  }

  private mutating func findHomes(_ city: CityModel) throws {
    guard let extract else { return }
    var homes: [Home]
    if let path = analysis.homesPath {
      var list = try HomeList.read(path: path)
      list.removeFar(from: city.streetBox)
      findings.homes.warnings += list.warnings
      homes = list.homes
      weightUnit = .people
    } else {
      let found = HomeFinder().homes(in: extract, streets: city.streets, workers: parameters.workers)
      findings.homes.warnings += found.warnings
      findings.homes.counts += found.counts
      homes = found.homes
      weightUnit = found.weightUnit
    }
    let all = homes.count
    // Without a given outline the whole extract is inside.
    if let studyArea, studyArea.source != .extractBounds, let studyIndex {
      homes.removeAll { !studyIndex.contains($0.coordinate, area: 0) }
    }
    findings.homes.counts.append(("homes_outside_study_area", all - homes.count))
    homes.makeWeightsSummable()
    self.homes = HomeTable(homes)
  }

  private mutating func joinPlaces(_ city: CityModel) {
    let snaps = city.snaps
    let speed = parameters.profile.speed
    let places = homes.coordinates.copied() + venues.flatMap { $0.doors.map(\.coordinate) }
    let chunk = 64
    let joined = concurrentMap(count: (places.count + chunk - 1) / chunk, workers: parameters.workers) { number in
      places[number * chunk..<min(places.count, (number + 1) * chunk)].map { place in
        snaps.snaps(place).map { Join($0, speed: speed) }
      }
    }.flatMap { $0 }
    homeJoins = JoinTable(joined.prefix(homes.count))
    var next = homes.count
    doors = venues.map { venue in
      defer { next += venue.doors.count }
      return Array(joined[next..<next + venue.doors.count])
    }
    findings.homesWithoutStreet = homeJoins.count(where: \.isEmpty)
    findings.homesOnIslands = homeJoins.count { $0.count > 1 }
    findings.streetComponents = city.streets.components.count
    findings.smallStreetComponents = city.streets.components.count(where: \.isSmall)
  }
}
