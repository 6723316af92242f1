import Foundation

/// Bad OSM XML, by hand: encodings, entities, nesting, attributes, and what packs it.
enum HostileMarkup {
  private typealias BadFile = HostileInputTests.BadFile

  /// The good city with more inside its root.
  private static func city(_ name: String, adding more: String, _ mention: String) -> HostileInputTests.BadFile {
    BadFile(name + ".osm", .extract, GoodCity.replacing("</osm>", more + "</osm>"), mention)
  }

  /// The good city under another name, as bytes with one text of it replaced by bytes that are none.
  private static func city(_ name: String, writing bytes: [UInt8], _ mention: String) -> HostileInputTests.BadFile {
    let parts = GoodCity.xml.components(separatedBy: "Hand")
    return BadFile(name + ".osm", .extract, Array(parts[0].utf8) + bytes + Array(parts[1].utf8), mention)
  }

  private static func node(_ id: String, _ latitude: String = "50", _ longitude: String = "15") -> String {
    "<node id='\(id)' lat='\(latitude)' lon='\(longitude)'/>"
  }

  static let table: [HostileInputTests.BadFile] = encodings + entities + structure + attributes + packed

  private static let encodings = [
    city("utf8_invalid", writing: [0xFF], "XML error"), city("utf8_overlong", writing: [0xC0, 0xAF], "XML error"),
    city("utf8_surrogate", writing: [0xED, 0xA0, 0x80], "XML error"), city("nul_within", writing: [0], "XML"),
    city("character_0", writing: Array("&#0;".utf8), "xmlChar value 0 (line"),
    city("character_escape", writing: Array("&#27;[31m".utf8), "XML error"),
    city("character_past_end", writing: Array("&#x110000;".utf8), "XML error"),
    BadFile("encoding_unknown.osm", .extract, GoodCity.replacing("UTF-8", "KLINGON"), "encoding"),
    BadFile("declaration_late.osm", .extract, "\n" + GoodCity.xml, "XML error"),
    BadFile("zeros_behind.osm", .extract, Array(GoodCity.xml.utf8) + [0, 0, 0], "XML error"),
    BadFile("root_twice.osm", .extract, GoodCity.xml + "<osm version='0.6'/>", "XML error"),
  ]

  private static let entities = [
    city("entity_unknown", writing: Array("&nbsp;".utf8), "XML error"),
    BadFile(
      "laughs.osm", .extract,
      "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><osm version='0.6'>&c;</osm>",
      "DOCTYPE"),
    BadFile(
      "parameter.osm", .extract,
      "<!DOCTYPE l [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'> %x;]><osm version='0.6'/>", "DOCTYPE"),
    BadFile("outer.osm", .extract, "<!DOCTYPE osm SYSTEM 'file:///dev/zero'><osm version='0.6'/>", "DOCTYPE"),
    BadFile("hypertext.osm", .extract, "<!DOCTYPE html><html/>", "HTML"),
    BadFile("hypertext_strict.osm", .extract, "<?xml version='1.0'?><html/>", "HTML"),
  ]

