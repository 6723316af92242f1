import Geography
import Glibc

/// Ends the process so that libFuzzer keeps the input: a promise was broken.
func violated(_ promise: String) -> Never {
  let text = "\n==== VIOLATED: \(promise)\n"
  _ = text.utf8.withContiguousStorageIfAvailable { write(2, $0.baseAddress, $0.count) }
  abort()
}

/// Ends the process unless the promise is kept.
func promise(_ isKept: @autoclosure () -> Bool, _ promise: @autoclosure () -> String) {
  if !isKept() { violated(promise()) }
}

/// What became of an input.
enum Outcome<Value: Equatable>: Equatable {
  case value(Value)
  case refused(InputError)

  /// Runs a reader: it gives a value, or refuses in one short printable line; any other error is a fault.
  init(_ read: () throws -> Value) {
    do {
      self = .value(try read())
    } catch let error as InputError {
      expectPrintable(error.description, limit: 400)
      self = .refused(error)
    } catch {
      violated("an error that is no InputError: \(error)")
    }
  }

  var value: Value? { if case .value(let value) = self { value } else { nil } }
  var isRefused: Bool { value == nil }
}

/// One line without signs that steer a terminal.
func expectPrintable(_ line: String, limit: Int) {
  promise(line.unicodeScalars.count <= limit, "a message of \(line.unicodeScalars.count) signs: \(line)")
  for scalar in line.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator:
      violated("a control sign in a message: \(line.debugDescription)")
    default: break
    }
  }
}

/// Warnings are counted, printable lines.
func expectPrintable(_ warnings: [Warning]) {
  promise(warnings.count <= 20, "\(warnings.count) warnings")
  for warning in warnings {
    promise(warning.count > 0, "a warning of nothing: \(warning.message)")
    expectPrintable(warning.message, limit: 400)
  }
}
