import CDeflate
import CLZ4
import Foundation
import OpenStreetMap

/// Protobuf's wire format, written by hand so that every test knows each byte.
struct WireMessage {
  var bytes: [UInt8] = []

  static func varint(_ value: UInt64, padding: Int = 0) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
    for _ in 0..<padding {
      bytes[bytes.count - 1] |= 0x80
      bytes.append(0)
    }
    return bytes
  }

  static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

  mutating func add(_ field: UInt64, varint value: UInt64) { bytes += Self.varint(field << 3) + Self.varint(value) }
  mutating func add(_ field: UInt64, zigzag value: Int64) { add(field, varint: Self.zigzag(value)) }
  mutating func add(_ field: UInt64, bytes content: [UInt8]) {
    bytes += Self.varint(field << 3 | 2) + Self.varint(UInt64(content.count)) + content
  }
  mutating func add(_ field: UInt64, text: String) { add(field, bytes: Array(text.utf8)) }
  mutating func add(_ field: UInt64, message: WireMessage) { add(field, bytes: message.bytes) }
  mutating func add(_ field: UInt64, packed values: [UInt64]) {
    add(field, bytes: values.flatMap { Self.varint($0) })
  }
  mutating func add(_ field: UInt64, deltas values: [Int64]) {
    var last: Int64 = 0
    add(
      field,
      packed: values.map { value in
        defer { last = value }
        return Self.zigzag(value &- last)
      })
  }
}

/// An element as tests write it down; coordinates in 1e-7 degree.
struct TestElement {
  var id: ElementID
  var tags: [(String, String)] = []
  var longitude: Int64 = 0
  var latitude: Int64 = 0
  var references: [Int64] = []
  var members: [(ElementID, String)] = []
  var version: UInt64?
  var isDeleted = false

  static func node(_ id: Int64, _ longitude: Int64, _ latitude: Int64, _ tags: [(String, String)] = []) -> Self {
    TestElement(id: ElementID(.node, id), tags: tags, longitude: longitude, latitude: latitude)
  }
  static func way(_ id: Int64, _ references: [Int64], _ tags: [(String, String)] = []) -> Self {
    TestElement(id: ElementID(.way, id), tags: tags, references: references)
  }
  static func relation(_ id: Int64, _ members: [(ElementID, String)], _ tags: [(String, String)] = []) -> Self {
    TestElement(id: ElementID(.relation, id), tags: tags, members: members)
  }
  func version(_ version: UInt64, isDeleted: Bool = false) -> Self {
    var copy = self
    copy.version = version
    copy.isDeleted = isDeleted
    return copy
  }
}

/// Writes small PBF files.
struct PBFEncoder {
  enum Compression { case raw, zlib, lz4 }
  var compression = Compression.raw
  var isDense = true
  var features = ["OsmSchema-V0.6", "DenseNodes"]
  var blockSize = 100

  /// A file of a header and the elements, in their order.
  func file(_ elements: [TestElement]) -> [UInt8] {
    var header = WireMessage()
    for feature in features { header.add(4, text: feature) }
    var file = blob("OSMHeader", header.bytes)
    for start in stride(from: 0, to: elements.count, by: blockSize) {
      file += blob("OSMData", block(Array(elements[start..<min(start + blockSize, elements.count)])))
    }
    return file
  }

