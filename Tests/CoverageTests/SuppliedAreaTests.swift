import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// Supplied layers of areas: what is taken, what is refused and in what words.
@Suite("Supplied areas")
struct SuppliedAreaTests {
  static let box = CoordinateBox(southWest: Place.at(0, 0), northEast: Place.at(4_000, 4_000))

  /// A feature over a rectangle in metres.
  static func feature(
    _ properties: String, _ west: Double, _ south: Double, _ east: Double, _ north: Double
  ) -> String {
    let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
      Place.at($0.0, $0.1)
    }
    return feature(properties, ring)
  }

  static func feature(_ properties: String, _ ring: [Coordinate]) -> String {
    let points = ring.map { "[\($0.longitude),\($0.latitude)]" }.joined(separator: ",")
    return
      "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(points)]]}}"
  }

  static func collection(_ features: [String]) -> String {
    "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
  }

  private func read(_ text: String, taken: Set<String> = [], name: String = "shequ.geojson") throws -> AreaList {
    try Place.withFile(text, named: name) { try AreaList(path: $0, overlapping: Self.box, taken: taken) }
  }

  /// The vectors of domain §9.2: a district as Chinese map services have it.
  @Test func shiftedDistricts() throws {
    let shifted = [(120.167671, 30.271657), (120.144733, 30.242694), (120.304503, 30.417614), (120.167671, 30.271657)]
    let true84 = [(120.163, 30.274), (120.14, 30.245), (120.3, 30.42)]
    let ring = try shifted.map { try #require(Coordinate(longitude: $0.0, latitude: $0.1)) }
    let box = CoordinateBox(
      southWest: try #require(Coordinate(longitude: 120, latitude: 30)),
      northEast: try #require(Coordinate(longitude: 120.5, latitude: 30.5)))
    let text = Self.collection([Self.feature("\"name\":\"上城区\"", ring)])
    let list = try Place.withFile(text, named: "gcj.geojson") {
      try AreaList(
        path: $0, overlapping: box, format: SuppliedFormat(crs: try SuppliedCRS("gcj02", option: "--areas-crs")),
        taken: [])
    }
    let read = try #require(list.areas.first?.polygons.first?.exterior)
    for (longitude, latitude) in true84 {
      // The table has six decimals: a tenth of a metre.
      #expect(read.contains { abs($0.longitude - longitude) < 2e-6 && abs($0.latitude - latitude) < 2e-6 })
    }
    #expect(list.messages.notes.contains { $0.contains("gcj02") })
  }

  /// A file as the usual source of China's districts has them: number codes, words for levels.
  @Test func levelsCodesAndTypes() throws {
    let list = try read(
      Self.collection([
        Self.feature("\"adcode\":330108,\"name\":\"滨江区\",\"level\":\"district\"", 0, 0, 2_000, 2_000),
        Self.feature("\"name\":\"杭州市\",\"code\":\"330100\"", 0, 0, 4_000, 4_000),
        Self.feature("\"名称\":\"西兴街道\",\"区划代码\":\"330108001\",\"城乡\":\"城镇\"", 0, 0, 1_000, 1_000),
        Self.feature("\"名称\":\"某村\",\"代码\":\"330108001201\",\"城乡\":\"220\"", 0, 0, 500, 500),
        Self.feature("\"name\":\"Odd\",\"level\":\"parish\",\"type\":\"moor\"", 0, 0, 500, 500),
      ]))
    // The last has no code, and no id: all take their places in the file.
    #expect(list.areas.map(\.name) == ["杭州市", "滨江区", "西兴街道", "某村", "Odd"])
    #expect(list.areas.map(\.level) == [5, 6, 8, 10, AdministrativeAreas.unknownLevel])
    #expect(list.areas.map(\.type) == [nil, nil, .urban, .rural, nil])
    #expect(list.areas.map(\.code) == ["330100", "330108", "330108001", "330108001201", ""])
    #expect(list.areas.map(\.id) == [2, 1, 3, 4, 5].map { "shequ.geojson:\($0)" })
    #expect(list.areas.allSatisfy { $0.layer == "shequ" })
    #expect(
      list.messages.notes == [
        "areas of shequ.geojson whose type is neither urban nor rural: 1",
        "areas of shequ.geojson whose level is not understood: 1",
      ])
  }

  @Test func idsAreCodesWhereTheseTellApart() throws {
    let two = [("330108", "A"), ("330106", "B")].map {
      Self.feature("\"code\":\"\($0.0)\",\"name\":\"\($0.1)\"", 0, 0, 100, 100)
    }
    #expect(try read(Self.collection(two)).areas.map(\.id) == ["330106", "330108"])
    #expect(
      try read(Self.collection(two), taken: ["330106"]).areas.map(\.id) == ["shequ.geojson:1", "shequ.geojson:2"])
    let same = [("330108", "A"), ("330108", "B")].map {
      Self.feature("\"code\":\"\($0.0)\",\"name\":\"\($0.1)\"", 0, 0, 100, 100)
    }
    #expect(try read(Self.collection(same)).areas.map(\.name) == ["A", "B"], "one code, two names: two areas")
  }

  @Test(
    arguments: [
      ("330000", 4), ("330100", 5), ("330106", 6), ("330106001", 8), ("330106001002", 10), ("330106000000", 6),
      ("330106001000", 8), ("330100000000", 5), ("35016", nil), ("33010A", nil), ("", nil),
    ] as [(String, Int?)])
  func levelOfCode(code: String, level: Int?) { #expect(AreaColumn.level(ofCode: code) == level) }

  /// Features of one code and name are one area: twice the same land is not none of it, as even-odd counting would say.
  @Test func anAreaTwiceIsOne() throws {
    let list = try read(
      Self.collection([
        Self.feature("\"code\":\"330108\",\"name\":\"A\"", 0, 0, 1_000, 1_000),
        Self.feature("\"code\":\"330108\",\"name\":\"A\"", 0, 0, 1_000, 1_000),
        Self.feature("\"code\":\"330108\",\"name\":\"A\"", 2_000, 0, 3_000, 1_000),
      ]))
    #expect(list.areas.count == 1 && list.areas[0].polygons.count == 2)
    #expect(list.messages.warnings.map(\.count) == [1])
    let index = PlacePolygonIndex(list.areas.map(\.polygons))
    #expect(index.contains(Place.at(500, 500), area: 0) && index.contains(Place.at(2_500, 500), area: 0))
  }

  @Test func outsideIsCounted() throws {
    let list = try read(
      Self.collection([
        Self.feature("\"name\":\"in\"", 0, 0, 1_000, 1_000),
        Self.feature("\"name\":\"out\"", 90_000, 0, 91_000, 1_000),
      ]))
    #expect(list.areas.map(\.name) == ["in"])
    #expect(list.messages.counts.map(\.value) == [1] && list.messages.warnings.map(\.count) == [1])
  }

  /// A boundary of 50,000 points is taken, and quickly.
  @Test func manyPoints() throws {
    let ring = (0..<50_000).map { step -> Coordinate in
      let angle = Double(step) / 50_000 * 2 * .pi
      return Place.at(2_000 + 1_900 * cos(angle), 2_000 + 1_900 * sin(angle))
    }
    let list = try read(Self.collection([Self.feature("\"name\":\"round\"", ring + [ring[0]])]))
    let index = PlacePolygonIndex(list.areas.map(\.polygons))
    #expect(index.contains(Place.at(2_000, 2_000), area: 0) && !index.contains(Place.at(100, 100), area: 0))
  }

  static let refused: [(content: String, words: String)] = [
    (collection([]), "holds no polygon"),
    (
      collection([
        feature("", [Place.at(0, 0), Place.at(900, 900), Place.at(900, 0), Place.at(0, 900), Place.at(0, 0)])
      ]), "feature 1: the area polygon is invalid: Self-intersection"
    ),
    ("{\"type\":\"Point\",\"coordinates\":[15,50]}", "feature 1: a point or line is no area"),
    (
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}]}",
      "holds no polygon"
    ),
    (collection([feature("", 90_000, 0, 91_000, 1_000)]), "the area does not overlap the extract"),
    ("{\"type\":\"MultiPolygon\",\"coordinates\":[]}", "holds no polygon"), ("name,lat\n", "JSON"),
    (
      collection([
        feature("\"name\":\"ok\"", 0, 0, 100, 100), feature("", [Place.at(0, 0), Place.at(9, 0), Place.at(0, 0)]),
      ]),
      "feature 2"
    ),
  ]

  @Test(arguments: refused) func refusal(content: String, words: String) throws {
    let problem = Place.problem { _ = try read(content, name: "evil\u{1B}.geojson") } ?? ""
    #expect(problem.contains(words), "\(problem)")
    #expect(!problem.contains("\n") && problem.utf8.count <= 400)
  }

  @Test func hostileNamesStayText() throws {
    let list = try read(
      Self.collection([Self.feature("\"name\":\"=1+1\\u001b[31m\\n\",\"level\":99999999999999999999", 0, 0, 9, 9)]))
    #expect(list.areas.map(\.name) == ["=1+1\u{1B}[31m"] && list.areas[0].level == AdministrativeAreas.unknownLevel)
  }
}
