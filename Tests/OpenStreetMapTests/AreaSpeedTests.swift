import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Areas of the largest kinds that maps have, in time that grows with n log n. The limits hold for debug builds on
/// slow machines; a quadratic step would take minutes.
@Suite(.serialized)
struct AreaSpeedTests {
  static let limit = Duration.seconds(30)

  /// A ring of `count` nodes with a ragged shore about a place; returns its node ids.
  static func shore(
    _ builder: inout ExtractBuilder, firstNode: Int64, count: Int, east: Double, north: Double, radius: Double,
    _ random: inout SeededGenerator
  ) -> [Int64] {
    for step in 0..<count {
      let angle = 2 * Double.pi * Double(step) / Double(count)
      let distance = radius * random.number(in: 0.97...1)
      builder.addNode(
        firstNode + Int64(step),
        at: Coordinate(
          longitudeE7: Int32(east + distance * cos(angle)), latitudeE7: Int32(north + distance * sin(angle))))
    }
    return (0..<Int64(count)).map { firstNode + $0 }
  }

  static func measure(_ what: String, _ extract: Extract, polygons: Int, holes: Int) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let area = try extract.area(ofRelation: 0).get()
    let time = clock.now - start
    print("area assembly, \(what): \(time)")
    #expect(area.polygons.count == polygons)
    #expect(area.polygons.map(\.holes.count).reduce(0, +) == holes)
    #expect(time < limit)
  }

  @Test("a boundary of 50 000 nodes in 400 ways, and an island far off")
  func boundary() throws {
    var random = SeededGenerator(seed: 1)
    var builder = ExtractBuilder()
    let ring = Self.shore(
      &builder, firstNode: 1, count: 50_000, east: 0, north: 0, radius: 5e6, &random)
    for way in 0..<400 {
      let part = (0...125).map { ring[(way * 125 + $0) % ring.count] }
      builder.addWay(Int64(1 + way), random.chance(0.5) ? part : part.reversed())
    }
    let island = Self.shore(
      &builder, firstNode: 100_001, count: 100, east: 1e9, north: 5e8, radius: 1e4, &random)
    builder.addWay(1000, island + [island[0]])
    builder.addRelation(1, ways: random.shuffled((1...400).map(Int64.init)) + [1000])
    try Self.measure("50 000 nodes", builder.extract(), polygons: 2, holes: 0)
  }

  @Test("32 000 member ways: a forest with clearings and islands")
  func manyMembers() throws {
    var random = SeededGenerator(seed: 2)
    var builder = ExtractBuilder()
    let side = 179
    var members: [Int64] = []
    for cell in 0..<(side * side) {
      let ring = Self.shore(
        &builder, firstNode: Int64(1 + cell * 8), count: 8, east: Double(cell % side) * 3000 + 2000,
        north: Double(cell / side) * 3000 + 2000, radius: 1000, &random)
      builder.addWay(Int64(1 + cell), ring + [ring[0]])
      members.append(Int64(1 + cell))
    }
    let span = Double(side) * 3000 + 1000
    for (index, corner) in [(0, 0), (span, 0), (span, span), (0, span)].enumerated() {
      builder.addNode(
        1_000_001 + Int64(index), at: Coordinate(longitudeE7: Int32(corner.0), latitudeE7: Int32(corner.1)))
    }
    builder.addWay(1_000_000, [1_000_001, 1_000_002, 1_000_003, 1_000_004, 1_000_001])
    builder.addRelation(1, ways: random.shuffled(members + [1_000_000]))
    try Self.measure("32 042 member ways", builder.extract(), polygons: 1, holes: side * side)
  }

  @Test("2 000 rings one in another")
  func nested() throws {
    var builder = ExtractBuilder()
    for ring in 0..<2000 {
      let half = 1000 + ring * 100
      let first = Int64(1 + ring * 4)
      for (index, corner) in [(-half, -half), (half, -half), (half, half), (-half, half)].enumerated() {
        builder.addNode(
          first + Int64(index), at: Coordinate(longitudeE7: Int32(corner.0), latitudeE7: Int32(corner.1)))
      }
      builder.addWay(Int64(1 + ring), [first, first + 1, first + 2, first + 3, first])
    }
    builder.addRelation(1, ways: (1...2000).map(Int64.init))
    try Self.measure("2 000 nested rings", builder.extract(), polygons: 1000, holes: 1000)
  }

  @Test("100 000 buildings")
  func buildings() throws {
    var builder = ExtractBuilder()
    for house in 0..<100_000 {
      let first = Int64(1 + house * 4)
      let (east, north) = (house % 300 * 3000, house / 300 * 3000)
      for (index, corner) in [(0, 0), (1500, 100), (1400, 1100), (-100, 1000)].enumerated() {
        builder.addNode(
          first + Int64(index),
          at: Coordinate(longitudeE7: Int32(east + corner.0), latitudeE7: Int32(north + corner.1)))
      }
      builder.addWay(Int64(1 + house), [first, first + 1, first + 2, first + 3, first])
    }
    let extract = builder.extract()
    let clock = ContinuousClock()
    let start = clock.now
    var made = 0
    for way in extract.ways.ids.indices {
      if case .success(let area) = extract.area(ofWay: way) { made += area.polygons.count }
    }
    let time = clock.now - start
    print("area assembly, 100 000 buildings: \(time)")
    #expect(made == 100_000)
    #expect(time < Self.limit)
  }
}
