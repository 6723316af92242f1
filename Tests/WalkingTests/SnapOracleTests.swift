import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Walking

@Suite("Snapping against brute force")
struct SnapOracleTests {
  /// The program's snaps of a place and the rule's agree: the same leg to a millimetre, the same way but for near ties.
  static func expectSame(_ snaps: SnapIndex, _ oracle: SnapOracle, _ place: Coordinate) {
    let actual = snaps.snaps(place)
    let expected = oracle.joins(place)
    let name = "at \(place.longitude), \(place.latitude)"
    #expect(actual.count == expected.count, "\(name)")
    for (snap, join) in zip(actual, expected) {
      // The plane at the place is true to 3e-5 at 60° north.
      let tolerance = 0.001 + 4e-5 * join.metres
      #expect(abs(snap.legInMetres - join.metres) <= tolerance, "\(name): \(snap.legInMetres), not \(join.metres)")
      #expect(snap.crossesObstacle == join.crossesObstacle, "\(name)")
      guard abs(join.runnerUpInMetres - join.metres) > 2 * tolerance else { continue }
      #expect(Int(snap.edge) == join.edge, "\(name)")
      let streets = snaps.graph.streets
      let range = streets.shapeRange(Int(snap.edge))
      let point = range.dropLast().last { streets.shapeTimes[$0] <= snap.offset } ?? range.lowerBound
      // The street point lies where the offset says, within the millimetres of one millisecond and of 1e-7°.
      let step = Double(streets.shapeTimes[point + 1] - streets.shapeTimes[point])
      let share = Double(snap.offset - streets.shapeTimes[point]) / step
      let (a, b) = (streets.shapeCoordinates[point], streets.shapeCoordinates[point + 1])
      let there = Coordinate(
        longitude: a.longitude + share * (b.longitude - a.longitude),
        latitude: a.latitude + share * (b.latitude - a.latitude))
      #expect(there.map { Ellipsoid.lengthInMetres(from: $0, to: snap.foot) < 0.03 } ?? false, "\(name)")
      #expect(
        abs(Ellipsoid.lengthInMetres(from: place, to: snap.foot) - snap.legInMetres) < 0.02 + 4e-5 * join.metres)
    }
  }

  @Test("Homes, venues and places all over random cities, river and islands included", arguments: UInt64(1)...60)
  func randomCity(_ seed: UInt64) throws {
    let city = RandomCity(seed: seed)
    let extract = city.extract()
    let streets = try StreetGraph(extract, profile: .standard, workers: 1)
    let gates = WalkingProfile.GatePolicy.allCases[Int(seed % 3)]
    let graph = SearchGraph(streets, gates: gates)
    let obstacles = Obstacles(extract)
    let radius = seed % 2 == 0 ? 250.0 : 90
    let snaps = SnapIndex(graph, obstacles: ObstacleIndex(obstacles), radiusInMetres: radius)
    let oracle = SnapOracle(streets, obstacles: obstacles, radiusInMetres: radius, usable: graph.isUsable)
    for place in city.homes + city.venues { Self.expectSame(snaps, oracle, place) }
    for place in Self.scattered(over: streets, seed: seed, count: 40) { Self.expectSame(snaps, oracle, place) }
  }

  @Test(
    "Places all over real cities", .enabled(if: SharedData.isPresent, "needs ../shared"),
    arguments: [("monaco", 250), ("helsinki", 60), ("las_palmas", 25)])
  func realCity(_ name: String, _ count: Int) throws {
    let file = try #require(SharedData.geodata("extracts/\(name).osm.pbf"))
    let extract = try ExtractReader(path: file.path, workers: 2).read(StreetGraph.selection)
    let streets = try StreetGraph(extract, profile: .standard, workers: 2)
    let obstacles = Obstacles(extract)
    #expect(!obstacles.lines.isEmpty && !obstacles.walls.isEmpty)
    let snaps = SnapIndex(
      SearchGraph(streets, gates: .resident), obstacles: ObstacleIndex(obstacles), radiusInMetres: 250)
    let oracle = SnapOracle(streets, obstacles: obstacles, radiusInMetres: 250)
    for place in Self.scattered(over: streets, seed: 42, count: count) { Self.expectSame(snaps, oracle, place) }
  }

  /// Places a few to some hundred metres from random shape points: dense where streets are.
  static func scattered(over streets: StreetGraph, seed: UInt64, count: Int) -> [Coordinate] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let around = streets.shapeCoordinates[random.integer(in: 0...(streets.shapeCoordinates.count - 1))]
      let reach = random.chance(0.3) ? 40_000 : 4000
      return Coordinate(
        longitudeE7: around.longitudeE7 + Int32(random.integer(in: -reach...reach)),
        latitudeE7: around.latitudeE7 + Int32(random.integer(in: -reach...reach)))
    }
  }

  // MARK: Drawn cases

  private static func index(
    _ drawing: String, _ ways: [String: [String: String]], radius: Double = 250
  ) throws -> (SnapIndex, AsciiMap) {
    let map = AsciiMap(drawing, spacingInMetres: 20)
    let extract = try map.extract(ways)
    let graph = SearchGraph(try StreetGraph(extract, profile: .standard, workers: 1), gates: .resident)
    return (SnapIndex(graph, obstacles: ObstacleIndex(Obstacles(extract)), radiusInMetres: radius), map)
  }

  private static func way(_ snap: Snap, _ index: SnapIndex) -> Int64 {
    let streets = index.graph.streets
    return streets.ways[Int(streets.shapeWays[streets.shapeRange(Int(snap.edge)).lowerBound])]
  }

  @Test("Of two streets at one distance the lower way id is taken")
  func tie() throws {
    let (index, map) = try Self.index(
      """
      A---------B
      x
      C----1----D
      x
      E---------F
      """, ["AB": StreetGraphTests.street, "EF": StreetGraphTests.street])
    let snap = try #require(index.snaps(try map.coordinate("1")).first)
    #expect(Self.way(snap, index) == 1001)
    #expect(abs(snap.legInMetres - 40) < 0.02)
  }

  @Test("A river between the place and the nearest street sends it to the other bank's; a wall too")
  func obstacle() throws {
    let drawing = """
      A---------B
      R---------S
           1
      x
      x
      C---------D
      """
    for tags in [["waterway": "river"], ["barrier": "wall"], ["railway": "rail"]] {
      let (index, map) = try Self.index(
        drawing, ["AB": StreetGraphTests.street, "CD": StreetGraphTests.street, "RS": tags])
      let snap = try #require(index.snaps(try map.coordinate("1")).first)
      #expect(Self.way(snap, index) == 1002, "\(tags)")
      #expect(!snap.crossesObstacle && abs(snap.legInMetres - 60) < 0.02)
      // No other street within the radius: the nearest is joined, and said to lie behind an obstacle.
      let (narrow, _) = try Self.index(
        drawing, ["AB": StreetGraphTests.street, "CD": StreetGraphTests.street, "RS": tags], radius: 50)
      let behind = try #require(narrow.snaps(try map.coordinate("1")).first)
      #expect(Self.way(behind, narrow) == 1001 && behind.crossesObstacle)
    }
  }

  @Test("Beyond the radius there is no street; at it there is")
  func radius() throws {
    let drawing = """
      A---------B
      x
           1
      """
    let street = ["AB": StreetGraphTests.street]
    #expect(
      try Self.index(drawing, street, radius: 39.9).0.snaps(
        AsciiMap(drawing, spacingInMetres: 20).coordinate("1")
      ).isEmpty)
    #expect(
      try Self.index(drawing, street, radius: 40.1).0.snaps(
        AsciiMap(drawing, spacingInMetres: 20).coordinate("1")
      ).count == 1)
  }

  @Test("A scrap of street nearby is passed over for the town's; alone it is better than none")
  func smallComponent() throws {
    let drawing = """
      A-----------------------------B
      x
      1
      S-T
      """
    let (index, map) = try Self.index(drawing, ["AB": StreetGraphTests.street, "ST": StreetGraphTests.street])
    let streets = index.graph.streets
    #expect(streets.components.map(\.isSmall) == [false, true])
    let snaps = index.snaps(try map.coordinate("1"))
    #expect(snaps.map { Self.way($0, index) } == [1001])
    let (narrow, _) = try Self.index(
      drawing, ["AB": StreetGraphTests.street, "ST": StreetGraphTests.street], radius: 30)
    #expect(narrow.snaps(try map.coordinate("1")).map { Self.way($0, narrow) } == [1002])
  }

  @Test("On an island of streets a place joins the mainland too, not across water, and across a wall if it must")
  func island() throws {
    let drawing = """
      A--------------------------------------B
      x
      R--------------------------------------S
      1
      I-----------------------------J
      """
    let streets = ["AB": StreetGraphTests.street, "IJ": StreetGraphTests.street]
    func joined(_ between: [String: String]) throws -> [Int64] {
      let (index, map) = try Self.index(drawing, streets.merging(["RS": between]) { $1 })
      #expect(index.graph.streets.components.map(\.isSmall) == [false, false])
      return index.snaps(try map.coordinate("1")).map { Self.way($0, index) }
    }
    #expect(try joined(["note": "nothing"]) == [1002, 1001])
    #expect(try joined(["barrier": "fence"]) == [1002, 1001])
    #expect(try joined(["waterway": "river"]) == [1002])
    #expect(try joined(["railway": "rail"]) == [1002])
    // On the mainland there is nothing to join besides.
    let (index, _) = try Self.index(drawing, streets)
    #expect(index.snaps(try AsciiMap(drawing, spacingInMetres: 20).coordinate("A")).count == 1)
  }
}
