/// The references of a batch's ways, packed as PBF packs them: a varint of the zigzag difference to the one before.
///
/// Two bytes a reference as a rule, where ids take eight: references of all ways are kept until it is known which of
/// them are wanted. Differences wrap, so that any ids can be written. What comes from a file was checked when it came.
///
/// Unsafe inside ``forEach(of:_:)``, which loads whole words where eight bytes are left to read.
struct PackedReferences: Sendable {
  private var bytes: [UInt8] = []
  /// The end of each way's bytes.
  private var ends: [Int] = []

  /// Makes room as another batch needed it, for some ways and bytes at most.
  mutating func reserve(like other: PackedReferences, ways: Int, bytes: Int) {
    self.bytes.reserveCapacity(min(other.bytes.count, bytes))
    ends.reserveCapacity(ways)
  }

  /// Adds a way whose references are packed already.
  mutating func append(packed: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: packed)
    ends.append(bytes.count)
  }

  /// Adds a way.
  mutating func append(_ references: [Int64]) {
    var last: Int64 = 0
    for reference in references {
      let difference = reference &- last
      var rest = UInt64(bitPattern: difference << 1 ^ difference >> 63)
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
      last = reference
    }
    ends.append(bytes.count)
  }

  private func range(of way: Int) -> Range<Int> { (way == 0 ? 0 : ends[way - 1])..<ends[way] }

  /// How many references a way has. Linear.
  func count(of way: Int) -> Int {
    var count = 0
    for byte in bytes[range(of: way)] where byte < 0x80 { count += 1 }
    return count
  }

  /// The references of a way. Linear.
  func ids(of way: Int) -> [Int64] {
    var ids: [Int64] = []
    forEach(of: way) { ids.append($0) }
    return ids
  }

  /// Calls `body` with each reference of a way.
  @inline(__always)
  func forEach(of way: Int, _ body: (Int64) -> Void) {
    let range = range(of: way)
    bytes.withUnsafeBytes { bytes in
      var id: Int64 = 0
      var place = range.lowerBound
      while place < range.upperBound {
        var value = UInt64(bytes[place])
        if value < 0x80 {
          place += 1
        } else if place + 8 <= bytes.count,
          let found = WireReader.shortVarint(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        {
          value = found.value
          place += found.length
        } else {
          (value, place) = Self.longVarint(bytes, place)
        }
        id &+= WireReader.zigzag(value)
        body(id)
      }
    }
  }

  /// The varint at a place, byte by byte, and where it ends.
  private static func longVarint(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (value: UInt64, end: Int) {
    var value: UInt64 = 0
    for place in start..<min(bytes.count, start + 10) {
      value |= UInt64(bytes[place] & 0x7F) << UInt64(7 * (place - start))
      if bytes[place] < 0x80 { return (value, place + 1) }
    }
    return (value, start + 10)
  }
}
