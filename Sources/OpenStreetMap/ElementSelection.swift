/// Which elements of an extract to keep, said in tags whose meaning the caller knows and this module does not.
///
/// A node, way or relation is kept when one of its tags satisfies one of its type's rules. Kept ways bring their
/// nodes; kept relations bring their member ways (tags included) and those ways' nodes.
public struct ElementSelection: Sendable {
  /// A key and the values that count; `nil` for any value.
  public struct Rule: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The values, or `nil` for any.
    public var values: Set<String>?

    /// Makes a rule.
    public init(_ key: String, _ values: Set<String>? = nil) {
      self.key = key
      self.values = values
    }
  }

  /// Rules for nodes.
  public var nodes: [Rule]
  /// Rules for ways.
  public var ways: [Rule]
  /// Rules for relations.
  public var relations: [Rule]
  /// The keys whose tags are materialised; a key that ends in `*` stands for all keys that begin so.
  public var keys: Set<String>

  /// Makes a selection.
  public init(nodes: [Rule], ways: [Rule], relations: [Rule], keys: Set<String>) {
    self.nodes = nodes
    self.ways = ways
    self.relations = relations
    self.keys = keys
  }

  /// What either selection keeps.
  ///
  /// Rules of one key become one; a rule for any value takes in the others.
  public func union(_ other: ElementSelection) -> ElementSelection {
    ElementSelection(
      nodes: Self.merged(nodes + other.nodes), ways: Self.merged(ways + other.ways),
      relations: Self.merged(relations + other.relations), keys: keys.union(other.keys))
  }

  private static func merged(_ rules: [Rule]) -> [Rule] {
    var valuesOfKey: [String: Set<String>?] = [:]
    for rule in rules {
      if case .some(let values) = valuesOfKey[rule.key] {
        valuesOfKey[rule.key] = .some(values.flatMap { values in rule.values.map(values.union) })
      } else {
        valuesOfKey[rule.key] = .some(rule.values)
      }
    }
    return valuesOfKey.map { Rule($0.key, $0.value) }.sorted { $0.key < $1.key }
  }
}
