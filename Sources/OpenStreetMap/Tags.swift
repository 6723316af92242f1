/// A string of an extract, interned: equal strings have equal symbols. Meaningful with its ``StringPool`` only.
@frozen
public struct Symbol: Hashable, Sendable {
  @usableFromInline package let rawValue: UInt32
  @inlinable package init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// The strings of an extract, each once.
///
/// Symbols are numbered in an order that depends only on the kept elements, never on the file's order.
public struct StringPool: Sendable {
  package private(set) var strings: [String]
  private var index = ByteInterner()

  package init(_ strings: [String]) {
    self.strings = []
    for string in strings { _ = intern(string) }
  }

  /// The symbol of a string, new if need be. Strings are equal when their UTF-8 is.
  mutating func intern(_ string: String) -> Symbol {
    let number = index.intern(string)
    if Int(number) == strings.count { strings.append(string) }
    return Symbol(rawValue: number)
  }

  /// The symbol of a string; `nil` when the extract does not have it. O(1).
  public func symbol(of string: String) -> Symbol? {
    var string = string
    return string.withUTF8 { index.number(of: UnsafeRawBufferPointer($0)) }.map(Symbol.init(rawValue:))
  }

  /// The string of a symbol. O(1).
  public subscript(symbol: Symbol) -> String { strings[Int(symbol.rawValue)] }
}

/// The kept tags of one element.
///
/// - Complexity: a look-up is linear in the tags of the element, which are few.
public struct Tags: Sendable {
  /// One tag as two symbols.
  @frozen
  public struct Pair: Hashable, Sendable {
    /// The key.
    public let key: Symbol
    /// The value.
    public let value: Symbol
    package init(key: Symbol, value: Symbol) {
      self.key = key
      self.value = value
    }
  }

  package let pool: StringPool
  package let pairs: ArraySlice<Pair>

  package init(pool: StringPool, pairs: ArraySlice<Pair>) {
    self.pool = pool
    self.pairs = pairs
  }

  /// Makes tags of their own pool from a dictionary, for tests and supplied lists.
  public init(_ tags: [String: String]) {
    let pool = StringPool(Set(tags.keys).union(tags.values).sorted())
    self.pool = pool
    pairs =
      tags.sorted { $0.key < $1.key }.compactMap { tag in
        guard let key = pool.symbol(of: tag.key), let value = pool.symbol(of: tag.value) else { return nil }
        return Pair(key: key, value: value)
      }[...]
  }

  /// The value of a key; `nil` when absent.
  public subscript(key: String) -> String? {
    pool.symbol(of: key).flatMap { self[$0] }
  }

  /// The value of a key given as a symbol of the same pool.
  public subscript(key: Symbol) -> String? {
    for pair in pairs where pair.key == key { return pool[pair.value] }
    return nil
  }

  /// Whether there is no tag.
  public var isEmpty: Bool { pairs.isEmpty }

  /// All tags as strings, in the order of the keys' text.
  public var all: [(key: String, value: String)] {
    pairs.map { (pool[$0.key], pool[$0.value]) }.sorted { $0.key < $1.key }
  }
}
