/// A wrong command line, as one sentence.
package struct UsageError: Error {
  package var message: String

  package init(_ message: String) { self.message = message }
}
