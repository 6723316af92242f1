import Geography
import PROJ
import TestSupport
import Testing

/// What `--crs` and the systems of supplied files are refused with, word for word.
@Suite("Reference systems: messages")
struct CRSMessageTests {
  private static let remedy = "; name a projected CRS in metres, such as EPSG:32633"

  static let planes: [(crs: String, says: String)] = [
    (" ", "the CRS is empty"),
    ("EPSG:4326", "the CRS is geographic, in degrees, not projected in metres: \"EPSG:4326\""),
    ("EPSG:4978", "the CRS is geocentric, not projected: \"EPSG:4978\""),
    ("EPSG:5773", "the CRS is not a projected one: \"EPSG:5773\""),
    ("+proj=pipeline +step +proj=utm", "the CRS is a pipeline, not a CRS: \"+proj=pipeline +step +proj=utm\""),
    ("urn:ogc:def:datum:EPSG::6326", "PROJ reads it, but as no CRS: \"urn:ogc:def:datum:EPSG::6326\""),
    ("null", "no CRS of exactly this name (the nearest is \"Vienna height\"): \"null\""),
    (solid, "the CRS does not have two axes: \"PROJCRS[\"solid\",BASEGEOGCRS[\"WGS 84\",DATUM[\"World Geodetic S…\""),
  ]

  static let texts: [(crs: String, says: String)] = [
    (
      String(repeating: "P", count: 1001),
      "the CRS text is longer than 1000 letters: \"\(String(repeating: "P", count: 60))…\"" + remedy
    ),
    ("E\u{7}", "the CRS text holds a line break or another control character: \"E?\"" + remedy),
    ("@/etc/passwd", "the CRS names a file: \"@/etc/passwd\"" + remedy),
    (
      "+init=epsg:32633",
      "the CRS uses the old form +init=, which names a file: \"+init=epsg:32633\"; write the code, as in EPSG:32633"
    ),
    ("http://a/b", "the CRS refers to a file or an address to fetch: \"http://a/b\"" + remedy),
    ("+proj=utm +zone=33 +x=../y", "the CRS refers to a file: \"+proj=utm +zone=33 +x=../y\"" + remedy),
    (
      "+proj=utm +zone=33 +nadgrids=a.gsb",
      "the CRS needs a grid file: \"+proj=utm +zone=33 +nadgrids=a.gsb\"; "
        + "leave the grid away; no datum shift is needed here"
    ),
    ("EPSG:1", "PROJ knows no such CRS (crs not found): \"EPSG:1\"" + remedy),
    (
      "+proj=utm +zone=33 +units=km",
      "the unit of the CRS is not the metre but kilometre: \"+proj=utm +zone=33 +units=km\"" + remedy
    ),
    (
      "EPSG:32601",
      "the study area at longitude 15.01, latitude 50.006 is outside the CRS's area of use (-180.0 to -174.0, 0.0 to 84.0): \"EPSG:32601\""
        + remedy
    ),
    (
      "+proj=gnom +lat_0=-50 +lon_0=-165",
      "the CRS cannot show the study area ((14.99, 49.986): Point outside of projection domain): \"+proj=gnom +lat_0=-50 +lon_0=-165\""
        + remedy
    ),
    (
      "+proj=tmerc +lat_0=50 +lon_0=15 +x_0=1e308",
      "places of the study area do not come back through the CRS to where they were: \"+proj=tmerc +lat_0=50 +lon_0=15 +x_0=1e308\""
        + remedy
    ),
    (
      "+proj=tmerc +lat_0=50 +lon_0=15 +x_0=1e9",
      "the study area lies over 100000 km from the CRS's origin: \"+proj=tmerc +lat_0=50 +lon_0=15 +x_0=1e9\"" + remedy
    ),
    ("EPSG:5513", "the axes of the CRS do not run east and north here: \"EPSG:5513\"" + remedy),
    (
      unknownMethod,
      "PROJ finds no way from WGS 84 to the CRS (Unsupported conversion method: Nope): \"PROJCS[\"x\",GEOGCS[\"W\",DATUM[\"W\",SPHEROID[\"W\",6378137,298.25]…\""
        + remedy
    ),
  ]

