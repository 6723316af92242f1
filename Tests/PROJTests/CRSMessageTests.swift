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
