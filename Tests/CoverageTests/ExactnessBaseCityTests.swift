import Foundation
import Geography
import TestSupport
import Testing
import Walking

@testable import Coverage

/// The city of the hostile cases against the reference answer of an independent program.
@Suite("The base city against its reference", .enabled(if: SharedData.isPresent, "needs ../shared"))
struct ExactnessBaseCityTests {
  private struct Truth: Decodable {
    struct House: Decodable {
      var seconds: Double?
      var inside: Bool
    }
    var walk_nodes: Int
    var walk_metres: Double
    var reach_nodes: [String: Int]
    var reach_metres: [String: Double]
    var houses_covered: [String: Int]
    var node_seconds: [String: Double]
    var unreached_nodes: [Int64]
    var house_seconds: [String: House]
  }

  /// Within half a per cent, as the reference asks; half a millisecond for the zeros.
  private func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= max(0.0005, 0.005 * b) }

  @Test("Times of nodes and houses, the sets within four limits, and metres of street reached")
  func base() throws {
    let file = try #require(SharedData.hostile("cases/osm/base_pbf.osm.pbf"))
    let answer = try #require(SharedData.hostile("truth/base.json"))
    let truth = try JSONDecoder().decode(Truth.self, from: Data(contentsOf: answer))
    var parameters = CoverageParameters()
    parameters.keepsStreetNodeTimes = true
    let run = try SearchedCity(file: file.path, parameters: parameters).run
    let nodes = Dictionary(uniqueKeysWithValues: run.streetNodeTimes.map { ($0.node, $0.time.seconds) })
    let expectedNodes = Dictionary(
      uniqueKeysWithValues: truth.node_seconds.compactMap { id, seconds in Int64(id).map { ($0, seconds) } })
    for (node, seconds) in expectedNodes {
      #expect(isNear(nodes[node] ?? .infinity, seconds), "node \(node): \(nodes[node] ?? .infinity), not \(seconds)")
    }
    #expect(Set(nodes.keys) == Set(expectedNodes.keys))
    for node in truth.unreached_nodes { #expect(nodes[node] == nil) }
    let houses = Dictionary(
      uniqueKeysWithValues: run.homeResults.map { ($0.home.id, $0.time.isReachable ? $0.time.seconds : nil) })
    #expect(Set(houses.keys) == Set(truth.house_seconds.keys))
    for (id, house) in truth.house_seconds {
      let seconds = houses[id].flatMap { $0 }
      #expect(seconds == nil ? house.seconds == nil : isNear(seconds ?? 0, house.seconds ?? .infinity), "\(id)")
    }
    for limit in [300.0, 600, 900, 1200] {
      let key = "\(Int(limit))"
      let within = nodes.filter { $0.value <= limit }
      #expect(within.count == truth.reach_nodes[key])
      #expect(Set(within.keys) == Set(expectedNodes.filter { $0.value <= limit }.keys))
      let covered = truth.house_seconds.filter { id, house in
        house.inside && houses[id].flatMap { $0 }.map { $0 <= limit } ?? false
      }
      #expect(covered.count == truth.houses_covered[key])
      let metres = run.reachInMetres.first { $0.seconds == Int(limit) }?.metres ?? 0
      #expect(isNear(metres, truth.reach_metres[key] ?? .infinity), "\(metres) m within \(key) s")
    }
    let report = run.city.streets.report
    #expect(isNear(report.lengthInMetres, truth.walk_metres))
  }
}
