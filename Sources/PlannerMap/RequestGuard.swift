import Foundation
import HTTPTypes
import Hummingbird

/// Stands before all routes: refuses what no page of ours sends, turns every error into JSON, and puts the headers on
/// all answers that keep a browser from doing more than the page needs.
///
/// The server has no passwords; what protects it is that only this machine's own page can ask. A page of another site
/// could otherwise reach it through a name of its own that it points to 127.0.0.1 (DNS rebinding): so `Host` must be
/// an address, `localhost`, or the name that the server was told to listen on.
struct RequestGuard: RouterMiddleware {
  typealias Context = MapContext

  private static let longestTarget = 2048
  /// Paths that take questions in a body; all others are read only.
  private static let postPaths: Set<String> = ["/api/sites"]

  /// Names under which the server may be called beside addresses and `localhost`, in lower case.
  let names: Set<String>
  /// Takes a line on what went wrong inside, which clients are not told.
  let log: @Sendable (String) -> Void

  func handle(
    _ request: Request, context: MapContext, next: (Request, MapContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      try check(request)
      response = try await next(request, context)
    } catch {
      response = Self.response(for: problem(error, of: request))
    }
    for (name, value) in Self.protection { response.headers[name] = value }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    return response
  }

  private func check(_ request: Request) throws {
    guard let target = request.head.path, target.hasPrefix("/"), !target.hasPrefix("//") else {
      throw RequestProblem.badRequest("bad_target", "the request's target is not a path")
    }
    guard target.utf8.count <= Self.longestTarget else {
      throw RequestProblem(
        .uriTooLong, "too_long", "the request's target is longer than \(Self.longestTarget) bytes")
    }
    try checkHost(request)
    try checkMethod(request)
    try checkOrigin(request)
  }

  private func checkHost(_ request: Request) throws {
    guard let host = request.head.authority, request.headers[Self.host] == nil else {
      throw RequestProblem.badRequest("bad_host", "exactly one Host header is needed")
    }
    guard Self.isOwn(host, names: names) else {
      throw RequestProblem(
        .misdirectedRequest, "bad_host",
        "Host: '\(host.printable(limit: 80))' is not this server; open it by its address or as localhost")
    }
  }

  /// Whether `Host` is an address, `localhost` or one of the names, with or without a port.
  static func isOwn(_ host: String, names: Set<String>) -> Bool {
    var name = Substring(host.lowercased())
    if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]") {
      let port = name[name.index(after: colon)...]
      guard (1...5).contains(port.utf8.count), port.utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
      name = name[..<colon]
    }
    if name == "localhost" || names.contains(String(name)) { return true }
    if name.hasPrefix("["), name.hasSuffix("]") { return isAddress(String(name.dropFirst().dropLast()), AF_INET6) }
    return isAddress(String(name), AF_INET)
  }

  private static func isAddress(_ text: String, _ family: Int32) -> Bool {
    var address = in6_addr()
    return inet_pton(family, text, &address) == 1
  }

  private func checkMethod(_ request: Request) throws {
    let takesBody = Self.postPaths.contains(request.uri.path)
    switch request.method {
    case .get where !takesBody, .head where !takesBody, .post where takesBody: break
    default: throw RequestProblem.notAllowed(takesBody ? "POST" : "GET, HEAD")
    }
  }

  /// Other sites' pages may open the map, and nothing else.
  private func checkOrigin(_ request: Request) throws {
    let foreign = RequestProblem(.forbidden, "foreign_origin", "this is for the server's own page")
    if request.uri.path != "/", let site = request.headers[Self.fetchSite], !["same-origin", "none"].contains(site) {
      throw foreign
    }
    // Not every browser says where a request is made from; of pages elsewhere all send their origin.
    if request.uri.path != "/", let origin = request.headers[.origin] {
      let host = request.head.authority?.lowercased() ?? ""
      guard ["http://" + host, "https://" + host].contains(origin.lowercased()) else { throw foreign }
    }
    guard request.method == .post else { return }
    let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
    guard type == "application/json" else {
      throw RequestProblem(.unsupportedMediaType, "bad_type", "the body's Content-Type must be application/json")
    }
  }

  private func problem(_ error: any Error, of request: Request) -> RequestProblem {
    switch error {
    case let problem as RequestProblem: return problem
    case is CancellationError: return .clientLeft
    case let error as HTTPError where error.status == .notFound: return .notFound
    case let error as HTTPError:
      return RequestProblem(error.status, "refused", error.body ?? error.status.reasonPhrase)
    default:
      log("\(request.method.rawValue) \(request.head.path ?? ""): \(error)")
      return .failed
    }
  }

  private static func response(for problem: RequestProblem) -> Response {
    var headers = problem.headers
    headers[.contentType] = "application/json; charset=utf-8"
    // What is left of a refused body is not read.
    if problem.status == .contentTooLarge { headers[.connection] = "close" }
    return Response(
      status: problem.status, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: AnswerEncoding.problem(problem))))
  }

  private static let host = fieldName("Host")
  private static let fetchSite = fieldName("Sec-Fetch-Site")

  /// What the page may do: its own scripts, styles and questions, pictures made in it, and MapLibre's workers, which it
  /// starts from blobs. Nothing from anywhere else.
  static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'",
    "worker-src blob:", "child-src blob:", "font-src 'none'", "base-uri 'none'", "form-action 'none'",
    "frame-ancestors 'none'",
  ].joined(separator: "; ")

  private static let protection: [(HTTPField.Name, String)] = [
    ("Content-Security-Policy", contentSecurityPolicy), ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
  ].map { (fieldName($0), $1) }

  /// A field's name; the names above are all valid.
  private static func fieldName(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}
