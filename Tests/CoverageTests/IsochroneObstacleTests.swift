import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Coverage

/// Isochrones beside rivers, railways, walls and the sea, in a town of 100 m blocks with a library at (5, 8): the
/// obstacle runs 50 m north of row 5, so y = 550 m.
struct IsochroneObstacleTests {
  /// What parts the town.
  enum Obstacle: CaseIterable {
    case river, canal, lake, railway, motorway, wall
  }

  private static let plane = TestSupport.LocalPlane.standard
  /// One lattice cell's diagonal.
  private static let diagonal = 10 * 2.0.squareRoot()

  // Not a wall: whoever lives on an island of streets beyond one is taken to have a door in it.
  @Test(arguments: Obstacle.allCases.filter { $0 != .wall })
  func noOneCrossesWithoutABridge(obstacle: Obstacle) throws {
    let land = try Self.land(obstacle, bridges: [])
    let north = land.map(\.y).max() ?? 0
    #expect(north < 550 + Self.diagonal, "\(obstacle): \(north) m")
    // The near bank is reached right up to the obstacle, less a cell and half a lake.
    #expect(north > 550 - 20 - Self.diagonal)
  }

  @Test(arguments: Obstacle.allCases)
  func theFarBankIsReachedOverTheBridgeAlone(obstacle: Obstacle) throws {
    // 600 m to the bridge in column 2 and 100 m across leave 500 m on the far bank.
    let land = try Self.land(obstacle, bridges: [2])
    let far = land.filter { $0.y > 550 + 20 + Self.diagonal }
    #expect(!far.isEmpty)
    for p in far {
      // North of the bank's row the walk is at least as long as the crow flies from the bridge's middle.
      let metres = 650 + hypot(p.x - 200, p.y - 550)
      #expect(metres <= 1200 + Self.diagonal, "\(obstacle): \(p) is \(metres) m off")
    }
    // And what the bridge explains is there: 500 m up column 2.
    #expect((far.map(\.y).max() ?? 0) > 600 + 500 - Self.diagonal)
  }

  @Test func aBridgeAloneIsNarrow() throws {
    // Amid a lake of 40 m only what is within 15 m of the bridge counts, and a cell of the lattice.
    let land = try Self.land(.lake, bridges: [2], minutes: 15)
    for p in land where abs(p.y - 550) < 5 {
      #expect(abs(p.x - 200) < 15 + Self.diagonal, "\(p)")
    }
  }

