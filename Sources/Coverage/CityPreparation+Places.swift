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
      let findings = VenueFinder().venues(in: extract)
      records = findings.venues.filter { parameters.kinds.contains($0.kind) }
      warnings += findings.warnings(for: parameters.kinds)
      notes += findings.notes(for: parameters.kinds)
      counts += findings.counts.filter { parameters.kinds.contains($0.kind) }.map {
        ("venues_\($0.kind.rawValue)_\($0.type)s", $0.count)
      }
    }
    if let path = analysis.venuesPath {
      var list = try VenueList.read(path: path)
      list.removeFar(from: city.streetBox)
      warnings += list.warnings
      counts.append(("venues_supplied", list.venues.count))
      // A list without kinds means that all its rows count.
      records += list.venues.filter { $0.kind == .other || parameters.kinds.contains($0.kind) }
    }
    let merged = VenueMerger.merge(records)
    counts.append(("venues_before_merging", records.count))
    counts.append(("venues_after_merging", merged.venues.count))
    notes += Self.mergeNotes(merged.merges)
    venues = merged.venues
    let snaps = city.snaps
    let resolver = DoorResolver(entrances: DoorEntrances(in: extract)) { snaps.pointNearestStreet(onOutline: $0) }
    resolver.resolve(&venues)
    if venues.isEmpty {
      let kinds = parameters.kinds.map(\.rawValue).joined(separator: ", ")
      warnings.append(Warning(count: 1, message: "no venue (\(kinds)) in the data: the whole city is a gap"))
    }
  }

  private static func mergeNotes(_ merges: [VenueMerge]) -> [String] {
    guard !merges.isEmpty else { return [] }
    let shown = merges.prefix(3).map { $0.identifiers.joined(separator: " + ") }.joined(separator: ", ")
    return ["venues merged as one and the same: \(merges.count) (\(shown)\(merges.count > 3 ? ", …" : ""))"]
  }

  private mutating func findHomes(_ city: CityModel) throws {
    guard let extract else { return }
    if let path = analysis.homesPath {
      var list = try HomeList.read(path: path)
      list.removeFar(from: city.streetBox)
      warnings += list.warnings
      homes = list.homes
      weightUnit = .people
    } else {
      let findings = HomeFinder().homes(in: extract, streets: city.streets, workers: parameters.workers)
      warnings += findings.warnings
      counts += findings.counts
      homes = findings.homes
      weightUnit = findings.weightUnit
    }
    let all = homes.count
    homes = homes.filter { isInside($0.coordinate) }
    counts.append(("homes_outside_study_area", all - homes.count))
  }

  private mutating func joinPlaces(_ city: CityModel) {
    let snaps = city.snaps
    let speed = parameters.profile.speed
    let places = homes.map(\.coordinate) + venues.flatMap { $0.doors.map(\.coordinate) }
    let chunk = 64
    let joined = concurrentMap(count: (places.count + chunk - 1) / chunk, workers: parameters.workers) { number in
      places[number * chunk..<min(places.count, (number + 1) * chunk)].map { place in
        snaps.snaps(place).map { Join($0, speed: speed) }
      }
    }.flatMap { $0 }
    homeJoins = Array(joined.prefix(homes.count))
    var next = homes.count
    doors = venues.map { venue in
      defer { next += venue.doors.count }
      return Array(joined[next..<next + venue.doors.count])
    }
    let unjoined = doors.count { $0.allSatisfy(\.isEmpty) }
    counts.append(("homes_without_street", homeJoins.count(where: \.isEmpty)))
    counts.append(("venues_without_street", unjoined))
    counts.append(("street_components", city.streets.components.count))
    counts.append(("street_components_small", city.streets.components.count(where: \.isSmall)))
    counts.append(("homes_on_islands", homeJoins.count { $0.count > 1 }))
    let islands = doors.indices.filter { doors[$0].contains { $0.count > 1 } }
    if !islands.isEmpty {
      let shown = islands.prefix(3).map { venues[$0].id }.joined(separator: ", ") + (islands.count > 3 ? ", …" : "")
      notes.append("venues on an island of streets, joined to the network around it too: \(islands.count) (\(shown))")
    }
    if unjoined > 0 {
      let far = "no street within \(Int(parameters.snapRadiusInMetres)) m"
      notes.append("venues that serve no one: \(unjoined) (\(far))")
    }
  }
}
