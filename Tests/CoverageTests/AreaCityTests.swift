import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// Supplied areas in whole runs, in prepared cities, and on real extracts.
@Suite("Areas of whole runs")
struct AreaCityTests {
  private func withCity(_ body: (CoverageAnalysis, String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "areas-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(RandomCity(seed: 5).builder.xml()).write(to: URL(fileURLWithPath: folder + "/city.osm"))
    func write(_ name: String, _ features: [String]) throws {
      try Data(SuppliedAreaTests.collection(features).utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    try write("wide.geojson", [SuppliedAreaTests.feature("\"name\":\"City\"", -400, -400, 2_300, 2_300)])
    try write(
      "narrow.geojson",
      [
        SuppliedAreaTests.feature("\"name\":\"West\",\"type\":\"urban\"", -400, -400, 500, 2_300),
        SuppliedAreaTests.feature("\"name\":\"East\",\"type\":\"rural\"", 500, -400, 2_300, 2_000),
      ])
    var analysis = CoverageAnalysis(extract: folder + "/city.osm")
    analysis.parameters.resolutionInMetres = 40
    analysis.parameters.limit = .minutes(5)
    analysis.parameters.cutoffs = [.minutes(5)]
    analysis.areasPaths = [folder + "/wide.geojson", folder + "/narrow.geojson"]
    try body(analysis, folder)
  }

  private func table(_ name: String, _ analysis: CoverageAnalysis) throws -> String {
    let files = try CoverageOutput(try analysis.run()).files()
    return String(decoding: try #require(files.first { $0.name == name }).bytes, as: UTF8.self)
  }

  @Test func aPreparedCityKeepsThem() throws {
    try withCity { analysis, folder in
      let path = folder + "/city.circle"
      var bytes: [UInt8] = []
      try analysis.prepare().write(CityRecipe(analysis), workers: 2) { bytes += $0 }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      var opened = analysis
      opened.extractPath = path
      opened.insisted = [.areas, .areasMode]
      for name in ["areas.csv", "indicators.csv", "failing.csv", "areas.geojson"] {
        #expect(try table(name, opened) == table(name, analysis), "\(name)")
      }
      opened.areasPaths.removeLast()
      let problem = Place.problem { _ = try opened.run() } ?? ""
      #expect(problem.contains("was built with --areas") && problem.contains("narrow.geojson"), "\(problem)")
      opened.areasPaths = []
      opened.insisted = []
      #expect(try table("areas.csv", opened) == table("areas.csv", analysis), "what is not asked is the file's own")
      let recipe = try CityRecipe(analysis).command(output: nil)
      #expect(recipe.contains("--areas \(folder)/wide.geojson --areas \(folder)/narrow.geojson"))
    }
  }

  @Test func replacedOrBeside() throws {
    try withCity { analysis, _ in
      var analysis = analysis
      analysis.areasPaths = []
      let areas = try analysis.run().areas
      #expect(areas.allSatisfy { $0.area.layer == nil && (!$0.isUnassigned || $0.parent == nil) })
    }
  }

  /// Liechtenstein's eleven communes make up the areas that hold them: homes to the one, weights to the last bit.
  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"))
  func communesMakeTheCountry() throws {
    let file = try #require(SharedData.geodata("extracts/liechtenstein.osm.pbf"))
    var run = try SearchedCity(file: file.path).run
    run.makeAreas()
    let areas = run.result().areas
    let communes = areas.filter { $0.area.level == 8 && $0.parent != nil }
    #expect(communes.count == 11)
    let parents = areas.filter { area in communes.contains { $0.parent == area.area.id } }
    for parent in parents {
      let own = communes.filter { $0.parent == parent.area.id }
      #expect(parent.homes == own.reduce(0) { $0 + $1.homes - $1.outsideParent.homes }, "\(parent.area.name)")
      #expect(parent.weight == own.reduce(0) { $0 + $1.weight - $1.outsideParent.weight }, "\(parent.area.name)")
    }
    let homes = communes.reduce(0) { $0 + $1.homes - $1.outsideParent.homes }
    #expect(homes == parents.reduce(0) { $0 + $1.homes } && homes > 11_000)
  }

  /// The municipality's border of another source holds what the extract's does, but for a few homes at the border.
  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"))
  func municipalityOfTwoSources() throws {
    let file = try #require(SharedData.geodata("extracts/las_palmas.osm.pbf"))
    let border = try #require(SharedData.geodata("boundaries/las_palmas_municipality.geojson"))
    var analysis = CoverageAnalysis(extract: file.path)
    analysis.areasPaths = [border.path]
    var run = try analysis.searched()
    run.makeAreas()
    let areas = run.result().areas
    let supplied = try #require(areas.first { $0.area.layer != nil && !$0.isUnassigned })
    let own = try #require(areas.first { $0.area.layer == nil && $0.area.name == "Las Palmas de Gran Canaria" })
    #expect(abs(Double(supplied.homes) / Double(own.homes) - 1) < 0.01)
    let rest = areas.filter { $0.isUnassigned && $0.parent == nil && $0.area.layer == supplied.area.layer }
    #expect(supplied.homes + rest.reduce(0) { $0 + $1.homes } == run.homes.count)
    #expect(supplied.weight + rest.reduce(0) { $0 + $1.weight } == CoverageTotals(run.result()).weight)
  }
}
