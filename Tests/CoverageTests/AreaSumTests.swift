import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// A district and the four quarters that fill it.
@Suite("Areas add up: a parent is the sum of its children")
struct AreaSumTests {
  /// A random city in a district of 2.4 km by 2.4 km, cut into four quarters at uneven lines that share their border's
  /// ways, so that each way bounds two areas.
  private func city(_ seed: UInt64) -> ExtractBuilder {
    var builder = RandomCity(seed: seed).builder
    var random = SeededGenerator(seed: seed)
    let lines = [-300.0, random.number(in: 200...900), 2100]
    let rows = [-300.0, random.number(in: 200...900), 2100]
    func node(_ row: Int, _ column: Int) -> Int64 { 70_000_001 + Int64(3 * row + column) }
    for row in 0..<3 {
      for column in 0..<3 {
        builder.addNode(
          node(row, column), at: LocalPlane.standard.coordinate(east: lines[column], north: rows[row]))
      }
    }
    // Ways 71 000 001…: horizontal pieces row by row; 72 000 001…: vertical ones.
    func across(_ row: Int, _ column: Int) -> Int64 { 71_000_001 + Int64(2 * row + column) }
    func up(_ row: Int, _ column: Int) -> Int64 { 72_000_001 + Int64(3 * row + column) }
    for row in 0..<3 {
      for column in 0..<2 { builder.addWay(across(row, column), [node(row, column), node(row, column + 1)]) }
    }
    for row in 0..<2 {
      for column in 0..<3 { builder.addWay(up(row, column), [node(row, column), node(row + 1, column)]) }
    }
    func tags(_ name: String, _ level: String) -> [String: String] {
      ["type": "boundary", "boundary": "administrative", "name": name, "admin_level": level]
    }
    for row in 0..<2 {
      for column in 0..<2 {
        builder.addRelation(
          80_000_010 + Int64(2 * row + column),
          ways: [across(row, column), up(row, column + 1), across(row + 1, column), up(row, column)],
          tags: tags("Quarter \(row)\(column)", "9"))
      }
    }
    builder.addRelation(
      80_000_001,
      ways: [across(0, 0), across(0, 1), up(0, 2), up(1, 2), across(2, 0), across(2, 1), up(0, 0), up(1, 0)],
      tags: tags("District", "8"))
    return builder
  }

  @Test("Homes, weight, covered and venues", arguments: Array(UInt64(301)...330))
  func sums(_ seed: UInt64) throws {
    var parameters = CoverageParameters()
    parameters.limit = .minutes(5)
    parameters.cutoffs = [.minutes(5)]
    parameters.drawsIsochrones = false
    var run = try SearchedCity(city(seed).extract(), parameters: parameters).run
    try run.draw()
    let areas = run.result().areas
    let parent = try #require(areas.first { $0.area.name == "District" })
    let quarters = areas.filter { $0.area.name.hasPrefix("Quarter") }
    #expect(quarters.count == 4)
    #expect(parent.homes == run.result().homes.count, "the district holds the whole city")
    #expect(parent.homes == quarters.reduce(0) { $0 + $1.homes })
    #expect(parent.homesCovered == quarters.reduce(0) { $0 + $1.homesCovered })
    #expect(parent.venues == quarters.reduce(0) { $0 + $1.venues })
    #expect(abs(parent.weight - quarters.reduce(0) { $0 + $1.weight }) < 1e-9 * max(1, parent.weight))
    #expect(
      abs(parent.weightCovered - quarters.reduce(0) { $0 + $1.weightCovered }) < 1e-9 * max(1, parent.weight))
    #expect(parent.worst == quarters.compactMap(\.worst).max())
  }
}
