import Foundation

/// Protocol buffers and PBF blobs written by hand, so that each byte can be wrong on purpose.
enum HostileBytes {
  static func varint(_ value: UInt64) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  /// A field of varint type; negative numbers take ten bytes, as protobuf writes them.
  static func field(_ number: UInt64, _ value: Int64) -> [UInt8] {
    varint(number << 3) + varint(UInt64(bitPattern: value))
  }

  /// A field of bytes.
  static func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
  }

  static func field(_ number: UInt64, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

  /// A blob with its header and four bytes of length; `size` in place of the true size where it is to lie.
  static func framed(_ type: String, _ blob: [UInt8], size: Int64? = nil) -> [UInt8] {
    let header = field(1, type) + field(3, size ?? Int64(blob.count))
    return [0, 0, 0, UInt8(header.count)] + header + blob
  }

  /// A blob of plain bytes.
  static func raw(_ bytes: [UInt8]) -> [UInt8] { field(1, bytes) }

  /// A header blob that demands features.
  static func header(_ features: [String] = ["OsmSchema-V0.6", "DenseNodes"]) -> [UInt8] {
    framed("OSMHeader", raw(features.flatMap { field(4, $0) }))
  }

  /// A data blob of one group with the given strings.
  static func block(strings: [String] = ["", "highway", "residential"], group: [UInt8]) -> [UInt8] {
    framed("OSMData", raw(field(1, strings.flatMap { field(1, $0) }) + field(2, group)))
  }

  /// A way of one tag and two nodes by its parts.
  static func way(key: UInt64 = 1, value: UInt64 = 2, references: [UInt8] = [2, 2]) -> [UInt8] {
    field(3, field(1, 5) + field(2, varint(key)) + field(3, varint(value)) + field(8, references))
  }

  /// Dense nodes of packed ids, latitudes and longitudes.
  static func dense(ids: [UInt8], latitudes: [UInt8], longitudes: [UInt8], tags: [UInt8] = []) -> [UInt8] {
    field(2, field(1, ids) + field(8, latitudes) + field(9, longitudes) + (tags.isEmpty ? [] : field(10, tags)))
  }
}

/// A good city of 4 × 4 streets, some 110 m by 72 m a block, with a museum and two houses, as OSM XML.
enum GoodCity {
  static let longitude = 15.0, latitude = 50.0

  static let xml: String = {
    let nodes = (0..<16).map { number in
      node(number + 1, longitude + Double(number % 4) * 0.001, latitude + Double(number / 4) * 0.001)
    }
    let rows = (0..<4).map { row in way(100 + row, (1...4).map { row * 4 + $0 }, "highway", "residential") }
    let columns = (0..<4).map { column in
      way(200 + column, (0..<4).map { $0 * 4 + column + 1 }, "highway", "residential")
    }
    let corners = [(0.0012, 0.0002), (0.0013, 0.0002), (0.0013, 0.0003), (0.0012, 0.0003)]
    let house = corners.enumerated().map { node(300 + $0.offset, longitude + $0.element.0, latitude + $0.element.1) }
    let museum = node(400, longitude, latitude, "<tag k='tourism' v='museum'/><tag k='name' v='Hand'/>")
    let building = way(500, [300, 301, 302, 303, 300], "building", "house")
    return "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n"
      + (nodes + house + [museum] + rows + columns + [building]).joined(separator: "\n") + "\n</osm>\n"
  }()

  /// The city with one text of it replaced.
  static func replacing(_ old: String, _ new: String) -> String {
    precondition(xml.contains(old), "the city has no \(old)")
    return xml.replacingOccurrences(of: old, with: new)
  }

  private static func node(_ id: Int, _ longitude: Double, _ latitude: Double, _ content: String = "") -> String {
    "<node id='\(id)' lon='\(longitude)' lat='\(latitude)'>\(content)</node>"
  }

  private static func way(_ id: Int, _ nodes: [Int], _ key: String, _ value: String) -> String {
    "<way id='\(id)'>\(nodes.map { "<nd ref='\($0)'/>" }.joined())<tag k='\(key)' v='\(value)'/></way>"
  }
}
