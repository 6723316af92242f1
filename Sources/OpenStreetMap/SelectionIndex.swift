/// An ``ElementSelection`` made ready for look-ups by bytes, once a file.
final class SelectionIndex: Sendable {
  /// What is known of a string as a key.
  struct Key: Sendable {
    var isKept = false
    /// The rule a type has for the key, by ``ElementType/rawValue``.
    var rules: (node: Rule, way: Rule, relation: Rule) = (.none, .none, .none)
  }

  /// What a type asks of a key's value.
  enum Rule: Sendable {
    case none
    case any
    case oneOf([UInt32])
  }

  /// A string as the selection sees it.
  enum Word: Sendable {
    /// One that the selection names, by number.
    case named(UInt32)
    /// Any other; kept as a key when it begins as a key with `*` does.
    case unnamed(isKeptKey: Bool)
  }

  private let words: ByteInterner
  private let keys: [Key]
  private let prefixes: [[UInt8]]

  init(_ selection: ElementSelection) {
    var words = ByteInterner()
    var keys: [Key] = []
    func number(_ string: String) -> Int {
      let number = Int(words.intern(string))
      while keys.count <= number { keys.append(Key()) }
      return number
    }
    func merged(_ old: Rule, _ values: Set<String>?) -> Rule {
      guard let values else { return .any }
      let numbers = values.map { UInt32(number($0)) }
      switch old {
      case .none: return .oneOf(numbers)
      case .oneOf(let others): return .oneOf(others + numbers)
      case .any: return .any
      }
    }
    var prefixes: [[UInt8]] = []
    for key in selection.keys {
      if key.hasSuffix("*") { prefixes.append(Array(key.utf8.dropLast())) } else { keys[number(key)].isKept = true }
    }
    for rule in selection.nodes {
      keys[number(rule.key)].rules.node = merged(keys[number(rule.key)].rules.node, rule.values)
    }
    for rule in selection.ways {
      keys[number(rule.key)].rules.way = merged(keys[number(rule.key)].rules.way, rule.values)
    }
    for rule in selection.relations {
      keys[number(rule.key)].rules.relation = merged(keys[number(rule.key)].rules.relation, rule.values)
    }
    for index in keys.indices where !keys[index].isKept {
      keys[index].isKept = words.withBytes(of: UInt32(index)) { Self.begins($0, with: prefixes) }
    }
    self.words = words
    self.keys = keys
    self.prefixes = prefixes
  }

  private static func begins(_ bytes: UnsafeRawBufferPointer, with prefixes: [[UInt8]]) -> Bool {
    prefixes.contains { bytes.starts(with: $0) }
  }

  /// What the selection says of a string.
  func word(_ bytes: UnsafeRawBufferPointer) -> Word {
    if let number = words.number(of: bytes) { return .named(number) }
    return .unnamed(isKeptKey: Self.begins(bytes, with: prefixes))
  }

  /// What is asked of a key that the selection names.
  func key(_ number: UInt32) -> Key { keys[Int(number)] }
}

extension SelectionIndex.Key {
  /// The rule for elements of a type.
  func rule(for type: ElementType) -> SelectionIndex.Rule {
    switch type {
    case .node: rules.node
    case .way: rules.way
    case .relation: rules.relation
    }
  }
}
