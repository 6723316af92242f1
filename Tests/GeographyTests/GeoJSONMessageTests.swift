import Foundation
import TestSupport
import Testing

@testable import Geography

/// What bad GeoJSON, and small files in general, are refused with, word for word.
@Suite("GeoJSON and files: messages")
struct GeoJSONMessageTests {
  private static func says(_ text: String) -> String {
    RefusalLine.of { _ = try GeoJSONReader.features(in: Array(text.utf8), named: "a.geojson") }
  }

  static let malformed: [(text: String, says: String)] = [
    ("{", "line 1, byte 1: unexpected end of the file, cut short? expected a member name in double quotes"),
    ("{\"a\n", "line 1, byte 3: control character within a text"),
    ("{\"a\\n\u{1}\":1}", "line 1, byte 5: control character within a text"),
    ("{\"a\\", "line 1, byte 4: unexpected end of the file within a text"),
    ("{\"\\x\":1}", "line 1, byte 4: unknown escape in a text"),
    ("{\"\\u12G4\":1}", "line 1, byte 6: \\u without four hexadecimal digits"),
    ("{\"\\ud800\":1}", "line 1, byte 8: text with half a surrogate pair"),
    ("{\n\"a\":01}", "line 2, byte 8: number with a leading zero"),
    ("{\"properties\":1e400}", "line 1, byte 19: number too large: 1e400"),
    ("{\"a\":1,}", "line 1, byte 7: trailing comma"),
    ("{\"a\":\u{7}}", "line 1, byte 5: expected a JSON value, found byte 7"),
    ("{\"a\":tru}", "line 1, byte 8: expected a JSON value, found '}'"),
    (
      "{\"a\":" + String(repeating: "[", count: 64), "line 1, byte 68: JSON nested deeper than 64 levels"
    ),
    ("{\"type\":\"Point\",\"coordinates\":[1,2]}{", "line 1, byte 36: more text after the end of the JSON document"),
  ]

  @Test(arguments: malformed.indices)
  func malformedText(index: Int) {
    let (text, says) = Self.malformed[index]
    #expect(Self.says(text) == "a.geojson: not valid GeoJSON, \(says); correct the file or export it again")
  }

  @Test func notUTF8() {
    let bytes = Array("{\"".utf8) + [0xC0, 0xAF] + Array("\":1}".utf8)
    #expect(
      RefusalLine.of { _ = try GeoJSONReader.features(in: bytes, named: "a\u{1B}.geojson") }
        == "a?.geojson: not valid GeoJSON, line 1, byte 4: text that is not UTF-8; correct the file or export it again")
  }

  @Test(arguments: [
    ("<kml/>", "it looks like XML (KML, GPX or HTML)"), ("\u{0}{", "it looks like UTF-16"),
    ("[1]", "a list stands at the top"), ("lat,lon", "it does not begin with '{'"),
  ])
  func notGeoJSON(text: String, looks: String) {
    #expect(
      Self.says(text) == "a.geojson: is not GeoJSON: \(looks); convert it to GeoJSON (RFC 7946, UTF-8)")
    #expect(Self.says(" ") == "a.geojson: is empty; give a GeoJSON file")
  }

  @Test func ringsThatCannotBeWritten() {
    let ring = [Coordinate](repeating: Coordinate(longitudeE7: 1, latitudeE7: 2), count: 3)
    let feature = GeoJSONFeature(geometry: .polygon(GeographicPolygon(exterior: ring)))
    #expect(
      RefusalLine.of { _ = try GeoJSONWriter.encode([feature]) }
        == "GeoJSON output: a polygon ring of 3 positions cannot be written; "
        + "report this as a defect with the command line that caused it")
  }

  @Test func files() throws {
    func says(_ path: String, upTo limit: Int = 1 << 20) -> String {
      RefusalLine.of { _ = try InputFile.bytes(path: path, maximumBytes: limit) }
    }
    #expect(says("") == "input file: the path is empty or holds a NUL; name a file")
    #expect(says("a\u{0}b") == "a?b: the path is empty or holds a NUL; name a file")
    #expect(
      says("/nowhere/a")
        == "/nowhere/a: cannot open the file: No such file or directory; check the path and its permissions")
    #expect(says("/") == "/: is a directory, not a regular file; name a file on disk")
    #expect(says("/dev/null") == "/dev/null: is a pipe or device, not a regular file; name a file on disk")
    let large = RefusalLine.ofHoles("a", bytes: 3 << 20) {
      _ = try InputFile.bytes(path: $0, maximumBytes: 2 << 20)
    }
    #expect(large == "a: holds 3145728 bytes, over the limit of 2 MiB; simplify or split the file")
    let forbidden = RefusalLine.ofForbidden("a") { _ = try InputFile.bytes(path: $0, maximumBytes: 9) }
    let denied = "a: cannot open the file: Permission denied; check the path and its permissions"
    #expect(forbidden == nil || forbidden == denied)
  }

  /// Files of the kernel that tell no size, of which one cannot be read from its beginning.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/mem"), "needs Linux"))
  func filesThatAreNotWhatTheySeem() {
    #expect(
      RefusalLine.of { _ = try InputFile.bytes(path: "/proc/self/mem", maximumBytes: 1 << 20) }
        == "/proc/self/mem: cannot read the file: Input/output error; check the file and its disk")
    #expect(
      RefusalLine.of { _ = try InputFile.bytes(path: "/proc/self/maps", maximumBytes: 1 << 10) }
        == "/proc/self/maps: grew over 1 KiB while it was read; try again")
  }
}
