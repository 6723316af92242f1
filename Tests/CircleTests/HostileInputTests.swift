import Foundation
import Testing

/// Bad files made by hand, each put in place of a good one: one clean line that says what is wrong, and nothing left.
@Suite struct HostileInputTests {
  enum Role: String { case extract, venues, homes, boundary }

  /// A file, and words that its error must hold.
  struct BadFile: Sendable {
    var name: String
    var role: Role
    var bytes: [UInt8]
    var mention: String

    init(_ name: String, _ role: Role, _ bytes: [UInt8], _ mention: String) {
      (self.name, self.role, self.bytes, self.mention) = (name, role, bytes, mention)
    }

    init(_ name: String, _ role: Role, _ text: String, _ mention: String) {
      self.init(name, role, Array(text.utf8), mention)
    }
  }

  private typealias PBF = HostileBytes

  static let frames: [BadFile] = [
    BadFile("nothing.osm.pbf", .extract, [], "empty"),
    BadFile("length_only.osm.pbf", .extract, [0, 0, 0, 14], "truncated"),
    BadFile("length_4g.osm.pbf", .extract, [0xFF, 0xFF, 0xFF, 0xFF] + [10, 9], "format"),
    BadFile("size_negative.osm.pbf", .extract, PBF.framed("OSMHeader", [], size: -1), "size"),
    BadFile("size_past_end.osm.pbf", .extract, PBF.framed("OSMHeader", [], size: 900), "truncated"),
    BadFile("size_33m.osm.pbf", .extract, PBF.framed("OSMHeader", [], size: 33 << 20), "32 MiB"),
    BadFile("data_first.osm.pbf", .extract, PBF.block(group: PBF.way()), "OSMHeader"),
    BadFile("feature.osm.pbf", .extract, PBF.header(["OsmSchema-V0.6", "Telepathy"]), "Telepathy"),
    BadFile("zlib_garbage.osm.pbf", .extract, PBF.framed("OSMHeader", PBF.field(2, 9) + PBF.field(3, "x")), "zlib"),
    BadFile(
      "zlib_size_2g.osm.pbf", .extract, PBF.framed("OSMHeader", PBF.field(2, 1 << 31) + PBF.field(3, "x")), "size"),
    BadFile("page.osm.pbf", .extract, "<!DOCTYPE html><html><body>404</body></html>", "HTML"),
    BadFile("pointer.osm.pbf", .extract, "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "LFS"),
  ]

  static let blocks: [BadFile] = [
    BadFile("key_out_of_table.osm.pbf", .extract, PBF.header() + PBF.block(group: PBF.way(key: 77)), "string"),
    BadFile(
      "varint_of_eleven.osm.pbf", .extract,
      PBF.header() + PBF.block(group: PBF.way(references: [UInt8](repeating: 0xFF, count: 11))), "varint"),
    BadFile(
      "wire_type_7.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.raw([0x0F, 1, 2])), "wire"),
    BadFile(
      "latitudes_short.osm.pbf", .extract,
      PBF.header() + PBF.block(group: PBF.dense(ids: [2, 2], latitudes: [2], longitudes: [2, 2])), "lat"),
    BadFile(
      "id_overflow.osm.pbf", .extract,
      PBF.header()
        + PBF.block(
          group: PBF.dense(
            ids: PBF.varint(.max - 1) + PBF.varint(.max - 1), latitudes: [2, 2], longitudes: [2, 2])), "overflow"),
    BadFile(
      "string_past_end.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.raw([0x0A, 0x7F, 1])), "end of"),
  ]

  static let texts: [BadFile] = [
    BadFile("cut.osm", .extract, String(GoodCity.xml.dropLast(30)), "XML"),
    BadFile("track.osm", .extract, "<gpx version='1.1'></gpx>", "gpx"),
    BadFile(
      "entity.osm", .extract, "<!DOCTYPE osm [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><osm version='0.6'>&x;</osm>",
      "entit"),
    BadFile("id_2p64.osm", .extract, GoodCity.replacing("node id='1' ", "node id='18446744073709551616' "), "id"),
    BadFile("latitude_comma.osm", .extract, GoodCity.replacing("lat='50.0'", "lat='50,0'"), "lat"),
    BadFile("reference_word.osm", .extract, GoodCity.replacing("ref='6'", "ref='six'"), "ref"),
    BadFile("schema_05.osm", .extract, GoodCity.replacing("version='0.6'", "version='0.5'"), "0.5"),
    BadFile("no_street.osm", .extract, GoodCity.replacing("'highway'", "'lowway'"), "walkable"),
    BadFile("magic_only.osm.gz", .extract, [0x1F, 0x8B, 8], "gzip"),
    BadFile("magic_only.osm.bz2", .extract, Array("BZh9".utf8), "bzip2"),
  ]

  static let lists: [BadFile] = [
    BadFile("empty.csv", .venues, "", "empty"),
    BadFile("no_place.csv", .venues, "name,kind\nA,museum\n", "lat"),
    BadFile("word.csv", .venues, "name,lat,lon\nA,fifty,15\n", "lat"),
    BadFile("off_the_earth.csv", .venues, "name,lat,lon\nA,95,15\n", "lat"),
    BadFile("open_quote.csv", .venues, "name,lat,lon\n\"A,50,15\n", "quot"),
    BadFile("nul.csv", .venues, "name,lat,lon\nA\0,50,15\n", "NUL"),
    BadFile("cut.geojson", .venues, "{\"type\":\"FeatureCollection\",\"features\":[", "JSON"),
    BadFile("deep.geojson", .venues, "{\"type\":" + String(repeating: "[", count: 100_000), "nest"),
    BadFile("people.csv", .homes, "id,lat,lon,people\n1,50,15,-3\n", "people"),
    BadFile("infinite.csv", .homes, "id,lat,lon,people\n1,50,15,inf\n", "people"),
    BadFile(
      "line.geojson", .boundary, "{\"type\":\"LineString\",\"coordinates\":[[15,50],[15.1,50],[15,50.1]]}", "polygon"),
    BadFile(
      "metres.geojson", .boundary,
      "{\"type\":\"Polygon\",\"coordinates\":[[[5e5,5e6],[6e5,5e6],[6e5,6e6],[5e5,5e6]]]}", "degree"),
    BadFile(
      "elsewhere.geojson", .boundary,
      "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2],[1,1]]]}", "overlap"),
    BadFile("places.kml", .boundary, "<kml><Document/></kml>", "JSON"),
  ]

  static let table =
    frames + blocks + texts + lists + HostileBlobs.table + HostileMessages.table + HostileMarkup.table
    + HostileTables.table + HostileShapes.table

  @Test func theGoodCityIsGood() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("city.osm", GoodCity.xml)
    let run = try program.run(["gaps", "city.osm", "--output", "gaps.geojson"])
    #expect(run.status == 0 && run.errorLines.allSatisfy { !$0.hasPrefix("error") }, "\(run)")
    #expect(program.names == ["city.osm", "gaps.geojson"])
  }

  @Test(arguments: table.indices)
  func badFileGivesOneCleanLine(index: Int) throws {
    let bad = Self.table[index]
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("city.osm", GoodCity.xml)
    let path = program.folder + "/" + bad.name
    try Data(bad.bytes).write(to: URL(fileURLWithPath: path))
    let city = bad.role == .extract ? path : program.folder + "/city.osm"
    let option = bad.role == .extract ? [] : ["--\(bad.role.rawValue)", path]
    let names = program.names
    let run = try HostileRun(
      ["gaps", city, "--output", program.folder + "/gaps.geojson"] + option, folder: program.folder,
      deadlineInSeconds: HostileRun.deadlineInSeconds)
    #expect(run.faultsOfAnyRun(peakLimitMiB: 200) == [], "\(bad.name)")
    #expect(run.status == 1, "\(bad.name): \(run.errors)")
    let line = try #require(run.errorLines.first)
    #expect(line.contains(bad.name) && line.localizedCaseInsensitiveContains(bad.mention), "\(bad.name): \(line)")
    #expect(Set(program.names).subtracting(["stderr"]) == Set(names), "\(bad.name)")
  }
}
