import Geography
import Walking

/// Tells why a home is beyond the limit (domain §8.12).
///
/// Tests are tried, not guessed: open gates by a second search, a ten per cent faster walk by the time itself.
struct GapCauses: Sendable {
  /// How much longer than the air line a walk may be before a link counts as missing (domain §8.12).
  static let detour = 1.6
  /// How much faster the walk of `just_over` is.
  static let fasterWalk = 1.1

  var limit: TravelTime
  let speed: WalkingSpeed
  /// Doors of all venues.
  let doors: [Coordinate]
  /// Venue of each door.
  let venueOfDoor: [Int]
  private let doorIndex: DoorIndex
  let gatesOpen: NearestSourceSearch
  let obstacles: ObstacleIndex

  init(
    limit: TravelTime, speed: WalkingSpeed, venues: [Venue], gatesOpen: NearestSourceSearch, obstacles: ObstacleIndex
  ) {
    self.limit = limit
    self.speed = speed
    doors = venues.flatMap { $0.doors.map(\.coordinate) }
    venueOfDoor = venues.indices.flatMap { venue in venues[venue].doors.map { _ in venue } }
    doorIndex = DoorIndex(doors)
    self.gatesOpen = gatesOpen
    self.obstacles = obstacles
  }

  /// The nearest door as the crow flies.
  func nearestByAir(_ place: Coordinate) -> (metres: Double, venue: Int, door: Coordinate)? {
    doorIndex.nearest(to: place).map { ($0.metres, venueOfDoor[$0.door], doors[$0.door]) }
  }

  /// The first cause that applies.
  func cause(of home: HomeResult, joins: some Collection<Join>) -> GapCause {
    let reach = limit.seconds * speed.metresPerSecond
    guard let air = nearestByAir(home.home.coordinate), air.metres <= reach else { return .noVenue }
    guard !joins.isEmpty else { return .noPathData }
    let walk = home.time.isReachable ? home.time.seconds * speed.metresPerSecond : .infinity
    if walk > Self.detour * air.metres { return .missingLink }
    if let open = CoverageSearches.nearest(gatesOpen, joins), open.time <= limit { return .gate }
    if home.time.isReachable, home.time.seconds / Self.fasterWalk <= limit.seconds { return .justOver }
    return .far
  }

  /// What shows the cause for one home: air line and walk to the nearest venue; `nil` without any venue.
  func evidence(
    for cause: GapCause, home: HomeResult, joins: some Collection<Join>, venues: [Venue]
  ) -> GapEvidence? {
    guard let air = nearestByAir(home.home.coordinate) else { return nil }
    func metres(_ time: TravelTime) -> Double { time.seconds * speed.metresPerSecond }
    let open = cause == .gate ? CoverageSearches.nearest(gatesOpen, joins) : nil
    return GapEvidence(
      home: home.home.id, airInMetres: air.metres, airVenueID: venues[air.venue].id,
      airVenueName: venues[air.venue].name,
      walk: home.time.isReachable ? .metres(metres(home.time)) : joins.isEmpty ? .noStreet : .noWay,
      gatesOpenInMetres: open.map { metres($0.time) },
      barrier: cause == .missingLink ? obstacles.barrier(from: home.home.coordinate, to: air.door) : nil,
      isEdgeLimited: home.isEdgeLimited)
  }
}
