/// What a block of elements does: it takes elements until it is full and is then turned into one message.
protocol ElementBlock {
  /// Elements held.
  var count: Int { get }

  /// The group of the elements as bytes with its field's tag, and the block's strings; the block is empty after it.
  mutating func takeGroup() -> (group: WireBuffer, strings: [UInt8])
}

extension ElementBlock {
  /// The `PrimitiveBlock` message of what is held; the block is empty after it.
  mutating func takeMessage() -> [UInt8] {
    let (group, strings) = takeGroup()
    var message = WireBuffer()
    message.append(field: 1, bytes: strings)
    message.append(field: 2, bytes: group.bytes)
    return message.bytes
  }
}

/// Keys and values in the order they are written.
typealias Tags = [(key: String, value: String)]

/// A block of `DenseNodes`.
struct NodeBlock: ElementBlock {
  private(set) var count = 0
  private var ids = WireBuffer()
  private var latitudes = WireBuffer()
  private var longitudes = WireBuffer()
  private var keysAndValues = WireBuffer()
  private var hasTags = false
  private var last = (id: Int64(0), latitude: Int64(0), longitude: Int64(0))
  private var strings = StringTable()

  /// Adds a node; ids ascend.
  mutating func append(id: Int64, at place: GridPlace, tags: Tags) {
    ids.append(signed: id - last.id)
    latitudes.append(signed: place.latitude - last.latitude)
    longitudes.append(signed: place.longitude - last.longitude)
    last = (id, place.latitude, place.longitude)
    for tag in tags {
      keysAndValues.append(strings.number(of: tag.key))
      keysAndValues.append(strings.number(of: tag.value))
      hasTags = true
    }
    keysAndValues.append(0)
    count += 1
  }

  mutating func takeGroup() -> (group: WireBuffer, strings: [UInt8]) {
    var dense = WireBuffer()
    dense.append(field: 1, bytes: ids.bytes)
    dense.append(field: 8, bytes: latitudes.bytes)
    dense.append(field: 9, bytes: longitudes.bytes)
    if hasTags { dense.append(field: 10, bytes: keysAndValues.bytes) }
    var group = WireBuffer()
    group.append(field: 2, bytes: dense.bytes)
    ids.clear()
    latitudes.clear()
    longitudes.clear()
    keysAndValues.clear()
    (count, hasTags, last) = (0, false, (0, 0, 0))
    return (group, strings.takeMessage())
  }
}

/// A block of `Way`s.
struct WayBlock: ElementBlock {
  private(set) var count = 0
  private var group = WireBuffer()
  private var message = WireBuffer()
  private var packed = WireBuffer()
  private var strings = StringTable()

  /// Adds a way; ids ascend.
  mutating func append(id: Int64, nodes: [Int64], tags: Tags) {
    message.clear()
    message.append(field: 1, number: UInt64(id))
    strings.append(tags, to: &message, packing: &packed)
    packed.clear()
    var last: Int64 = 0
    for node in nodes {
      packed.append(signed: node - last)
      last = node
    }
    message.append(field: 8, bytes: packed.bytes)
    group.append(field: 3, bytes: message.bytes)
    count += 1
  }

  mutating func takeGroup() -> (group: WireBuffer, strings: [UInt8]) {
    defer { (count, group) = (0, WireBuffer()) }
    return (group, strings.takeMessage())
  }
}

/// A member of a relation.
struct Member {
  /// As the format numbers them.
  enum Kind: UInt64 { case node, way, relation }

  let kind: Kind
  let id: Int64
  let role: String
}

/// A block of `Relation`s.
struct RelationBlock: ElementBlock {
  private(set) var count = 0
  private var group = WireBuffer()
  private var message = WireBuffer()
  private var packed = WireBuffer()
  private var strings = StringTable()

  /// Adds a relation; ids ascend.
  mutating func append(id: Int64, members: [Member], tags: Tags) {
    message.clear()
    message.append(field: 1, number: UInt64(id))
    strings.append(tags, to: &message, packing: &packed)
    packed.clear()
    for member in members { packed.append(strings.number(of: member.role)) }
    message.append(field: 8, bytes: packed.bytes)
    packed.clear()
    var last: Int64 = 0
    for member in members {
      packed.append(signed: member.id - last)
      last = member.id
    }
    message.append(field: 9, bytes: packed.bytes)
    packed.clear()
    for member in members { packed.append(member.kind.rawValue) }
    message.append(field: 10, bytes: packed.bytes)
    group.append(field: 4, bytes: message.bytes)
    count += 1
  }

  mutating func takeGroup() -> (group: WireBuffer, strings: [UInt8]) {
    defer { (count, group) = (0, WireBuffer()) }
    return (group, strings.takeMessage())
  }
}

extension StringTable {
  /// Appends the keys (field 2) and values (field 3) of a way or a relation.
  fileprivate mutating func append(_ tags: Tags, to message: inout WireBuffer, packing packed: inout WireBuffer) {
    guard !tags.isEmpty else { return }
    packed.clear()
    for tag in tags { packed.append(number(of: tag.key)) }
    message.append(field: 2, bytes: packed.bytes)
    packed.clear()
    for tag in tags { packed.append(number(of: tag.value)) }
    message.append(field: 3, bytes: packed.bytes)
  }
}
