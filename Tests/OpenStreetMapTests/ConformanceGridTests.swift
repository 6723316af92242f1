import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The OSM community's conformance data (osm-testdata, public domain): area by area what must come out.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared"))
struct ConformanceGridTests {
  /// What the data say of one area.
  struct Expectation: CustomStringConvertible {
    let test: Int
    let element: ElementID
    let text: String
    /// The polygons by variant: `default` as is, `fix` and `location` when a program repairs.
    let variants: [String: [GeographicPolygon]]
    var description: String { "\(test) \(element): \(text)" }
  }

  /// Invalid areas that we repair as the data's `fix` or `location` variant says: ways that run over the same
  /// segments, spikes, and neighbouring nodes at one place. Every other invalid area must be refused.
  static let repaired: Set<Int> = [711, 742, 747, 748, 757, 790, 791, 792, 793, 794, 795]

  @Test("every area of the grid comes out, or is refused or repaired as the data say")
  func grid() throws {
    let folder = try #require(SharedData.geodata("conformance/osm-testdata/grid/data"))
    let expectations = try Self.expectations(folder.appendingPathComponent("tests.json"))
    let extract = try GridFile(folder.appendingPathComponent("all.osm")).builder.extract()
    var agreed = 0
    for expectation in expectations {
      let outcome = Self.judge(expectation, extract)
      if outcome == nil { agreed += 1 }
      #expect(outcome == nil, "\(expectation): \(outcome ?? "")")
    }
    print("osm-testdata grid: \(agreed) of \(expectations.count) areas agree")
    #expect(expectations.count == 106 && agreed == 106)
  }

  @Test("each case alone gives what the whole grid gives, and the cases without areas are read")
  func casesAlone() throws {
    let folder = try #require(SharedData.geodata("conformance/osm-testdata/grid/data"))
    let expectations = try Self.expectations(folder.appendingPathComponent("tests.json"))
    var cases = 0
    for group in ["1", "3", "7", "9"] {
      let groupFolder = folder.appendingPathComponent(group)
      for name in try FileManager.default.contentsOfDirectory(atPath: groupFolder.path).sorted() {
        guard let number = Int(name) else { continue }
        cases += 1
        let file = try GridFile(groupFolder.appendingPathComponent("\(name)/data.osm"))
        let extract = file.builder.extract()
        for way in extract.ways.ids.indices { _ = extract.area(ofWay: way) }
        for expectation in expectations where expectation.test == number {
          #expect(Self.judge(expectation, extract) == nil, "\(expectation)")
        }
      }
    }
    #expect(cases == 130)
  }

  /// `nil` when the area is as the data say, else what is wrong.
  static func judge(_ expectation: Expectation, _ extract: Extract) -> String? {
    let result: Result<Area, AreaProblem>
    switch expectation.element.type {
    case .way:
      guard let way = extract.ways.index(of: expectation.element.number) else { return "no such way" }
      result = extract.area(ofWay: way)
    default:
      guard let relation = extract.relations.index(of: expectation.element.number) else { return "no such relation" }
      result = extract.area(ofRelation: relation)
    }
    let repairs = expectation.variants.filter { $0.key != "default" }.values.map(Self.canonical)
    switch (result, expectation.variants["default"]) {
    case (.failure(let problem), .some): return "refused as \(problem)"
    case (.failure(let problem), nil):
      return repaired.contains(expectation.test) ? "refused as \(problem), should be repaired" : nil
    case (.success(let area), .some(let expected)):
      return canonical(area.polygons) == canonical(expected) ? nil : "differs: \(area.polygons)"
    case (.success(let area), nil):
      guard repaired.contains(expectation.test) else { return "accepted, should be refused" }
      return repairs.contains(canonical(area.polygons)) ? nil : "repaired otherwise: \(area.polygons)"
    }
  }
}

extension ConformanceGridTests {
  private struct Case: Decodable {
    struct ExpectedArea: Decodable {
      let from_id: Int64
      let from_type: String
      let wkt: String
    }
    let test_id: Int
    let description: String
    let areas: [String: [ExpectedArea]]?
  }

  static func expectations(_ file: URL) throws -> [Expectation] {
    let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    return try cases.flatMap { one -> [Expectation] in
      var variants: [ElementID: [String: [GeographicPolygon]]] = [:]
      for (variant, areas) in one.areas ?? [:] {
        for area in areas {
          let element = ElementID(area.from_type == "way" ? .way : .relation, area.from_id)
          variants[element, default: [:]][variant] = area.wkt == "INVALID" ? nil : try polygons(area.wkt)
        }
      }
      return variants.sorted { $0.key < $1.key }.map {
        Expectation(test: one.test_id, element: $0.key, text: one.description, variants: $0.value)
      }
    }
  }