  private static let structure = [
    city("nested", adding: String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40), "32 deep"),
    city("large", adding: "<note a='\(String(repeating: "x", count: 2 << 20))'/>", "limit"),
    city("reference_outside", adding: "<nd ref='1'/>", "outside any way"),
    city("reference_in_node", adding: "<node id='9' lat='1' lon='1'><nd ref='1'/></node>", "outside any way"),
    city("member_outside", adding: "<member type='way' ref='1' role=''/>", "outside any relation"),
    city("tag_outside", adding: "<tag k='a' v='b'/>", "outside any node"),
    city("way_in_relation", adding: "<relation id='1'><way id='2'/></relation>", "inside another"),
    city("remark", adding: "<remark>runtime error: \u{202E}timed out</remark>", "\u{FFFD}timed out"),
    BadFile("change.osm", .extract, "<osmChange version='0.6'/>", "change file"),
    BadFile("root_long.osm", .extract, "<\(String(repeating: "a", count: 5000))/>", "root element"),
    BadFile("root_unversioned.osm", .extract, GoodCity.replacing("<osm version='0.6'>", "<osm>"), "not 0.6"),
    BadFile("root_empty.osm", .extract, "<osm version='0.6'/>", "walkable"),
    BadFile("only_less_than.osm", .extract, "<", "XML error"),
  ]

  private static let attributes =
    ["", " ", "1.0", "0x1", "9223372036854775808", "-9223372036854775809", "１"].enumerated().map {
      city("id_\($0.offset)", adding: node($0.element), "invalid id")
    }
    + ["", "+", "0x32", "5e", "50N", "nan", "inf", "50.0.0", "５０"].enumerated().map {
      city("latitude_\($0.offset)", adding: node("900", $0.element), "invalid coordinate")
    }
    + [
      city("id_missing", adding: "<way/>", "way without an id"),
      city("latitude_missing", adding: "<node id='9' lon='15'/>", "no lat or lon"),
      city("version_word", adding: "<way id='9' version='x'/>", "invalid version"),
      city("reference_missing", adding: "<way id='9'><nd/></way>", "no number: \"\""),
      city("member_untyped", adding: "<relation id='1'><member ref='1'/></relation>", "unknown type"),
      city("member_without_ref", adding: "<relation id='1'><member type='way'/></relation>", "ref is no number"),
      city("tag_without_value", adding: "<way id='9'><tag k='a'/></way>", "no key or no value"),
      city("tags_1m", adding: "<way id='9'>\(many("<tag k='name' v=''/>"))</way>", "too many tags"),
      city("references_1m", adding: "<way id='9'>\(many("<nd ref='1'/>"))</way>", "too many references"),
      city("attributes_1001", adding: "<note\(attributes(1001))/>", "too many attributes"),
      city("attributes_100k", adding: "<note\(attributes(100_000))/>", "too many attributes"),
      city("node_twice", adding: node("1", "51"), "n1 occurs twice"),
    ]

  private static func attributes(_ count: Int) -> String { (0..<count).map { " a\($0)=''" }.joined() }

  private static func many(_ element: String) -> String { String(repeating: element, count: 1_000_001) }

  /// A gzip member of stored bytes, with the right or a wrong length at its end.
  private static func member(_ text: String, claiming length: UInt32? = nil) -> [UInt8] {
    let bytes = Array(text.utf8)
    func two(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
    func four(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + two(bytes.count) + two(bytes.count ^ 0xFFFF) + bytes
      + four(checksum(bytes)) + four(length ?? UInt32(bytes.count))
  }

  /// CRC-32 as gzip has it, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    }
  }

  private static let packed = [
    BadFile("empty.osm.gz", .extract, member(""), "empty inside"),
    BadFile("hypertext.osm.gz", .extract, member("<!doctype html><html>"), "HTML"),
    BadFile("packed_twice.osm.gz", .extract, member("\u{1F}\u{B}BZh9"), "unknown format"),
    BadFile("bzip2_within.osm.gz", .extract, member("BZh9"), "compressed file inside"),
    BadFile("length_wrong.osm.gz", .extract, member(GoodCity.xml, claiming: 5), "corrupt gzip"),
    BadFile("tail.osm.gz", .extract, member(GoodCity.xml) + Array("garbage".utf8), "corrupt gzip"),
    BadFile("second_cut.osm.gz", .extract, member(GoodCity.xml) + member("x").dropLast(3), "truncated gzip"),
    BadFile("flags.osm.gz", .extract, [0x1F, 0x8B, 8, 0xE0] + member(GoodCity.xml).dropFirst(4), "corrupt gzip"),
    BadFile("method.osm.gz", .extract, [0x1F, 0x8B, 9, 0] + member(GoodCity.xml).dropFirst(4), "corrupt gzip"),
    BadFile("level_0.osm.bz2", .extract, "BZh0rest of the file", "no bzip2 stream begins there"),
    // An empty stream is the magic bytes and those of its end.
    BadFile(
      "empty.osm.bz2", .extract, Array("BZh9".utf8) + [0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0], "empty inside"),
  ]
}
