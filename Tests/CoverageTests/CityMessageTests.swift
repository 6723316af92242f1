import Foundation
import Geography
import TestSupport
import Testing

@testable import Columns
@testable import Coverage
@testable import Walking

/// What extracts without a city, and files of prepared cities, are refused with, word for word.
@Suite("Cities: messages")
struct CityMessageTests {
  /// A street of two nodes.
  private static let street =
    "<osm version='0.6'><node id='1' lat='50' lon='15'/><node id='2' lat='50.001' lon='15'/>"
    + "<way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='footway'/></way></osm>"

  @Test("Extracts without streets, and across the antimeridian")
  func extracts() throws {
    func says(_ text: String) -> String {
      RefusalLine.of("a.osm", text) { _ = try CoverageAnalysis(extract: $0).prepare() }
    }
    #expect(says(Self.street) == "not refused")
    #expect(
      says(Self.street.replacing("highway", with: "lowway"))
        == "a.osm: no street in it is walkable (of 0 ways kept); take an extract that holds the city's streets "
        + "(ways with a highway tag and their nodes)")
    let both = Self.street.replacing("lon='15'", with: "lon='179.9'", maxReplacements: 1)
      .replacing("lon='15'", with: "lon='-179.9'")
    #expect(
      says(both)
        == "a.osm: its streets lie on both sides of the antimeridian (180°), which is not supported; "
        + "cut the extract there and run each side")
  }

  private static func city(_ extract: String) throws -> [UInt8] {
    let analysis = CoverageAnalysis(extract: extract)
    var bytes: [UInt8] = []
    try analysis.prepare().write(CityRecipe(analysis), workers: 1) { bytes += $0 }
    return bytes
  }

  /// The whole way of a question to a city's file.
  private static func says(_ bytes: (_ extract: String) throws -> [UInt8]) -> String {
    RefusalLine.of("a.osm", street) { path in
      let file = path.replacing("a.osm", with: "a.circle")
      try Data(bytes(path)).write(to: URL(fileURLWithPath: file))
      _ = try PreparedCity(contentsOf: file)
      _ = try CoverageAnalysis(extract: file).city()
    }
  }

  @Test("Files of prepared cities: foreign, of another version, damaged, forged, stale")
  func files() throws {
    func again(_ command: String) -> String { "; run `circle build \(command) --output a.circle --force`" }
    #expect(Self.says(Self.city) == "not refused")
    #expect(Self.says { _ in [1, 2, 3] } == "a.circle: is no prepared city" + again("CITY.osm.pbf"))
    #expect(
      Self.says { path in
        var bytes = try Self.city(path)
        bytes[bytes.count - 64] ^= 1
        return bytes
      }.hasPrefix("a.circle: is a damaged city: bytes of section "))
    #expect(
      Self.says { Array(try Self.city($0).prefix(60)) }
        == "a.circle: is a damaged city: its header is damaged" + again("CITY.osm.pbf"))
    #expect(
      Self.says { path in
        var bytes = try Self.city(path)
        var header = try #require(bytes.withUnsafeBytes { ArchiveHeader($0) })
        (header.version, header.program) = (99, "circle 9\u{7}")
        bytes.replaceSubrange(0..<64, with: header.encoded)
        return bytes
      }
        == "a.circle: was built by circle 9? in format 99, where \(PreparedCity.fileVersion) is read" + again("a.osm"))
    let size = Self.street.utf8.count
    #expect(
      Self.says { path in
        let bytes = try Self.city(path)
        try Data((Self.street + "\n").utf8).write(to: URL(fileURLWithPath: path))
        return bytes
      } == "a.circle: is stale: a.osm has changed since (\(size + 1) bytes, was \(size))" + again("a.osm"))
  }

  @Test("Questions that a city cannot answer")
  func questions() {
    let venue = "<node id='9' lat='50' lon='15'><tag k='tourism' v='museum'/></node>"
    let area =
      "<relation id='5'><member type='way' ref='77' role='outer'/><tag k='type' v='boundary'/>"
      + "<tag k='boundary' v='administrative'/><tag k='name' v='Half\u{A0}town'/><tag k='admin_level' v='8'/></relation>"
    let town = Self.street.replacing("<way", with: venue + "<way").replacing("</osm>", with: area + "</osm>")
    func says(_ change: (inout CoverageAnalysis) -> Void) -> String {
      RefusalLine.of("a.osm", town) { path in
        var analysis = CoverageAnalysis(extract: path)
        change(&analysis)
        _ = try analysis.run()
      }
    }
    #expect(
      says { $0.parameters.catchment = .uniform }
        == "--catchment: none of the 1 venues tells a capacity; "
        + "give a list of --venues with a column capacity, or leave --catchment out")
    #expect(
      says { $0.areaName = "Half\u{A0}town" }
        == "--within: the boundary of \"Half\u{A0}town\" (r5) is no area: member ways or nodes are not in the extract; "
        + "use an extract that holds it whole, or --boundary")
    let built = RefusalLine.of("a.osm", Self.street) { path in
      let file = path.replacing("a.osm", with: "a.circle")
      try Data(try Self.city(path)).write(to: URL(fileURLWithPath: file))
      _ = try CoverageAnalysis(extract: file).inspect()
    }
    #expect(
      built == "a.circle: is a prepared city, which keeps none of the map's elements; "
        + "name the extract that it was built from")
    let corners = [Lattice.TileID(column: 0, row: 0), Lattice.TileID(column: 1 << 20, row: 1 << 20)]
    let side = ((1 << 20) + 1) * Lattice.tileSide
    #expect(
      RefusalLine.of { try FieldDrawing.checkSize(of: corners.map { ($0, .all) }) }
        == "the map: land to draw hangs together over \(side * side / 1_000_000) million lattice points, more than "
        + "\(Field.mostPoints / 1_000_000); name a smaller study area with --within or --boundary")
  }

  @Test("Solvers that are none")
  func solvers() {
    let missing =
      "--exact: no solver is found: highs, cbc, or Python's highspy; "
      + "install one: `apt-get install coinor-cbc` or `pip install highspy`"
    #expect(PlanSolver.missing.description == missing)
    let silent = RefusalLine.of { _ = try PlanSolver(highs: "/bin/true").solve("") }
    #expect(silent == "--exact: highs left no solution; check the solver, or leave --exact away: the bound is proven")
    let none = RefusalLine.of { _ = try PlanSolver(highs: "/nowhere/highs").solve("") }
    #expect(none.hasPrefix("--exact: highs cannot be run: ") && none.hasSuffix("; check /nowhere/highs"), "\(none)")
  }

  @Test("Options that the city was not built with")
  func options() throws {
    let line = RefusalLine.of("a.osm", Self.street) { path in
      let file = path.replacing("a.osm", with: "a.circle")
      try Data(try Self.city(path)).write(to: URL(fileURLWithPath: file))
      var analysis = CoverageAnalysis(extract: file)
      analysis.parameters.snapRadiusInMetres = 7
      analysis.insisted = [.snap]
      _ = try analysis.city()
    }
    #expect(
      line == "a.circle: was built with --snap 250, not with --snap 7; "
        + "run `circle build a.osm --snap 7 --output a.circle --force`")
  }

  @Test("Groups beside people that are no grid")
  func groups() throws {
    let line = RefusalLine.of("a.osm", Self.street) { path in
      let people = path.replacing("a.osm", with: "people.csv")
      try Data("lat,lon,people\n50,15,2\n".utf8).write(to: URL(fileURLWithPath: people))
      var analysis = CoverageAnalysis(extract: path)
      var request = PopulationRequest(path: people)
      request.groupFiles = [PopulationRequest.GroupFile(group: "older\u{1B}", path: people)]
      analysis.population = request
      _ = try analysis.prepare()
    }
    #expect(
      line == "people.csv: counts the group \"older\u{FFFD}\", but people.csv is no grid; "
        + "give groups as columns of one file, or all as grids")
  }
}
