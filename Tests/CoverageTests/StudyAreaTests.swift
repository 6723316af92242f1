import Coverage
import Foundation
import GEOS
import Geography
import TestSupport
import Testing

/// Study areas from files.
@Suite struct StudyAreaTests {
  private static let city = CoordinateBox(
    southWest: Coordinate(longitudeE7: 150_000_000, latitudeE7: 500_000_000),
    northEast: Coordinate(longitudeE7: 150_198_000, latitudeE7: 500_166_000))

  private func size(_ area: StudyArea) -> Double {
    area.polygons.reduce(0) { $0 + Ellipsoid.areaInSquareMetres(of: $1) }
  }

  /// Overlapping, touching and separate features are one land, counted once.
  @Test func featuresAreUnited() throws {
    func feature(_ west: Double, _ east: Double) -> String {
      """
      {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates":
      [[[\(west), 50], [\(east), 50], [\(east), 50.01], [\(west), 50.01], [\(west), 50]]]}}
      """
    }
    let parts = [feature(15, 15.01), feature(15.005, 15.02), feature(15.02, 15.03), feature(15.04, 15.05)]
    let text = "{\"type\": \"FeatureCollection\", \"features\": [\(parts.joined(separator: ","))]}"
    let area = try Place.withFile(text, named: "b.geojson") {
      try StudyArea.read(boundary: $0, overlapping: Self.city)
    }
    let whole = GeographicPolygon(exterior: StudyArea(extractBounds: Self.box(15, 15.04)).polygons[0].exterior)
    #expect(area.polygons.count == 2 && area.source == .boundaryFile && area.name == "b.geojson")
    #expect(abs(size(area) / Ellipsoid.areaInSquareMetres(of: whole) - 1) < 1e-5)
  }

  private static func box(_ west: Double, _ east: Double) -> CoordinateBox {
    CoordinateBox(
      southWest: Coordinate(longitudeE7: Int32(west * 1e7), latitudeE7: 500_000_000),
      northEast: Coordinate(longitudeE7: Int32(east * 1e7), latitudeE7: 500_100_000))
  }

  @Test func boundsOfStreetsOnOneLineHaveLand() throws {
    let line = CoordinateBox(southWest: Place.at(0, 0), northEast: Place.at(500, 0))
    #expect(size(StudyArea(extractBounds: line)) > 5_000)
    let whole = StudyArea(extractBounds: Self.city)
    #expect(whole.source == .extractBounds && whole.notes.count == 1)
  }

  /// The shared hostile boundaries: a word of the refusal, or nothing for those to be taken; an empty list for those
  /// where both will do.
  static let hostile: [(file: String, words: [String]?)] = [
    ("bnd_base", nil), ("bnd_bare_polygon", nil), ("bnd_collection_of_one", nil), ("bnd_clockwise", nil),
    ("bnd_points_twice", nil), ("bnd_bom", nil), ("bnd_points_20k", nil), ("bnd_two_touching", nil),
    ("bnd_hole", nil), ("bnd_bowtie", ["feature 1", "invalid: Self-intersection"]), ("bnd_spike", []),
    ("bnd_unclosed", []), ("bnd_hole_is_shell", ["boundary"]), ("bnd_holes_nested", []),
    ("bnd_line_flat", ["boundary"]), ("bnd_three_points", ["feature|ring|polygon"]), ("bnd_one_point", ["boundary"]),
    ("bnd_multi_empty", ["polygon"]), ("bnd_line", ["line is no boundary"]), ("bnd_geometry_collection", []),
    ("bnd_two_features", nil), ("bnd_swapped", ["does not overlap the extract", "lat and lon are swapped"]),
    ("bnd_metres", ["range"]), ("bnd_lon_190", ["range"]), ("bnd_nan", ["bnd_nan"]), ("bnd_1e400", ["bnd_1e400"]),
    ("bnd_crs_utm", ["32633"]), ("bnd_topojson", ["Topology"]), ("bnd_kml", ["JSON"]), ("bnd_tiny", nil),
    ("bnd_near_coincident", []),
  ]

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: hostile)
  func hostileBoundary(file: String, words: [String]?) throws {
    let url = try #require(SharedData.hostile("cases/boundary/\(file).geojson"))
    var area: StudyArea?
    let problem = Place.problem { area = try StudyArea.read(boundary: url.path, overlapping: Self.city) }
    if let words, !words.isEmpty {
      let text = try #require(problem)
      for word in words { #expect(try text.contains(Regex(word)), "\(text)") }
    } else if words == nil {
      #expect(problem == nil)
    }
    if let problem { #expect(problem.contains(file) && !problem.contains("\n") && problem.utf8.count < 390) }
    if let area {
      #expect(size(area) > 0)
      let context = try GEOSContext()
      #expect(try context.geometry(area.polygons).isValid)
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"))
  func realMunicipality() throws {
    let url = try #require(SharedData.geodata("boundaries/las_palmas_municipality.geojson"))
    let box = CoordinateBox(
      southWest: Coordinate(longitudeE7: -155_000_000, latitudeE7: 280_000_000),
      northEast: Coordinate(longitudeE7: -153_900_000, latitudeE7: 282_000_000))
    let area = try StudyArea.read(boundary: url.path, overlapping: box)
    // The municipality's land is 100.55 km² by its own statistics office.
    #expect(abs(size(area) / 1e6 - 100.5) < 3)
  }
}
