import OpenStreetMap

/// Verdicts by distinct tag set: an extract has a hundred times more ways than kinds of ways.
///
/// One a worker; it looks each key up once and never compares strings again. Tag sets lie one behind the other in one
/// array, found by an open-addressing table: no allocation a way.
struct TagRulesCache {
  private static let seed = UInt64.random(in: .min ... .max)
  private enum Role: UInt8 { case none, relevant, streetKey }

  /// A tag set that was judged, as a range of ``tags``.
  private struct Kind {
    var tags: Range<Int>
    var verdict: StreetVerdict
  }

  private let rules: TagRules
  private let pool: StringPool
  private let roles: [Role]
  /// Tags as `key << 32 | value`: of all kinds, then of the way that is looked at.
  private var tags: [UInt64] = []
  private var kinds: [Kind] = []
  /// The kind plus one; 0 is free. A power of two in size, at most half full.
  private var table = [UInt32](repeating: 0, count: 256)

  init(_ rules: TagRules, _ pool: StringPool) {
    self.rules = rules
    self.pool = pool
    var roles = [Role](repeating: .none, count: pool.strings.count)
    for key in rules.keys {
      guard let symbol = pool.symbol(of: key) else { continue }
      roles[Int(symbol.rawValue)] = TagRules.streetKeys.contains(key) ? .streetKey : .relevant
    }
    self.roles = roles
  }

  /// The verdict of a way's tags, which come by the order of their keys. Linear in the tags.
  mutating func verdict(_ pairs: ArraySlice<Tags.Pair>) -> StreetVerdict {
    let begin = tags.count
    var mayBeStreet = false
    var hash = Self.seed
    for pair in pairs {
      let role = roles[Int(pair.key.rawValue)]
      if role == .none { continue }
      if role == .streetKey { mayBeStreet = true }
      let tag = UInt64(pair.key.rawValue) << 32 | UInt64(pair.value.rawValue)
      tags.append(tag)
      hash = Self.mix(hash, tag)
    }
    guard mayBeStreet else {
      tags.removeLast(tags.count - begin)
      return .notAStreet
    }
    let slot = slot(of: begin..<tags.count, hash: hash)
    if table[slot] != 0 {
      tags.removeLast(tags.count - begin)
      return kinds[Int(table[slot]) - 1].verdict
    }
    let relevant = pairs.filter { roles[Int($0.key.rawValue)] != .none }
    let verdict = rules.verdict(Tags(pool: pool, pairs: relevant[...]))
    kinds.append(Kind(tags: begin..<tags.count, verdict: verdict))
    table[slot] = UInt32(kinds.count)
    if kinds.count * 2 > table.count { grow() }
    return verdict
  }

  private func slot(of range: Range<Int>, hash: UInt64) -> Int {
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while table[slot] != 0, !isEqual(kinds[Int(table[slot]) - 1].tags, range) { slot = (slot + 1) & mask }
    return slot
  }

  /// Multiplied and folded as wyhash does.
  private static func mix(_ hash: UInt64, _ tag: UInt64) -> UInt64 {
    let product = (hash ^ tag).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  private func isEqual(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    guard a.count == b.count else { return false }
    for step in 0..<a.count where tags[a.lowerBound + step] != tags[b.lowerBound + step] { return false }
    return true
  }

  private mutating func grow() {
    table = [UInt32](repeating: 0, count: table.count * 2)
    for (number, kind) in kinds.enumerated() {
      let hash = tags[kind.tags].reduce(Self.seed) { Self.mix($0, $1) }
      table[slot(of: kind.tags, hash: hash)] = UInt32(number + 1)
    }
  }
}
