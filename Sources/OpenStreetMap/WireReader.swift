/// What is wrong inside a block, and at which of its bytes.
struct DecodingError: Error {
  var problem: String
  var offset: Int
  /// What to do, where it is not to fetch the file again.
  var remedy: String?
}

/// The key of a protobuf field.
struct WireField {
  /// The number the schema gives it.
  let number: UInt64
  /// 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes.
  let wire: UInt8
}

/// A cursor over one protobuf message.
///
/// Unsafe because the decoder spends its time here: a checked `Array` costs several times as much a varint. Every
/// step compares against `end`; loads of a word may pass `end` by up to 7 bytes, which ``PaddedBytes`` allows.
/// A reader must not outlive the bytes it was made from.
struct WireReader {
  private let base: UnsafeRawPointer
  /// Bytes from the beginning of the block.
  private(set) var offset: Int
  private let end: Int

  /// Reads from bytes that have ``PaddedBytes/padding`` readable bytes behind them; `nil` where there is no memory.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return nil }
    self.init(base: base, offset: 0, end: bytes.count)
  }

  private init(base: UnsafeRawPointer, offset: Int, end: Int) {
    self.base = base
    self.offset = offset
    self.end = end
  }

  /// A message without fields, at the same place.
  var empty: WireReader { WireReader(base: base, offset: offset, end: offset) }
  /// Whether all is read.
  @inline(__always) var isAtEnd: Bool { offset >= end }
  /// The bytes left to read.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + offset, count: end - offset) }

  /// An error at this place.
  func error(_ problem: String) -> DecodingError { DecodingError(problem: problem, offset: offset) }

  /// The next varint, up to ten bytes, in any length that protobuf allows.
  @inline(__always)
  mutating func varint() throws(DecodingError) -> UInt64 {
    guard offset < end else { throw error("unexpected end of a protobuf message") }
    let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    if word & 0x80 == 0 {
      offset += 1
      return word & 0x7F
    }
    let stops = ~word & 0x8080_8080_8080_8080
    guard stops != 0 else {
      // By value: a reader whose address is taken would not stay in registers.
      let (value, next) = try longVarint()
      offset = next
      return value
    }
    offset += stops.trailingZeroBitCount / 8 + 1
    guard offset <= end else { throw error("unexpected end of a protobuf varint") }
    // Bits up to the stop bit, then 8 groups of 7 bits drawn together in three steps.
    var bits = word & (stops ^ (stops &- 1)) & 0x7F7F_7F7F_7F7F_7F7F
    bits = (bits & 0x007F_007F_007F_007F) | (bits & 0x7F00_7F00_7F00_7F00) >> 1
    bits = (bits & 0x0000_3FFF_0000_3FFF) | (bits & 0x3FFF_0000_3FFF_0000) >> 2
    return (bits & 0x0000_0000_0FFF_FFFF) | (bits & 0x0FFF_FFFF_0000_0000) >> 4
  }

  /// The varint here, of eight bytes or more, and where it ends.
  private func longVarint() throws(DecodingError) -> (value: UInt64, end: Int) {
    var value: UInt64 = 0
    var place = offset
    for position in 0..<10 {
      guard place < end else { throw error("unexpected end of a protobuf varint", at: place) }
      let byte = base.load(fromByteOffset: place, as: UInt8.self)
      place += 1
      guard position < 9 || byte <= 1 else { break }
      value |= UInt64(byte & 0x7F) << UInt64(7 * position)
      if byte < 0x80 { return (value, place) }
    }
    throw error("malformed protobuf varint of more than 64 bits", at: place)
  }

  private func error(_ problem: String, at place: Int) -> DecodingError {
    DecodingError(problem: problem, offset: place)
  }

  /// The next varint, zigzag encoded.
  @inline(__always)
  mutating func zigzag() throws(DecodingError) -> Int64 { Self.zigzag(try varint()) }

  /// Adds the next varint, zigzag encoded, to the sum so far.
  @inline(__always)
  mutating func addZigzag(to sum: inout Int64) throws(DecodingError) {
    let (result, overflow) = sum.addingReportingOverflow(Self.zigzag(try varint()))
    guard !overflow else { throw error("a delta overflows: the id or coordinate leaves 64 bits") }
    sum = result
  }

  /// Undoes the zigzag encoding.
  @inline(__always)
  static func zigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// Passes over a zero byte, if one is next; says whether it was. Not at the end.
  @inline(__always)
  mutating func skipZero() -> Bool {
    guard base.load(fromByteOffset: offset, as: UInt8.self) == 0 else { return false }
    offset += 1
    return true
  }

  /// How many varints there are: each has one byte without the high bit. Linear.
  var varintCount: Int {
    var count = 0
    var place = offset
    while end - place >= 8 {
      let word = base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      count += (~word & 0x8080_8080_8080_8080).nonzeroBitCount
      place += 8
    }
    while place < end {
      count += Int(~base.load(fromByteOffset: place, as: UInt8.self) >> 7)
      place += 1
    }
    return count
  }

  /// The key of the next field; `nil` at the end.
  @inline(__always)
  mutating func nextField() throws(DecodingError) -> WireField? {
    if isAtEnd { return nil }
    let key = try varint()
    let field = WireField(number: key >> 3, wire: UInt8(key & 7))
    guard field.number > 0, field.number < 1 << 29 else {
      throw error("malformed protobuf: field number \(field.number)")
    }
    return field
  }

  /// The value of a varint field.
  @inline(__always)
  mutating func varint(_ field: WireField) throws(DecodingError) -> UInt64 {
    try check(field, wire: 0)
    return try varint()
  }

  /// The content of a field of bytes, as a message.
  @inline(__always)
  mutating func message(_ field: WireField) throws(DecodingError) -> WireReader {
    try check(field, wire: 2)
    let length = try varint()
    guard length <= UInt64(end - offset) else {
      throw error("malformed protobuf: a length of \(length) past the end of its message")
    }
    let start = offset
    offset += Int(length)
    return WireReader(base: base, offset: start, end: offset)
  }

  /// A chunk of a repeated number: packed ones, or a single one that is not packed.
  mutating func chunk(_ field: WireField) throws(DecodingError) -> WireReader {
    guard field.wire == 0 else { return try message(field) }
    let start = offset
    _ = try varint()
    return WireReader(base: base, offset: start, end: offset)
  }

  /// Passes over the value of a field.
  @inline(__always)
  mutating func skip(_ field: WireField) throws(DecodingError) {
    switch field.wire {
    case 0: _ = try varint()
    case 1: try advance(8)
    case 2: _ = try message(field)
    case 5: try advance(4)
    default: throw error("malformed protobuf: wire type \(field.wire) of field \(field.number)")
    }
  }

  private mutating func advance(_ count: Int) throws(DecodingError) {
    guard count <= end - offset else { throw error("unexpected end of a protobuf field") }
    offset += count
  }

  @inline(__always)
  private func check(_ field: WireField, wire: UInt8) throws(DecodingError) {
    guard field.wire == wire else {
      throw error("malformed protobuf: field \(field.number) has wire type \(field.wire), not \(wire)")
    }
  }
}
