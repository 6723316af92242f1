/// What kind of street a segment belongs to, as far as waits, kerbs and steps need it.
struct StreetTraits: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  /// Cars drive there.
  static let carriageway = StreetTraits(rawValue: 1)
  /// A primary, secondary or trunk road, or its link.
  static let major = StreetTraits(rawValue: 2)
  /// A crossing with signals, said on the way.
  static let signals = StreetTraits(rawValue: 4)
  /// A crossing with stripes or a sign, said on the way.
  static let marked = StreetTraits(rawValue: 8)
  /// A lift drawn as a way.
  static let lift = StreetTraits(rawValue: 16)
  /// Steps that rise as the segment runs.
  static let rising = StreetTraits(rawValue: 32)
  /// Steps that fall as the segment runs.
  static let falling = StreetTraits(rawValue: 64)
  /// Steps to be climbed, ramps aside.
  static let steps = StreetTraits(rawValue: 128)
  /// Where the height of the land says nothing of the street: bridges, tunnels, steps, lifts.
  static let level = StreetTraits(rawValue: 256)
  /// The walker minds slopes, and the tags say none.
  static let slopeUnsaid = StreetTraits(rawValue: 512)

  /// From 0 for walkers' own ways to 2: who comes from a lower rank waits for the traffic of a higher one.
  var rank: Int { contains(.major) ? 2 : contains(.carriageway) ? 1 : 0 }

  /// The same seen from the segment's other end.
  var reversed: StreetTraits {
    var traits = subtracting([.rising, .falling])
    if contains(.rising) { traits.insert(.falling) }
    if contains(.falling) { traits.insert(.rising) }
    return traits
  }
}
