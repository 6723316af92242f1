import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// What files of people, options on columns, and questions that a city cannot answer are refused with, word for word.
@Suite("People and questions: messages")
struct PeopleMessageTests {
  private static let box = CoordinateBox(
    southWest: Coordinate(longitudeE7: 150_000_000, latitudeE7: 500_000_000),
    northEast: Coordinate(longitudeE7: 150_200_000, latitudeE7: 500_200_000))

  /// Two cells beside each other from 15 degrees east and 50 north on, or from a number of metres on.
  private static func grid(_ values: String, west: Double = 15, cell: Double = 0.01) -> String {
    "ncols 2\nnrows 1\nxllcorner \(west)\nyllcorner 50\ncellsize \(cell)\n\(values)\n"
  }

  /// How grids are refused: people, and those of a group.
  private func says(
    _ people: String, _ older: String? = nil, group: String = "older", groups: [String]? = nil,
    prj: String? = nil
  ) -> String {
    RefusalLine.of("people.asc", people) { path in
      func write(_ text: String, _ name: String) throws -> String {
        let beside = path.replacing("people.asc", with: name)
        try Data(text.utf8).write(to: URL(fileURLWithPath: beside))
        return beside
      }
      var request = PopulationRequest(path: path, groups: groups)
      if let older {
        request.groupFiles = [PopulationRequest.GroupFile(group: group, path: try write(older, "older.asc"))]
      }
      if let prj { _ = try write(prj, "people.prj") }
      _ = try PopulationGrid(request, around: Self.box)
    }
  }

  @Test("Grids")
  func grids() {
    #expect(says(Self.grid("3 4"), Self.grid("1 2")) == "not refused")
    #expect(
      says(Self.grid("3 -5"))
        == "people.asc: row 1, column 2: -5.0 people are out of range, 0 to 10000000; "
        + "correct the grid, or declare the value as its nodata")
    #expect(
      says(Self.grid("3 4"), Self.grid("3 4", west: 15.005))
        == "older.asc: has other cells than people.asc; bring both to one grid, as by gdalwarp")
    #expect(
      says(Self.grid("3 4"), groups: ["older\u{1B}"])
        == "--groups: \"older\u{FFFD}\" is given for a grid, which has no columns; "
        + "give a grid a group, as in --population older?=FILE")
    // The last is a column of a rule beside.
    for group in ["covered", "failing_all", "rule_any1"] {
      #expect(
        says(Self.grid("3 4"), Self.grid("1 2"), group: group)
          == "--population: the group \"\(group)\" cannot be told: a column has its name already; "
          + "call it otherwise, such as \"group_\(group)\"")
    }
    #expect(
      says(Self.grid("3 4", west: 400_000, cell: 100))
        == "people.asc: does not say its reference system, and its numbers are no degrees; "
        + "name it by --population-crs, such as EPSG:3035")
    #expect(
      says(Self.grid("3 4"), prj: "no such system")
        == "people.asc: PROJ knows no such CRS (unrecognized format / unknown name): \"no such system\"; "
        + "name one such as EPSG:3035 by --population-crs")
  }

  @Test("Grids whose system is named in words that PROJ does not know")
  func unclearSystem() {
    var tiff = MadeTIFF(columns: 1, rows: 1, values: [1])
    tiff.place(west: 0, north: 0, width: 1, height: 1)
    tiff.setKeys([1024: 1, 3072: 32_767], citation: (3073, "Old town\u{7} grid"))
    let line = RefusalLine.of("people.tif", tiff.bytes) { path in
      _ = try PopulationGrid(PopulationRequest(path: path), around: Self.box)
    }
    #expect(
      line == "people.tif: its reference system is not understood: Old town? grid; "
        + "name it by --population-crs, such as ESRI:54009")
  }

  @Test("Lists of people and homes")
  func lists() {
    func people(_ text: String, groups: [String]? = nil) -> String {
      RefusalLine.of("people.csv", text) {
        _ = try PopulationList(path: $0, groups: groups, crs: nil, touching: Self.box)
      }
    }
    let noPeople = "the header has no column people; name the column of people \"people\""
    #expect(people("lat,lon\n50,15\n") == "people.csv: " + noPeople)
    #expect(
      people("lat,lon,people\n50,15,1\n", groups: ["older"])
        == "people.csv: has no column or property \"older\"; correct --groups, or the file")
    func homes(_ text: String) -> String {
      RefusalLine.of("homes.csv", text) { _ = try HomeList.read(path: $0) }
    }
    #expect(homes("lat,lon\n50,15\n") == "homes.csv: " + noPeople)
    #expect(
      homes("lat,lon,people\n50,15,10000001\n")
        == "homes.csv: row 2: people \"10000001\" is out of range, 0.0 to 10000000.0; check the row")
    func feature(_ properties: String) -> String {
      homes(#"{"type":"Feature","properties":{\#(properties)},"geometry":{"type":"Point","coordinates":[15,50]}}"#)
    }
    #expect(feature("") == "homes.csv: feature 1: no number \"people\"; give each feature a property people")
    #expect(
      feature("\"people\":-1") == "homes.csv: feature 1: people \"-1\" is out of range; give 0 or more people")
  }

  @Test("Columns, candidates and places off the Earth")
  func columns() {
    func columns(_ text: String) -> String {
      RefusalLine.of { _ = try SuppliedFormat.columns(text, option: "--columns") }
    }
    #expect(columns("lat") == "--columns: \"lat\" is no pair; write pairs such as lat=纬度,lon=经度")
    #expect(
      columns("way=a").hasPrefix("--columns: there is no column \"way\"; the columns are id, name, kind, lat, lon"))
    #expect(columns("lat=a,lon=a") == "--columns: \"a\" is named for lat and for lon; name a column for each")
    #expect(columns("lat=a,lat=b") == "--columns: the column lat is given twice; give it once")
    let site = #"{"type":"Feature","properties":{"cost":"dear"},"geometry":{"type":"Point","coordinates":[15,50]}}"#
    #expect(
      RefusalLine.of("sites.json", site) { _ = try CandidateList.read(path: $0) }
        == "sites.json: feature 1: cost \"dear\" is no amount of money; give a number, 0 or more")
    let many = "lat,lon\n" + String(repeating: "50,15\n", count: 100_001)
    #expect(
      RefusalLine.of("shequ.csv", many) { _ = try AuditCentres.read(path: $0, near: Self.box) }
        == "shequ.csv: holds over 100000 centres; give fewer")
    var format = SuppliedFormat.usual
    format.crs = try? SuppliedCRS("EPSG:32633", option: "--venues-crs")
    #expect(
      RefusalLine.of("a.csv", "x,y\n5,1e8\n") { _ = try VenueList.read(path: $0, format: format) }
        == "a.csv: row 2: y and x are no place on EPSG:32633; check the row")
  }

  @Test("Files read again for their digests")
  func digests() {
    let forbidden = RefusalLine.ofForbidden("a.osm") { _ = try Digest.sha256(ofFile: $0) }
    #expect(forbidden == nil || forbidden == "a.osm: cannot be read again; check the file")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/mem"), "needs Linux"))
  func digestsOfFilesThatBreakOff() {
    #expect(
      RefusalLine.of { _ = try Digest.sha256(ofFile: "/proc/self/mem") }
        == "/proc/self/mem: cannot be read again; check the file")
  }
}
