import Foundation
import Geography
import TestSupport
import Testing
import Walking

@testable import PlannerMap

@Suite struct TileTests {
  private func tile(_ zoom: Int, _ column: Int, _ row: Int) throws -> MapTile {
    try #require(MapTile(zoom: zoom, column: column, row: row))
  }

  /// The tile of a place at a zoom, by the formula of the web's maps.
  private func tile(_ zoom: Int, around place: Coordinate) throws -> MapTile {
    let world = WorldPoint(place)
    return try tile(zoom, Int(world.x >> UInt32(32 - zoom)), Int(world.y >> UInt32(32 - zoom)))
  }

  private func layers(_ zoom: Int) throws -> [String: VectorTileReader.Layer] {
    let bytes = MapTiler(layers: MadeCity().layers).bytes(of: try tile(zoom, around: MadeCity.middle))
    let layers = try VectorTileReader.layers(bytes)
    return Dictionary(layers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Known places of the pyramid: 0°, 0° is in the middle; Greenwich at zoom 14 is tile 8192/5450.
  @Test func placesAreWhereWebMapsHaveThem() throws {
    #expect(WorldPoint(Coordinate(longitudeE7: 0, latitudeE7: 0)) == WorldPoint(x: 1 << 31, y: 1 << 31))
    let greenwich = try tile(14, around: Coordinate(longitudeE7: 0, latitudeE7: 514_778_000))
    #expect((greenwich.column, greenwich.row) == (8192, 5450))
    let palmas = try tile(16, around: Coordinate(longitudeE7: -154_300_000, latitudeE7: 281_200_000))
    #expect((palmas.column, palmas.row) == (29959, 27430))
    #expect(
      WorldPoint(Coordinate(longitudeE7: 1_800_000_000, latitudeE7: -900_000_000)) == WorldPoint(x: .max, y: .max))
    #expect(WorldPoint(Coordinate(longitudeE7: -1_800_000_000, latitudeE7: 900_000_000)) == WorldPoint(x: 0, y: 0))
  }

  @Test func layersComeByZoom() throws {
    #expect(Set(try layers(12).keys) == ["water", "areas", "streets"])
    #expect(Set(try layers(13).keys) == ["water", "areas", "streets", "homes"])
    #expect(Set(try layers(14).keys) == ["water", "areas", "streets", "homes", "buildings"])
    #expect(try layers(10)["streets"]?.features.count == 1, "paths are too fine here")
    #expect(try layers(14).values.allSatisfy { $0.extent == 4096 })
  }

  /// 900 001 ms is over 15 minutes and must read so in whole seconds; unreachable kinds are left out.
  @Test func timesNeverReadShorterThanTheyAre() throws {
    let streets = try layers(14)["streets"]?.features ?? []
    #expect(streets.count == 2)
    #expect(
      streets.contains {
        $0.properties == [
          "rank": .integer(0), "t": .integer(60), "museum": .integer(901), "library": .integer(60),
        ]
      })
    #expect(streets.contains { $0.properties == ["rank": .integer(3)] })
    let homes = try layers(14)["homes"]?.features ?? []
    #expect(homes.contains { $0.properties == ["w": .number(2.5), "t": .integer(900), "museum": .integer(900)] })
    #expect(homes.contains { $0.properties == ["w": .number(1)] })
  }

  @Test func holesRunTheOtherWay() throws {
    let water = try #require(try layers(13)["water"]?.features.first)
    #expect(water.parts.count == 2)
    #expect(TileGeometry.doubledArea(water.parts[0]) > 0)
    #expect(TileGeometry.doubledArea(water.parts[1]) < 0)
  }

  /// A home is in exactly one tile at each zoom, also one that lies on a border.
  @Test(arguments: [13, 14, 15, 16])
  func homesAreInOneTile(zoom: Int) throws {
    var generator = SeededGenerator(seed: 7)
    var homes: [MapLayers.Dwelling] = []
    for _ in 0..<500 {
      let place = MadeCity.at(.random(in: 10...10.05, using: &generator), .random(in: 50...50.03, using: &generator))
      homes.append(.init(place: place, weight: 1, times: []))
    }
    let tiler = MapTiler(
      layers: MapLayers(kinds: [], streets: [], homes: homes, water: [], buildings: [], boundaries: []))
    let first = try tile(zoom, around: MadeCity.at(10, 50.03))
    let last = try tile(zoom, around: MadeCity.at(10.05, 50))
    var found = 0
    for column in first.column...last.column {
      for row in first.row...last.row {
        let layers = try VectorTileReader.layers(tiler.bytes(of: try tile(zoom, column, row)))
        found += layers.first?.features.count ?? 0
      }
    }
    #expect(found == homes.count)
  }

  /// Random lines: every drawn point lies within a unit of the line and in the tile; every point of the line inside
  /// the tile is within the tolerance of what is drawn.
  @Test(arguments: 0..<40)
  func clippedLinesAreTheLine(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let tile = try tile(seed.isMultiple(of: 2) ? 16 : 14, around: MadeCity.middle)
    let geometry = TileGeometry(tile)
    let size = tile.size
    let line = (0..<12).map { _ in
      WorldPoint(
        x: UInt32(tile.west + .random(in: -size...2 * size, using: &generator)),
        y: UInt32(tile.north + .random(in: -size...2 * size, using: &generator)))
    }
    let exact = line.map(geometry.point)
    let drawn = geometry.line(line[...])
    let tolerance = tile.zoom == 16 ? 1.0 : 5.5
    for part in drawn {
      for point in part {
        #expect(geometry.holds(point))
        #expect(distance(Double(point.x), Double(point.y), [exact]) <= tolerance)
      }
    }
    for (a, b) in zip(exact, exact.dropFirst()) {
      for step in 0...50 {
        let share = Double(step) / 50
        let (x, y) = (Double(a.x) + share * Double(b.x - a.x), Double(a.y) + share * Double(b.y - a.y))
        guard x > -50, y > -50, x < 4146, y < 4146 else { continue }
        #expect(distance(x, y, drawn) <= tolerance)
      }
    }
  }

