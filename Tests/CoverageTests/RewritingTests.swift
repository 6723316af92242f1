import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// One random city written down in several ways: the same walks, to the millisecond.
///
/// One exception is by rule: of streets equally near, the one of the lowest way id is joined (`domain.md`, §7), so where
/// a place lies at the end of several streets, other ids may lead it on to another one.
@Suite("Other ways to draw a city change nothing")
struct RewritingTests {
  static let seeds = Array(UInt64(201)...260)

  /// Homes by where they stand, with their walk; ids may differ.
  private func walks(_ city: SearchedCity, movedBack step: Int32 = 0) -> [Coordinate: TravelTime] {
    Dictionary(
      city.run.homeResults.map { result in
        let place = result.home.coordinate
        return (Coordinate(longitudeE7: place.longitudeE7 - step, latitudeE7: place.latitudeE7), result.time)
      }, uniquingKeysWith: { min($0, $1) })
  }

  private func expectSame(
    _ after: [Coordinate: TravelTime], as before: [Coordinate: TravelTime], except: Set<Coordinate> = [],
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(after.count == before.count, "\(what)", sourceLocation: sourceLocation)
    let changed = before.filter { after[$0.key] != $0.value && !except.contains($0.key) }
    #expect(
      changed.isEmpty,
      "\(what): \(changed.prefix(3).map { "\($0.key): \($0.value) became \(String(describing: after[$0.key]))" })",
      sourceLocation: sourceLocation)
  }

  /// The homes that lie as near to several streets; `nil` when a venue does, which may change all walks.
  private func tiedHomes(_ city: SearchedCity) -> Set<Coordinate>? {
    let oracle = SnapOracle(
      city.city.streets, obstacles: city.city.waters, radiusInMetres: city.run.parameters.snapRadiusInMetres,
      usable: { city.city.graph.isUsable($0) })
    func isTied(_ place: Coordinate) -> Bool {
      oracle.joins(place).contains { $0.runnerUpInMetres - $0.metres < 0.0002 }
    }
    if city.run.venues.contains(where: { $0.doors.contains { isTied($0.coordinate) } }) { return nil }
    return Set(city.run.homeResults.map(\.home.coordinate).filter(isTied))
  }

  @Test("Ways split at their nodes", arguments: seeds)
  func split(_ seed: UInt64) throws {
    let builder = RandomCity(seed: seed).builder
    let split = builder.withWaysSplit(seed: seed)
    #expect(split.wayIDs.count > builder.wayIDs.count)
    let city = try SearchedCity(builder.extract())
    guard let tied = tiedHomes(city) else { return }
    expectSame(walks(try SearchedCity(split.extract())), as: walks(city), except: tied, "split, seed \(seed)")
  }

  @Test("Ways drawn from their other end", arguments: seeds)
  func reversed(_ seed: UInt64) throws {
    let builder = RandomCity(seed: seed).builder
    expectSame(
      walks(try SearchedCity(builder.withWaysReversed(seed: seed).extract())),
      as: walks(try SearchedCity(builder.extract())), "reversed, seed \(seed)")
  }

  @Test("Other ids, in another order", arguments: seeds)
  func renumbered(_ seed: UInt64) throws {
    let builder = RandomCity(seed: seed).builder
    let city = try SearchedCity(builder.extract())
    let before = walks(city)
    let translated = builder.renumbered(node: { $0 + 5_000_000_000 }, way: { $0 * 3 }, relation: { $0 })
    expectSame(walks(try SearchedCity(translated.extract())), as: before, "translated, seed \(seed)")
    // Backwards: what came first comes last.
    let backwards = builder.renumbered(
      node: { 9_000_000_000 - $0 }, way: { 1_000_000_000 - $0 }, relation: { 1_000_000_000 - $0 })
    guard let tied = tiedHomes(city) else { return }
    expectSame(
      walks(try SearchedCity(backwards.extract())), as: before, except: tied, "backwards, seed \(seed)")
  }

  @Test("A city farther east", arguments: seeds.prefix(20))
  func moved(_ seed: UInt64) throws {
    let builder = RandomCity(seed: seed).builder
    let before = walks(try SearchedCity(builder.extract()))
    for step in [Int32(1_000_000_000), 1_500_000_000] {
      let after = try SearchedCity(builder.moved(eastByE7: step).extract())
      expectSame(walks(after, movedBack: step), as: before, "moved by \(step), seed \(seed)")
    }
  }

  @Test("Two cities in one run: each as in a run of its own", arguments: seeds.prefix(20))
  func merged(_ seed: UInt64) throws {
    let first = RandomCity(seed: seed).builder
    let step: Int32 = 300_000_000
    let second = RandomCity(seed: seed + 1000).builder
      .renumbered(node: { $0 + 1_000_000_000 }, way: { $0 + 1_000_000_000 }, relation: { $0 + 1_000_000_000 })
      .moved(eastByE7: step)
    var both = first
    both.merge(second)
    let (one, two, all) = (
      try SearchedCity(first.extract()), try SearchedCity(second.extract()), try SearchedCity(both.extract())
    )
    let union = walks(one).merging(walks(two)) { min($0, $1) }
    expectSame(walks(all), as: union, "merged, seed \(seed)")
    func homesReached(_ city: SearchedCity) -> [String: [String]] {
      let reaches = VenueReach.all(
        city.city, homes: city.run.prepared.homeIndex, doors: city.run.doors, parameters: city.run.parameters,
        drawing: nil)
      return Dictionary(
        uniqueKeysWithValues: zip(city.run.venues, reaches).map { venue, reach in
          (venue.id, reach.homes.map { city.run.homeResults[Int($0)].home.id }.sorted())
        })
    }
    let apart = homesReached(one).merging(homesReached(two)) { first, _ in first }
    #expect(homesReached(all) == apart, "seed \(seed)")
  }

  @Test("Where all streets go both ways, there and back take as long", arguments: seeds.prefix(30))
  func symmetric(_ seed: UInt64) throws {
    let city = try SearchedCity(RandomCity(seed: seed).builder.withEveryStreetTwoWay().extract())
    let streets = city.city.streets
    var random = SeededGenerator(seed: seed)
    let usable = (0..<streets.edgeCount).filter { city.city.graph.isUsable($0) }
    guard !usable.isEmpty else { return }
    let places = (0..<12).map { number in
      let edge = usable[random.integer(in: 0...usable.count - 1)]
      let offset = UInt32(random.integer(in: 0...Int(streets.edgeTime(edge))))
      return SearchSource(edge: UInt32(edge), offset: offset, leg: 0, venue: UInt32(number))
    }
    let searches = places.map { NearestSourceSearch(city.city.graph, sources: [$0]) }
    for (number, from) in places.enumerated() {
      for (other, to) in places.enumerated().dropFirst(number + 1) {
        let there = searches[other].key(edge: Int(from.edge), offset: from.offset)
        let back = searches[number].key(edge: Int(to.edge), offset: to.offset)
        let same = there == .max ? back == .max : there >> 32 == back >> 32
        #expect(same, "seed \(seed): \(from) to \(to): \(there >> 32) there, \(back >> 32) back")
      }
    }
  }
}
