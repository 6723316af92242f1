import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Small files made here, whose tables follow from what is written.
@Suite struct ExtractReaderTests {
  /// Two streets that share node 5, a library, a house with a yard, a tree no one asks for.
  static let hamlet: [TestElement] = [
    .node(9, 150_000_000, 500_000_000), .node(5, 150_010_000, 500_000_000), .node(-7, 150_020_000, 500_000_000),
    .node(1 << 40, 150_000_000, 500_010_000, [("amenity", "library"), ("name", "Bücherei"), ("note", "x")]),
    .node(40, 150_000_000, 500_020_000, [("natural", "tree"), ("name", "Linde")]),
    .node(41, 150_005_000, 500_020_000), .node(42, 150_005_000, 500_025_000), .node(43, 150_000_000, 500_025_000),
    .way(20, [9, 5], [("highway", "residential"), ("name", "Dorfstraße"), ("source", "survey")]),
    .way(10, [-7, 5, 77], [("name", "Weg"), ("highway", "path")]),
    .way(30, [41, 42, 43, 41], [("note", "only a member")]),
    .way(31, [41, 43], [("power", "line")]),
    .relation(
      3, [(ElementID(.way, 30), "outer"), (ElementID(.way, 999), "inner"), (ElementID(.node, 40), "")],
      [("type", "multipolygon"), ("building", "yes")]),
    .relation(4, [(ElementID(.way, 31), "")], [("type", "route")]),
  ]

  @Test func keepsWhatTheSelectionAsksFor() throws {
    let extract = try readExtract(PBFEncoder().file(Self.hamlet))
    // Ways by id; nodes as they name them: 10 (-7, 5), 20 (9, 5), 30 (41, 42, 43), then the library.
    #expect(extract.ways.ids == [10, 20, 30])
    #expect(extract.ways.isSelected == [true, true, false])
    #expect(extract.nodes.ids == [-7, 5, 9, 41, 42, 43, 1 << 40])
    #expect(Array(extract.ways.references(of: 0)) == [0, 1, WayTable.missingNode])
    #expect(Array(extract.ways.references(of: 1)) == [2, 1])
    #expect(Array(extract.ways.references(of: 2)) == [3, 4, 5, 3])
    #expect(extract.nodes.coordinates[1] == Coordinate(longitudeE7: 150_010_000, latitudeE7: 500_000_000))
    #expect(extract.nodes.tagged == [6])
    #expect(extract.tags(ofTaggedNode: 0).all.map(\.key) == ["amenity", "name"])
    #expect(extract.tags(ofTaggedNode: 0)["name"] == "Bücherei")
    #expect(extract.tags(ofWay: 1).all.map(\.value) == ["residential", "Dorfstraße"])
    #expect(extract.tags(ofWay: 2).isEmpty)
    #expect(extract.relations.ids == [3])
    #expect(extract.relations.members(of: 0).map(\.element.description) == ["w30", "w999", "n40"])
    #expect(extract.relations.members(of: 0).map { extract.strings[$0.role] } == ["outer", "inner", ""])
    let report = extract.report
    #expect((report.nodesRead, report.waysRead, report.relationsRead) == (8, 4, 2))
    #expect((report.nodesKept, report.waysKept, report.relationsKept) == (7, 3, 1))
    #expect((report.missingNodeReferences, report.waysWithMissingNodes, report.missingWayMembers) == (1, 1, 1))
    #expect(report.warnings.map(\.count) == [1])
  }

  /// Order, blocks, compression, kind of nodes, format and workers change nothing.
  @Test func tablesDependOnContentOnly() throws {
    var generator = SeededGenerator(seed: 7)
    let expected = ExtractContent(try readExtract(PBFEncoder().file(Self.hamlet)))
    for round in 0..<60 {
      let elements = Self.hamlet.shuffled(using: &generator)
      var encoder = PBFEncoder()
      encoder.compression = [.raw, .zlib, .lz4][round % 3]
      encoder.isDense = round % 2 == 0
      encoder.blockSize = 1 + round % 7
      let bytes = round % 5 == 4 ? osmXML(elements) : encoder.file(elements)
      #expect(ExtractContent(try readExtract(bytes, workers: [1, 2, 7][round % 3])) == expected, "round \(round)")
    }
  }

  @Test func copiesCountOnce() throws {
    let twice = try readExtract(PBFEncoder().file(Self.hamlet + Self.hamlet))
    #expect(ExtractContent(twice) == ExtractContent(try readExtract(PBFEncoder().file(Self.hamlet))))
    // 7 needed nodes, all ways and relations.
    #expect(twice.report.duplicates == 7 + 4 + 2)
    #expect(twice.report.nodesRead == 16)
  }

