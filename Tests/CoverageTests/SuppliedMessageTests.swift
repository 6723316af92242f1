import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// What supplied files are refused with, word for word: what is wrong, the row or feature, what to do.
@Suite("Supplied files: messages")
struct SuppliedMessageTests {
  private static let box = CoordinateBox(
    southWest: Coordinate(longitudeE7: 150_000_000, latitudeE7: 500_000_000),
    northEast: Coordinate(longitudeE7: 150_200_000, latitudeE7: 500_200_000))

  private static func venues(_ path: String) throws { _ = try VenueList.read(path: path) }

  static let tables: [(text: String, says: String)] = [
    ("\u{FEFF} \n", "is empty: it has blank lines only; give a header and rows"),
    ("lat,lon\n50,\"15", "row 2: a quoted field is not closed; add the closing quote"),
    ("lat,lon\n50,\"15\"x", "row 2: text follows a closing quote; double the quotes within a quoted field"),
    ("lat,lon\n50,1\u{0}", "row 2: holds a NUL character; save it as CSV in UTF-8"),
    (
      "lat,lon\n" + String(repeating: ",", count: 1000),
      "row 2: more than 1000 fields; check its quotes and separators"
    ),
    (
      "lat,lon\n" + String(repeating: "1", count: 1 << 20 + 1),
      "row 2: is too long: over 1 MiB; check its quotes and line ends"
    ),
    (
      "lat,name\u{1B}[2J\n50,A",
      "the header has no column lon (row 1: \"lat,name\u{FFFD}[2J\"); name the columns lat and lon in WGS 84 degrees"
    ),
    ("lat,lat,lon\n1,2,3", "the header has the column lat twice; keep one of them"),
    ("lat,lon,door_lat\n1,2,3", "the header has one of door_lat and door_lon only; give both or neither"),
    (
      "name,lat,lon\n\nA,50",
      "row 3: has 2 fields where the header has 3; fill in the row, and put names that hold the separator in quotes"
    ),
    ("lat,lon\n5O,15", "row 2: lat \"5O\" is no number; write a plain number such as 30.274"),
    ("lat;lon\n50,1;15", "row 2: lat \"50,1\" is no number; write decimal points, not commas"),
    ("lat,lon\n50,181", "row 2: lon \"181\" is out of range, -180.0 to 180.0; check the row"),
  ]

  @Test("CSV", arguments: tables.indices)
  func table(index: Int) throws {
    let (text, says) = Self.tables[index]
    let line = RefusalLine.of("a.csv", text, Self.venues)
    #expect(line == "a.csv: " + says)
  }

  @Test("Encodings")
  func encodings() throws {
    func says(_ bytes: [UInt8]) -> String { RefusalLine.of("a.csv", bytes, Self.venues) }
    let workbook = "a.csv: is a workbook (.xlsx or .xls) or an archive; save it as CSV UTF-8"
    #expect(says([0x50, 0x4B, 3, 4, 20]) == workbook && says([0xD0, 0xCF, 0x11, 0xE0, 0xA1]) == workbook)
    #expect(says([0xFE, 0xFF, 0, 0x61]) == "a.csv: its encoding is UTF-16; save it as CSV in UTF-8")
    #expect(
      says(Array("lat,lon\n".utf8) + [0xC0, 0xFF])
        == "a.csv: its encoding is not UTF-8 (row 2); save it as CSV in UTF-8")
    #expect(
      says([0xB9, 0xDD, 0x0A] + Array("馆,15".utf8))
        == "a.csv: its encoding is not UTF-8 (row 1, but row 2 is: two encodings are mixed); save it as CSV in UTF-8")
  }

  @Test("Paths and sizes")
  func files() throws {
    func says(_ path: String) -> String { RefusalLine.of { try Self.venues(path) } }
    let name = "name a CSV or GeoJSON list of venues"
    #expect(says("") == "\"\": the path is empty; " + name)
    #expect(says("/nowhere/a.csv") == "/nowhere/a.csv: no such file can be read; " + name)
    #expect(says("/dev/zero") == "/dev/zero: is not a regular file; " + name)
    #expect(RefusalLine.of("a.csv", "", Self.venues) == "a.csv: is empty; " + name)
    #expect(
      RefusalLine.ofHoles("a.csv", bytes: 256 << 20 + 1, Self.venues)
        == "a.csv: is larger than 256 MiB; split the list")
    let forbidden = RefusalLine.ofForbidden("a.csv", Self.venues)
    #expect(forbidden == nil || forbidden == "a.csv: cannot be opened for reading; check its permissions")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/mem"), "needs Linux"))
  func aFileThatBreaksOff() {
    #expect(
      RefusalLine.of { try Self.venues("/proc/self/mem") }
        == "/proc/self/mem: cannot be read to its end; check the file and its disk")
  }

  @Test("Candidate sites and communities' centres")
  func lists() throws {
    func sites(_ text: String) -> String {
      RefusalLine.of("sites.csv", text) { _ = try CandidateList.read(path: $0) }
    }
    #expect(
      sites("lat,lon\n") == "sites.csv: holds no candidate site; give a row for each site: lat, lon, name, cost")
    #expect(
      sites("lat,lon,cost\n50,15,7\n50,15,\n")
        == "sites.csv: sites.csv:3 has no cost, others have; give every candidate a cost, or none")
    #expect(
      sites("lat,lon,cost\n50,15,-1\n")
        == "sites.csv: row 2: cost \"-1\" is out of range, 0.0 to 10000000000000.0; check the row")
    func centres(_ text: String) -> String {
      RefusalLine.of("shequ.csv", text) { _ = try AuditCentres.read(path: $0, near: Self.box) }
    }
    #expect(
      centres("lat,lon\n") == "shequ.csv: holds no centre; give a row for each community: lat, lon, name, type")
    #expect(
      centres("lat,lon\n15,50\n")
        == "shequ.csv: has no centre in the city; check that lat and lon are not swapped")
  }

  @Test("Boundaries and areas")
  func land() throws {
    func says(_ geometry: String) -> String {
      let feature = #"{"type":"Feature","properties":{},"geometry":\#(geometry)}"#
      return RefusalLine.of("a.geojson", #"{"type":"FeatureCollection","features":[\#(feature)]}"#) {
        _ = try StudyArea.read(boundary: $0, overlapping: Self.box)
      }
    }
    #expect(
      says("null") == "a.geojson: the boundary has no polygon; give a GeoJSON Polygon or MultiPolygon")
    #expect(
      says(#"{"type":"Point","coordinates":[15,50]}"#)
        == "a.geojson: feature 1: a point or line is no boundary; give polygons only")
    #expect(
      says(#"{"type":"Polygon","coordinates":[[[15,50],[16,51],[16,50],[15,51],[15,50]]]}"#)
        == "a.geojson: feature 1: the boundary polygon is invalid: Self-intersection[15.5 50.5]; "
        + "repair it, for example in QGIS")
    // A hand's breadth of meridians at the pole.
    #expect(
      says(#"{"type":"Polygon","coordinates":[[[0,90],[10,89.9999999],[20,90],[0,90]]]}"#)
        == "a.geojson: feature 1: the boundary polygon encloses no land; repair it, for example in QGIS")
    #expect(
      says(#"{"type":"Polygon","coordinates":[[[50,15],[51,15],[51,16],[50,15]]]}"#)
        == "a.geojson: the boundary does not overlap the extract; lat and lon are swapped: write longitude first")
    #expect(
      says(#"{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}"#)
        == "a.geojson: the boundary does not overlap the extract; check its place, or that of the extract")
  }
}
