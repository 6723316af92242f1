import Foundation
import Testing

@testable import Geography

/// The folder of shared test data beside the package; absent in a plain checkout.
let sharedFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")

@Suite struct GeoJSONReaderTests {
  private func read(_ text: String) throws -> [GeoJSONFeature] {
    try GeoJSONReader.features(in: Array(text.utf8), named: "places.geojson")
  }

  private static let a = Coordinate(longitudeE7: 150_022_000, latitudeE7: 500_014_000)
  private static let b = Coordinate(longitudeE7: -10_000_001, latitudeE7: -20_000_000)
  private static let triangle = [a, b, Coordinate(longitudeE7: 0, latitudeE7: 0), a]

  @Test(arguments: [
    (#"{"type":"Point","coordinates":[15.0022,50.0014]}"#, GeoJSONGeometry.point(a)),
    (#"{"coordinates":[15.0022,50.0014,250,9,9],"type":"Point"}"#, .point(a)),
    (#"{"type":"MultiPoint","coordinates":[[15.0022,50.0014],[-1.0000001,-2e0]]}"#, .multiPoint([a, b])),
    (#"{"type":"LineString","coordinates":[[15.0022,50.0014],[-1.0000001,-2]]}"#, .lineString([a, b])),
    (
      #"{"type":"MultiLineString","coordinates":[[[15.0022,50.0014],[-1.0000001,-2]],[]]}"#,
      .multiLineString([[a, b], []])
    ),
    (
      #"{"type":"Polygon","coordinates":[[[15.0022,50.0014],[-1.0000001,-2],[0,0],[15.0022,50.0014]]]}"#,
      .polygon(GeographicPolygon(exterior: triangle))
    ),
    (
      #"{"type":"MultiPolygon","coordinates":[[[[15.0022,50.0014],[-1.0000001,-2],[0,0],[15.0022,50.0014]]]]}"#,
      .multiPolygon([GeographicPolygon(exterior: triangle)])
    ),
    (#"{"type":"MultiPolygon","coordinates":[]}"#, .multiPolygon([])),
    (
      #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[15.0022,50.0014]}]}"#,
      .collection([.point(a)])
    ),
  ])
  func geometries(text: String, geometry: GeoJSONGeometry) throws {
    #expect(try read(text) == [GeoJSONFeature(geometry: geometry)])
    let feature = #"{"geometry":\#(text),"properties":{"name":"図","n":2},"id":7,"type":"Feature","x":[{"type":1}]}"#
    let expected = GeoJSONFeature(
      id: "7", geometry: geometry, properties: [JSONMember("name", .string("図")), JSONMember("n", .integer(2))])
    #expect(try read(feature) == [expected])
    #expect(
      try read(#"{"features":[\#(feature),\#(feature)],"bbox":[1,2,3,4],"type":"FeatureCollection"}"#) == [
        expected, expected,
      ])
    #expect(expected["n"] == .integer(2) && expected["x"] == nil)
  }

  @Test(arguments: [
    ("", "is empty"), (" \n\t", "is empty"), ("\u{FEFF}", "is empty"), ("[]", "not GeoJSON"), ("<kml/>", "XML"),
    ("15,50", "not GeoJSON"), ("{}", "no \"type\""), (#"{"type":3}"#, "no \"type\""),
    (#"{"type":"Topology"}"#, "TopoJSON"),
    (#"{"type":"point","coordinates":[1,2]}"#, "\"point\""), (#"{"type":"Point"}"#, "no list \"coordinates\""),
    (#"{"type":"FeatureCollection"}"#, "\"features\""),
    (#"{"type":"FeatureCollection","features":{}}"#, "\"features\""),
    (#"{"type":"FeatureCollection","features":[1]}"#, "feature 1 is not an object"),
    (#"{"type":"FeatureCollection","features":[{"type":"Point","coordinates":[1,2]}]}"#, "feature 1"),
    (#"{"type":"Feature","properties":{}}"#, "no \"geometry\""),
    (#"{"type":"Feature","geometry":3}"#, "no \"geometry\""),
    (#"{"type":"GeometryCollection"}"#, "geometries"),
    (#"{"type":"GeometryCollection","geometries":[3]}"#, "geometries"),
    (#"{"type":"Point","coordinates":[]}"#, "empty"), (#"{"type":"Point","coordinates":[1]}"#, "1 number"),
    (#"{"type":"Point","coordinates":[[1,2]]}"#, "nested too deep"),
    (#"{"type":"Point","coordinates":["1","2"]}"#, "no number"),
    (#"{"type":"Point","coordinates":[null,2]}"#, "null"), (#"{"type":"Point","coordinates":[1,[2,3]]}"#, "mix"),
    (#"{"type":"MultiPoint","coordinates":[[1,2],3]}"#, "mix"),
    (#"{"type":"MultiPoint","coordinates":[1,2]}"#, "deep enough"),
    (#"{"type":"Polygon","coordinates":[[[1,2]],[3,4]]}"#, "mix"),
    (#"{"type":"Polygon","coordinates":[[1,2]]}"#, "deep enough"),
    (#"{"type":"Polygon","coordinates":[]}"#, "no rings"),
    (#"{"type":"LineString","coordinates":[[1,2]]}"#, "1 position"),
    (#"{"type":"Point","coordinates":[15,95]}"#, "out of range"),
    (#"{"type":"Point","coordinates":[181,5]}"#, "degrees"),
    (#"{"type":"Point","coordinates":[1e400,5]}"#, "out of range"),
    (#"{"type":"Point","coordinates":[1,5],"type":"Point"}"#, "given twice"),
    (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#, "3 positions"),
    (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#, "not closed"),
    (#"{"type":"Point","coordinates":[1,2],"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}"#, "EPSG:3857"),
    (#"{"type":"Point","coordinates":[1,2],"crs":{"type":"EPSG","properties":{"code":32633}}}"#, "32633"),
    (#"{"type":"Point","coordinates":[1,2],"crs":"x"}"#, "crs"),
    ("{\"type\":\"\u{1B}[2J\"}", "control"), (#"{"type":"\u001b[2J"}"#, "\"?[2J\""),
  ])
  func refused(text: String, reason: String) throws {
    let error = try #require(throws: InputError.self) { try read(text) }
    #expect(error.subject == "places.geojson")
    #expect(error.problem.contains(reason), "\(error)")
    #expect(!error.description.contains { $0.isNewline } && error.description.count < 400)
  }

  @Test(arguments: [
    "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "OGC:CRS84", "CRS84",
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
  ])
  func wgs84ByOldName(name: String) throws {
    let text =
      #"{"type":"Point","coordinates":[15.0022,50.0014],"crs":{"type":"name","properties":{"name":"\#(name)"}}}"#
    #expect(try read(text).count == 1)
    #expect(try read(#"{"type":"Point","coordinates":[15.0022,50.0014],"crs":null}"#).count == 1)
  }

  @Test func featuresAreCountedFromOne() throws {
    let good = #"{"type":"Feature","properties":null,"geometry":null}"#
    let bad = #"{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[15,95]}}"#
    let error = try #require(throws: InputError.self) {
      try read(#"{"type":"FeatureCollection","features":[\#(good),\#(good),\#(bad)]}"#)
    }
    #expect(error.problem.contains("feature 3: "))
    #expect(try read(#"{"type":"FeatureCollection","features":[\#(good)]}"#) == [GeoJSONFeature(geometry: nil)])
  }

  /// Every prefix and every single-byte change of a document reads or is refused, and never traps.
  @Test func damagedDocumentsNeverTrap() {
    let text =
      #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a\u00e9","properties":{"x":[1.5,-2e3,null]},"#
      + #""geometry":{"type":"Polygon","coordinates":[[[15,50],[15.1,50],[15.1,50.1],[15,50]]]}}]}"#
    let bytes = Array(text.utf8)
    for end in bytes.indices {
      #expect(throws: InputError.self) { try GeoJSONReader.features(in: Array(bytes[..<end]), named: "x") }
    }
    for index in bytes.indices {
      for byte in [0, 0x20, 0x22, 0x2C, 0x2D, 0x30, 0x39, 0x5B, 0x5D, 0x7B, 0x7D, 0xFF] as [UInt8] {
        var damaged = bytes
        damaged[index] = byte
        do {
          _ = try GeoJSONReader.features(in: damaged, named: "x")
        } catch {
          #expect(error is InputError)
        }
      }
    }
  }

  @Test func filesThatAreNone() throws {
    let folder = FileManager.default.temporaryDirectory.path
    for (path, reason) in [
      ("", "empty"), ("/nowhere/at/all.geojson", "cannot open"), (folder, "directory"), ("/dev/null", "device"),
      ("a\0b", "NUL"),
    ] {
      let error = try #require(throws: InputError.self) { try GeoJSONReader.read(path: path) }
      #expect(error.problem.contains(reason), "\(error)")
    }
  }
}

/// The hostile files that concern reading: what the reader gives or refuses. Validity is GEOS's affair.
@Suite struct HostileGeoJSONTests {
  private static let folder = sharedFolder.appending(path: "hostile/cases")

  @Test(arguments: [
    ("venues/vgeo_base", 2), ("venues/vgeo_3d", 2), ("venues/vgeo_bom", 2), ("venues/vgeo_empty", 0),
    ("venues/vgeo_null_geometry", 3), ("venues/vgeo_polygons", 2), ("venues/vgeo_swapped", 1),
    ("venues/vgeo_number_long", 2), ("boundary/bnd_base", 1), ("boundary/bnd_bare_polygon", 1),
    ("boundary/bnd_collection_of_one", 1), ("boundary/bnd_clockwise", 1), ("boundary/bnd_points_twice", 1),
    ("boundary/bnd_bom", 1), ("boundary/bnd_points_20k", 1), ("boundary/bnd_two_touching", 1), ("boundary/bnd_hole", 1),
    ("boundary/bnd_geometry_collection", 1), ("boundary/bnd_near_coincident", 1), ("boundary/bnd_two_features", 2),
    ("boundary/bnd_bowtie", 1), ("boundary/bnd_line", 1), ("boundary/bnd_multi_empty", 1),
  ])
  func read(name: String, features: Int) throws {
    guard let path = Self.path(name) else { return }
    #expect(try GeoJSONReader.read(path: path).count == features)
  }

  @Test(arguments: [
    ("venues/vgeo_coordinates_one", "feature 1: position has 1 number"),
    ("venues/vgeo_coordinates_empty", "feature 1: point has empty"),
    ("venues/vgeo_coordinates_1e400", "feature 1: coordinates [15.0022, inf] are out of range"),
    ("venues/vgeo_coordinates_nan", "coordinates hold something that is no number"),
    ("venues/vgeo_lat_95", "out of range"),
    ("venues/vgeo_truncated", "unexpected end"), ("venues/vgeo_trailing_comma", "trailing comma"),
    ("venues/vgeo_two_documents", "more text after the end"), ("venues/vgeo_deep_geometry", "deeper than 64"),
    ("venues/vgeo_surrogate", "half a surrogate pair"), ("venues/vgeo_empty_file", "is empty"),
    ("boundary/bnd_unclosed", "not closed"), ("boundary/bnd_three_points", "3 positions"),
    ("boundary/bnd_metres", "range"),
    ("boundary/bnd_lon_190", "180"), ("boundary/bnd_nan", "coordinates"), ("boundary/bnd_1e400", "range"),
    ("boundary/bnd_crs_utm", "32633"), ("boundary/bnd_topojson", "Topology"), ("boundary/bnd_kml", "GeoJSON"),
  ])
  func refused(name: String, reason: String) throws {
    guard let path = Self.path(name) else { return }
    let error = try #require(throws: InputError.self) { try GeoJSONReader.read(path: path) }
    #expect(error.problem.contains(reason), "\(error)")
    #expect(error.description.contains { !$0.isNewline } && error.description.utf8.count < 600)
  }

  private static func path(_ name: String) -> String? {
    let path = folder.appending(path: "\(name).geojson").path
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: \(name), since ../shared/hostile is not here")
      return nil
    }
    return path
  }
}
