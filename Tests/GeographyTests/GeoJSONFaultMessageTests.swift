import TestSupport
import Testing

@testable import Geography

/// What GeoJSON that is JSON and still none is refused with, word for word.
@Suite("GeoJSON's meaning: messages")
struct GeoJSONFaultMessageTests {
  private static let correct = "; correct the file"
  private static let degrees =
    "are out of range: longitude runs from -180 to 180 degrees, latitude from -90 to 90; "
    + "give degrees of WGS 84, longitude first"
  private static let wgs84 =
    "; GeoJSON is WGS 84; transform it to longitude and latitude (EPSG:4326) and drop the crs member"

  private static func geometry(_ type: String, _ coordinates: String, _ more: String = "") -> String {
    "{\"type\":\"\(type)\",\"coordinates\":\(coordinates)\(more)}"
  }

  private static func feature(_ geometry: String, properties: String = "null") -> String {
    #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null},"#
      + #"{"type":"Feature","properties":\#(properties),"geometry":\#(geometry)}]}"#
  }

  private static let many = "{" + (0...1000).map { "\"p\($0)\":1" }.joined(separator: ",") + "}"
  private static let crs = #","crs":{"properties":{"name":"EPSG:\u001b32633"}}"#

  static let faults: [(text: String, says: String)] = [
    ("{}", "has no \"type\", which is no GeoJSON type" + correct),
    (#"{"type":"P\u0007t"}"#, "has type \"P?t\", which is no GeoJSON type" + correct),
    (#"{"type":"Topology"}"#, "has type \"Topology\": it is TopoJSON; convert it to GeoJSON"),
    (#"{"type":"FeatureCollection"}"#, "has no list \"features\"" + correct),
    (
      #"{"type":"FeatureCollection","features":[{"type":"Point"}]}"#,
      "feature 1: has type \"Point\" where \"Feature\" is expected" + correct
    ),
    (#"{"type":"Feature"}"#, "has no \"geometry\" (an object or null)" + correct),
    (#"{"type":"GeometryCollection"}"#, "geometry has no list \"geometries\"" + correct),
    (#"{"type":"Point"}"#, "Point geometry has no list \"coordinates\"" + correct),
    (feature("null", properties: many), "feature 2: has 1001 properties, over the limit of 1000" + correct),
    (
      feature(geometry("LineString", "[[1,2]]")),
      "feature 2: line has 1 position in its coordinates; it needs 2" + correct
    ),
    (
      feature(geometry("Polygon", "[[[0,0],[1,0],[0,0]]]")),
      "feature 2: polygon ring has 3 positions; a closed ring has at least 4" + correct
    ),
    (
      feature(geometry("Polygon", "[[[0,0],[1,0],[1,1],[0,1]]]")),
      "feature 2: polygon ring is not closed: its last position differs from its first; "
        + "repeat the first position at the end of the ring"
    ),
    (feature(geometry("Polygon", "[]")), "feature 2: polygon has no rings (empty coordinates)" + correct),
    (geometry("Point", "[null,1]"), "coordinates hold null" + correct),
    (geometry("Point", "[\"1\",1]"), "coordinates hold something that is no number" + correct),
    (geometry("Point", "[1,[2]]"), "position has 1 number; coordinates need longitude and latitude" + correct),
    (geometry("Point", "[1,[2,3]]"), "coordinates mix numbers and lists of different depth" + correct),
    (geometry("Point", "[]"), "point has empty coordinates" + correct),
    (geometry("Point", "[[1,2]]"), "coordinates are nested too deep for their type" + correct),
    (geometry("LineString", "[1,2]"), "coordinates are not nested deep enough for their type" + correct),
    (feature(geometry("Point", "[181,2]")), "feature 2: coordinates [181.0, 2.0] " + degrees),
    (geometry("Point", "[1,2]", crs), "has a crs member that names EPSG:?32633" + wgs84),
    (geometry("Point", "[1,2]", ",\"crs\":7"), "has a crs member that names no known CRS" + wgs84),
  ]

  @Test(arguments: faults.indices)
  func fault(index: Int) {
    let (text, says) = Self.faults[index]
    let line = RefusalLine.of { _ = try GeoJSONReader.features(in: Array(text.utf8), named: "a.geojson") }
    #expect(line == "a.geojson: GeoJSON " + says)
  }

  static let misplaced: [(text: String, says: String)] = [
    (#"{"type":"Point","type":"Point"}"#, "line 1, byte 23: member \"type\" given twice"),
    (#"{"type":"FeatureCollection","features":[1]}"#, "line 1, byte 40: feature 1 is not an object"),
    (#"{"geometries":[1]}"#, "line 1, byte 15: a member of \"geometries\" is not an object"),
    (#"{"type" 1}"#, "line 1, byte 8: expected ':' after a member name, found '1'"),
  ]

  @Test(arguments: misplaced.indices)
  func misplacedValue(index: Int) {
    let (text, says) = Self.misplaced[index]
    let line = RefusalLine.of { _ = try GeoJSONReader.features(in: Array(text.utf8), named: "a.geojson") }
    #expect(line == "a.geojson: not valid GeoJSON, \(says); correct the file or export it again")
  }

  @Test func otherSystems() {
    let line = RefusalLine.of {
      let text = Array(Self.geometry("Point", "[1e9,2]").utf8)
      _ = try GeoJSONReader.features(in: text, named: "a.geojson") { _, _ in nil }
    }
    #expect(
      line == "a.geojson: GeoJSON coordinates [1000000000.0, 2.0] are no place of the coordinate system; "
        + "check the system that was named; east or longitude comes first")
    var parser = JSONParser(Array("1".utf8))
    #expect(throws: JSONParser.Failure(problem: "expected a text in double quotes, found '1'", offset: 0, line: 1)) {
      try parser.readString()
    }
  }
}
