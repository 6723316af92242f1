import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Areas of real extracts: all come out but those cut by the extract's edge and a few that are known to be broken.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared"))
struct AreaRealDataTests {
  /// An extract, the closed ways and the relations that make areas, and those that do not though nothing is missing.
  struct Row: CustomTestStringConvertible {
    let name: String
    let ways: Int, relations: Int
    let refused: [String: AreaProblem]
    var testDescription: String { name }
  }

  static let crossingInAnhui: [String: AreaProblem] = [
    "w460851247": .crossing, "w509714162": .crossing, "w509802670": .crossing,
  ]
  static let rows = [
    Row(name: "monaco", ways: 1648, relations: 44, refused: [:]),
    Row(name: "helsinki", ways: 2471, relations: 188, refused: [:]),
    Row(name: "las_palmas", ways: 33846, relations: 2030, refused: [:]),
    Row(name: "liechtenstein", ways: 23274, relations: 230, refused: [:]),
    Row(name: "anhui_north", ways: 12818, relations: 272, refused: crossingInAnhui),
    Row(
      name: "multi-city-merged", ways: 116_107, relations: 3889,
      refused: crossingInAnhui.merging([
        "w222550663": .crossing, "w222550664": .crossing, "r5747097": .openRing, "r7688149": .degenerate,
        "r7688150": .degenerate, "r7688151": .degenerate, "r9679479": .degenerate, "r9756217": .degenerate,
      ]) { $1 }),
  ]

  static let selection = ElementSelection(
    nodes: [], ways: ["building", "landuse", "natural", "leisure", "amenity"].map { .init($0) },
    relations: [.init("type", ["multipolygon", "boundary"])], keys: ["type", "building"])

  @Test("areas of a real extract", arguments: rows)
  func areas(_ row: Row) throws {
    #if DEBUG
      // Half a minute in a debug build; three seconds in release.
      guard row.name != "multi-city-merged" else { return print("SKIPPED in debug builds: \(row.name)") }
    #endif
    let file = try #require(SharedData.geodata("extracts/\(row.name).osm.pbf"))
    let extract = try ExtractReader(path: file.path, workers: 2).read(Self.selection)
    var refused: [String: AreaProblem] = [:]
    var (ways, relations) = (0, 0)
    for way in extract.ways.ids.indices {
      let nodes = extract.ways.references(of: way)
      guard nodes.count > 1, nodes.first == nodes.last else { continue }
      switch extract.area(ofWay: way) {
      case .success(let area):
        ways += 1
        if way % 100 == 0 { AreaOracleTests.checkRings(area.polygons) }
      case .failure(.incomplete): break
      case .failure(let problem): refused["w\(extract.ways.ids[way])"] = problem
      }
    }
    for relation in extract.relations.ids.indices {
      switch extract.area(ofRelation: relation) {
      case .success(let area):
        relations += 1
        if relation % 10 == 0 { AreaOracleTests.checkRings(area.polygons) }
      case .failure(.incomplete): break
      case .failure(let problem): refused["r\(extract.relations.ids[relation])"] = problem
      }
    }
    #expect(ways == row.ways)
    #expect(relations == row.relations)
    #expect(refused == row.refused)
  }
}