  @Test(arguments: [false, true], [false, true])
  func theHighestVersionCounts(isXML: Bool, isDense: Bool) throws {
    let elements: [TestElement] = [
      TestElement.node(1, 10, 10).version(1), TestElement.node(1, 20, 20, [("amenity", "library")]).version(3),
      TestElement.node(1, 15, 15, [("amenity", "theatre")]).version(2), TestElement.node(2, 30, 30).version(1),
      TestElement.node(3, 40, 40, [("amenity", "library")]).version(1),
      TestElement.node(3, 40, 40, [("amenity", "library")]).version(2, isDeleted: true),
      TestElement.way(5, [1, 2], [("highway", "path")]).version(1),
      TestElement.way(5, [2, 1, 3], [("highway", "steps")]).version(2),
      TestElement.way(6, [1, 2], [("highway", "path")]).version(4),
      TestElement.way(6, [1, 2], [("highway", "path")]).version(5, isDeleted: true),
    ]
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<10 {
      let shuffled = elements.shuffled(using: &generator)
      var encoder = PBFEncoder()
      encoder.isDense = isDense
      let extract = try readExtract(isXML ? osmXML(shuffled) : encoder.file(shuffled))
      #expect(extract.ways.ids == [5])
      #expect(extract.tags(ofWay: 0)["highway"] == "steps")
      #expect(extract.nodes.ids == [2, 1])
      #expect(extract.nodes.coordinates[1] == Coordinate(longitudeE7: 20, latitudeE7: 20))
      #expect(extract.nodes.tagged == [1])
      #expect(extract.tags(ofTaggedNode: 0)["amenity"] == "library")
      #expect(Array(extract.ways.references(of: 0)) == [0, 1, WayTable.missingNode])
      #expect(extract.report.deleted == 2)
    }
  }

  @Test(arguments: [
    [TestElement.node(1, 10, 10), .node(1, 10, 11), .way(1, [1], [("highway", "path")])],
    [TestElement.node(1, 10, 10, [("amenity", "library")]), .node(1, 10, 10)],
    [TestElement.way(1, [1], [("highway", "path")]), .way(1, [2], [("highway", "path")])],
    [TestElement.way(1, [1], [("highway", "path")]), .way(1, [1], [("highway", "steps")])],
    [TestElement.relation(1, [], [("type", "boundary")]), .relation(1, [], [("type", "route")])],
  ])
  func contradictionsAreRefused(elements: [TestElement]) {
    for bytes in [PBFEncoder().file(elements), osmXML(elements), PBFEncoder().file(elements.reversed())] {
      let error = #expect(throws: InputError.self) { try readExtract(bytes) }
      #expect(error?.problem.contains("1 occurs twice with different content") == true)
    }
  }

  @Test func nodesOffTheEarthAreMissing() throws {
    let elements: [TestElement] = [
      .node(1, 1_800_000_000, 900_000_000), .node(2, 1_800_000_001, 0), .node(3, 0, -900_000_001),
      .node(4, 1 << 40, 0, [("amenity", "library")]), .way(1, [1, 2, 3], [("highway", "path")]),
    ]
    for bytes in [PBFEncoder().file(elements), osmXML(elements)] {
      let extract = try readExtract(bytes)
      #expect(extract.nodes.ids == [1] && extract.nodes.tagged.isEmpty)
      #expect(extract.report.nodesWithoutPlace == 3 && extract.report.missingNodeReferences == 2)
      // A PBF file, whose end is not marked, has a third: there are no relations.
      #expect(extract.report.warnings.count { !$0.message.contains("perhaps cut short") } == 2)
    }
  }

  /// Wildcard keys, and rules whose keys are not kept.
  @Test func keysAndRulesAreApart() throws {
    let elements: [TestElement] = [
      .node(1, 0, 0), .way(1, [1], [("addr:street", "A"), ("addr", "B"), ("highway", "path"), ("name:zh", "路")]),
    ]
    let selection = ElementSelection(nodes: [], ways: [.init("highway")], relations: [], keys: ["addr:*", "name:*"])
    let extract = try readExtract(PBFEncoder().file(elements), selection)
    #expect(extract.tags(ofWay: 0).all.map(\.key) == ["addr:street", "name:zh"])
  }

  @Test func unionKeepsWhatEitherKeeps() {
    let a = ElementSelection(
      nodes: [.init("amenity", ["library"])], ways: [.init("highway")], relations: [], keys: ["name"])
    let b = ElementSelection(
      nodes: [.init("amenity", ["theatre"]), .init("tourism")], ways: [.init("highway", ["path"])], relations: [],
      keys: ["highway"])
    let both = a.union(b)
    #expect(both.nodes == [.init("amenity", ["library", "theatre"]), .init("tourism")])
    #expect(both.ways == [.init("highway")])
    #expect(both.keys == ["name", "highway"])
  }

  /// Any change to a file gives tables or one error, and the same for every number of workers.
  @Test func mutationsNeverTrap() throws {
    var encoder = PBFEncoder()
    encoder.blockSize = 5
    let seeds = [encoder.file(Self.hamlet), osmXML(Self.hamlet)]
    var generator = SeededGenerator(seed: 2026)
    for round in 0..<3_000 {
      var bytes = seeds[round % 6 == 5 ? 1 : 0]
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[position] = [0, 0x7F, 0x80, 0xFF][Int.random(in: 0..<4, using: &generator)]
        case 2: bytes.remove(at: position)
        default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      if round % 10 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
      let results = [1, 2].map { workers in
        Result { ExtractContent(try readExtract(bytes, workers: workers)) }.mapError { error in
          InputError("", (error as? InputError)?.problem ?? "unexpected \(error)", remedy: "")
        }
      }
      #expect(results[0] == results[1], "round \(round)")
      if case .failure(let error) = results[0] { #expect(!error.problem.contains("unexpected Swift"), "\(error)") }
    }
  }
}
