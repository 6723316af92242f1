/// An ``ElementSelection`` made ready for look-ups by bytes, once a file.
final class SelectionIndex: Sendable {
  /// What is known of a string as a key.
  struct Key: OptionSet, Sendable {
    let rawValue: UInt8
    /// Its tags are materialised.
    static let kept = Key(rawValue: 1)
    /// Any value of it satisfies the type's rule.
    static func any(_ type: ElementType) -> Key { Key(rawValue: 2 << type.rawValue) }
    /// Some values of it satisfy the type's rule: ``SelectionIndex/accepts(_:_:of:)`` tells which.
    static func some(_ type: ElementType) -> Key { Key(rawValue: 16 << type.rawValue) }
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
  /// Values that satisfy a rule, as bits by the value's number: a row for each key and type that has ``Key/some(_:)``.
  private let values: [UInt64]
  /// The first word of the row of key `k` and type `t` at `3k + t`.
  private let rows: [UInt32]

  init(_ selection: ElementSelection) {
    var words = ByteInterner()
    let rules = [(ElementType.node, selection.nodes), (.way, selection.ways), (.relation, selection.relations)]
    var prefixes: [[UInt8]] = []
    var kept: Set<UInt32> = []
    for key in selection.keys {
      if key.hasSuffix("*") { prefixes.append(Array(key.utf8.dropLast())) } else { kept.insert(words.intern(key)) }
    }
    for rule in rules.flatMap(\.1) {
      _ = words.intern(rule.key)
      for value in rule.values ?? [] { _ = words.intern(value) }
    }
    var keys = (0..<UInt32(words.count)).map { word -> Key in
      let isKept = kept.contains(word) || words.withBytes(of: word) { Self.begins($0, with: prefixes) }
      return isKept ? .kept : []
    }
    let width = (words.count + 63) / 64
    var values: [UInt64] = []
    var rows = [UInt32](repeating: 0, count: 3 * words.count)
    for (type, rules) in rules {
      for rule in rules {
        let key = Int(words.intern(rule.key))
        guard let accepted = rule.values else {
          keys[key].insert(.any(type))
          continue
        }
        if !keys[key].contains(.some(type)) {
          rows[3 * key + Int(type.rawValue)] = UInt32(values.count)
          values.append(contentsOf: repeatElement(0, count: width))
          keys[key].insert(.some(type))
        }
        for value in accepted {
          let number = words.intern(value)
          values[Int(rows[3 * key + Int(type.rawValue)]) + Int(number / 64)] |= 1 << UInt64(number % 64)
        }
      }
    }
    self.words = words
    self.keys = keys
    self.prefixes = prefixes
    self.values = values
    self.rows = rows
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

  /// Whether a value satisfies the rule of a key with ``Key/some(_:)``.
  func accepts(_ key: UInt32, _ value: UInt32, of type: ElementType) -> Bool {
    let row = rows[3 * Int(key) + Int(type.rawValue)]
    return values[Int(row) + Int(value / 64)] & 1 << UInt64(value % 64) != 0
  }
}
