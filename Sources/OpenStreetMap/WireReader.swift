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

  /// Reads from bytes that have ``PaddedBytes/padding`` readable bytes behind them; ``PaddedBytes/reader`` makes it.
  init(base: UnsafeRawPointer, offset: Int, end: Int) {
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
    guard let (value, length) = Self.shortVarint(word) else {
      // By value: a reader whose address is taken would not stay in registers.
      let (value, next) = try longVarint(at: offset)
      offset = next
      return value
    }
    offset += length
    guard offset <= end else { throw error("unexpected end of a protobuf varint") }
    return value
  }

  /// The varint that a little-endian word begins with, and its bytes; `nil` where it has more than eight.
  @inline(__always)
  static func shortVarint(_ word: UInt64) -> (value: UInt64, length: Int)? {
    let nearStops = ~UInt32(truncatingIfNeeded: word) & 0x8080_8080
    if nearStops != 0 {
      // Nearly all have four bytes at most: as below, in two steps.
      var bits = UInt32(truncatingIfNeeded: word) & (nearStops ^ (nearStops &- 1)) & 0x7F7F_7F7F
      bits = (bits & 0x007F_007F) | (bits & 0x7F00_7F00) >> 1
      bits = (bits & 0x0000_3FFF) | (bits & 0x3FFF_0000) >> 2
      return (UInt64(bits), nearStops.trailingZeroBitCount / 8 + 1)
    }
    let stops = ~word & 0x8080_8080_8080_8080
    guard stops != 0 else { return nil }
    // Bits up to the stop bit, then 8 groups of 7 bits drawn together in three steps.
    var bits = word & (stops ^ (stops &- 1)) & 0x7F7F_7F7F_7F7F_7F7F
    bits = (bits & 0x007F_007F_007F_007F) | (bits & 0x7F00_7F00_7F00_7F00) >> 1
    bits = (bits & 0x0000_3FFF_0000_3FFF) | (bits & 0x3FFF_0000_3FFF_0000) >> 2
    bits = (bits & 0x0000_0000_0FFF_FFFF) | (bits & 0x0FFF_FFFF_0000_0000) >> 4
    return (bits, stops.trailingZeroBitCount / 8 + 1)
  }

  /// The varint at a place, of any length, and where it ends.
  private func longVarint(at start: Int) throws(DecodingError) -> (value: UInt64, end: Int) {
    var value: UInt64 = 0
    var place = start
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

  /// How many varints there are: each has one byte without the high bit. Linear, a word at a time.
  var varintCount: Int {
    var count = 0
    var place = offset
    while place < end {
      var stops = ~base.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian & 0x8080_8080_8080_8080
      if end - place < 8 { stops &= 1 << UInt64(8 * (end - place)) &- 1 }
      count += stops.nonzeroBitCount
      place += 8
    }
    return count
  }

  /// Whether there are at most ``ElementLimit/parts`` varints. Counts them only where so many bytes are left.
  @inline(__always)
  func checkCount(of element: @autoclosure () -> String, _ parts: StaticString) throws(DecodingError) {
    guard end - offset > ElementLimit.parts else { return }
    let count = varintCount
    if count > ElementLimit.parts { throw error("\(element()) has \(count) \(parts), \(ElementLimit.inWords)") }
  }

  /// Undoes zigzag differences until `sums` is full or all is read; how many there were. `start` is the sum so far.
  mutating func readSums(
    into sums: UnsafeMutableBufferPointer<Int64>, from start: inout Int64
  ) throws(DecodingError) -> Int {
    var (place, sum, count) = (offset, start, 0)
    while count < sums.count, place < end {
      let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      var value = word & 0x7F
      if word & 0x80 == 0 {
        place += 1
      } else if let short = Self.shortVarint(word) {
        value = short.value
        place += short.length
      } else {
        (value, place) = try longVarint(at: place)
      }
      let (result, overflow) = sum.addingReportingOverflow(Self.zigzag(value))
      guard !overflow else { throw error("a delta overflows: the id or coordinate leaves 64 bits", at: place) }
      sum = result
      sums[count] = sum
      count += 1
    }
    guard place <= end else { throw error("unexpected end of a protobuf varint", at: end) }
    (offset, start) = (place, sum)
    return count
  }

  /// Whether zigzag differences can be undone: whole varints, sums within 64 bits. Linear.
  func checkSums() throws(DecodingError) {
    var (place, sum) = (offset, Int64(0))
    while place < end {
      let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      var value = word & 0x7F
      if word & 0x80 == 0 {
        place += 1
      } else if let short = Self.shortVarint(word) {
        value = short.value
        place += short.length
      } else {
        (value, place) = try longVarint(at: place)
      }
      let (result, overflow) = sum.addingReportingOverflow(Self.zigzag(value))
      guard !overflow else { throw error("a delta overflows: the id or coordinate leaves 64 bits", at: place) }
      sum = result
    }
    guard place <= end else { throw error("unexpected end of a protobuf varint", at: end) }
  }

  /// Passes over zero bytes, `limit` at most; how many there were.
  @inline(__always)
  mutating func skipZeros(limit: Int) -> Int {
    let most = min(limit, end - offset)
    var count = 0
    while count < most {
      let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset + count, as: UInt64.self))
      count += word.trailingZeroBitCount / 8
      if word != 0 { break }
    }
    count = min(count, most)
    offset += count
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

  /// Takes up an occurrence of a repeated field of numbers into an empty column. Says no, and passes over it, where it
  /// is one of several pieces or not packed: ``BlockDecoder/join(_:of:)`` puts these together.
  @inline(__always)
  mutating func takePacked(_ field: WireField, into column: inout WireReader) throws(DecodingError) -> Bool {
    guard field.wire == 2, column.isAtEnd else {
      try skip(field)
      return false
    }
    column = try message(field)
    return true
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
