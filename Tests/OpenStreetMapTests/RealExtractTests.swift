import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Real extracts beside the checkout, whose contents others counted.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared"))
struct RealExtractTests {
  private static func read(_ name: String, workers: Int = 2) throws -> Extract {
    let path = try #require(SharedData.path("geodata/extracts/\(name)"))
    return try ExtractReader(path: path, workers: workers).read(.town)
  }

  /// Nodes, ways and relations as osmium counts them: one dense group of 383 161 nodes, plain nodes, gzip, XML.
  @Test(arguments: [
    ("monaco.osm.pbf", [30_626, 4_846, 290]), ("las_palmas.osm.pbf", [383_161, 53_760, 3_005]),
    ("helsinki.osm.pbf", [55_746, 11_529, 1_047]), ("anhui_north.osm.pbf", [467_830, 46_092, 477]),
    ("columbus.osm.pbf", [110_560, 15_503, 111]), ("porto_alegre_r5r.osm.pbf", [43_264, 16_032, 23]),
    ("tsinghua_beijing.osm", [7_450, 1_360, 189]), ("monaco_gh.osm.gz", [13_739, 1_944, 77]),
    ("liechtenstein-2013.osm.bz2", [65_733, 7_121, 113]), ("monaco_planetiler.osm.pbf", [25_423, 4_106, 243]),
  ])
  func countsAgree(name: String, counts: [Int]) throws {
    let report = try Self.read(name).report
    #expect([report.nodesRead, report.waysRead, report.relationsRead] as [Int] == counts)
    #expect(report.duplicates == 0 && report.deleted == 0 && report.nodesWithoutPlace == 0)
  }

  @Test(arguments: [
    ("monaco_planetiler.osm.pbf", "monaco_planetiler_lz4.osm.pbf"),
    ("liechtenstein-2013.osm.pbf", "liechtenstein-2013.osm.bz2"),
  ])
  func oneContentInTwoFormatsGivesOneExtract(a: String, b: String) throws {
    let (first, second) = (ExtractContent(try Self.read(a)), ExtractContent(try Self.read(b)))
    for (position, (one, other)) in zip(first.strings, second.strings).enumerated() where one != other {
      Issue.record("string \(position): \(one.debugDescription), \(other.debugDescription)")
      break
    }
    // Apart, for a failure would print both extracts.
    let isEqual = first == second
    #expect(isEqual)
  }

  @Test func workersChangeNothing() throws {
    let one = ExtractContent(try Self.read("helsinki.osm.pbf", workers: 1))
    for workers in [2, 7] {
      #expect(ExtractContent(try Self.read("helsinki.osm.pbf", workers: workers)) == one)
    }
  }

  /// Every reference is a node or missing, every node is named, the first mentions ascend.
  @Test(arguments: ["monaco.osm.pbf", "las_palmas.osm.pbf"])
  func tablesAreCanonical(name: String) throws {
    let extract = try Self.read(name)
    var next: UInt32 = 0
    for way in extract.ways.ids.indices {
      for node in extract.ways.references(of: way) where node != WayTable.missingNode {
        #expect(node <= next)
        if node == next { next += 1 }
      }
    }
    var named = Set(0..<next)
    for node in extract.nodes.tagged { named.insert(node) }
    #expect(named.count == extract.nodes.ids.count)
    #expect(Set(extract.nodes.ids).count == extract.nodes.ids.count)
    #expect(extract.nodes.coordinates.allSatisfy { $0.isValid })
    #expect(extract.ways.ids == extract.ways.ids.sorted())
    #expect(
      extract.nodes.tagged.map { extract.nodes.ids[Int($0)] }
        == extract.nodes.tagged.map { extract.nodes.ids[Int($0)] }.sorted())
  }

  @Test func historyFilesAreRefusedInWords() throws {
    let error = #expect(throws: InputError.self) { try Self.read("andorra_history.osh.pbf") }
    #expect(error?.problem.contains("history") == true)
    #expect(error?.remedy.contains("osmium time-filter") == true)
  }
}
