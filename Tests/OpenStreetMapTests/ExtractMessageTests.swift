import Foundation
import Geography
import TestSupport
import Testing

@testable import OpenStreetMap

/// What bad PBF files are refused with, word for word: what is wrong, the blob, the byte, what to do.
@Suite("PBF: messages")
struct ExtractMessageTests {
  static func line(_ name: String, _ bytes: [UInt8]) -> String {
    RefusalLine.of(name, bytes) { _ = try ExtractReader(path: $0, workers: 1).read(.town) }
  }

  static func says(_ bytes: [UInt8]) -> String {
    let line = line("a.osm.pbf", bytes)
    let (start, end) = ("a.osm.pbf: ", "; download or copy the .osm.pbf file again")
    return line.hasPrefix(start) && line.hasSuffix(end) ? String(line.dropFirst(start.count).dropLast(end.count)) : line
  }

  static func message(_ fill: (inout WireMessage) -> Void) -> [UInt8] {
    var message = WireMessage()
    fill(&message)
    return message.bytes
  }

  /// A blob's header and its four bytes of length before whatever follows.
  private static func framed(_ header: [UInt8], _ blob: [UInt8] = []) -> [UInt8] {
    [0, 0, 0, UInt8(header.count)] + header + blob
  }

  @Test("Frames")
  func frames() throws {
    let type = Self.message { $0.add(1, text: "OSMHeader") }
    let sized = { (size: UInt64) in
      Self.message {
        $0.bytes = type; $0.add(3, varint: size)
      }
    }
    let cases: [(bytes: [UInt8], says: String)] = [
      ([0, 0, 0], "truncated: unexpected end of file in the length of a header (blob 1, byte 0)"),
      ([0, 0, 0, 14, 1], "truncated: unexpected end of file in a blob header (blob 1, byte 0)"),
      ([0, 2, 0, 0], "a blob header of 131072 bytes, over the limit of 65536: not PBF or damaged (blob 1, byte 0)"),
      (
        Self.framed([0x0F, 0]),
        "blob header: malformed protobuf: field 1 has wire type 7, not 2 (blob 1, byte 5)"
      ),
      (Self.framed(Self.message { $0.add(3, varint: 0) }), "a blob header without a type (blob 1, byte 0)"),
      (Self.framed(type), "a blob header with the data size missing, limit 32 MiB (blob 1, byte 0)"),
      (Self.framed(sized(.max)), "a blob header with the data size -1, limit 32 MiB (blob 1, byte 0)"),
      (Self.framed(sized(9)), "truncated: unexpected end of file in a blob (blob 1, byte 0)"),
      (
        Self.framed(sized(0)) + Self.framed(sized(0)),
        "a second OSMHeader blob: two files joined byte by byte (blob 2, byte 17)"
      ),
      (
        Self.framed(
          Self.message {
            $0.add(1, text: "OSMData"); $0.add(3, varint: 0)
          }),
        "OSMData before the OSMHeader blob: not a whole PBF file (blob 1, byte 0)"
      ),
      (
        Self.framed(
          Self.message {
            $0.add(1, text: "OSMHeadeR"); $0.add(3, varint: 0)
          }),
        "a blob of the type \"OSMHeadeR\", one byte off OSMHeader: damaged (blob 1, byte 0)"
      ),
      (
        Self.framed(
          Self.message {
            $0.add(1, text: "Others"); $0.add(3, varint: 0)
          }),
        "has no OSMHeader blob: not a whole PBF file"
      ),
    ]
    for (bytes, says) in cases { #expect(Self.says(bytes) == says) }
  }

  private static func header(_ blob: [UInt8]) -> [UInt8] {
    framed(
      message {
        $0.add(1, text: "OSMHeader"); $0.add(3, varint: UInt64(blob.count))
      }, blob)
  }

  @Test("What blobs are packed in")
  func blobs() throws {
    let cases: [(blob: [UInt8], says: String)] = [
      ([], "a blob without data, or compressed in an unknown way (blob 1 at byte 17, its byte 0)"),
      (
        Self.message {
          $0.add(1, text: ""); $0.add(3, text: "")
        },
        "a blob with data in more than one field (blob 1 at byte 17, its byte 3)"
      ),
      (Self.message { $0.add(3, text: "x") }, "a zlib blob without raw_size (blob 1 at byte 17, its byte 2)"),
      (Self.message { $0.add(6, text: "x") }, "a lz4 blob without raw_size (blob 1 at byte 17, its byte 2)"),
      (
        Self.message {
          $0.add(2, varint: 33 << 20); $0.add(3, text: "x")
        },
        "a zlib blob with the raw size 34603008, over the limit of 32 MiB (blob 1 at byte 17, its byte 7)"
      ),
      (
        Self.message {
          $0.add(2, varint: 5); $0.add(6, text: "x")
        },
        "corrupt lz4 data: it does not decompress to its raw size of 5 bytes (blob 1 at byte 17, its byte 4)"
      ),
      (
        Self.message {
          $0.add(2, varint: 32 << 20); $0.add(3, text: "x")
        },
        "unpacks to more than 32 times its size: over the limit for compressed data (a decompression bomb?) "
          + "(blob 1 at byte 17, its byte 7)"
      ),
    ]
    for (blob, says) in cases { #expect(Self.says(Self.header(blob)) == says) }
    for (field, name) in [(UInt64(4), "lzma"), (5, "bzip2"), (7, "zstd")] {
      #expect(
        Self.line("a.osm.pbf", Self.header(Self.message { $0.add(field, text: "x") }))
          == "a.osm.pbf: a blob compressed with \(name), which is not supported (blob 1 at byte 17, its byte 0); "
          + "rewrite the file with `osmium cat -f pbf,pbf_compression=zlib`")
    }
  }

  @Test("Features that a reader must have")
  func features() throws {
    func says(_ features: [String]) -> String {
      Self.line(
        "a.osm.pbf",
        PBFEncoder().blob("OSMHeader", Self.message { message in features.forEach { message.add(4, text: $0) } }))
    }
    let history = says(["HistoricalInformation"])
    #expect(
      history
        == "a.osm.pbf: is a history file (feature HistoricalInformation): it holds old versions of the map "
        + "(blob 1 at byte 17, its byte 2); make an ordinary extract of it with `osmium time-filter`")
    let unknown = says(["OsmSchema-V0.6", "A", "B\u{1B}[2J", "C", "D", "E"])
    #expect(
      unknown
        == "a.osm.pbf: requires features not supported here: \"A\", \"B\u{FFFD}[2J\", \"C\" and 2 more "
        + "(blob 1 at byte 17, its byte 2); convert it with `osmium cat`")
  }
}
