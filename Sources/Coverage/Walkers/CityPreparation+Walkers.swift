import Geography
import OpenStreetMap
import Parallel
import Walking

extension CityPreparation {
  /// Builds the streets of the other walkers, several at once, and joins the same homes and venues to them.
  ///
  /// - Throws: ``InputError`` when a walker has no street at all.
  /// - Complexity: the streets and the joins of a city for each walker; the extract is read once.
  func walkers() throws -> CityWalkers {
    guard let city, let extract else { return CityWalkers() }
    let (preparation, others) = (self, parameters.walkers.others(parameters.profile))
    let found = concurrentMap(count: others.count, workers: parameters.workers) { number in
      Result { try preparation.walker(others[number].profile, extract, city) }
    }
    return CityWalkers(others: try found.map { try $0.get() })
  }

  private func walker(_ profile: WalkingProfile, _ extract: Extract, _ city: CityModel) throws -> CityWalkers.Other {
    let streets = try streets(of: extract, profile: profile)
    let graph = SearchGraph(streets, gates: profile.gates, isStrict: profile.unknown == .strict)
    let snaps = SnapIndex(graph, obstacles: city.snaps.obstacles, radiusInMetres: parameters.snapRadiusInMetres)
    var venues = venuesWithoutDoors
    let entrances = DoorEntrances(in: extract, for: profile.demands.accessKey)
    let resolver = DoorResolver(entrances: entrances) { snaps.pointNearestStreet(onOutline: $0) }
    resolver.resolve(&venues)
    let joined = Self.joined(homes.coordinates.copied(), venues, snaps, profile.speed, workers: parameters.workers)
    return CityWalkers.Other(
      ways: WalkerWays(graph, doors: joined.doors, homeJoins: joined.homes),
      isBoth: profile.asksForTags && parameters.walkers.unknown == .both)
  }

  /// Joins homes and venues' doors to streets.
  static func joined(
    _ homes: [Coordinate], _ venues: [Venue], _ snaps: SnapIndex, _ speed: WalkingSpeed, workers: Int
  ) -> (homes: JoinTable, doors: [[[Join]]]) {
    let places = homes + venues.flatMap { $0.doors.map(\.coordinate) }
    let joined = concurrentMap(count: places.count, inChunksOf: 64, workers: workers, workspace: { () }) { place, _ in
      snaps.snaps(places[place]).map { Join($0, speed: speed) }
    }
    var next = homes.count
    let doors = venues.map { venue in
      defer { next += venue.doors.count }
      return Array(joined[next..<next + venue.doors.count])
    }
    return (JoinTable(joined.prefix(homes.count)), doors)
  }
}
