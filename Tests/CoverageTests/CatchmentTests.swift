import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// The two-step floating catchment (domain §8.7).
@Suite struct CatchmentTests {
  private static let z = TravelTime.minutes(15)

  /// By hand: e^(−1/8) = 0.882497, e^(−1/2) = 0.606531; (0.882497 − 0.606531) / 0.393469 = 0.701366.
  @Test func decay() {
    #expect(CatchmentDecay.gaussian.weight(TravelTime(milliseconds: 0), limit: Self.z) == 1)
    #expect(abs(CatchmentDecay.gaussian.weight(.minutes(7.5), limit: Self.z) - 0.701366) < 1e-6)
    #expect(CatchmentDecay.gaussian.weight(.minutes(15), limit: Self.z) == 0)
    for decay in CatchmentDecay.allCases {
      #expect(decay.weight(TravelTime(milliseconds: 900_001), limit: Self.z) == 0)
      #expect(decay.weight(.unreachable, limit: Self.z) == 0)
    }
    #expect(CatchmentDecay.uniform.weight(.minutes(15), limit: Self.z) == 1)
  }

  /// Two venues of 30 and 10 places; homes of 10, 20 and 5 people. The first venue serves homes 0 and 1, the second 1.
  /// R₁ = 30/30 = 1, R₂ = 10/20 = 0.5: A = 1, 1.5, 0, and 10·1 + 20·1.5 = 40 = 30 + 10.
  @Test func byHand() {
    var found = FloatingCatchment(.uniform, capacities: [30, nil, 10, 7], homeCount: 3)
    let people = [10.0, 20, 5]
    found.add(venue: 0, homes: [(0, 1), (1, 1)]) { people[$0] }
    found.add(venue: 1, homes: [(2, 1)]) { people[$0] }
    found.add(venue: 2, homes: [(1, 1)]) { people[$0] }
    found.add(venue: 3, homes: []) { people[$0] }
    #expect(found.access == [1, 1.5, 0])
    #expect((0..<4).map { found.capacityPerHead(ofVenue: $0) } == [1, nil, 0.5, nil])
    #expect(found.capacity == 47 && found.capacityInReach == 40 && found.venueCount == 3)
  }

  /// Against the formula on the times of an independent search from every home's point of view, on random towns: one
  /// nearest-venue search a venue in place of the bounded ones.
  @Test(arguments: 1...60) func againstTheFormula(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed) &* 977)
    let town = RandomCity(seed: UInt64(seed))
    var builder = town.builder
    for venue in town.venues.indices {
      let id = ElementID(.node, Int64(10_000_001 + venue))
      var tags = builder.tags(of: id)
      if generator.chance(0.8) { tags["capacity"] = "\(generator.integer(in: 0...300))" }
      builder.addNode(id.number, at: town.venues[venue], tags: tags)
    }
    for decay in CatchmentDecay.allCases {
      var analysis = CoverageAnalysis(extract: "random")
      analysis.parameters.catchment = decay
      analysis.parameters.limit = .minutes(5)
      analysis.parameters.cutoffs = [.minutes(5)]
      var run = try analysis.searched(builder.extract())
      guard run.venues.contains(where: { FloatingCatchment.capacity(of: $0) != nil }) else {
        #expect(throws: InputError.self) { try run.draw() }
        continue
      }
      try run.draw()
      let found = try #require(run.catchment)
      var access = [Double](repeating: 0, count: run.homes.count)
      var shared = 0.0
      for (venue, doors) in zip(run.venues, run.doors) {
        guard let capacity = venue.attributes["capacity"].flatMap(Double.init) else { continue }
        let search = NearestSourceSearch(run.city.graph, sources: doors.joined().map { $0.source(number: 0) })
        let weights = run.homes.indices.map { home -> Double in
          let time = CoverageSearches.nearest(search, run.homeJoins[home])?.time ?? .unreachable
          guard time.isReachable, time.milliseconds <= 300_000 else { return 0 }
          let t = Double(time.milliseconds) / 300_000
          return decay == .uniform ? 1 : (exp(-t * t / 2) - exp(-0.5)) / (1 - exp(-0.5))
        }
        let demand = zip(weights, run.homes.weights).reduce(0) { $0 + $1.0 * $1.1 }
        guard demand > 0 else { continue }
        shared += capacity
        for home in access.indices { access[home] += capacity / demand * weights[home] }
      }
      for home in access.indices { #expect(abs(found.access[home] - access[home]) <= 1e-9 * max(1, access[home])) }
      // What the homes get is what the venues with anyone in reach have.
      let mass = zip(found.access, run.homes.weights).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(mass - shared) <= 1e-9 * max(1, shared))
      #expect(abs(found.capacityInReach - shared) <= 1e-9 * max(1, shared))
    }
  }

  @Test func outputsTellIt() throws {
    var town = GridCity(rows: 3, columns: 4, blockInMetres: 100)
    town.venues = [GridCity.Venue(1, 1, tags: ["amenity": "library", "capacity": "40"]), GridCity.Venue(2, 3)]
    town.homes = [GridCity.Home(0, 0), GridCity.Home(1, 2)]
    var analysis = CoverageAnalysis(extract: "drawn")
    analysis.parameters.catchment = .uniform
    var run = try analysis.searched(town.extract())
    try run.draw()
    let output = CoverageOutput(run.result())
    let homes = String(decoding: try output.homesTable(), as: UTF8.self).split(whereSeparator: \.isNewline)
    #expect(homes[0].hasSuffix(",capacity_per_dwelling"))
    // 40 places for two dwellings.
    #expect(homes.dropFirst().allSatisfy { $0.hasSuffix(",20.000000") })
    #expect(SummaryTable(output.result).text.contains("capacity 40 at 1 of 2 venues"))
    #expect(String(decoding: try output.columnsTable(), as: UTF8.self).contains("capacity_per_dwelling"))
    #expect(output.result.warnings.contains { $0.count == 1 && $0.message.hasPrefix("venues without a capacity") })
  }
}
