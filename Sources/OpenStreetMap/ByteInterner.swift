import Glibc

/// Numbers byte strings in the order they come; equal ones get one number.
///
/// Open addressing over one arena of bytes. The seed differs from run to run and shows in no result.
struct ByteInterner: Sendable {
  private static let processSeed = UInt64.random(in: .min ... .max)
  /// A copy: a global is looked up behind a lock.
  private let seed = processSeed
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  /// The number plus one; 0 is free. A power of two in size, at most half full.
  private var table = [UInt32](repeating: 0, count: 16)

  /// How many different strings there are.
  var count: Int { ends.count }

  /// The bytes of a number, for as long as `body` runs.
  func withBytes<Result>(of number: UInt32, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let range = self.range(of: number)
    return arena.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The string of a number, with ill-formed UTF-8 repaired.
  func string(_ number: UInt32) -> String { String(decoding: arena[range(of: number)], as: UTF8.self) }

  /// The string of a number; `nil` when it is not UTF-8.
  func validString(_ number: UInt32) -> String? { String(validating: arena[range(of: number)], as: UTF8.self) }

  /// Whether `a` comes before `b` by its bytes.
  func precedes(_ a: UInt32, _ b: UInt32) -> Bool {
    arena[range(of: a)].lexicographicallyPrecedes(arena[range(of: b)])
  }

  private func range(of number: UInt32) -> Range<Int> {
    (number == 0 ? 0 : ends[Int(number) - 1])..<ends[Int(number)]
  }

  /// The number of a string; `nil` when it never came. O(length).
  func number(of bytes: UnsafeRawBufferPointer) -> UInt32? {
    let found = table[slot(of: bytes)]
    return found == 0 ? nil : found - 1
  }

  /// The number of a string, new if need be. O(length) amortised.
  mutating func intern(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let slot = slot(of: bytes)
    if table[slot] != 0 { return table[slot] - 1 }
    let number = UInt32(ends.count)
    arena.append(contentsOf: bytes)
    ends.append(arena.count)
    table[slot] = number + 1
    if ends.count * 2 > table.count { grow() }
    return number
  }

  /// The number of a string, new if need be.
  mutating func intern(_ string: String) -> UInt32 {
    var string = string
    return string.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  private func slot(of bytes: UnsafeRawBufferPointer) -> Int {
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: hash(bytes)) & mask
    while table[slot] != 0 {
      let range = range(of: table[slot] - 1)
      if range.count == bytes.count, isEqual(range, bytes) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let other = bytes.baseAddress else { return true }
    return arena.withUnsafeBytes { arena in
      arena.baseAddress.map { memcmp($0 + range.lowerBound, other, bytes.count) == 0 } ?? true
    }
  }

  private mutating func grow() {
    table = [UInt32](repeating: 0, count: table.count * 2)
    let mask = table.count - 1
    for number in 0..<UInt32(ends.count) {
      var slot = Int(truncatingIfNeeded: withBytes(of: number) { hash($0) }) & mask
      while table[slot] != 0 { slot = (slot + 1) & mask }
      table[slot] = number + 1
    }
  }

  /// Eight bytes at a time, multiplied and folded as wyhash does.
  private func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state = seed ^ UInt64(bytes.count)
    var offset = 0
    while offset < bytes.count {
      var word: UInt64 = 0
      if bytes.count - offset >= 8 {
        word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      } else {
        for byte in bytes[offset...] { word = word << 8 | UInt64(byte) }
      }
      let product = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      state = product.high ^ product.low
      offset += 8
    }
    return state
  }
}
