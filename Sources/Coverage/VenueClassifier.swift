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
    nameKeys = ["name", "name:zh"].compactMap { strings.symbol(of: $0) }
    var unused: [(Symbol, [Symbol])] = []
    for main in VenueClassTable.mainValues {
      let values = main.values.sorted().compactMap { strings.symbol(of: $0) }
      for prefix in VenueClassTable.lifecyclePrefixes {
        if let key = strings.symbol(of: "\(prefix):\(main.key)") { unused.append((key, values)) }
      }
    }
    if let yes = strings.symbol(of: "yes") {
      unused += VenueClassTable.lifecycleKeys.compactMap { strings.symbol(of: $0) }.map { ($0, [yes]) }
    }
    self.unused = unused.map { (key: $0.0, values: $0.1) }
    access = strings.symbol(of: "access")
    closedValues = ["private", "no"].compactMap { strings.symbol(of: $0) }
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
