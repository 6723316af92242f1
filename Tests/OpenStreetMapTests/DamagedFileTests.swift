import CDeflate
import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Files cut at every byte and changed at every byte.
///
/// zlib, gzip and bzip2 carry checksums over their content, so a changed byte of such a file must give the same
/// tables or be refused: there is no third outcome. Blobs that are raw or packed by LZ4 carry none: a changed digit of a
/// coordinate is another city, validly written, and no reader can tell. Those have to be read or refused, no more.
/// A PBF file cut between two blobs is a whole PBF file as well: its end is nowhere marked, so tables may then lack what
/// the lost blobs held, but nothing else may differ.
@Suite struct DamagedFileTests {
  private static func content(_ bytes: [UInt8], _ path: String) throws -> (tables: ExtractContent, header: String) {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let extract = try ExtractReader(path: path, workers: 1).read(.town)
    let header = extract.header
    return (
      ExtractContent(extract),
      "\(String(describing: header.bounds)) \(header.timestamp ?? 0) \(header.writingProgram ?? "")"
    )
  }

  /// Reads each damaged form; what is neither the same nor refused, and is not a cut at one of `ends`.
  private func unlike(_ bytes: [UInt8], _ damages: [ByteDamage], endsOfBlobs ends: Set<Int> = []) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appending(path: "damaged-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let whole = try Self.content(bytes, path)
    var (same, refused) = (0, 0)
    var unlike: [String] = []
    for damage in damages {
      do {
        let content = try Self.content(damage.applied(to: bytes), path)
        if content == whole {
          same += 1
        } else if damage.kind != .cut || !ends.contains(damage.offset) {
          unlike.append("\(damage)")
        }
      } catch let error as InputError {
        refused += 1
        if error.description.contains(where: { $0.isNewline }) { unlike.append("\(damage): two lines") }
      }
    }
    print("damage: \(same) the same, \(refused) refused, \(unlike.count) unlike")
    return unlike
  }

  /// A city of many blobs, so that the loss of one shows.
  private static let town: [TestElement] = {
    let nodes = (Int64(1)...60).map { id in
      TestElement.node(id, 1_000 * id, 500_000_000 + 700 * (id % 8), id % 9 == 0 ? [("amenity", "library")] : [])
    }
    let ways = (Int64(1)...30).map { id in
      TestElement.way(
        id, [id, id + 10, id + 30], [("highway", id % 3 == 0 ? "steps" : "footway"), ("name", "W\(id)")])
    }
    let relations = (Int64(1)...4).map { id in
      TestElement.relation(id, [(ElementID(.way, id), "outer")], [("type", "multipolygon"), ("name", "R\(id)")])
    }
    return nodes + ways + relations
  }()

  @Test("PBF of zlib blobs: the same or refused")
  func zlibBlobs() throws {
    var encoder = PBFEncoder(compression: .zlib)
    encoder.blockSize = 20
    let bytes = encoder.file(Self.town)
    let damages = ByteDamage.chosen(bytes.count, sample: 2_000, of: "PBF, zlib")
    let unlike = try unlike(bytes, damages, endsOfBlobs: Self.endsOfBlobs(bytes))
    #expect(unlike == [])
  }

  @Test("The base city's PBF: the same or refused", .enabled(if: SharedData.isPresent, "needs ../shared"))
  func baseCity() throws {
    let file = try #require(SharedData.hostile("cases/osm/base_pbf.osm.pbf"))
    let bytes = [UInt8](try Data(contentsOf: file))
    let damages = ByteDamage.chosen(bytes.count, sample: 2_000, of: "the base city, zlib")
    let unlike = try unlike(bytes, damages, endsOfBlobs: Self.endsOfBlobs(bytes))
    #expect(unlike == [])
  }

  @Test("XML packed by gzip: the same or refused")
  func gzip() throws {
    let bytes = Self.gzip(osmXML(Self.town))
    let unlike = try unlike(bytes, ByteDamage.chosen(bytes.count, sample: 1_000, of: "XML, gzip"))
    #expect(unlike == [])
  }

  @Test("XML packed by bzip2: the same or refused", .enabled(if: SharedData.isPresent, "needs ../shared"))
  func bzip2() throws {
    for name in ["meta_xml_bz2", "meta_xml_bz2_streams"] {
      let file = try #require(SharedData.hostile("cases/osm/\(name).osm.bz2"))
      let bytes = [UInt8](try Data(contentsOf: file))
      let unlike = try unlike(bytes, ByteDamage.chosen(bytes.count, sample: 500, of: "XML, bzip2"))
      #expect(unlike == [])
    }
  }

  @Test("Blobs without a checksum, and XML: read or refused")
  func withoutChecksum() throws {
    for (name, bytes) in [
      ("raw", PBFEncoder().file(Self.town)), ("lz4", PBFEncoder(compression: .lz4).file(Self.town)),
      ("XML", osmXML(Self.town)),
    ] {
      _ = try unlike(bytes, ByteDamage.chosen(bytes.count, sample: 1_000, of: "PBF or XML, \(name)"))
    }
  }

  /// Passed over, such a blob would take a part of the city with it, and nobody would hear of it.
  @Test func aBlobTypeOneByteOffIsRefused() throws {
    let encoder = PBFEncoder()
    let (header, data) = (encoder.file([]), encoder.block(Self.town))
    for type in ["OSMDatb", "oSMData", "OSM\u{1}ata", "OSMHeades"] {
      let error = #expect(throws: InputError.self) {
        try readExtract(header + encoder.blob("OSMData", data) + encoder.blob(type, data))
      }
      #expect(error?.problem.contains("damaged") == true, "\(error?.problem ?? "")")
    }
    // Others are the format's way to grow.
    for type in ["OSMIndex", "X-Custom", "OSMData2", "OSM"] {
      let extract = try readExtract(header + encoder.blob("OSMData", data) + encoder.blob(type, data))
      #expect(extract.report.nodesRead == 60 && extract.report.duplicates == 0)
    }
  }

  /// Offsets behind the whole blobs of a file.
  private static func endsOfBlobs(_ bytes: [UInt8]) -> Set<Int> {
    var ends: Set<Int> = []
    var end = 0
    while end < bytes.count {
      let length = bytes[end..<end + 4].reduce(0) { $0 << 8 | Int($1) }
      // Two bytes and the type, a byte for the key of the size, the size.
      let sizeBegin = end + 4 + 2 + Int(bytes[end + 5]) + 1
      let size = bytes[sizeBegin..<end + 4 + length].reversed().reduce(0) { $0 << 7 | Int($1 & 0x7F) }
      end += 4 + length + size
      ends.insert(end)
    }
    return ends
  }

  private static func gzip(_ content: [UInt8]) -> [UInt8] {
    let compressor = libdeflate_alloc_compressor(6)
    defer { libdeflate_free_compressor(compressor) }
    return [UInt8](unsafeUninitializedCapacity: content.count + 1_000) { buffer, count in
      count = libdeflate_gzip_compress(compressor, content, content.count, buffer.baseAddress, buffer.count)
    }
  }
}
