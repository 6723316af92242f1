import Foundation
import GEOS
import Geography
import Testing

/// The hostile boundaries that can be read: which of them are land.
@Suite struct BoundaryTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/hostile/cases/boundary")

  /// The polygons of a hostile file; `nil` where the shared data is absent.
  private func polygons(_ name: String) throws -> [GeographicPolygon]? {
    let path = Self.folder.appending(path: "\(name).geojson").path
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: \(name), since ../shared/hostile is not here")
      return nil
    }
    return try GeoJSONReader.read(path: path).flatMap { $0.geometry?.polygons ?? [] }
  }

  @Test(arguments: [
    "bnd_bare_polygon", "bnd_collection_of_one", "bnd_clockwise", "bnd_points_twice", "bnd_bom",
    "bnd_geometry_collection",
  ])
  func theSameLandHoweverItIsWritten(name: String) throws {
    guard let base = try polygons("bnd_base"), let other = try polygons(name) else { return }
    let context = try GEOSContext()
    let expected = try context.validBoundary(base, named: "base")
    #expect(try context.validBoundary(other, named: name) == expected)
    #expect(expected.count == 1 && expected[0].exterior.count == 7)
  }

  @Test(arguments: [
    ("bnd_bowtie", "Self-intersection[15.01 50.01]"), ("bnd_spike", "invalid: Ring Self-intersection[14.996 49.996]"),
    ("bnd_hole_is_shell", "invalid"), ("bnd_holes_nested", "invalid"), ("bnd_line_flat", "encloses nothing"),
    ("bnd_one_point", "encloses nothing"), ("bnd_multi_empty", "no polygon"), ("bnd_line", "no polygon"),
  ])
  func noLand(name: String, reason: String) throws {
    guard let polygons = try polygons(name) else { return }
    let error = try #require(throws: InputError.self) { try GEOSContext().validBoundary(polygons, named: name) }
    #expect(error.subject == name && error.problem.contains(reason), "\(error)")
  }

  @Test(arguments: [
    ("bnd_points_20k", 1, 0), ("bnd_two_touching", 1, 0), ("bnd_hole", 1, 1), ("bnd_tiny", 1, 0),
    ("bnd_near_coincident", 1, 0), ("bnd_two_features", 2, 0),
  ])
  func land(name: String, parts: Int, holes: Int) throws {
    guard let polygons = try polygons(name) else { return }
    let context = try GEOSContext()
    let valid = try context.validBoundary(polygons, named: name)
    #expect(valid.count == parts && valid[0].holes.count == holes)
    #expect(try context.geometry(valid).isValid)
  }
}
