/// FNV-1a over whole words: tells whether two results are equal, and is no secret.
///
/// http://www.isthe.com/chongo/tech/comp/fnv/
public struct Checksum: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Begins with nothing.
  public init() {}

  /// Takes in a word.
  public mutating func add(_ word: UInt64) {
    state = (state ^ word) &* 0x100_0000_01B3
    // The product carries no bit downwards; the fold does.
    state ^= state >> 32
  }

  /// Takes in integers in their order.
  public mutating func add<Value: BinaryInteger>(_ values: some Sequence<Value>) {
    for value in values { add(UInt64(truncatingIfNeeded: value)) }
  }

  /// Sixteen hexadecimal digits.
  public var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
