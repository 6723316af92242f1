import CityGenerator
import Foundation
import OpenStreetMap
import Testing

/// Cities: the same for the same seed, as large as asked, and whole.
struct CityGeneratorTests {
  /// Writes a city into a folder of its own, hands its path on, and removes it.
  private func city<Result>(
    nodes: Int, seed: UInt64, venues: Int? = nil, _ use: (String, CitySummary) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("city-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("city.osm.pbf").path
    let summary = try CityGenerator(nodes: nodes, seed: seed, venues: venues).write(to: path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["city.osm.pbf"])
    return try use(path, summary)
  }

  private func bytes(nodes: Int, seed: UInt64) throws -> Data {
    try city(nodes: nodes, seed: seed) { path, _ in try Data(contentsOf: URL(fileURLWithPath: path)) }
  }

  /// Everything that has one of the keys of a street, a building, a venue or a border.
  private func read(_ path: String) throws -> Extract {
    let keys: Set<String> = [
      "highway", "building", "tourism", "amenity", "boundary", "barrier", "natural", "waterway", "railway", "landuse",
      "leisure", "name", "type", "restriction", "route", "oneway",
    ]
    let rules = keys.subtracting(["name", "oneway"]).sorted().map { ElementSelection.Rule($0) }
    return try ExtractReader(path: path, workers: 2)
      .read(ElementSelection(nodes: rules, ways: rules, relations: rules, keys: keys))
  }

  @Test func sameSeedSameBytes() throws {
    let first = try bytes(nodes: 40_000, seed: 7)
    #expect(try bytes(nodes: 40_000, seed: 7) == first)
    #expect(try bytes(nodes: 40_000, seed: 8) != first)
  }

  @Test(arguments: [10_000, 30_000, 120_000, 500_000])
  func countsAreNearWhatWasAsked(nodes: Int) throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      try city(nodes: nodes, seed: seed) { path, summary in
        #expect(abs(Double(summary.nodes) / Double(nodes) - 1) < 0.1, "seed \(seed)")
        // The proportions of Las Palmas: 140 ways and 7.8 relations a thousand nodes, 7.3 bytes a node.
        #expect(110...170 ~= summary.ways * 1000 / summary.nodes)
        #expect(2...10 ~= summary.relations * 1000 / summary.nodes)
        #expect(5.5...9 ~= Double(summary.bytes) / Double(summary.nodes))
      }
    }
  }

  @Test func everythingIsReadAgainAndNothingIsMissing() throws {
    try city(nodes: 120_000, seed: 3, venues: 40) { path, summary in
      let extract = try read(path)
      #expect(extract.report.nodesRead == summary.nodes)
      #expect(extract.report.waysRead == summary.ways)
      #expect(extract.report.relationsRead == summary.relations)
      #expect(extract.report.missingNodeReferences == 0)
      #expect(extract.report.missingWayMembers == 0)
      #expect(extract.report.nodesWithoutPlace == 0)
      #expect(extract.header.writingProgram == "generate-city")
      let bounds = try #require(extract.header.bounds)
      #expect(extract.nodes.coordinates.allSatisfy { bounds.contains($0) })
    }
  }

  @Test func venuesAreAsManyAsAsked() throws {
    for venues in [0, 1, 40] {
      try city(nodes: 60_000, seed: 5, venues: venues) { path, _ in
        let extract = try read(path)
        let kinds: Set<String> = ["museum", "library", "theatre"]
        func isVenue(_ tags: OpenStreetMap.Tags) -> Bool {
          (tags["tourism"] ?? tags["amenity"]).map { kinds.contains(String($0)) } ?? false
        }
        let found =
          extract.nodes.tagged.indices.filter { isVenue(extract.tags(ofTaggedNode: $0)) }.count
          + extract.ways.ids.indices.filter { isVenue(extract.tags(ofWay: $0)) }.count
          + extract.relations.ids.indices.filter { isVenue(extract.tags(ofRelation: $0)) }.count
        #expect(found == venues)
      }
    }
  }

  @Test func sizesOutOfReachAndFilesThatCannotBeWrittenAreErrors() {
    #expect(throws: CityError.self) { try CityGenerator(nodes: 10, seed: 1) }
    #expect(throws: CityError.self) { try CityGenerator(nodes: .max, seed: 1) }
    #expect(throws: CityError.self) {
      try CityGenerator(nodes: 10_000, seed: 1).write(to: "/nowhere/at/all/city.osm.pbf")
    }
  }
}
