/// Numbers met in any order, given back ascending, each once: a bit a number, and a bit for each 64 of those.
///
/// For numbers that lie near one another, as edges and vertices in Hilbert order do, quicker than sorting them.
struct AscendingSet {
  private var bits: [UInt64]
  private var words: [UInt64]

  /// An empty set of numbers below a bound.
  init(below bound: Int) {
    bits = Array(repeating: 0, count: bound / 64 + 1)
    words = Array(repeating: 0, count: bound / 4096 + 1)
  }

  /// O(1).
  @inline(__always)
  mutating func insert(_ number: UInt32) {
    let word = Int(number >> 6)
    bits[word] |= 1 << UInt64(number & 63)
    words[word >> 6] |= 1 << UInt64(word & 63)
  }

  /// Takes all numbers out. Linear in them, and a step for each 4 096 numbers below the bound.
  mutating func removeAll() -> [UInt32] {
    var numbers: [UInt32] = []
    for group in words.indices where words[group] != 0 {
      var touched = words[group]
      words[group] = 0
      while touched != 0 {
        let word = group * 64 + touched.trailingZeroBitCount
        touched &= touched - 1
        var left = bits[word]
        bits[word] = 0
        while left != 0 {
          numbers.append(UInt32(truncatingIfNeeded: word * 64 + left.trailingZeroBitCount))
          left &= left - 1
        }
      }
    }
    return numbers
  }
}
