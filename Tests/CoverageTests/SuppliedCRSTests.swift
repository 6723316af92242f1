import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// Lists in other coordinate systems than WGS 84 (domain §9).
@Suite struct SuppliedCRSTests {
  private static let hangzhou = CoordinateBox(
    southWest: Coordinate(longitudeE7: 1_200_000_000, latitudeE7: 301_000_000),
    northEast: Coordinate(longitudeE7: 1_203_000_000, latitudeE7: 304_000_000))

  private func list(
    _ text: String, _ crs: String?, columns: [String: String] = [:], named name: String = "list.csv"
  ) throws -> VenueList {
    let format = SuppliedFormat(crs: try crs.map { try SuppliedCRS($0, option: "--venues-crs") }, columns: columns)
    return try Place.withFile(text, named: name) { try VenueList.read(path: $0, format: format, near: Self.hangzhou) }
  }

  /// One place in many systems; east comes first in the columns x and y whatever the authority says.
  static let spellings: [(crs: String, header: String, row: String)] = [
    ("wgs84", "lon,lat", "120.163,30.274"), ("WGS-84", "x,y", "120.163,30.274"),
    ("EPSG:4326", "lat,lon", "30.274,120.163"), ("EPSG:4490", "lat,lon", "30.274,120.163"),
    ("EPSG:4490", "x,y", "120.163,30.274"), ("gcj02", "lon,lat", "120.1676713,30.2716568"),
    ("GCJ-02", "经度,纬度", "120.1676713,30.2716568"), ("bd09", "lng,lat", "120.1742632,30.2773737"),
    ("EPSG:4549", "x,y", "515683.890,3350498.848"), ("EPSG:4528", "y,x", "3350498.848,40515683.890"),
    ("EPSG:32651", "east,north", "227077.480,3352555.543"), ("EPSG:3857", "x,y", "13376483.972,3538818.835"),
    ("+proj=utm +zone=51 +datum=WGS84 +type=crs", "x,y", "227077.480,3352555.543"),
  ]

  @Test(arguments: spellings.indices)
  func onePlace(number: Int) throws {
    let (crs, header, row) = Self.spellings[number]
    let found = try list("\(header)\n\(row)\n", crs)
    // 1e-7 degree is 1.1 cm, and the numbers above are rounded themselves.
    #expect(abs(found.venues[0].coordinate.longitudeE7 - 1_201_630_000) <= 1)
    #expect(abs(found.venues[0].coordinate.latitudeE7 - 302_740_000) <= 1)
    #expect(found.warnings.isEmpty, "\(found.warnings)")
  }

