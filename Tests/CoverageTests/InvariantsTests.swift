import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// What must hold whatever the city looks like.
@Suite("Invariants of coverage on random cities")
struct InvariantsTests {
  static let seeds = Array(UInt64(101)...160)

  private func times(_ searched: SearchedCity) -> [String: TravelTime] {
    Dictionary(uniqueKeysWithValues: searched.run.homeResults.map { ($0.home.id, $0.time) })
  }

  /// No home's walk got longer.
  private func expectNoLonger(
    _ after: [String: TravelTime], than before: [String: TravelTime], toleranceInMilliseconds: UInt32 = 0,
    _ what: String
  ) {
    for (home, time) in after {
      guard let earlier = before[home], earlier.isReachable else { continue }
      #expect(time.milliseconds <= earlier.milliseconds + toleranceInMilliseconds, "\(what): \(home)")
    }
  }

  @Test("A home's time is the least of the single venues', and its venue the one that gives it", arguments: seeds)
  func leastOfVenues(_ seed: UInt64) throws {
    let searched = try SearchedCity(RandomCity(seed: seed).extract())
    let singles = searched.run.doors.map { doors in
      NearestSourceSearch(searched.city.graph, sources: doors.joined().map { $0.source(number: 0) })
    }
    for (result, joins) in zip(searched.run.homeResults, searched.run.homeJoins) {
      let times = singles.map { CoverageSearches.nearest($0, joins)?.time ?? .unreachable }
      #expect(result.time == times.min() ?? .unreachable)
      #expect(result.timesByKind.min() == result.time)
      // Venues are numbered as their doors are, so the lowest of equal ones is the first.
      let first = result.time.isReachable ? times.firstIndex(of: result.time) : nil
      #expect(result.venue == first, "\(result.home.id)")
    }
  }

  @Test("Closing a venue brings no home nearer, a new one takes none farther", arguments: seeds)
  func venues(_ seed: UInt64) throws {
    let all = RandomCity(seed: seed).builder
    let open = try SearchedCity(all.extract())
    var closed = all
    closed.remove(ElementID(.node, 10_000_001))
    let without = try SearchedCity(closed.extract())
    expectNoLonger(times(open), than: times(without), "with one more venue")
    // With the wider gate rule or longer legs there are more ways, not fewer.
    #expect(times(open).count == times(without).count)
  }

  @Test("Who walks faster is never later, nor are those for whom gates are open", arguments: seeds)
  func speedAndGates(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed).extract()
    let standard = try SearchedCity(extract)
    var fast = CoverageParameters()
    fast.profile.speed = try #require(WalkingSpeed(kilometresPerHour: 5.3))
    // A street point's share of its segment is rounded to the millisecond at either speed.
    expectNoLonger(
      times(try SearchedCity(extract, parameters: fast)), than: times(standard), toleranceInMilliseconds: 2, "faster")
    var shut = CoverageParameters()
    shut.profile.gates = .open
    expectNoLonger(times(try SearchedCity(extract, parameters: shut)), than: times(standard), "gates open")
  }

  @Test("A longer limit covers all that a shorter one does, in every venue's catchment", arguments: seeds.prefix(20))
  func limit(_ seed: UInt64) throws {
    let searched = try SearchedCity(RandomCity(seed: seed).extract())
    var earlier: [Set<UInt32>]?
    for minutes in [2.0, 5, 10, 15] {
      var parameters = searched.run.parameters
      parameters.limit = .minutes(minutes)
      let reaches = VenueReach.all(
        searched.city, homes: searched.run.prepared.homeIndex, doors: searched.run.doors, parameters: parameters,
        drawing: nil
      ).map { Set($0.homes) }
      if let earlier { for (shorter, longer) in zip(earlier, reaches) { #expect(shorter.isSubset(of: longer)) } }
      earlier = reaches
    }
  }

  /// A nearer street may be a worse one to join, so homes and doors count that join the streets as before.
  @Test("One more street between public crossings takes no home farther that joins where it did", arguments: seeds)
  func street(_ seed: UInt64) throws {
    var builder = RandomCity(seed: seed).builder
    let before = try SearchedCity(builder.extract())
    let streets = before.city.streets
    let crossings = (0..<streets.edgeCount).filter { !streets.edgeFlags[$0].contains(.restricted) }
      .map { Int(streets.edgeTails[$0]) }.filter { streets.passages[$0] == .open && streets.vertexNodes[$0] != 0 }
    var random = SeededGenerator(seed: seed)
    let ends = (0..<2).map { _ in streets.vertexNodes[crossings[random.integer(in: 0...(crossings.count - 1))]] }
    guard ends[0] != ends[1] else { return }
    builder.addWay(90_000_001, ends, tags: ["highway": "footway"])
    let after = try SearchedCity(builder.extract())
    func feet(_ joins: some Collection<Join>) -> [Coordinate] { joins.map(\.snap.foot) }
    guard before.run.doors.map({ $0.map(feet) }) == after.run.doors.map({ $0.map(feet) }) else { return }
    for (index, (old, new)) in zip(before.run.homeResults, after.run.homeResults).enumerated()
    where feet(before.run.homeJoins[index]) == feet(after.run.homeJoins[index]) && old.time.isReachable {
      // An edge cut in two rounds a street point's share anew.
      #expect(new.time.milliseconds <= old.time.milliseconds + 2, "\(old.home.id)")
    }
  }

  @Test("Homes add up: covered or in exactly one gap, and inside its outline", arguments: seeds.prefix(12))
  func gaps(_ seed: UInt64) throws {
    var parameters = CoverageParameters()
    parameters.limit = .minutes(4)
    parameters.cutoffs = [.minutes(2), .minutes(4)]
    parameters.drawsIsochrones = false
    var run = try SearchedCity(RandomCity(seed: seed, size: 6).extract(), parameters: parameters).run
    try run.draw()
    let result = run.result()
    let uncovered = result.homes.indices.filter { result.homes[$0].time > parameters.limit }
    #expect(result.gaps.flatMap(\.homes).sorted() == uncovered)
    for home in uncovered {
      let around = result.gaps.filter { gap in
        gap.polygons.contains { $0.contains(result.homes[home].home.coordinate) }
      }
      #expect(around.count == 1, "\(result.homes[home].home.id)")
      #expect(around.first?.homes.contains(home) ?? false)
    }
    for gap in result.gaps {
      #expect(abs(gap.weight - gap.homes.reduce(0) { $0 + result.homes[$1].home.weight }) < 1e-9)
      let times = gap.homes.map { result.homes[$0].time }.filter(\.isReachable)
      #expect(gap.shortest == times.min() && gap.longest == times.max())
    }
    #expect(result.gaps.map(\.rank) == Array(1...max(1, result.gaps.count)).prefix(result.gaps.count).map { $0 })
    #expect(zip(result.gaps, result.gaps.dropFirst()).allSatisfy { $0.weight >= $1.weight })
  }
}
