import Foundation
import Geography
import OpenStreetMap
import Testing

/// What is no file of the right kind.
@Suite struct InputFileTests {
  private func problem(_ path: String) -> String {
    let error = #expect(throws: InputError.self) { try ExtractReader(path: path, workers: 1).read(.town) }
    return error?.description ?? ""
  }

  @Test func namesThatAreNoFiles() throws {
    #expect(problem("").contains("empty"))
    #expect(problem("/nowhere/at/all.osm.pbf").contains("No such file"))
    #expect(problem(FileManager.default.temporaryDirectory.path).contains("directory"))
    let pipe = FileManager.default.temporaryDirectory.appending(path: "pipe-\(UUID().uuidString)")
    #expect(mkfifo(pipe.path, 0o600) == 0)
    defer { unlink(pipe.path) }
    #expect(problem(pipe.path).contains("not a regular file"))
    #expect(problem("/proc/self/mem").contains("/proc/self/mem"))
  }

  @Test(arguments: [
    ("", "empty"), ("  \n", "blank"), ("<!DOCTYPE html><html></html>", "HTML"), ("<html>", "HTML"),
    ("{\"elements\": []}", "JSON"), ("version https://git-lfs.github.com/spec/v1\noid", "LFS"),
    ("SQLite format 3\u{0}", "GeoPackage"), ("PK\u{3}\u{4}", "ZIP"), ("\u{0}", "truncated"),
    ("osm? what osm?", "unknown format"), ("<osm version='0.5'/>", "0.5"), ("<osm/>", "version"),
    ("<osm version='0.6'>", "XML"), ("<osmChange version='0.6'/>", "change file"), ("<gpx/>", "gpx"),
    ("<osm version='0.6'><remark>runtime error: Query timed out</remark></osm>", "timed out"),
    ("<!DOCTYPE osm [<!ENTITY a 'b'>]><osm version='0.6'/>", "DOCTYPE"),
    ("<osm version='0.6'><node id='1' lat='1' lon='1'><node id='2'/></node></osm>", "inside"),
    ("<osm version='0.6'><way id='1'><tag v='1'/></way></osm>", "key"),
    ("<osm version='0.6'><way id='1'><member type='node' ref='1'/></way></osm>", "member"),
    ("<osm version='0.6'>\n<node id='1' lat='0x1' lon='1'/></osm>", "line 2"),
  ])
  func filesThatAreNoExtracts(content: String, mention: String) {
    let error = #expect(throws: InputError.self) { try readExtract(Array(content.utf8)) }
    #expect(error?.description.contains(mention) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("1", 10_000_000), ("-0.1", -1_000_000), ("12.34567894", 123_456_789), ("12.34567895", 123_456_790),
    ("-12.345678950", -123_456_790), ("0.00000005", 1), ("0.000000049999999", 0), ("4.5E-5", 450),
    ("1.5e1", 150_000_000),
    (".5", 5_000_000), ("5.", 50_000_000), ("0007.25", 72_500_000), ("89.9999999999", 900_000_000),
  ])
  func decimalsAreExact(text: String, latitudeE7: Int32) throws {
    let extract = try readExtract(xml(latitude: text))
    #expect(extract.nodes.coordinates.map(\.latitudeE7) == [latitudeE7])
  }

  @Test(arguments: ["", " 1", "1 ", "+1", "1,5", "1.2.3", "nan", "inf", "0x1p3", "1e", "--1", "-", ".", "e5", "１"])
  func whatIsNoDecimalIsRefused(text: String) {
    #expect(throws: InputError.self) { try readExtract(xml(latitude: text)) }
  }

  @Test(arguments: ["", "1.0", " 1", "9223372036854775808", "-9223372036854775809", "1e3", "a", "-"])
  func whatIsNoIdIsRefused(text: String) {
    let content = "<osm version='0.6'><node id='\(text)' lat='1' lon='1'/></osm>"
    #expect(throws: InputError.self) { try readExtract(Array(content.utf8)) }
  }

  @Test(arguments: [Int64.min, Int64.max, -1, 0])
  func idsReachTheEndsOf64Bits(id: Int64) throws {
    let elements: [TestElement] = [.node(id, 1, 2), .way(id, [id], [("highway", "path")])]
    for bytes in [PBFEncoder().file(elements), osmXML(elements)] {
      let extract = try readExtract(bytes)
      #expect(extract.nodes.ids == [id] && extract.ways.ids == [id])
    }
  }

  private func xml(latitude: String) -> [UInt8] {
    Array(
      """
      <osm version="0.6"><node id="1" lat="\(latitude)" lon="1"/>
      <way id="1"><nd ref="1"/><tag k="highway" v="path"/></way></osm>
      """.utf8)
  }
}