  @Test func geoJSONInAnotherSystem() throws {
    func text(_ x: Double, _ y: Double, _ member: String = "") -> String {
      "{\"type\": \"FeatureCollection\", \(member)\"features\": [{\"type\": \"Feature\", \"properties\": {}, "
        + "\"geometry\": {\"type\": \"Point\", \"coordinates\": [\(x), \(y)]}}]}"
    }
    let member = "\"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"urn:ogc:def:crs:EPSG::4549\"}}, "
    for (crs, content) in [
      ("gcj02", text(120.1676713, 30.2716568)), ("EPSG:4549", text(515_683.890, 3_350_498.848)),
      ("EPSG:4549", text(515_683.890, 3_350_498.848, member)),
    ] {
      let place = try list(content, crs, named: "list.geojson").venues[0].coordinate
      #expect(abs(place.longitudeE7 - 1_201_630_000) <= 1 && abs(place.latitudeE7 - 302_740_000) <= 1)
    }
    #expect(
      Place.problem { _ = try list(text(-90_000_000, 90_000_000), "EPSG:4549", named: "list.geojson") }?.contains(
        "no place of the coordinate system") == true)
    // Without a system named the member is believed, and refused.
    #expect(Place.problem { _ = try list(text(15, 50, member), nil, named: "list.geojson") }?.contains("crs") == true)
  }

  @Test func doorsAreConvertedToo() throws {
    let venue = try list("lon,lat,door_lon,door_lat\n120.1676713,30.2716568,120.1447334,30.2426936\n", "gcj02").venues[
      0]
    #expect(abs(venue.doors[0].coordinate.longitudeE7 - 1_201_400_000) <= 1)
    let metres = try list(
      "x,y,door_x,door_y\n515683.890,3350498.848,515683.890,3350498.848\n", "EPSG:4549"
    ).venues[0]
    #expect(metres.doors.map(\.coordinate) == [metres.coordinate])
  }

  /// Chinese maps do not shift Hong Kong: places there stay, and are counted.
  @Test func placesOutsideTheMainlandStay() throws {
    let found = try list("lon,lat\n114.17,22.3\n120.1676713,30.2716568\n121.56,25.03\n", "gcj02")
    #expect(found.venues[0].coordinate == Coordinate(longitude: 114.17, latitude: 22.3))
    #expect(found.venues[2].coordinate == Coordinate(longitude: 121.56, latitude: 25.03))
    #expect(found.warnings.map(\.count) == [2] && found.warnings[0].message.contains("outside mainland China"))
  }

  @Test func missingDatumShiftIsSaid() throws {
    let found = try list("lon,lat\n120.16,30.27\n", "EPSG:4610")
    #expect(found.warnings.map(\.count) == [1] && found.warnings[0].message.contains("datum shift"))
  }

  static let faults: [(crs: String?, text: String, part: String)] = [
    (nil, "x,y\n1,2", "no column lat"), ("EPSG:4549", "lat,lon\n30,120", "no column y"),
    ("EPSG:4549", "x,y\n1e300,2", "x \"1e300\" is out of range"),
    ("EPSG:4549", "x,y\n-90000000,90000000", "row 2: y and x are no place"),
    ("EPSG:4549", "x,y\n,2", "row 2: x \"\" is no number"), ("gcj02", "lon,lat\n181,30", "row 2: lon"),
    ("EPSG:4549", "x,y,door_x\n1,2,3", "one of door_y and door_x"), ("mars", "lat,lon\n1,2", "mars"),
    ("", "lat,lon\n1,2", "is empty"), ("EPSG:4978", "lat,lon\n1,2", "neither geographic nor projected"),
    ("EPSG:99999", "lat,lon\n1,2", "PROJ knows no such CRS"), ("+init=epsg:4326", "lat,lon\n1,2", "old form"),
    ("/etc/passwd", "lat,lon\n1,2", "CRS"), ("EPSG:6649", "lat,lon\n1,2", "compound"),
    ("+proj=tmerc +lat_0=30 +lon_0=120 +k=1e-9", "x,y\n1,2", "PROJ create"),
  ]

  @Test(arguments: faults.indices)
  func refuses(number: Int) {
    let (crs, text, part) = Self.faults[number]
    let problem = Place.problem { _ = try list(text, crs) } ?? "no error"
    #expect(problem.contains(part), "\(problem)")
    #expect(problem.count < 400)
  }

  @Test func columnsByMapping() throws {
    let found = try list(
      "单位,甲,乙,种\n图书馆A,30.274,120.163,图书馆\n", nil, columns: ["lat": "甲", "lon": "乙", "name": "单位", "kind": "种"])
    #expect(found.venues[0].name == "图书馆A" && found.venues[0].kind == .library)
    #expect(found.venues[0].coordinate == Coordinate(longitude: 120.163, latitude: 30.274))
    let problem = Place.problem { _ = try list("lat,lon\n1,2", nil, columns: ["name": "馆名"]) }
    #expect(problem?.contains("no column \"馆名\" for name") == true)
  }

  static let mappings: [(text: String, outcome: String)] = [
    ("lat=纬度,lon=经度", "lat=纬度,lon=经度"), (" name = 馆名 ", "name=馆名"), ("lat=a=b", "lat=a=b"), ("lat", "no pair"),
    ("", "no pair"), ("lat=", "no pair"), ("=x", "no pair"), ("lat=a,lat=b", "given twice"), ("latt=a", "no column"),
    ("lat=甲,lon=甲", "is named for"),
  ]

  @Test(arguments: mappings.indices)
  func mappingsAreChecked(number: Int) {
    var read: [String: String] = [:]
    let problem = Place.problem {
      read = try SuppliedFormat.columns(Self.mappings[number].text, option: "--columns")
    }
    let outcome = problem ?? SuppliedFormat(columns: read).columnsText ?? ""
    #expect(outcome.contains(Self.mappings[number].outcome), "\(outcome)")
  }

  /// The planner's list of Hangzhou: the same ten places as the list it was made from, to the 0.1 m of its decimals.
  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"))
  func hangzhouList() throws {
    let shifted = try #require(SharedData.geodata("venues/hangzhou_venues.gcj02.csv"))
    let plain = try #require(SharedData.geodata("venues/hangzhou_osm_named_venues.geojson"))
    let format = SuppliedFormat(crs: try SuppliedCRS("gcj02", option: "--venues-crs"))
    let found = try VenueList.read(path: shifted.path, format: format).venues
    let wanted = try VenueList.read(path: plain.path).venues
    #expect(found.map(\.name) == wanted.map(\.name) && found.map(\.kind) == wanted.map(\.kind))
    for (a, b) in zip(found, wanted) {
      #expect(Ellipsoid.lengthInMetres(from: a.coordinate, to: b.coordinate) < 0.15)
    }
  }
}
