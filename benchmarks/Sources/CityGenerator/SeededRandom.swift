/// Random numbers that are the same on every machine and for ever: xoshiro256++, its state filled by SplitMix64
/// (Blackman and Vigna, 2019; public domain). The standard library promises neither for its own.
struct SeededRandom {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// A generator of its own for each `stream` of one `seed`, so that what one part draws does not shift another's.
  init(seed: UInt64, stream: UInt64) {
    var mixed = SeededRandom.hash(seed) ^ SeededRandom.hash(stream &+ 0x5851_F42D_4C95_7F2D)
    func next() -> UInt64 {
      mixed &+= 0x9E37_79B9_7F4A_7C15
      return SeededRandom.finish(mixed)
    }
    state = (next(), next(), next(), next())
  }

  /// A well mixed number of `value`: one step of SplitMix64.
  static func hash(_ value: UInt64) -> UInt64 { finish(value &+ 0x9E37_79B9_7F4A_7C15) }

  private static func finish(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The next 64 random bits.
  mutating func next() -> UInt64 {
    func turned(_ value: UInt64, _ by: UInt64) -> UInt64 { value << by | value >> (64 - by) }
    let result = turned(state.0 &+ state.3, 23) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = turned(state.3, 45)
    return result
  }

  /// A number from 0 up to, without, 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number from `low` up to `high`.
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// A whole number from `low` through `high`.
  mutating func whole(_ low: Int, _ high: Int) -> Int {
    high > low ? low + Int(next() >> 32) % (high - low + 1) : low
  }

  /// True with this probability.
  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// One of `values`, which hold one at least.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[whole(0, values.count - 1)] }
}