  /// A projection of a name that is none.
  private static let unknownMethod =
    "PROJCS[\"x\",GEOGCS[\"W\",DATUM[\"W\",SPHEROID[\"W\",6378137,298.25]],PRIMEM[\"G\",0],"
    + "UNIT[\"degree\",0.0174532925]],PROJECTION[\"Nope\"],UNIT[\"metre\",1]]"

  @Test(arguments: texts.indices)
  func text(index: Int) {
    let (crs, says) = Self.texts[index]
    let line = RefusalLine.of { _ = try ProjectionDefinition(crs: crs, covering: box(15.01, 50.006)) }
    #expect(line == "--crs: " + says)
  }

  /// A projected system with heights, of three axes.
  private static let solid =
    "PROJCRS[\"solid\",BASEGEOGCRS[\"WGS 84\",DATUM[\"World Geodetic System 1984\","
    + "ELLIPSOID[\"WGS 84\",6378137,298.257223563,LENGTHUNIT[\"metre\",1]]],PRIMEM[\"Greenwich\",0,"
    + "ANGLEUNIT[\"degree\",0.0174532925199433]]],CONVERSION[\"UTM zone 33N\",METHOD[\"Transverse Mercator\","
    + "ID[\"EPSG\",9807]],PARAMETER[\"Latitude of natural origin\",0,ANGLEUNIT[\"degree\",0.0174532925199433]],"
    + "PARAMETER[\"Longitude of natural origin\",15,ANGLEUNIT[\"degree\",0.0174532925199433]],"
    + "PARAMETER[\"False easting\",500000,LENGTHUNIT[\"metre\",1]]],CS[Cartesian,3],"
    + "AXIS[\"(E)\",east,ORDER[1]],AXIS[\"(N)\",north,ORDER[2]],AXIS[\"height (h)\",up,ORDER[3]],"
    + "LENGTHUNIT[\"metre\",1]]"

  @Test(arguments: planes.indices)
  func plane(index: Int) {
    let (crs, says) = Self.planes[index]
    #expect(
      RefusalLine.of { _ = try ProjectionDefinition(crs: crs, covering: box(15.01, 50.006)) }
        == "--crs: " + says + Self.remedy)
  }

  @Test func planesWithRemediesOfTheirOwn() {
    func says(_ crs: String) -> String {
      RefusalLine.of { _ = try ProjectionDefinition(crs: crs, covering: box(15.01, 50.006)) }
    }
    #expect(
      says("EPSG:25833+5773")
        == "--crs: the CRS is compound, with heights: \"EPSG:25833+5773\"; "
        + "name its horizontal, projected part alone, in metres")
    #expect(
      says("EPSG:3857")
        == "--crs: the CRS distorts lengths here: its scale is 1.553, over 5 % from 1: \"EPSG:3857\"; "
        + "name a CRS made for this place, such as its UTM zone, or leave --crs away")
  }

  @Test func pointsOffTheEarth() throws {
    let same = ProjectionDefinition(definition: "", pipeline: "+proj=noop", scaleAtCentre: 1)
    let error = #expect(throws: ProjectionError.self) {
      try same.makeProjection().unproject(ProjectedPoint(x: 200, y: 0))
    }
    #expect(error?.description == "PROJ unproject: (200.0, 0.0) leads off the Earth")
  }

  @Test func systemsOfFiles() {
    func says(_ crs: String) -> String {
      RefusalLine.of { _ = try SuppliedReference(crs, option: "--venues-crs") }
    }
    let remedy = "; name one such as gcj02, bd09, wgs84 or EPSG:4549"
    #expect(says("") == "--venues-crs: the CRS is empty" + remedy)
    #expect(says("EPSG:5773") == "--venues-crs: the CRS is neither geographic nor projected: \"EPSG:5773\"" + remedy)
    #expect(
      says("EPSG:25833+5773")
        == "--venues-crs: the CRS is compound, with heights: \"EPSG:25833+5773\"; name its horizontal part alone")
  }
}
