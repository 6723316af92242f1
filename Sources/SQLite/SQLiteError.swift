/// A failure inside SQLite: the operation and the library's own reason.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked of it, in a word or as SQL.
  public var operation: String
  /// SQLite's message, such as "no such table: gaps".
  public var message: String

  /// Makes an error.
  public init(operation: String, message: String) {
    self.operation = operation
    self.message = message
  }

  /// Both as one line.
  public var description: String { "SQLite \(operation): \(message)" }
}