  /// Reads `MULTIPOLYGON(((x y,…),(…)),…)`.
  private static func polygons(_ wkt: String) throws -> [GeographicPolygon] {
    let prefix = "MULTIPOLYGON((("
    try #require(wkt.hasPrefix(prefix) && wkt.hasSuffix(")))"))
    return try wkt.dropFirst(prefix.count).dropLast(3).components(separatedBy: ")),((").map { polygon in
      let rings = try polygon.components(separatedBy: "),(").map { ring in
        try ring.components(separatedBy: ",").map { point in
          let numbers = point.split(separator: " ").compactMap { Double($0) }
          try #require(numbers.count == 2)
          return try #require(Coordinate(longitude: numbers[0], latitude: numbers[1]))
        }
      }
      return GeographicPolygon(exterior: rings[0], holes: Array(rings.dropFirst()))
    }
  }

  /// Rings turned, begun and sorted as ``Area/polygons`` promises, by plain means, without points on straight lines
  /// (the data leave out some nodes that two ways share there).
  static func canonical(_ polygons: [GeographicPolygon]) -> [GeographicPolygon] {
    func points(_ ring: [Coordinate]) -> [[Int32]] { ring.map { [$0.longitudeE7, $0.latitudeE7] } }
    func before(_ a: [Coordinate], _ b: [Coordinate]) -> Bool {
      points(a).flatMap { $0 }.lexicographicallyPrecedes(points(b).flatMap { $0 })
    }
    func isCorner(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Bool {
      let first = (Int64(b.longitudeE7 - a.longitudeE7), Int64(b.latitudeE7 - a.latitudeE7))
      let second = (Int64(c.longitudeE7 - b.longitudeE7), Int64(c.latitudeE7 - b.latitudeE7))
      return first.0 * second.1 != first.1 * second.0
    }
    func turned(_ ring: [Coordinate], isOuter: Bool) -> [Coordinate] {
      let isCounterclockwise = Ellipsoid.signedAreaInSquareMetres(of: ring) > 0
      let closed = Array((isCounterclockwise == isOuter ? ring : ring.reversed()).dropLast())
      let open = closed.indices.filter { index in
        isCorner(closed[(index + closed.count - 1) % closed.count], closed[index], closed[(index + 1) % closed.count])
      }.map { closed[$0] }
      return open.indices.map { start in
        let rotated = Array(open[start...] + open[..<start])
        return rotated + rotated.prefix(1)
      }.min(by: before) ?? []
    }
    return polygons.map { polygon in
      GeographicPolygon(
        exterior: turned(polygon.exterior, isOuter: true),
        holes: polygon.holes.map { turned($0, isOuter: false) }.sorted(by: before))
    }.sorted { before($0.exterior, $1.exterior) }
  }
}

/// A small `.osm` file read with Foundation, apart from the reader that is under test elsewhere.
private final class GridFile: NSObject, XMLParserDelegate {
  private(set) var builder = ExtractBuilder()
  private var id: Int64 = 0
  private var nodes: [Int64] = []
  private var members: [(element: ElementID, role: String)] = []
  private var tags: [String: String] = [:]
  private var place: (longitude: Double, latitude: Double) = (0, 0)

  init(_ file: URL) throws {
    super.init()
    let parser = XMLParser(data: try Data(contentsOf: file))
    parser.delegate = self
    try #require(parser.parse(), "\(file.path) is not XML")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    func number(_ key: String) -> Int64 { attributes[key].flatMap { Int64($0) } ?? 0 }
    switch name {
    case "node", "way", "relation":
      (id, nodes, members, tags) = (number("id"), [], [], [:])
      place = (attributes["lon"].flatMap(Double.init) ?? 999, attributes["lat"].flatMap(Double.init) ?? 999)
    case "nd": nodes.append(number("ref"))
    case "tag": tags[attributes["k"] ?? ""] = attributes["v"] ?? ""
    case "member":
      let types = ["node": ElementType.node, "way": .way, "relation": .relation]
      guard let type = types[attributes["type"] ?? ""] else { return }
      members.append((ElementID(type, number("ref")), attributes["role"] ?? ""))
    default: break
    }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    switch name {
    case "node": builder.addNode(id, longitude: place.longitude, latitude: place.latitude, tags: tags)
    case "way": builder.addWay(id, nodes, tags: tags)
    case "relation": builder.addRelation(id, members, tags: tags)
    default: break
    }
  }
}
