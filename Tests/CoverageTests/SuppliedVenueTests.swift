import Coverage
import Foundation
import Geography
import TestSupport
import Testing

/// Planners' lists of venues.
@Suite struct SuppliedVenueTests {
  private func list(_ text: String, named name: String = "list.csv") throws -> VenueList {
    try Place.withFile(text, named: name) { try VenueList.read(path: $0) }
  }

  @Test func chineseListOfAPlanner() throws {
    let text = "\u{FEFF}场馆名称,类别,经度,纬度\r\n浙江图书馆,图书馆,120.13,30.26\r\n良渚博物院,博物馆,120.02,30.37\r\n某处,茶馆,120,30\r\n"
    let venues = try list(text)
    #expect(venues.venues.map(\.kind) == [.library, .museum, .other])
    #expect(venues.venues.map(\.id) == ["list.csv:2", "list.csv:3", "list.csv:4"])
    #expect(venues.venues[0].name == "浙江图书馆")
    #expect(venues.venues[0].coordinate == Coordinate(longitudeE7: 1_201_300_000, latitudeE7: 302_600_000))
    #expect(
      venues.venues[0].doors == [Door(coordinate: venues.venues[0].coordinate, resolvedBy: .supplied)])
    #expect(venues.warnings == [Warning(count: 1, message: "venues of an unknown kind, taken as other (\"茶馆\")")])
  }

  static let words: [(String, VenueKind)] = [
    ("Museum", .museum), ("THEATER", .theatre), ("public library", .other), ("arts centre", .artsCentre),
    ("大剧院", .theatre), ("市级图书馆", .library), ("文化礼堂", .villageHall), ("文化馆", .culturalCentre),
    ("城市书房", .readingRoom), ("名人故居", .memorialHall), ("library.mobile", .mobileLibrary), ("", .other),
  ]

  @Test(arguments: words)
  func kindsByWord(word: String, kind: VenueKind) throws {
    #expect(try list("kind,lat,lon\n\(word),50,15").venues.map(\.kind) == [kind])
  }

  @Test func doorsOfTheirOwnColumns() throws {
    let venues = try list("lat,lon,door_lat,door_lon\n50,15,50.001,15.002\n51,16,,\n").venues
    #expect(venues[0].doors.map(\.coordinate.latitude) == [50.001])
    #expect(venues[1].doors.map(\.coordinate) == [venues[1].coordinate])
  }

  static let faults: [(text: String, part: String)] = [
    ("", "is empty"),
    ("\n\n", "is empty"),
    ("lat,lon\n", "no error"),
    ("name,kind,x,y\nA,museum,1,2", "no column lat"),
    ("lat,name\n1,A", "no column lon"),
    ("lat,lat,lon\n1,2,3", "column lat twice"),
    ("lat,lon,door_lat\n1,2,3", "door_lat and door_lon"),
    ("lat,lon\n\n50,15\nx,15", "row 4: lat \"x\" is no number"),
    ("lat,lon\n50,nan", "row 2: lon \"nan\" is no number"),
    ("lat,lon\n50,inf", "row 2: lon \"inf\" is no number"),
    ("lat,lon\n50,1e400", "row 2: lon \"1e400\" is no number"),
    ("lat,lon\n50,0x10", "row 2: lon \"0x10\" is no number"),
    ("lat,lon\n50,", "row 2: lon \"\" is no number"),
    ("lat,lon\n95,15", "row 2: lat \"95\" is out of range"),
    ("lat,lon\n50,-180.1", "row 2: lon \"-180.1\" is out of range"),
    ("lat;lon\n50,1;15,2", "row 2: lat \"50,1\" is no number; write decimal points"),
    ("name,lat,lon\nA,50", "row 2: has 2 fields where the header has 3"),
    ("name,lat,lon\nA,50,15,9", "row 2: has 4 fields where the header has 3"),
    ("lat,lon\n50,\u{1B}[31m", "row 2: lon \"\u{FFFD}[31m\" is no number"),
  ]

  @Test(arguments: faults)
  func refuses(text: String, part: String) {
    let problem = Place.problem { _ = try list(text) } ?? "no error"
    #expect(problem.contains(part), "\(problem)")
    #expect(problem == "no error" || (problem.contains("list.csv") && problem.utf8.count < 400))
  }

  @Test func refusesWhatIsNoFile() {
    for path in ["", "/nowhere/list.csv", "/", "/dev/zero"] {
      #expect(Place.problem { _ = try VenueList.read(path: path) } != nil)
    }
  }

  @Test func geoJSONPointsAndPolygons() throws {
    let text = """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {"Name": "A", "kind": "museum"}, "geometry": null},
      {"type": "Feature", "properties": {"Name": "B", "类别": "图书馆"},
       "geometry": {"type": "Point", "coordinates": [15, 50, 200]}},
      {"type": "Feature", "id": 7, "properties": {"fee": "no"}, "geometry": {"type": "Polygon", "coordinates":
       [[[15, 50], [15.002, 50], [15.002, 50.002], [15, 50.002], [15, 50]]]}}]}
      """
    let venues = try list(text, named: "list.geojson")
    #expect(venues.venues.map(\.id) == ["list.geojson:2", "list.geojson:3"])
    #expect(venues.venues.map(\.name) == ["B", ""])
    #expect(venues.venues.map(\.kind) == [.library, .other])
    #expect(venues.venues[0].doors.map(\.resolvedBy) == [.supplied])
    #expect(venues.venues[1].doors.isEmpty && venues.venues[1].outline.count == 1)
    #expect(venues.venues[1].coordinate == Coordinate(longitudeE7: 150_010_000, latitudeE7: 500_010_000))
    #expect(venues.venues[1].attributes == ["id": "7", "fee": "no"])
    #expect(venues.warnings.map(\.count) == [1])
  }

  /// A collection is a place when one of its parts is one.
  @Test func geoJSONCollectionsAndDays() throws {
    func text(_ parts: String, _ day: String = "2026-05-01") -> String {
      #"{"type":"Feature","properties":{"valid_from":"\#(day)"},"geometry":"#
        + #"{"type":"GeometryCollection","geometries":[\#(parts)]}}"#
    }
    let (point, line) = (
      #"{"type":"Point","coordinates":[15,50]}"#, #"{"type":"LineString","coordinates":[[15,50],[16,50]]}"#
    )
    let found = try list(text(line + "," + point), named: "list.geojson")
    #expect(found.venues.map(\.coordinate) == [Coordinate(longitude: 15, latitude: 50)])
    let two = try list(text(point + "," + point), named: "list.geojson")
    #expect(two.venues.isEmpty && two.warnings.contains { $0.message.contains("without a point") })
    let problem = Place.problem { _ = try list(text(point, "soon"), named: "list.geojson") }
    #expect(problem?.contains("feature 1: valid_from \"soon\" is no day") == true, "\(problem ?? "none")")
  }

  @Test func farVenuesAreLeftOutByRow() throws {
    var venues = try list("lat,lon\n50,15\n15,50\n50.05,15\n-33,150\n")
    let box = CoordinateBox(southWest: Place.at(-1_000, -1_000), northEast: Place.at(1_000, 1_000))
    venues.removeFar(from: box)
    // 50.05 is 5.56 km north of 50: 4.56 km outside the box.
    #expect(venues.venues.map(\.id) == ["list.csv:2", "list.csv:4"])
    #expect(venues.warnings.count == 1 && venues.warnings[0].count == 2)
    #expect(venues.warnings[0].message.contains("rows 3, 5"))
  }

  /// What becomes of the shared hostile lists: venues after merging, or a word of the refusal.
  static let hostile: [(file: String, outcome: String)] = [
    ("csv_base.csv", "2"), ("csv_bom_crlf.csv", "2"), ("csv_no_final_newline.csv", "2"), ("csv_blank_lines.csv", "2"),
    ("csv_columns_moved.csv", "2"), ("csv_semicolons.csv", "2"), ("csv_semicolons_commas.csv", "row 2"),
    ("csv_tabs.csv", "2"), ("csv_quoted.csv", "2"), ("csv_nul.csv", "row 2"), ("csv_utf16.csv", "encoding"),
    ("csv_latin1.csv", "encoding"), ("csv_empty.csv", "is empty"), ("csv_header_only.csv", "0"),
    ("csv_no_header.csv", "column"), ("csv_no_lat.csv", "column"), ("csv_lat_twice.csv", "twice"),
    ("csv_lat_word.csv", "row 2: lat"), ("csv_lat_nan.csv", "row 2: lat"), ("csv_lat_inf.csv", "row 2: lat"),
    ("csv_lat_1e400.csv", "row 2: lat"), ("csv_lat_swapped_far.csv", "1"), ("csv_fields_few.csv", "row 4"),
    ("csv_fields_many.csv", "row 4"), ("csv_line_5m.csv", "row 4"), ("csv_rows_20k.csv", "2"),
    ("vgeo_base.geojson", "2"), ("vgeo_3d.geojson", "2"), ("vgeo_bom.geojson", "2"), ("vgeo_empty.geojson", "0"),
    ("vgeo_null_geometry.geojson", "2"), ("vgeo_polygons.geojson", "2"), ("vgeo_swapped.geojson", "0"),
    ("vgeo_empty_file.geojson", "is empty"), ("vgeo_lat_95.geojson", "95"), ("vgeo_truncated.geojson", "geojson"),
    ("vgeo_trailing_comma.geojson", "geojson"), ("vgeo_two_documents.geojson", "geojson"),
    ("vgeo_deep_geometry.geojson", "geojson"), ("vgeo_coordinates_nan.geojson", "geojson"),
    ("vgeo_coordinates_1e400.geojson", "geojson"), ("vgeo_coordinates_one.geojson", "geojson"),
  ]

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: hostile)
  func hostileList(file: String, outcome: String) throws {
    let url = try #require(SharedData.hostile("cases/venues/\(file)"))
    let city = CoordinateBox(
      southWest: Coordinate(longitudeE7: 150_000_000, latitudeE7: 500_000_000),
      northEast: Coordinate(longitudeE7: 150_198_000, latitudeE7: 500_166_000))
    var count = -1
    let problem = Place.problem {
      var list = try VenueList.read(path: url.path)
      list.removeFar(from: city)
      count = VenueMerger.merge(list.venues).venues.count
    }
    #expect(problem.map { $0.contains(outcome) } ?? (String(count) == outcome), "\(problem ?? "\(count) venues")")
  }
}