  /// A blob with its header.
  func blob(_ type: String, _ content: [UInt8]) -> [UInt8] {
    var blob = WireMessage()
    switch compression {
    case .raw: blob.add(1, bytes: content)
    case .zlib:
      blob.add(2, varint: UInt64(content.count))
      blob.add(3, bytes: Self.zlib(content))
    case .lz4:
      blob.add(2, varint: UInt64(content.count))
      blob.add(6, bytes: Self.lz4(content))
    }
    var header = WireMessage()
    header.add(1, text: type)
    header.add(3, varint: UInt64(blob.bytes.count))
    let length = UInt32(header.bytes.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + header.bytes + blob.bytes
  }

  static func zlib(_ content: [UInt8]) -> [UInt8] {
    let compressor = libdeflate_alloc_compressor(6)
    defer { libdeflate_free_compressor(compressor) }
    return [UInt8](unsafeUninitializedCapacity: content.count + 1_000) { buffer, count in
      count = libdeflate_zlib_compress(compressor, content, content.count, buffer.baseAddress, buffer.count)
    }
  }

  static func lz4(_ content: [UInt8]) -> [UInt8] {
    let source = content.map { CChar(bitPattern: $0) }
    let packed = [CChar](unsafeUninitializedCapacity: content.count * 2 + 100) { buffer, count in
      count = Int(LZ4_compress_default(source, buffer.baseAddress, Int32(source.count), Int32(buffer.count)))
    }
    return packed.map { UInt8(bitPattern: $0) }
  }

  /// A block; runs of one type make one group.
  func block(_ elements: [TestElement]) -> [UInt8] {
    var strings = StringTable()
    var groups: [WireMessage] = []
    var rest = elements[...]
    while let type = rest.first?.id.type {
      let run = rest.prefix { $0.id.type == type }
      rest = rest.dropFirst(run.count)
      var group = WireMessage()
      if type == .node, isDense {
        group.add(2, message: dense(Array(run), &strings))
      } else {
        for element in run { group.add([1, 3, 4][Int(type.rawValue)], message: plain(element, &strings)) }
      }
      groups.append(group)
    }
    var block = WireMessage()
    block.add(1, message: strings.message)
    for group in groups { block.add(2, message: group) }
    return block.bytes
  }

  struct StringTable {
    var strings = [""]
    mutating func index(_ string: String) -> UInt64 {
      if let index = strings.firstIndex(of: string) { return UInt64(index) }
      strings.append(string)
      return UInt64(strings.count - 1)
    }
    var message: WireMessage {
      var message = WireMessage()
      for string in strings { message.add(1, text: string) }
      return message
    }
  }

  private func dense(_ nodes: [TestElement], _ strings: inout StringTable) -> WireMessage {
    var message = WireMessage()
    message.add(1, deltas: nodes.map(\.id.number))
    if nodes.contains(where: { $0.version != nil }) {
      var info = WireMessage()
      info.add(1, packed: nodes.map { $0.version ?? 0 })
      info.add(6, packed: nodes.map { $0.isDeleted ? 0 : 1 })
      message.add(5, message: info)
    }
    message.add(8, deltas: nodes.map(\.latitude))
    message.add(9, deltas: nodes.map(\.longitude))
    var tags: [UInt64] = []
    for node in nodes {
      for (key, value) in node.tags { tags += [strings.index(key), strings.index(value)] }
      tags.append(0)
    }
    message.add(10, packed: tags)
    return message
  }

  private func plain(_ element: TestElement, _ strings: inout StringTable) -> WireMessage {
    var message = WireMessage()
    let number = element.id.number
    message.add(1, varint: element.id.type == .node ? WireMessage.zigzag(number) : UInt64(bitPattern: number))
    message.add(2, packed: element.tags.map { strings.index($0.0) })
    message.add(3, packed: element.tags.map { strings.index($0.1) })
    if let version = element.version {
      var info = WireMessage()
      info.add(1, varint: version)
      if element.isDeleted { info.add(6, varint: 0) }
      message.add(4, message: info)
    }
    switch element.id.type {
    case .node:
      message.add(8, zigzag: element.latitude)
      message.add(9, zigzag: element.longitude)
    case .way: message.add(8, deltas: element.references)
    case .relation:
      message.add(8, packed: element.members.map { strings.index($0.1) })
      message.add(9, deltas: element.members.map(\.0.number))
      message.add(10, packed: element.members.map { UInt64($0.0.type.rawValue) })
    }
    return message
  }
}

/// The same elements as `.osm`.
func osmXML(_ elements: [TestElement]) -> [UInt8] {
  var text = "<?xml version='1.0'?><osm version=\"0.6\">\n"
  for element in elements {
    let name = "\(element.id.type)"
    text += "<\(name) id=\"\(element.id.number)\""
    if let version = element.version { text += " version=\"\(version)\" visible=\"\(!element.isDeleted)\"" }
    if element.id.type == .node {
      text += String(
        format: " lat=\"%.7f\" lon=\"%.7f\"", Double(element.latitude) / 1e7, Double(element.longitude) / 1e7)
    }
    text += ">\n"
    for reference in element.references { text += "<nd ref=\"\(reference)\"/>" }
    for (member, role) in element.members {
      text += "<member type=\"\(member.type)\" ref=\"\(member.number)\" role=\"\(role)\"/>"
    }
    for (key, value) in element.tags { text += "<tag k=\"\(key)\" v=\"\(value)\"/>" }
    text += "</\(name)>\n"
  }
  return Array((text + "</osm>\n").utf8)
}

/// Reads bytes as a file.
func readExtract(_ bytes: [UInt8], _ selection: ElementSelection = .town, workers: Int = 2) throws -> Extract {
  let file = FileManager.default.temporaryDirectory.appending(path: "extract-\(UUID().uuidString)")
  try Data(bytes).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  return try ExtractReader(path: file.path(percentEncoded: false), workers: workers).read(selection)
}
