/// A failure inside GEOS: the operation and the library's own reason.
public struct GEOSError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The operation that failed.
  public var operation: String
  /// GEOS's message, such as "TopologyException: side location conflict at 15 50".
  public var message: String

  /// Makes an error.
  public init(operation: String, message: String) {
    self.operation = operation
    self.message = message
  }

  /// Both as one line.
  public var description: String { "GEOS \(operation): \(message)" }
}
