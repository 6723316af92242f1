import Coverage
import Foundation
import Geography
import TestSupport
import Testing

/// Supplied lists of homes and people.
@Suite struct SuppliedHomeTests {
  private func list(_ text: String, named name: String = "people.csv") throws -> HomeList {
    try Place.withFile(text, named: name) { try HomeList.read(path: $0) }
  }

  @Test func peopleByRow() throws {
    let homes = try list("id,lon,lat,population\nx,15,50,12.5\n\ny,15.1,50.1,0\n").homes
    #expect(homes.map(\.id) == ["people.csv:2", "people.csv:4"])
    #expect(homes.map(\.weight) == [12.5, 0])
    #expect(homes.allSatisfy { $0.source == .supplied })
  }

  static let faults: [(text: String, part: String)] = [
    ("lat,lon\n50,15", "no column people"),
    ("lat,lon,people\n50,15,-1", "row 2: people \"-1\" is out of range"),
    ("lat,lon,people\n50,15,many", "row 2: people \"many\" is no number"),
    ("lat,lon,people\n50,15,", "row 2: people \"\" is no number"),
    ("lat,lon,people\n50,15,1e300", "row 2: people \"1e300\" is out of range"),
    ("", "is empty"),
  ]

  @Test(arguments: faults)
  func refuses(text: String, part: String) {
    let problem = Place.problem { _ = try list(text) } ?? "no error"
    #expect(problem.contains(part), "\(problem)")
  }

  @Test func polygonsStandAtTheirCentroid() throws {
    let text = """
      {"type": "Feature", "properties": {"population": 389}, "geometry": {"type": "MultiPolygon", "coordinates":
       [[[[15, 50], [15.002, 50], [15.002, 50.002], [15, 50.002], [15, 50]]]]}}
      """
    let homes = try list(text, named: "grid.geojson").homes
    #expect(homes.map(\.weight) == [389])
    #expect(homes.map(\.coordinate) == [Coordinate(longitudeE7: 150_010_000, latitudeE7: 500_010_000)])
    let problem = Place.problem {
      _ = try list(#"{"type": "Point", "coordinates": [15, 50]}"#, named: "p.geojson")
    }
    #expect(problem?.contains("feature 1: no number \"people\"") == true)
  }

  /// The figures of the shared data's own description.
  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"))
  func realGrids() throws {
    let helsinki = try #require(SharedData.geodata("population/helsinki_population_grid_2020.wgs84.geojson"))
    let homes = try HomeList.read(path: helsinki.path).homes
    #expect(homes.count == 92)
    #expect(homes.reduce(0) { $0 + $1.weight } == 71_724)
    let portoAlegre = try #require(SharedData.geodata("population/porto_alegre_hexgrid.csv"))
    #expect(try HomeList.read(path: portoAlegre.path).homes.count == 1_227)
  }
}
