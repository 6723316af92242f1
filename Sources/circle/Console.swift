import Coverage
import Foundation
import Geography

/// What the user reads: errors, warnings and notes on standard error, one line each, and text on standard output.
enum Console {
  /// The longest line on standard error, in characters.
  static let lineLimit = 400
  /// The most warnings shown; `run.json` has them all.
  static let warningLimit = 20

  static func error(_ error: InputError) {
    Self.error(PrintableLine.joining(error.subject, error.problem, error.remedy, limit: lineLimit - 7))
  }

  static func error(_ message: String) { line("error: " + message) }

  static func note(_ message: String) { line("note: " + message) }

  static func warnings(_ warnings: [Warning]) {
    let shown = warnings.count > warningLimit ? warnings.prefix(warningLimit - 1) : warnings[...]
    for warning in shown { line("warning: \(warning.count) × \(warning.message)") }
    let left = warnings.count - shown.count
    if left > 0 { line("warning: \(left) × more kinds of warnings; circle coverage lists all in run.json") }
  }

  /// One line on standard error; a closed or full standard error is no reason to fail.
  static func line(_ text: String) { raw(PrintableLine.shortened(text, limit: lineLimit) + "\n") }

  /// Bytes on standard error as they are.
  static func raw(_ text: String) { _ = try? StandardStreams.write(Array(text.utf8), to: .error) }

  /// Text on standard output; a reader that left early is no failure.
  static func print(_ text: String) -> ExitStatus {
    do {
      try StandardStreams.write(Array(text.utf8), to: .output)
      return .done
    } catch is ReaderLeft {
      return .done
    } catch {
      Self.error("standard output: cannot be written; check where it goes")
      return .badData
    }
  }
}
