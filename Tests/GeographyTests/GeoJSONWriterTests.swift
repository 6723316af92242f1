import Foundation
import Testing

@testable import Geography

@Suite struct GeoJSONWriterTests {
  private func text(_ features: [GeoJSONFeature], members: [JSONMember] = [], box: CoordinateBox? = nil) throws
    -> String
  {
    String(decoding: try GeoJSONWriter.encode(features, members: members, boundingBox: box), as: UTF8.self)
  }

  @Test func emptyCollection() throws {
    let (sw, ne) = (Coordinate(longitudeE7: -1, latitudeE7: 0), Coordinate(longitudeE7: 100_000_000, latitudeE7: 5))
    let written = try text(
      [], members: [JSONMember("licence", .string("ODbL"))], box: CoordinateBox(southWest: sw, northEast: ne))
    #expect(
      written
        == "{\"type\":\"FeatureCollection\",\n\"licence\":\"ODbL\",\n\"bbox\":[-0.0000001,0,10,0.0000005],\n\"features\":[\n]}\n"
    )
  }

  @Test(
    arguments: [
      (0, "0"), (1, "0.0000001"), (-1, "-0.0000001"), (10_000_000, "1"), (-1_800_000_000, "-180"),
      (1_799_999_999, "179.9999999"), (151_200_000, "15.12"), (-5_000_000, "-0.5"), (1_000_010, "0.100001"),
    ] as [(Int32, String)])
  func degreesAreExact(unit: Int32, decimals: String) throws {
    let written = try text([GeoJSONFeature(geometry: .point(Coordinate(longitudeE7: unit, latitudeE7: 0)))])
    #expect(written.contains("\"coordinates\":[\(decimals),0]"))
  }

  /// Clockwise and open rings come out counterclockwise and closed, holes the other way round.
  @Test func ringsObeyTheRightHandRule() throws {
    func c(_ x: Int32, _ y: Int32) -> Coordinate { Coordinate(longitudeE7: x * 10_000_000, latitudeE7: y * 10_000_000) }
    let polygon = GeographicPolygon(
      exterior: [c(0, 0), c(0, 4), c(4, 4), c(4, 0)], holes: [[c(1, 1), c(2, 1), c(2, 2), c(1, 2), c(1, 1)]])
    let written = try text([GeoJSONFeature(geometry: .polygon(polygon))])
    #expect(written.contains("[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]"))
  }

  @Test func shortRingsAreErrors() {
    let point = Coordinate(longitudeE7: 0, latitudeE7: 0)
    #expect(throws: InputError.self) {
      try text([GeoJSONFeature(geometry: .polygon(GeographicPolygon(exterior: [point, point, point])))])
    }
  }

  /// Whatever is written is read back exactly, by us, and is JSON to Foundation.
  @Test(arguments: 0..<50)
  func randomFeaturesComeBack(seed: Int) throws {
    var state = UInt64(seed) &+ 3
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    func coordinate() -> Coordinate {
      Coordinate(
        longitudeE7: Int32(next(2_000_000_000)) - 1_000_000_000 + Int32(next(2)) * 800_000_000,
        latitudeE7: Int32(next(1_800_000_001)) - 900_000_000)
    }
    func ring() -> [Coordinate] {
      let points = (0..<3 + next(6)).map { _ in coordinate() }
      return points + [points[0]]
    }
    func polygon() -> GeographicPolygon {
      GeographicPolygon(exterior: ring(), holes: (0..<next(3)).map { _ in ring() }).orientedByRightHandRule()
    }
    let features = (0..<20).map { index -> GeoJSONFeature in
      let geometry: GeoJSONGeometry? =
        switch next(8) {
        case 0: .point(coordinate())
        case 1: .multiPoint([coordinate(), coordinate()])
        case 2: .lineString([coordinate(), coordinate(), coordinate()])
        case 3: .multiLineString([[coordinate(), coordinate()], [coordinate(), coordinate()]])
        case 4: .polygon(polygon())
        case 5: .multiPolygon([polygon(), polygon()])
        case 6: .collection([.point(coordinate()), .polygon(polygon())])
        default: nil
        }
      return GeoJSONFeature(
        id: next(2) == 0 ? nil : "w\(index)", geometry: geometry,
        properties: [
          JSONMember("name", .string("\"\\\n\u{0}図😀\(next(99))")), JSONMember("n", .integer(next(1_000_000))),
        ])
    }
    let bytes = try GeoJSONWriter.encode(features, members: [JSONMember("attribution", .string("©"))])
    #expect(try GeoJSONReader.features(in: bytes, named: "written") == features)
    _ = try JSONSerialization.jsonObject(with: Data(bytes))
  }

  /// Pieces given to a sink add up to what is kept without one.
  @Test func streamingGivesTheSameBytes() throws {
    let features = (0..<5000).map { index in
      GeoJSONFeature(
        geometry: .point(Coordinate(longitudeE7: Int32(index), latitudeE7: 7)),
        properties: [JSONMember("i", .integer(index))])
    }
    var pieces: [[UInt8]] = []
    var writer = GeoJSONWriter { pieces.append($0) }
    for feature in features { try writer.write(feature) }
    #expect(try writer.finish().isEmpty)
    #expect(pieces.count > 3)
    #expect(try Array(pieces.joined()) == GeoJSONWriter.encode(features))
  }
}

