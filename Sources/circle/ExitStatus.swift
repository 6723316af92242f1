import Foundation

/// What the command's end says; documented in `circle --help`.
enum ExitStatus: Int32 {
  case done = 0
  case badData = 1
  case usage = 2
  case requirementNotMet = 3

  /// Ends the process without running exit handlers twice or flushing what nobody reads.
  static func leave(_ status: ExitStatus) -> Never { exit(status.rawValue) }
}

/// A command that ends with a status of its own.
protocol StatusCommand {
  func execute() throws -> ExitStatus
}
