import CDeflate
import Foundation
import TestSupport
import Testing

@testable import OpenStreetMap

/// What files that are no extract are refused with, word for word, and XML that cannot be read.
@Suite("Formats and XML: messages")
struct FormatMessageTests {
  private static let again = "; download or export the .osm file again"
  private static let give = ", not an OpenStreetMap extract; give an .osm.pbf or .osm (XML) file"

  static let files: [(text: String, says: String)] = [
    ("", "is empty" + give), (" \n", "is blank: it has no XML element" + give),
    ("<html>", "is a page of HTML (perhaps a server's error message)" + give),
    (
      "version https://git-lfs.github.com/spec/v1\n",
      "is a Git LFS pointer, not the file itself; fetch the file with `git lfs pull`"
    ),
    ("SQLite format 3\u{0}", "is in the format of SQLite, such as a GeoPackage" + give),
    ("PK\u{3}\u{4}", "is in the format of ZIP archives" + give), ("any text", "is in an unknown format" + give),
    (
      "[1, 2]",
      "is JSON, not an OpenStreetMap extract in PBF or XML format; with Overpass ask for [out:xml]"
    ),
    ("<gpx/>", "the XML root element is gpx, not osm (line 1)" + again),
    ("<osmChange/>", "is a change file (root element osmChange), not a map (line 1)" + again),
    ("<osm version='5\u{85}'/>", "the version of the root element osm is not 0.6 but \"5\u{FFFD}\" (line 1)" + again),
    (
      "<!DOCTYPE osm>\n<osm version='0.6'/>",
      "a document type declaration (DOCTYPE, DTD) with entities is not allowed in XML (line 1)" + again
    ),
    (
      "<osm version='0.6'>\n<node id='1' lat='1' lon='1'><way id='2'/></node></osm>",
      "the XML element way is inside another element (line 2)" + again
    ),
    (
      "<osm version='0.6'>" + String(repeating: "<a>", count: 32),
      "XML elements are nested over 32 deep (line 1)" + again
    ),
    (
      "<osm version='0.6'><remark>out of\u{A0}memory\n</remark></osm>",
      "the server's remark says it is incomplete: out of\u{A0}memory\u{FFFD}" + again
    ),
  ]

  @Test(arguments: files.indices)
  func texts(index: Int) throws {
    let (text, says) = Self.files[index]
    let line = ExtractMessageTests.line("a.osm", Array(text.utf8))
    #expect(line == "a.osm: " + says)
  }

  @Test func packed() throws {
    func says(_ bytes: [UInt8]) -> String { ExtractMessageTests.line("a.osm.gz", bytes) }
    #expect(says([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) == "a.osm.gz: is in the format of xz" + Self.give)
    #expect(says([0x28, 0xB5, 0x2F, 0xFD, 0, 0]) == "a.osm.gz: is in the format of zstd" + Self.give)
    let nothing: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    #expect(says(nothing) == "a.osm.gz: is compressed, and empty inside: it has no XML element" + Self.again)
    #expect(
      says(nothing.dropLast(1))
        == "a.osm.gz: truncated gzip data: unexpected end of file; download or copy the file again")
    // Empty, but for the check at its end.
    #expect(
      says(Array(nothing.dropLast(8)) + [1, 0, 0, 0, 0, 0, 0, 0])
        == "a.osm.gz: corrupt gzip data near byte 20: incorrect data check; download or copy the file again")
  }

  private static func gzip(_ content: [UInt8]) -> [UInt8] {
    let compressor = libdeflate_alloc_compressor(6)
    defer { libdeflate_free_compressor(compressor) }
    return [UInt8](unsafeUninitializedCapacity: content.count + 1_000) { buffer, count in
      count = libdeflate_gzip_compress(compressor, content, content.count, buffer.baseAddress, buffer.count)
    }
  }

  @Test func packedTwiceTooLargeAndTwice() {
    #expect(
      ExtractMessageTests.line("a.osm.gz", Self.gzip(Self.gzip(Array("<osm version='0.6'/>".utf8))))
        == "a.osm.gz: is a compressed file inside a compressed file: gzip, where XML is expected (gzip, bzip2)"
        + Self.again)
    let long = "<osm version='0.6'><node id='" + String(repeating: "1", count: 2 << 20)
    #expect(
      ExtractMessageTests.line("a.osm", Array(long.utf8))
        == "a.osm: an XML element or value is too large: over the limit of 1 MiB (line 1)" + Self.again)
    let way = "<way id='7'><nd ref='1'/><tag k='highway' v='path'/></way>"
    let twice = "<osm version='0.6'>" + way + way.replacing("ref='1'", with: "ref='2'") + "</osm>"
    #expect(
      ExtractMessageTests.line("a.osm", Array(twice.utf8))
        == "a.osm: w7 occurs twice with different content, and no version to tell the newer: duplicate elements; "
        + "join extracts of the same day with `osmium merge`")
  }

  @Test func cutWhileItIsRead() {
    let line = RefusalLine.of("a.osm.pbf", [1, 2, 3, 4]) { path in
      let file = try InputFile(path: path)
      truncate(path, 3)
      let bytes = PaddedBytes()
      try withExtendedLifetime(bytes) { try bytes.read(1..<4, of: file) }
    }
    #expect(
      line == "a.osm.pbf: changed while it was read: 3 of 4 bytes are left, it is truncated; "
        + "wait until it is written, then try again")
  }

  @Test func paths() {
    func says(_ path: String) -> String {
      RefusalLine.of { _ = try ExtractReader(path: path, workers: 1).read(.town) }
    }
    #expect(says("") == "extract: the path of the file is empty; name an .osm.pbf or .osm file")
    #expect(
      says("/nowhere/a.osm")
        == "/nowhere/a.osm: cannot open the file: No such file or directory; check the path and its permissions")
    #expect(says("/") == "/: is a directory; name a file: an .osm.pbf or .osm extract")
    #expect(says("/dev/null") == "/dev/null: is not a regular file; name a file: an .osm.pbf or .osm extract")
  }
}