  @Test func theSeaIsEmptyButForThePier() throws {
    // A coast 30 m east of the last column; a pier goes 200 m out from crossing (5, 11). (Beyond 500 m
    // from the coast nothing tells sea from land: a leg from the end of a longer pier reaches there.)
    var city = GridCity(rows: 12, columns: 12, blockInMetres: 100)
    city.venues = [.init(5, 8)]
    var builder = city.builder()
    builder.addLine(9_000_001, [(1130, -900), (1130, 2000)], tags: ["natural": "coastline"])
    builder.addNode(9_100_000, at: Self.plane.coordinate(east: 1300, north: 500))
    builder.addWay(9_000_002, [city.id(5, 11), 9_100_000], tags: ["man_made": "pier"])
    let land = try Self.vertices(IsochroneTestCity.made(builder.extract()), minutes: 15)
    let sea = land.filter { $0.x > 1130 + Self.diagonal }
    #expect(!sea.isEmpty)
    for p in sea { #expect(abs(p.y - 500) < 15 + Self.diagonal, "\(p)") }
    // The pier's end is 500 m off, and the brush goes round it.
    let end = sea.map(\.x).max() ?? 0
    #expect(end > 1300 && end < 1315 + Self.diagonal, "\(end)")
  }

  @Test func openGroundIsReachedAsFarAsALegGoes() throws {
    // One street of 400 m, the library at its end: 250 m to each side, no more, though time is left.
    var builder = ExtractBuilder()
    builder.addLine(1, [(0, 0), (400, 0)], tags: ["highway": "residential"])
    builder.addNode(
      10_000_001, at: Self.plane.coordinate(east: 0, north: 0), tags: ["amenity": "library", "name": "A"])
    let test = try IsochroneTestCity.made(builder.extract())
    let land = try Self.vertices(test, minutes: 15)
    let north = land.map(\.y).max() ?? 0
    #expect(abs(north - 250) < Self.diagonal, "\(north)")
    // A stadium: 400 by 500 m and a disc of 250 m.
    let expected = 400 * 500 + Double.pi * 250 * 250
    let area = test.result.venues[0].isochrones.last?.areaInSquareMetres ?? 0
    print("stadium: \(area) of \(expected)")
    #expect(abs(area / expected - 1) < 0.005, "\(area) of \(expected)")
  }

  @Test func aFiveMinuteWalkOnAnOpenCrossIsADiamond() throws {
    // On streets 50 m apart 400 m of walking reach a diamond's corners at 400 m along the axes.
    var city = GridCity(rows: 21, columns: 21, blockInMetres: 50)
    city.venues = [.init(10, 10)]
    let test = try IsochroneTestCity.made(city.extract())
    let land = try Self.vertices(test, minutes: 5).map { (x: $0.x - 500, y: $0.y - 500) }
    for reach in [land.map(\.x).max(), land.map(\.y).max(), land.map { -$0.x }.max(), land.map { -$0.y }.max()] {
      // The brush does not lengthen a walk: 15 m of leg cost what 15 m of street do.
      #expect(abs((reach ?? 0) - 400) < 5, "\(reach ?? 0)")
    }
    for p in land { #expect(abs(p.x) + abs(p.y) < 400 + 10, "\(p)") }
    // Inside a block the way goes over its nearest side, or over any within 15 m: metre by metre.
    var metres = 0
    for x in -420..<420 {
      for y in -420..<420 where Self.walkInGrid(x: Double(x) + 0.5, y: Double(y) + 0.5, block: 50) <= 400 {
        metres += 1
      }
    }
    let area = test.result.venues[0].isochrones[0].areaInSquareMetres
    print("diamond: \(area) of \(metres)")
    #expect(abs(area / Double(metres) - 1) < 0.01, "\(area) of \(metres)")
  }

  /// Metres of walk from the origin of a grid of streets to a place: to its nearest street or one within 15 m.
  private static func walkInGrid(x: Double, y: Double, block: Double) -> Double {
    let column = (x / block).rounded() * block
    let row = (y / block).rounded() * block
    let across = abs(x - column)
    let along = abs(y - row)
    let byColumn = across + abs(column) + abs(y)
    let byRow = along + abs(x) + abs(row)
    var best = across < along ? byColumn : byRow
    if across <= 15 { best = min(best, byColumn) }
    if along <= 15 { best = min(best, byRow) }
    return best
  }

  /// Vertices of the land within 15 minutes of the library, in metres of the town's plane.
  private static func land(
    _ obstacle: Obstacle, bridges: Set<Int>, minutes: Double = 15
  ) throws -> [(x: Double, y: Double)] {
    var city = GridCity(rows: 12, columns: 12, blockInMetres: 100)
    city.river = GridCity.River(northOfRow: 5, bridges: bridges)
    city.venues = [.init(5, 8)]
    var builder = city.builder()
    for way in builder.wayIDs where builder.tags(of: ElementID(.way, way))["waterway"] != nil {
      builder.remove(ElementID(.way, way))
    }
    let line = [(-900.0, 550.0), (2000, 550)]
    switch obstacle {
    case .river: builder.addLine(9_000_001, line, tags: ["waterway": "river"])
    case .canal: builder.addLine(9_000_001, line, tags: ["waterway": "canal"])
    case .railway: builder.addLine(9_000_001, line, tags: ["railway": "rail"])
    case .motorway: builder.addLine(9_000_001, line, tags: ["highway": "motorway"])
    case .wall: builder.addLine(9_000_001, line, tags: ["barrier": "wall"])
    case .lake:
      builder.addLine(
        9_000_001, [(-900, 530), (2000, 530), (2000, 570), (-900, 570)], tags: ["natural": "water"], isClosed: true)
    }
    return try vertices(IsochroneTestCity.made(builder.extract()), minutes: minutes)
  }

  private static func vertices(_ test: IsochroneTestCity, minutes: Double) throws -> [(x: Double, y: Double)] {
    let isochrone = test.result.venues.first?.isochrones.first { $0.cutoff == .minutes(minutes) }
    let points = try #require(isochrone).polygons.flatMap { $0.rings.joined() }
    return points.map { c in
      // The plane's inverse: sinusoidal, so the scale of each place's own latitude.
      let start = Ellipsoid.LocalScale(latitude: plane.origin.latitude)
      let north = Double(c.latitudeE7 - plane.origin.latitudeE7) * start.northInMetres
      let scale = Ellipsoid.LocalScale(latitude: c.latitude)
      return (Double(c.longitudeE7 - plane.origin.longitudeE7) * scale.eastInMetres, north)
    }
  }
}

extension ExtractBuilder {
  /// A way through places in metres of the standard plane.
  fileprivate mutating func addLine(
    _ id: Int64, _ places: [(Double, Double)], tags: [String: String], isClosed: Bool = false
  ) {
    var nodes: [Int64] = []
    for (number, place) in places.enumerated() {
      let node = id * 100 + Int64(number)
      addNode(node, at: TestSupport.LocalPlane.standard.coordinate(east: place.0, north: place.1))
      nodes.append(node)
    }
    if isClosed, let first = nodes.first { nodes.append(first) }
    addWay(id, nodes, tags: tags)
  }
}
