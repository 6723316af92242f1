/// Something counted and reported instead of lost in silence: one line a kind, however often it happened.
public struct Warning: Hashable, Sendable {
  /// How often it happened.
  public var count: Int
  /// What happened, as a clause that follows the count: "ways cut at the extract's edge: …".
  public var message: String

  /// Makes a warning.
  public init(count: Int, message: String) {
    self.count = count
    self.message = message
  }
}
