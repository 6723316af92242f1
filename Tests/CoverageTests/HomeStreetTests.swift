import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Estimated homes along streets of residential land whose buildings are not mapped.
@Suite struct HomeStreetTests {
  /// A graph of straight edges, each its own way; what an edge's flags and way say is all the finder asks.
  private func graph(_ edges: [(way: Int64, from: Coordinate, to: Coordinate, flags: StreetGraph.EdgeFlags)])
    -> StreetGraph
  {
    StreetGraph(
      vertexCoordinates: edges.flatMap { [$0.from, $0.to] }, vertexNodes: edges.flatMap { _ in [0, 0] },
      passages: edges.flatMap { _ in [.open, .open] }, edgeTails: edges.indices.map { UInt32(2 * $0) },
      edgeHeads: edges.indices.map { UInt32(2 * $0 + 1) }, edgeFlags: edges.map(\.flags),
      edgeComponents: edges.map { _ in 0 }, firstShapePoint: (0...edges.count).map { UInt32(2 * $0) },
      shapeCoordinates: edges.flatMap { [$0.from, $0.to] }, shapeNodes: edges.flatMap { _ in [0, 0] },
      shapeTimes: edges.flatMap { _ in [0, 1] }, shapeWays: edges.indices.flatMap { [UInt32($0), UInt32($0)] },
      ways: edges.map(\.way), components: [], report: StreetGraphReport())
  }

  private func land(_ builder: inout ExtractBuilder) {
    builder.addSquare(90, east: 0, north: 0, side: 400, tags: ["landuse": "residential"], firstNode: 900)
  }

  @Test func pointsEveryFiftyMetresShareTheLandsDwellings() throws {
    var builder = ExtractBuilder()
    land(&builder)
    let streets = graph([
      (1, Place.at(-150, 0), Place.at(150, 0), [.forward, .backward]),
      (2, Place.at(0, 100), Place.at(0, 120), [.forward, .backward]),
      (3, Place.at(-150, 50), Place.at(150, 50), [.forward, .acrossArea]),
      (4, Place.at(1_000, 0), Place.at(1_500, 0), [.forward, .backward]),
    ])
    let found = HomeFinder().homes(in: builder.extract(HomeFinder.selection), streets: streets)
    // 300 m give 6 points at −125 … 125 m and 20 m give one; 16 ha · 40 = 640 dwellings over 320 m.
    #expect(found.estimated == 7 && found.landsWithoutHomes == 1 && found.landsWithoutStreets == 0)
    #expect(found.homes.map(\.id) == (1...7).map { "w90/\($0)" })
    #expect(found.homes.allSatisfy { $0.source == .estimated })
    #expect(abs(found.homes.reduce(0) { $0 + $1.weight } - 640) < 0.5)
    let first = try #require(found.homes.first)
    #expect(Ellipsoid.lengthInMetres(from: first.coordinate, to: Place.at(-125, 0)) < 0.05)
    #expect(abs(first.weight - 100) < 0.1)
    #expect(abs((found.homes.map(\.weight).min() ?? 0) - 40) < 0.1)
  }

  /// 16 ha count as mapped from 64 dwellings on: a shed, a house and a block of 63 flats do not silence them, and only
  /// points within 50 m of a home give way, with their share.
  @Test(arguments: [
    (["building": "yes"], 4.0, 0.0, 6, 1, 0), (["building": "house"], 10, 100, 6, 0, 1),
    (["building": "house"], 10, 30, 4, 0, 1), (["building": "house", "building:flats": "63"], 10, 100, 6, 0, 1),
    (["building": "house", "building:flats": "65"], 10, 100, 0, 0, 0),
  ])
  func fewMappedHomesDoNotSilenceTheEstimate(
    tags: [String: String], side: Double, north: Double, points: Int, empty: Int, thin: Int
  ) {
    var builder = ExtractBuilder()
    land(&builder)
    builder.addSquare(5, east: 50, north: north, side: side, tags: tags, firstNode: 1)
    let streets = graph([(1, Place.at(-150, 0), Place.at(150, 0), [.forward, .backward])])
    let found = HomeFinder().homes(in: builder.extract(HomeFinder.selection), streets: streets)
    #expect(found.estimated == points && found.landsWithoutHomes == empty && found.landsThinlyMapped == thin)
    #expect(found.homes.count { $0.source == .residential } == 1 - found.sheds)
    // 640 dwellings over six points.
    let weight = found.homes.filter { $0.source == .estimated }.reduce(0) { $0 + $1.weight }
    #expect(abs(weight - Double(points) * 640 / 6) < 0.5)
  }

