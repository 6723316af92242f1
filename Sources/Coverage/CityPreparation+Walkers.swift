import Geography
import OpenStreetMap
import Parallel
import Walking

extension CityPreparation {
  /// Finds how the other walkers get to the same venues from the same homes, and what strictness leaves of the first
  /// one's ways.
  ///
  /// - Throws: ``InputError`` when a walker has no street at all.
  /// - Complexity: the streets, the joins and the searches of a city for each walker; the extract is read once.
  func walkers() throws -> CityWalkers {
    guard let city, let extract else { return CityWalkers() }
    var walkers = CityWalkers()
    let profile = parameters.profile
    if profile.asksForTags, parameters.walkers.unknown == .both {
      walkers.strict = times(SearchGraph(city.streets, gates: profile.gates, isStrict: true), doors, homeJoins)
    }
    walkers.others = try parameters.walkers.others(profile).map { try walker($0.profile, extract, city) }
    return walkers
  }

  private func walker(_ profile: WalkingProfile, _ extract: Extract, _ city: CityModel) throws -> CityWalkers.Other {
    let streets = try Self.streets(of: extract, analysis, profile: profile)
    let graph = SearchGraph(streets, gates: profile.gates, isStrict: profile.unknown == .strict)
    let snaps = SnapIndex(
      graph, obstacles: city.snaps.obstacles, radiusInMetres: parameters.snapRadiusInMetres)
    var venues = venuesWithoutDoors
    let entrances = DoorEntrances(in: extract, for: profile.demands.accessKey)
    let resolver = DoorResolver(entrances: entrances) { snaps.pointNearestStreet(onOutline: $0) }
    resolver.resolve(&venues)
    let joined = Self.joined(homes.coordinates.copied(), venues, snaps, profile.speed, workers: parameters.workers)
    let isBoth = profile.asksForTags && parameters.walkers.unknown == .both
    return CityWalkers.Other(
      times: times(graph, joined.doors, joined.homes),
      strict: isBoth
        ? times(SearchGraph(streets, gates: profile.gates, isStrict: true), joined.doors, joined.homes) : nil,
      homesWithoutStreet: joined.homes.count(where: \.isEmpty), lengthInMetres: streets.report.lengthInMetres)
  }

  private func times(_ graph: SearchGraph, _ doors: [[[Join]]], _ homes: JoinTable) -> WalkerTimes {
    WalkerTimes(graph, venues: venues, doors: doors, homes: homes, kinds: parameters.kinds, workers: parameters.workers)
  }

  /// Joins homes and venues' doors to streets.
  static func joined(
    _ homes: [Coordinate], _ venues: [Venue], _ snaps: SnapIndex, _ speed: WalkingSpeed, workers: Int
  ) -> (homes: JoinTable, doors: [[[Join]]]) {
    let places = homes + venues.flatMap { $0.doors.map(\.coordinate) }
    let chunk = 64
    let joined = concurrentMap(count: (places.count + chunk - 1) / chunk, workers: workers) { number in
      places[number * chunk..<min(places.count, (number + 1) * chunk)].map { place in
        snaps.snaps(place).map { Join($0, speed: speed) }
      }
    }.flatMap { $0 }
    var next = homes.count
    let doors = venues.map { venue in
      defer { next += venue.doors.count }
      return Array(joined[next..<next + venue.doors.count])
    }
    return (JoinTable(joined.prefix(homes.count)), doors)
  }
}
