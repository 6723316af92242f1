import OpenStreetMap

/// Verdicts by distinct tag set: an extract has a hundred times more ways than kinds of ways.
///
/// One a worker; it looks each key up once and never compares strings again.
struct TagRulesCache {
  private enum Role: UInt8 { case none, relevant, streetKey }

  private let rules: TagRules
  private let pool: StringPool
  private let roles: [Role]
  private var verdicts: [[Tags.Pair]: StreetVerdict] = [:]

  init(_ rules: TagRules, _ pool: StringPool) {
    self.rules = rules
    self.pool = pool
    var roles = [Role](repeating: .none, count: pool.strings.count)
    for key in TagRules.keys {
      guard let symbol = pool.symbol(of: key) else { continue }
      roles[Int(symbol.rawValue)] = TagRules.streetKeys.contains(key) ? .streetKey : .relevant
    }
    self.roles = roles
  }

  /// The verdict of a way's tags. Linear in the tags.
  mutating func verdict(_ tags: Tags) -> StreetVerdict {
    var relevant: [Tags.Pair] = []
    var mayBeStreet = false
    for pair in tags.pairs {
      switch roles[Int(pair.key.rawValue)] {
      case .none: continue
      case .relevant: break
      case .streetKey: mayBeStreet = true
      }
      relevant.append(pair)
    }
    guard mayBeStreet else { return .notAStreet }
    relevant.sort { $0.key.rawValue < $1.key.rawValue }
    if let known = verdicts[relevant] { return known }
    let verdict = rules.verdict(Tags(pool: pool, pairs: relevant[...]))
    verdicts[relevant] = verdict
    return verdict
  }
}
