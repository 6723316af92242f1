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
    guard scale.granularity > 0 else { throw block.error("a granularity of \(scale.granularity)") }
    try tags.beginBlock(tables)
    for group in groups { try decode(group: group) }
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

  /// Reads the tags of a node, way or relation into ``tags``.
  mutating func collect(
    _ keys: inout RepeatedField, _ values: inout RepeatedField, of type: ElementType, _ id: Int64
  ) throws(DecodingError) {
    tags.beginElement()
    while keys.hasMore {
      guard values.hasMore else { throw keys.error("\(ElementID(type, id)) has more keys than values of tags") }
      var (key, value) = (keys.current, values.current)
      while !key.isAtEnd, !value.isAtEnd {
        guard tags.add(key: try key.varint(), value: try value.varint(), of: type) else {
          throw key.error("\(ElementID(type, id)) has a tag past the end of the string table")
        }
      }
      (keys.current, values.current) = (key, value)
    }
    guard !values.hasMore else { throw keys.error("\(ElementID(type, id)) has more values than keys of tags") }
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
