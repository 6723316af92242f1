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
}
