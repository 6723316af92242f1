import Geography
import Walking

/// Tells why a home fails a rule: the causes of gaps (domain §8.12) asked of the first clause that fails, with the last
/// venue that the clause needs in the place of the nearest one.
///
/// The third library 900 m off as the crow flies and 1,700 m on foot is a missing link, though the first be next door.
struct RuleGapCauses: GapReasons {
  private let sheet: RuleSheet
  private let speed: WalkingSpeed
  private let venues: [Venue]
  private let gatesOpen: RuleSearches
  private let obstacles: ObstacleIndex

  /// - Parameter gatesOpen: the rule's searches over streets with open gates.
  init(_ sheet: RuleSheet, speed: WalkingSpeed, venues: [Venue], gatesOpen: RuleSearches, obstacles: ObstacleIndex) {
    self.sheet = sheet
    self.speed = speed
    self.venues = venues
    self.gatesOpen = gatesOpen
    self.obstacles = obstacles
  }

  /// The first clause that fails, and its place in the sheet.
  private func clause(of home: HomeResult) -> (place: Int, clause: RuleClause)? {
    guard let failed = home.rule?.failed, failed != 0 else { return nil }
    return (failed.trailingZeroBitCount, sheet.clauses[failed.trailingZeroBitCount])
  }

  /// Metres to the last venue that the clause needs; `nil` beyond twice its limit.
  private func walk(of home: HomeResult, _ place: Int) -> Double? {
    guard let cost = home.rule?.costs[place] else { return nil }
    let thousandths = Double(cost) / 1000
    return sheet.clauses[place].limit.isLength ? thousandths : thousandths * speed.metresPerSecond
  }

  /// The n-th nearest venue of the clause as the crow flies; `nil` when there are fewer, within the reach if one is given.
  private func byAir(
    _ clause: RuleClause, from place: Coordinate, within reach: Double?
  ) -> (metres: Double, venue: Int, door: Coordinate)? {
    var found: [(metres: Double, venue: Int, door: Coordinate)] = []
    // Steps of 1e-7 degree of latitude are 1.1057 cm or more: most doors are out of reach by a look at one number.
    let rows = reach.map { Int64($0 / 0.011) } ?? .max
    for (number, venue) in venues.enumerated() where VenueCensus.counts(venue.kind, among: clause.kinds) {
      var nearest: (metres: Double, door: Coordinate)?
      for door in venue.doors.map(\.coordinate) {
        guard abs(Int64(door.latitudeE7) - Int64(place.latitudeE7)) <= rows else { continue }
        let metres = Ellipsoid.lengthInMetres(from: place, to: door)
        if metres < nearest?.metres ?? reach?.nextUp ?? .infinity { nearest = (metres, door) }
      }
      if let nearest { found.append((nearest.metres, number, nearest.door)) }
    }
    guard found.count >= clause.count else { return nil }
    found.sort { ($0.metres, $0.venue) < ($1.metres, $1.venue) }
    return found[clause.count - 1]
  }

  func cause(of home: HomeResult, joins: JoinTable.Joins) -> GapCause {
    guard let (place, clause) = clause(of: home) else { return .far }
    let reach = clause.limit.metres(at: speed)
    guard let air = byAir(clause, from: home.home.coordinate, within: reach) else { return .noVenue }
    guard !joins.isEmpty else { return .noPathData }
    // What is beyond twice the limit is over 1.6 times as far as what is within it by air.
    let walk = walk(of: home, place) ?? .infinity
    if walk > GapCauses.detour * air.metres { return .missingLink }
    if openGatesCover(home, joins, place) { return .gate }
    return walk / GapCauses.fasterWalk <= reach ? .justOver : .far
  }

  private func openGatesCover(_ home: HomeResult, _ joins: JoinTable.Joins, _ place: Int) -> Bool {
    guard let asked = home.rule?.asked else { return false }
    return gatesOpen.verdict(joins, asked: asked).failed & 1 << UInt32(place) == 0
  }

  func evidence(
    for cause: GapCause, home: HomeResult, joins: JoinTable.Joins, venues: [Venue]
  ) -> GapEvidence? {
    guard let (place, clause) = clause(of: home),
      let air = byAir(clause, from: home.home.coordinate, within: nil)
    else { return nil }
    let open = cause == .gate ? home.rule.flatMap { gatesOpen.verdict(joins, asked: $0.asked).costs[place] } : nil
    let metresAUnit = (clause.limit.isLength ? 1 : speed.metresPerSecond) / 1000
    let walk: GapEvidence.Walk =
      walk(of: home, place).map { .metres($0) }
      ?? (joins.isEmpty ? .noStreet : .over(2 * clause.limit.metres(at: speed)))
    return GapEvidence(
      home: home.home.id, airInMetres: air.metres, airVenueID: venues[air.venue].id,
      airVenueName: venues[air.venue].name, walk: walk, gatesOpenInMetres: open.map { Double($0) * metresAUnit },
      barrier: cause == .missingLink ? obstacles.barrier(from: home.home.coordinate, to: air.door) : nil,
      isEdgeLimited: home.isEdgeLimited, clause: GapEvidence.Clause(name: clause.name, count: clause.count))
  }

  func nothing(to home: HomeResult) -> String {
    guard let (_, clause) = clause(of: home) else { return "no venue in the data" }
    let count = venues.count { VenueCensus.counts($0.kind, among: clause.kinds) }
    return "clause \(clause.name) needs \(clause.count), \(count) \(count == 1 ? "venue" : "venues") in the data"
  }
}