  @Test func serviceWaysHoldNoHomes() {
    var builder = ExtractBuilder()
    land(&builder)
    builder.addNode(1, at: Place.at(-150, 0))
    builder.addNode(2, at: Place.at(150, 0))
    builder.addWay(1, [1, 2], tags: ["highway": "service"])
    let streets = graph([(1, Place.at(-150, 0), Place.at(150, 0), [.forward, .backward])])
    let ways = ElementSelection(nodes: [], ways: [.init("highway")], relations: [], keys: ["highway"])
    let found = HomeFinder().homes(in: builder.extract(HomeFinder.selection, ways), streets: streets)
    #expect(found.homes.isEmpty && found.landsWithoutStreets == 1)
  }

  /// One edge of two ways, either way round: 100 m of street and 200 m of track, of which only the street counts.
  @Test(arguments: [["residential", "track"], ["track", "residential"]], [false, true])
  func streetsThatGoOnAsTracks(kinds: [String], isReversed: Bool) throws {
    let easts = kinds[0] == "track" ? [-150.0, 50, 150] : [-150, -50, 150]
    var builder = ExtractBuilder()
    land(&builder)
    for (number, east) in easts.enumerated() { builder.addNode(Int64(number + 1), at: Place.at(east, 0)) }
    builder.addWay(1, [1, 2], tags: ["highway": kinds[0]])
    builder.addWay(2, [2, 3], tags: ["highway": kinds[1]])
    let points = (isReversed ? easts.reversed() : easts).map { Place.at($0, 0) }
    let streets = StreetGraph(
      vertexCoordinates: [points[0], points[2]], vertexNodes: [0, 0], passages: [.open, .open], edgeTails: [0],
      edgeHeads: [1], edgeFlags: [[.forward, .backward]], edgeComponents: [0], firstShapePoint: [0, 3],
      shapeCoordinates: points, shapeNodes: [0, 0, 0], shapeTimes: [0, 1, 2],
      shapeWays: isReversed ? [1, 0, 0] : [0, 1, 1], ways: [1, 2], components: [], report: StreetGraphReport())
    let ways = ElementSelection(nodes: [], ways: [.init("highway")], relations: [], keys: ["highway"])
    let found = HomeFinder().homes(in: builder.extract(HomeFinder.selection, ways), streets: streets)
    let middle = kinds[0] == "track" ? 100.0 : -100
    try #require(found.homes.count == 2)
    #expect(Ellipsoid.lengthInMetres(from: found.homes[0].coordinate, to: Place.at(middle - 25, 0)) < 0.05)
    #expect(Ellipsoid.lengthInMetres(from: found.homes[1].coordinate, to: Place.at(middle + 25, 0)) < 0.05)
  }

  @Test func noOneLivesAlongATunnel() {
    var builder = ExtractBuilder()
    land(&builder)
    let streets = graph([(1, Place.at(-150, 0), Place.at(150, 0), [.forward, .backward, .underground])])
    let found = HomeFinder().homes(in: builder.extract(HomeFinder.selection), streets: streets)
    #expect(found.homes.isEmpty && found.landsWithoutStreets == 1)
  }
}
