import Geography
import PROJ
import Testing

/// What `--crs` accepts and refuses, over the base city of the hostile cases (50 N 15 E).
@Suite struct UserCRSTests {
  private let city = box(15.01, 50.006)

  @Test(arguments: [
    "EPSG:32633", "epsg:32633", "EPSG:25833", "+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs +type=crs",
    "+proj=utm +zone=33 +datum=WGS84", "proj=utm zone=33", "urn:ogc:def:crs:EPSG::32633", "WGS 84 / UTM zone 33N",
    "+proj=aeqd +lat_0=50.006 +lon_0=15.01 +datum=WGS84 +units=m +type=crs", "EPSG:3035",
    "+proj=utm +zone=33 +ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7",
  ])
  func accepted(crs: String) throws {
    let definition = try ProjectionDefinition(crs: crs, covering: city)
    #expect(abs(definition.scaleAtCentre - 1) < 0.002)
    #expect(definition.definition == crs)
    #expect(definition.pipeline.contains("+proj="))
    let projection = try definition.makeProjection()
    let here = try projection.project(city.centre)
    let east = try projection.project(place(15.02, 50.006))
    let north = try projection.project(place(15.01, 50.016))
    #expect(east.x - here.x > 650 && north.y - here.y > 1_000)
    #expect(try projection.unproject(here) == city.centre)
  }

  @Test(arguments: [
    ("", "empty"), ("   ", "empty"),
    ("EPSG:999999", "999999"), ("EPSG:-1", "EPSG:-1"), ("EPSG:99999999999999999999", "no such CRS"),
    ("EPSG:4326", "degrees"), ("EPSG:4979", "degrees"), ("EPSG:4978", "geocentric"), ("EPSG:5773", "not a projected"),
    ("EPSG:25833+5773", "compound"), ("EPSG:2263", "foot"), ("EPSG:3857", "scale is 1.55"),
    ("+proj=merc +a=6378137 +b=6378137 +nadgrids=@null +units=m", "scale"),
    ("EPSG:32601", "area of use"), ("EPSG:32733", "area of use"), ("EPSG:27700", "area of use"),
    ("EPSG:5513", "axes of the CRS do not run east and north"), ("+proj=utm +zone=33 +units=ft", "foot"),
    ("+proj=utm +zone=33 +units=km", "kilometre"),
    ("+proj=utm +zone=99 +type=crs", "zone=99"), ("+proj=nosuch +type=crs", "nosuch"),
    ("+proj=gnom +lat_0=-50 +lon_0=-165 +type=crs", "cannot show"),
    ("+init=epsg:32633", "+init"), ("+init=/etc/passwd:x", "+init"),
    ("+proj=tmerc +lat_0=nan +lon_0=15 +type=crs", "nan"),
    ("+proj=tmerc +lat_0=0 +lon_0=inf +type=crs", "inf"),
    ("PROJCRS[\"x\",BASEGEOGCRS[\"WGS 84\",", "no such CRS"),
    (String(repeating: "PROJCRS[", count: 20_000), "longer than 1000"),
    ("@/etc/passwd", "names a file"), ("file:///etc/passwd", "names a file"),
    ("+proj=utm +zone=33 +nadgrids=http://127.0.0.1:9/x.gsb +type=crs", "fetch"),
    ("+proj=utm +zone=33 +nadgrids=../secret", "file"), ("+proj=utm +zone=33 +geoidgrids=/etc/passwd", "file"),
    ("+proj=utm +zone=33 +nadgrids=absent.gsb +type=crs", "needs a grid"),
    ("+proj=pipeline +step +proj=utm +zone=33", "pipeline"), ("$(touch owned);`id`", "no such CRS"),
    ("EPSG:32633\nerror: all is well", "line break"), ("UTM zone 33", "no such CRS"),
    ("null", "no CRS of exactly this name"),
    ("+proj=tmerc +lat_0=50 +lon_0=15 +x_0=1e308", "do not come back"), ("+proj=isea", "cannot show"),
    ("+proj=tmerc +lat_0=50 +k=1e-9", "cannot show"),
    (
      "PROJCS[\"x\",GEOGCS[\"W\",DATUM[\"W\",SPHEROID[\"W\",6378137,298.25]],PRIMEM[\"G\",0],"
        + "UNIT[\"degree\",0.0174532925]],PROJECTION[\"Nope\"],UNIT[\"metre\",1]]", "finds no way"
    ),
    ("+proj=tmerc +lat_0=50 +lon_0=15 +x_0=1e9", "100000 km from the CRS's origin"),
    ("+proj=tmerc +lat_0=50 +lon_0=15 +y_0=-2e8", "100000 km from the CRS's origin"),
    ("\u{1B}[31mEPSG:32633", "control character"), ("{\"type\": \"ProjectedCRS\"}", "no such CRS"),
  ])
  func refused(crs: String, reason: String) throws {
    let error = try #require(throws: InputError.self) { try ProjectionDefinition(crs: crs, covering: city) }
    #expect(error.subject == "--crs")
    #expect(error.problem.contains(reason), "\(error)")
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    #expect(error.description.count < 500)
    #expect(error.description.contains("CRS"))
  }

  @Test func webMercatorIsFineAtTheEquator() throws {
    let definition = try ProjectionDefinition(crs: "EPSG:3857", covering: box(15, 0.1))
    #expect(abs(definition.scaleAtCentre - 1.0034) < 0.001)
  }

  /// The mean hides a projection that stretches one way and squeezes the other; each direction is judged.
  @Test func equalAreaCylinderIsRefusedAwayFromItsParallel() throws {
    let error = try #require(throws: InputError.self) {
      try ProjectionDefinition(crs: "+proj=cea +lat_ts=0 +datum=WGS84", covering: city)
    }
    #expect(error.problem.contains("distorts"))
  }
}
