import Geography
import Walking

/// Tells why a home fails a rule: the causes of gaps (domain §8.12) asked of the first clause that fails, with the last
/// venue that the clause needs in the place of the nearest one.
///
/// The third library 900 m off as the crow flies and 1,700 m on foot is a missing link, though the first be next door.
struct RuleGapCauses: GapReasons {
  private let sheet: RuleSheet
  private let speed: WalkingSpeed
  /// By clause of the sheet the doors that it counts.
  private let doors: [ClauseDoors]
  private let gatesOpen: RuleSearches
  private let obstacles: ObstacleIndex

  /// - Parameter gatesOpen: the rule's searches over streets with open gates.
  init(_ sheet: RuleSheet, speed: WalkingSpeed, venues: [Venue], gatesOpen: RuleSearches, obstacles: ObstacleIndex) {
    self.sheet = sheet
    self.speed = speed
    doors = sheet.clauses.map { ClauseDoors(venues, kinds: $0.kinds) }
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

  func cause(of home: HomeResult, joins: JoinTable.Joins) -> GapCause {
    guard let (place, clause) = clause(of: home) else { return .far }
    let reach = clause.limit.metres(at: speed)
    guard let air = doors[place].nearest(clause.count, to: home.home.coordinate, within: reach) else { return .noVenue }
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
      let air = doors[place].nearest(clause.count, to: home.home.coordinate, within: nil)
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
    guard let (place, clause) = clause(of: home) else { return "no venue counts" }
    let count = doors[place].venueCount
    return "clause \(clause.name) needs \(clause.count), \(count) \(count == 1 ? "venue counts" : "venues count")"
  }
}