@Suite struct GeoJSONGeometryTests {
  @Test func partsOfEveryKind() {
    let c = (0..<9).map { Coordinate(longitudeE7: $0, latitudeE7: 0) }
    let (p, q) = (
      GeographicPolygon(exterior: [c[0]], holes: [[c[1]]]), GeographicPolygon(exterior: [c[2]])
    )
    let all = GeoJSONGeometry.collection([
      .polygon(p), .multiPolygon([q, q]), .point(c[3]), .multiPoint([c[4]]), .lineString([c[5], c[6]]),
      .multiLineString([[c[7]], [c[8]]]), .collection([.polygon(q)]),
    ])
    #expect(all.polygons == [p, q, q, q])
    #expect(all.coordinates.map(\.longitudeE7) == [0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 2])
  }
}

@Suite struct OrientationTests {
  /// The area must not overflow for rings round the whole Earth.
  @Test func wholeEarth() {
    let corners: [(Int32, Int32)] = [
      (-1_800_000_000, -900_000_000), (1_800_000_000, -900_000_000), (1_800_000_000, 900_000_000),
      (-1_800_000_000, 900_000_000),
    ]
    let earth: Int128 = 2 * 3_600_000_000 * 1_800_000_000
    let ring = corners.map { Coordinate(longitudeE7: $0.0, latitudeE7: $0.1) }
    #expect(GeographicPolygon.doubledArea(of: ring) == earth)
    #expect(GeographicPolygon.doubledArea(of: ring.reversed()) == -earth)
    #expect(GeographicPolygon.doubledArea(of: []) == 0)
  }

  /// One unit of area decides, which doubles of degrees could not tell.
  @Test func slivers() {
    let ring = [(1_800_000_000, 0), (-1_800_000_000, 0), (0, 1)].map { Coordinate(longitudeE7: $0.0, latitudeE7: $0.1) }
    #expect(GeographicPolygon.doubledArea(of: ring) == -3_600_000_000)
  }
}

@Suite struct CoordinateTests {
  @Test(arguments: [
    (180.0, 90.0, true), (-180, -90, true), (180.0000001, 0, false), (0, 90.0000001, false), (.nan, 0, false),
    (0, .infinity, false),
  ])
  func range(longitude: Double, latitude: Double, isOnEarth: Bool) {
    #expect((Coordinate(longitude: longitude, latitude: latitude) != nil) == isOnEarth)
  }

  @Test func degreesComeBackExactly() {
    for unit in stride(from: Int32(-900_000_000), through: 900_000_000, by: 777_777) {
      let coordinate = Coordinate(longitudeE7: unit, latitudeE7: unit)
      #expect(Coordinate(longitude: coordinate.longitude, latitude: coordinate.latitude) == coordinate)
    }
  }

  @Test func boxes() throws {
    let places = [(3, -4), (-1, 5), (2, 2)].map { Coordinate(longitudeE7: $0.0, latitudeE7: $0.1) }
    let box = try #require(CoordinateBox(around: places))
    #expect(box.southWest == Coordinate(longitudeE7: -1, latitudeE7: -4))
    #expect(box.northEast == Coordinate(longitudeE7: 3, latitudeE7: 5))
    #expect(places.allSatisfy(box.contains) && box.contains(box.centre))
    #expect(
      !box.contains(Coordinate(longitudeE7: 4, latitudeE7: 0))
        && !box.contains(Coordinate(longitudeE7: 0, latitudeE7: 6)))
    #expect(CoordinateBox(around: [Coordinate]()) == nil)
    let corner = CoordinateBox(southWest: box.northEast, northEast: Coordinate(longitudeE7: 9, latitudeE7: 9))
    #expect(box.intersects(corner) && corner.intersects(box))
    let away = CoordinateBox(
      southWest: Coordinate(longitudeE7: 4, latitudeE7: -9), northEast: Coordinate(longitudeE7: 9, latitudeE7: 9))
    #expect(!box.intersects(away) && !away.intersects(box))
  }

  @Test func printableTextIsOneLine() {
    #expect("a\nb\u{1B}[31m\u{202E}\u{2028}é図".printable() == "a?b?[31m??é図")
    #expect(String(repeating: "x", count: 100).printable(limit: 10) == "xxxxxxxxxx…")
    #expect("xxxxxxxxxx".printable(limit: 10) == "xxxxxxxxxx")
  }
}
