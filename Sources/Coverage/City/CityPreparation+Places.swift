import Geography
import OpenStreetMap
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
      var list = try VenueList.read(path: path, format: analysis.formats.venues, near: city.streetBox)
      list.removeFar(from: city.streetBox)
      let detector = VenueShiftDetector(list.venues, crs: analysis.formats.venues.crs ?? .wgs84)
      let shift = detector.warning(path: path, extract: extract, snaps: city.snaps)
      findings.venues.list = (
        warnings: list.warnings + (shift.map { [$0] } ?? []), notes: list.notes, count: list.venues.count
      )
      records += list.venues.filter { VenueCensus.counts($0.kind, among: parameters.kinds) }
    }
    for record in records { findings.venues.records[record.kind, default: 0] += 1 }
    let merged = VenueMerger.merge(records)
    let kinds = Dictionary(merged.venues.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
    findings.venues.merges = merged.merges.map { (kind: kinds[$0.id] ?? .other, merge: $0) }
    venues = merged.venues
    if parameters.walkers.profiles.count > 1 { venuesWithoutDoors = merged.venues }
    let snaps = city.snaps
    let resolver = DoorResolver(entrances: DoorEntrances(in: extract, for: parameters.profile.demands.accessKey)) {
      snaps.pointNearestStreet(onOutline: $0)
    }
    resolver.resolve(&venues)
  }

  private mutating func findHomes(_ city: CityModel) throws {
    guard let extract else { return }
    if let request = analysis.population { return try findPeople(request, city) }
    var homes: [Home]
    if let path = analysis.homesPath {
      var list = try HomeList.read(path: path, format: analysis.formats.homes, near: city.streetBox)
      list.removeFar(from: city.streetBox)
      findings.homes.warnings += list.warnings
      findings.homes.notes += list.notes
      homes = list.homes
      weightUnit = .people
    } else {
      let streets = try streetsOfEveryone(city, in: extract)
      let found = HomeFinder().homes(in: extract, streets: streets, workers: parameters.workers)
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

  /// The streets to look for homes along: where people live does not depend on who walks.
  func streetsOfEveryone(_ city: CityModel, in extract: Extract) throws -> StreetGraph {
    let everyone = parameters.profile.everyone
    return parameters.walkers.profiles.isEmpty || parameters.profile == everyone
      ? city.streets : try streets(of: extract, profile: everyone)
  }

  private mutating func joinPlaces(_ city: CityModel) {
    (homeJoins, doors) = Self.joined(
      homes.coordinates.copied(), venues, city.snaps, parameters.profile.speed, workers: parameters.workers)
    findings.homesWithoutStreet = homeJoins.count(where: \.isEmpty)
    findings.homesOnIslands = homeJoins.count { $0.count > 1 }
    findings.streetComponents = city.streets.components.count
    findings.smallStreetComponents = city.streets.components.count(where: \.isSmall)
  }
}
