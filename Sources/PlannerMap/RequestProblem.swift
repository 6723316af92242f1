import Hummingbird

/// Why a request gets no answer: a status, a code for programs and a sentence for people.
struct RequestProblem: Error {
  var status: HTTPResponse.Status
  /// In snake case, of the list in openapi.json.
  var code: String
  var message: String
  /// What the status obliges to say: `Allow`, `Retry-After`.
  var headers: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ code: String, _ message: String, headers: HTTPFields = [:]) {
    self.status = status
    self.code = code
    self.message = message
    self.headers = headers
  }

  static func badRequest(_ code: String, _ message: String) -> RequestProblem {
    RequestProblem(.badRequest, code, message)
  }

  static func notAllowed(_ methods: String) -> RequestProblem {
    RequestProblem(
      .methodNotAllowed, "method_not_allowed", "this path takes \(methods) only", headers: [.allow: methods])
  }

  static let notFound = RequestProblem(.notFound, "not_found", "no such page; see /openapi.json")
  static let busy = RequestProblem(
    .serviceUnavailable, "busy", "too many questions at a time; ask again in a second", headers: [.retryAfter: "1"])
  static let crowded = RequestProblem(
    .serviceUnavailable, "crowded", "too many connections at a time; close some, or ask again in a second")
  /// What it was is for the server's own log: it may name files of this machine.
  static let failed = RequestProblem(
    .internalServerError, "failed", "the server could not answer this question; its own output tells why")
  /// For a log: the connection is gone.
  static let clientLeft = RequestProblem(.serviceUnavailable, "client_left", "the client closed the connection")
}
