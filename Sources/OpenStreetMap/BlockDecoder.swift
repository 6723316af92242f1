import Geography

/// Decodes the blocks of a PBF file, one after the other; one a worker.
///
/// A block may hold groups of several kinds, its fields in any order; nothing is inferred from a block's first
/// element. Fields that do not matter are passed over.
struct BlockDecoder {
  /// Whether versions are wanted, as they are when elements occur twice with different content.
  let wantsVersions: Bool
  var tags: TagCollector
  var scale = CoordinateScale()
  var batch = ElementBatch()

  /// Kinds of elements to decode.
  enum Kinds { case all, nodes, waysAndRelations }
  /// What to decode; groups of other kinds are passed over.
  var wants = Kinds.all
  /// Where nodes' places go when it is known which are needed; without it the batch takes all nodes.
  var needed: NeededNodes?
  /// Whether the last block has nodes, and ways or relations.
  private(set) var hasMetNodes = false
  private(set) var hasMetWays = false
  /// The dense nodes at hand.
  let run = NodeRun()
  /// The ways of the last block that had some.
  private var lastWays = ElementBatch.Ways()
  /// Repeated fields that came in pieces, put together; kept until the block is done.
  private var joined: [PaddedBytes] = []

  init(_ selection: SelectionIndex, wantsVersions: Bool) {
    tags = TagCollector(selection)
    self.wantsVersions = wantsVersions
  }

  /// Decodes one block. Linear in its bytes.
  mutating func decode(_ block: WireReader) throws(DecodingError) -> ElementBatch {
    batch = ElementBatch()
    batch.hasVersions = wantsVersions
    scale = CoordinateScale()
    hasMetNodes = false
    hasMetWays = false
    joined = []
    var reader = block
    var tables: [WireReader] = []
    var groups: [WireReader] = []
    while let field = try reader.nextField() {
      switch field.number {
      case 1: tables.append(try reader.message(field))
      case 2: groups.append(try reader.message(field))
      case 17: scale.granularity = Int64(bitPattern: try reader.varint(field))
      case 19: scale.latitudeOffset = Int64(bitPattern: try reader.varint(field))
      case 20: scale.longitudeOffset = Int64(bitPattern: try reader.varint(field))
      default: try reader.skip(field)
      }
    }
    guard scale.granularity > 0 else { throw block.error("a granularity of \(scale.granularity), which is not over 0") }
    try tags.beginBlock(tables)
    if wants != .nodes { batch.ways.reserve(like: lastWays, bytes: groups.reduce(0) { $0 + $1.bytes.count }) }
    for group in groups { try decode(group: group) }
    if !batch.ways.ids.isEmpty { lastWays = batch.ways }
    defer { batch = ElementBatch() }
    return batch
  }

  private mutating func decode(group: WireReader) throws(DecodingError) {
    var reader = group
    while let field = try reader.nextField() {
      switch field.number {
      case 1...2: hasMetNodes = true
      case 3...4: hasMetWays = true
      default: break
      }
      switch field.number {
      case 1 where wants != .waysAndRelations: try decode(node: try reader.message(field))
      case 2 where wants != .waysAndRelations: try decode(denseNodes: try reader.message(field))
      case 3 where wants != .nodes: try decode(way: try reader.message(field))
      case 4 where wants != .nodes: try decode(relation: try reader.message(field))
      default: try reader.skip(field)  // Changesets (5) have nothing to do with the map.
      }
    }
  }

  /// The numbers of a repeated field that a message writes in several pieces, or not packed: no writer does so, but
  /// protobuf allows any mix. Linear in the message.
  mutating func join(_ number: UInt64, of message: WireReader) throws(DecodingError) -> WireReader {
    var reader = message
    var chunks: [WireReader] = []
    while let field = try reader.nextField() {
      if field.number == number { chunks.append(try reader.chunk(field)) } else { try reader.skip(field) }
    }
    let bytes = PaddedBytes()
    let room = bytes.reset(count: chunks.reduce(0) { $0 + $1.bytes.count })
    var place = 0
    for chunk in chunks {
      guard chunk.bytes.last ?? 0 < 0x80 else { throw chunk.error("unexpected end of a protobuf varint") }
      UnsafeMutableRawBufferPointer(rebasing: room[place...]).copyMemory(from: chunk.bytes)
      place += chunk.bytes.count
    }
    joined.append(bytes)
    return bytes.reader
  }

  /// Reads the tags of a node, way or relation into ``tags``.
  mutating func collect(
    _ keys: WireReader, _ values: WireReader, of type: ElementType, _ id: Int64
  ) throws(DecodingError) {
    var (keys, values) = (keys, values)
    tags.beginElement()
    while !keys.isAtEnd {
      guard !values.isAtEnd else { throw keys.error("\(ElementID(type, id)) has more keys than values of tags") }
      guard tags.add(key: try keys.varint(), value: try values.varint(), of: type) else {
        throw keys.error("\(ElementID(type, id)) has a tag past the end of the string table")
      }
    }
    guard values.isAtEnd else { throw keys.error("\(ElementID(type, id)) has more values than keys of tags") }
  }

  /// The version (when wanted, else 0) and whether the element is there.
  mutating func decode(info: WireReader?) throws(DecodingError) -> (version: Int32, isDeleted: Bool) {
    guard var reader = info else { return (0, false) }
    var version: Int32 = 0
    var isDeleted = false
    while let field = try reader.nextField() {
      switch field.number {
      case 1: version = Int32(truncatingIfNeeded: try reader.varint(field))
      case 6: isDeleted = try reader.varint(field) == 0
      default: try reader.skip(field)
      }
    }
    if isDeleted { batch.hasDeleted = true }
    return (version, isDeleted)
  }
}

/// How a block writes coordinates: nanodegrees are the offset plus the granularity times the number.
struct CoordinateScale {
  var granularity: Int64 = 100
  var latitudeOffset: Int64 = 0
  var longitudeOffset: Int64 = 0

  /// The place of two numbers; ``Coordinate/nowhere`` off the Earth, `nil` past 64 bits.
  @inline(__always)
  func place(latitude: Int64, longitude: Int64) -> Coordinate? {
    if granularity == 100, latitudeOffset == 0, longitudeOffset == 0 {
      return Coordinate(checkedLongitudeE7: longitude, latitudeE7: latitude)
    }
    guard let latitude = scaled(latitude, latitudeOffset), let longitude = scaled(longitude, longitudeOffset) else {
      return nil
    }
    return Coordinate(checkedLongitudeE7: longitude, latitudeE7: latitude)
  }

  /// Units of 1e-7 degree, halves rounded away from zero.
  private func scaled(_ value: Int64, _ offset: Int64) -> Int64? {
    let (product, overflow) = value.multipliedReportingOverflow(by: granularity)
    let (nanodegrees, overflows) = product.addingReportingOverflow(offset)
    guard !overflow, !overflows else { return nil }
    let (quotient, remainder) = nanodegrees.quotientAndRemainder(dividingBy: 100)
    return remainder >= 50 ? quotient + 1 : remainder <= -50 ? quotient - 1 : quotient
  }
}
