import Foundation

/// One way to damage a file: cut at a byte, or one byte changed.
public struct ByteDamage: Sendable, CustomStringConvertible {
  /// What happens to the byte at ``offset``.
  public enum Kind: Sendable, CaseIterable {
    /// The file ends before it.
    case cut
    /// All its bits are turned.
    case inverted
    /// Its lowest bit is turned.
    case lowestBit
    /// It becomes 0; where it is 0 already, 0x55.
    case zeroed
  }

  /// The byte, from 0.
  public var offset: Int
  /// What happens to it.
  public var kind: Kind

  /// The damaged bytes.
  public func applied(to bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    switch kind {
    case .cut: bytes.removeSubrange(offset...)
    case .inverted: bytes[offset] ^= 0xFF
    case .lowestBit: bytes[offset] ^= 0x01
    case .zeroed: bytes[offset] = bytes[offset] == 0 ? 0x55 : 0
    }
    return bytes
  }

  /// `inverted at byte 12`.
  public var description: String { "\(kind) at byte \(offset)" }

  /// Every cut and every change of a file of `count` bytes: four a byte.
  public static func all(_ count: Int) -> [ByteDamage] {
    (0..<count).flatMap { offset in Kind.allCases.map { ByteDamage(offset: offset, kind: $0) } }
  }

  /// The damages to try: `sample` random ones, of a seed that is printed, or all where the environment has
  /// `CIRCLE_EVERY_BYTE`. `CIRCLE_SEED` gives the seed of an earlier run.
  public static func chosen(_ count: Int, sample: Int, of what: String) -> [ByteDamage] {
    let environment = ProcessInfo.processInfo.environment
    let all = all(count)
    if environment["CIRCLE_EVERY_BYTE"] != nil || all.count <= sample {
      print("damage: \(what): all \(all.count) cuts and changes of \(count) bytes")
      return all
    }
    let seed = environment["CIRCLE_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...9_999_999)
    print("damage: \(what): \(sample) of \(all.count), CIRCLE_SEED=\(seed)")
    var random = SeededGenerator(seed: seed)
    return Array(random.shuffled(all).prefix(sample))
  }
}
