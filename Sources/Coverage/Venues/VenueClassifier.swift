import OpenStreetMap

/// The class table with its texts turned into one extract's symbols, so that a look at an element compares integers.
struct VenueClassifier {
  private indirect enum Test {
    case never
    case tag(Symbol, [Symbol]?)
    case name([String])
    case isArea
    case hasEntrance
    case all([Test])
    case any([Test])
  }

  private let rows: [(kind: VenueKind, test: Test)]
  private let nameKeys: [Symbol]
  private let unused: [(key: Symbol, values: [Symbol])]
  private let access: Symbol?
  private let closedValues: [Symbol]

  /// Compiles the table for an extract.
  init(_ table: [VenueClassRow], strings: StringPool) {
    rows = table.map { ($0.kind, Self.compiled($0.condition, strings)) }
    nameKeys = VenueCondition.nameKeys.compactMap { strings.symbol(of: $0) }
    unused = VenueClassTable.unusedRules.compactMap { rule in
      strings.symbol(of: rule.key).map { (key: $0, values: rule.values.compactMap { strings.symbol(of: $0) }) }
    }
    access = strings.symbol(of: "access")
    closedValues = ["private", "no"].compactMap { strings.symbol(of: $0) }
  }

  /// What the tags of an element lead to, so that only elements that may matter are looked at closely.
  struct Leads {
    /// The needs that are met: bit r for the first need of row r, bit 31 + r for its second.
    let bits: UInt64
    private static let unused: UInt64 = 1 << 62

    /// Rules whose bits are the leads; rows of one need have the second met by whatever meets the first.
    static func rules(_ table: [VenueClassRow]) -> [TagRuleBits.Rule] {
      var rules = VenueClassTable.unusedRules.map { TagRuleBits.Rule($0.key, $0.values, sets: unused) }
      for (row, needs) in table.map({ $0.condition.needs }).enumerated() {
        let second: UInt64 = 1 << UInt64(31 + row)
        for tag in needs.first ?? [] {
          rules.append(.init(tag.key, tag.values, sets: 1 << UInt64(row) | (needs.count > 1 ? 0 : second)))
        }
        for tag in needs.dropFirst().first ?? [] { rules.append(.init(tag.key, tag.values, sets: second)) }
      }
      return rules
    }

    /// Whether a row may match, or a lifecycle key puts the element out of use.
    var isAny: Bool { bits & Self.unused != 0 || bits & (bits >> 31) & 0x7FFF_FFFF != 0 }
  }

  /// The class of an element; `nil` when no row matches.
  func kind(of tags: Tags, isArea: Bool, hasEntrance: () -> Bool) -> VenueKind? {
    guard !tags.isEmpty else { return nil }
    for row in rows where holds(row.test, tags, isArea, hasEntrance) { return row.kind }
    return nil
  }

  /// Whether a lifecycle key says that the venue is no more or not yet: `disused=yes`, `disused:amenity=library`.
  ///
  /// A museum in a `disused:railway=station` is a museum.
  func isOutOfUse(_ tags: Tags) -> Bool {
    unused.contains { rule in tags.value(of: rule.key).map(rule.values.contains) ?? false }
  }

  /// Whether `access` shuts the public out.
  func isPrivate(_ tags: Tags) -> Bool {
    guard let access, let value = tags.value(of: access) else { return false }
    return closedValues.contains(value)
  }

  private func holds(_ test: Test, _ tags: Tags, _ isArea: Bool, _ hasEntrance: () -> Bool) -> Bool {
    switch test {
    case .never: false
    case .tag(let key, let values):
      tags.value(of: key).map { value in values?.contains(value) ?? true } ?? false
    case .name(let words): nameHolds(words, tags)
    case .isArea: isArea
    case .hasEntrance: hasEntrance()
    case .all(let tests): tests.allSatisfy { holds($0, tags, isArea, hasEntrance) }
    case .any(let tests): tests.contains { holds($0, tags, isArea, hasEntrance) }
    }
  }

  private func nameHolds(_ words: [String], _ tags: Tags) -> Bool {
    for key in nameKeys {
      // All words are Chinese: a name of other scripts is passed over by a look at its bytes.
      guard let name = tags[key], name.utf8.contains(where: { (0xE4...0xE9).contains($0) }) else { continue }
      if words.contains(where: { name.contains($0) }) { return true }
    }
    return false
  }

  private static func compiled(_ condition: VenueCondition, _ strings: StringPool) -> Test {
    switch condition {
    case .tag(let key, let values):
      guard let symbol = strings.symbol(of: key) else { return .never }
      guard !values.isEmpty else { return .tag(symbol, nil) }
      let symbols = values.compactMap { strings.symbol(of: $0) }
      return symbols.isEmpty ? .never : .tag(symbol, symbols)
    case .name(let words): return .name(words)
    case .isArea: return .isArea
    case .hasEntrance: return .hasEntrance
    case .all(let conditions): return .all(conditions.map { compiled($0, strings) })
    case .any(let conditions):
      let tests = conditions.map { compiled($0, strings) }
      return .any(tests)
    }
  }
}

extension Tags {
  /// The value of a key, as a symbol.
  func value(of key: Symbol) -> Symbol? {
    for pair in pairs where pair.key == key { return pair.value }
    return nil
  }
}