  /// Random stars: a place is inside what is drawn if and only if it is inside the ring, but near its border.
  @Test(arguments: 0..<40)
  func clippedRingsAreTheLand(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let tile = try tile(16, around: MadeCity.middle)
    let geometry = TileGeometry(tile)
    let centre = (
      x: Double(tile.west) + Double.random(in: -0.5...1.5, using: &generator) * Double(tile.size),
      y: Double(tile.north) + Double.random(in: -0.5...1.5, using: &generator) * Double(tile.size)
    )
    var ring = (0..<24).map { corner in
      let radius = Double(tile.size) * Double.random(in: 0.2...1.5, using: &generator)
      let turn = 2 * Double.pi * Double(corner) / 24
      let (x, y) = (cos(turn), sin(turn))
      return WorldPoint(x: UInt32(centre.x + radius * x), y: UInt32(centre.y + radius * y))
    }
    ring.append(ring[0])
    let exact = ring.map(geometry.point)
    let drawn = geometry.ring(ring[...], isExterior: true, smallest: 0)
    if let drawn { #expect(drawn.allSatisfy(geometry.holds) && TileGeometry.doubledArea(drawn) > 0) }
    for _ in 0..<400 {
      let (x, y) = (Double.random(in: 0...4096, using: &generator), Double.random(in: 0...4096, using: &generator))
      guard distance(x, y, [exact]) > 3 else { continue }
      #expect(isInside(x, y, drawn ?? []) == isInside(x, y, exact))
    }
  }

  /// Neighbouring tiles agree on their border: a line across it has the same simplified shape in both.
  @Test func neighboursAgree() throws {
    var generator = SeededGenerator(seed: 3)
    let left = try tile(12, around: MadeCity.middle)
    let right = try tile(12, left.column + 1, left.row)
    let line = (0..<200).map { step in
      WorldPoint(
        x: UInt32(left.west + left.size - 40_000 + Int64(step) * 400),
        y: UInt32(left.north + left.size / 2 + .random(in: 0...3000, using: &generator)))
    }
    let a = TileGeometry(left).line(line[...]).joined().map { [$0.x - 4096, $0.y] }
    let b = TileGeometry(right).line(line[...]).joined().map { [$0.x, $0.y] }
    let shared = Set(a.filter { abs($0[0]) < 50 })
    #expect(!shared.isEmpty)
    #expect(shared == Set(b.filter { abs($0[0]) < 50 }))
  }

  @Test func valuesSurviveTheirWriting() throws {
    var layer = VectorTile.Layer("l")
    let values: [VectorTile.Value] = [
      .text(""), .text("图书馆"), .integer(0), .integer(-1), .integer(.max), .integer(.min), .number(-0.5), .number(1e300),
    ]
    for value in values {
      layer.append(.point, parts: [[.init(x: -64, y: 4160)]], [("v", value), ("same", .text("s"))])
    }
    layer.append(.line, parts: [[.init(x: 1, y: 1)]], [])
    var tile = VectorTile()
    tile.append(VectorTile.Layer("empty"))
    tile.append(layer)
    let read = try VectorTileReader.layers(tile.bytes)
    #expect(read.count == 1)
    #expect(read[0].features.map { $0.properties["v"] } == values)
    #expect(
      read[0].features.allSatisfy { $0.parts == [[.init(x: -64, y: 4160)]] && $0.properties["same"] == .text("s") })
  }

  @Test func packsTilesForWhoTakesThem() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let tile = try self.tile(14, around: MadeCity.middle)
      let path = "/tiles/14/\(tile.column)/\(tile.row).mvt"
      let plain = try await client.get(path)
      #expect(plain.status == 200)
      #expect(plain.headers["content-type"] == "application/vnd.mapbox-vector-tile")
      #expect(try VectorTileReader.layers(plain.body).count == 5)
      let packed = try await client.get(path, ["Accept-Encoding: gzip"])
      #expect(packed.headers["content-encoding"] == "gzip")
      #expect(packed.body.starts(with: [0x1F, 0x8B]))
      #expect(plain.headers["vary"] == "Accept-Encoding")
      let empty = try await client.get("/tiles/14/0/0.mvt")
      #expect(empty.status == 204)
      #expect(empty.body.isEmpty)
    }
  }

  private func distance(_ x: Double, _ y: Double, _ lines: [[VectorTile.Point]]) -> Double {
    var best = Double.infinity
    for line in lines {
      for (a, b) in zip(line, line.dropFirst()) {
        let (dx, dy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
        let length = dx * dx + dy * dy
        let share = length == 0 ? 0 : min(1, max(0, ((x - Double(a.x)) * dx + (y - Double(a.y)) * dy) / length))
        let (ex, ey) = (x - Double(a.x) - share * dx, y - Double(a.y) - share * dy)
        best = min(best, (ex * ex + ey * ey).squareRoot())
      }
    }
    return best
  }

  private func isInside(_ x: Double, _ y: Double, _ ring: [VectorTile.Point]) -> Bool {
    guard var last = ring.last else { return false }
    var isInside = false
    for point in ring {
      let (ax, ay, bx, by) = (Double(last.x), Double(last.y), Double(point.x), Double(point.y))
      if (ay > y) != (by > y), x < ax + (y - ay) / (by - ay) * (bx - ax) { isInside.toggle() }
      last = point
    }
    return isInside
  }
}
