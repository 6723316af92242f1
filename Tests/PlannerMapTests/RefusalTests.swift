import Foundation
import Geography
import Synchronization
import Testing

@testable import PlannerMap

@Suite struct RefusalTests {
  @Test(arguments: [
    ("/api/site", "missing_argument"), ("/api/site?at=", "bad_at"), ("/api/site?at=10.02", "bad_at"),
    ("/api/site?at=10.02,50.01,3", "bad_at"), ("/api/site?at=nan,50", "bad_at"), ("/api/site?at=1e1,50", "bad_at"),
    ("/api/site?at=0x0A,50", "bad_at"), ("/api/site?at=+10,50", "bad_at"), ("/api/site?at=inf,50", "bad_at"),
    ("/api/site?at=190,50", "bad_at"), ("/api/site?at=10.02,-91", "bad_at"),
    ("/api/site?at=50.01,10.02", "out_of_area"),
    ("/api/site?at=10.02,50.08", "out_of_area"), ("/api/site?at=10.13,50.01", "out_of_area"),
    ("/api/site?at=10.02,50.01&minutes=4", "bad_minutes"), ("/api/site?at=10.02,50.01&minutes=31", "bad_minutes"),
    ("/api/site?at=10.02,50.01&minutes=15.5", "bad_minutes"),
    ("/api/site?at=10.02,50.01&minutes=%31%35x", "bad_minutes"),
    ("/api/site?at=10.02,50.01&minutes=99999999999999999999", "bad_minutes"),
    ("/api/site?at=10.02,50.01&minutes=%D9%A1%D9%A5", "bad_minutes"),
    ("/api/site?at=10.02,50.01&minutes=-15", "bad_minutes"),
    ("/api/site?at=10.02,50.01&kinds=", "bad_kinds"), ("/api/site?at=10.02,50.01&kinds=museum,", "bad_kinds"),
    ("/api/site?at=10.02,50.01&kinds=cinema", "bad_kinds"), ("/api/site?at=10.02,50.01&kinds=Museum", "bad_kinds"),
    ("/api/site?at=10.02,50.01&isochrone=1", "bad_isochrone"), ("/api/coverage?geometry=true", "bad_geometry"),
    ("/api/coverage?minutes=10&minutes=11", "repeated_argument"), ("/api/coverage?verbose=1", "unknown_argument"),
    ("/api/coverage?minutes", "bad_query"), ("/api/coverage?&", "bad_query"),
    ("/api/coverage?minutes=%ff", "bad_query"),
    ("/api/city?x=1", "unknown_argument"), ("/?x=1", "unknown_argument"),
    ("/tiles/14/8648/5555.mvt?x=1", "unknown_argument"),
    ("/api/gaps/x/site", "bad_rank"), ("/api/gaps/-1/site", "bad_rank"),
    ("/api/gaps/99999999999999999999/site", "bad_rank"),
  ])
  func refusesArguments(target: String, code: String) async throws {
    let city = MadeCity()
    try await RunningServer.run(city) { (client: RawClient) async throws in
      let reply = try await client.get(target)
      #expect(reply.status == 400)
      #expect(reply.problem == code)
      #expect(try reply.json()["error"]?["status"]?.number == 400)
      #expect(reply.headers["cache-control"] == "no-store")
      #expect(city.watch.begun.withLock { $0 } == 0, "refused before any work")
    }
  }

  /// What went wrong inside names files and lines of this machine: it is for its own log.
  @Test func keepsFailuresToItself() async throws {
    let city = MadeCity()
    city.watch.fails.withLock { $0 = true }
    let lines = Mutex<[String]>([])
    try await RunningServer.run(city, log: { line in lines.withLock { $0.append(line) } }) {
      (client: RawClient) async throws in
      let reply = try await client.get("/api/explain?at=10.02,50.01")
      #expect(reply.status == 500)
      #expect(reply.problem == "failed")
      #expect(!reply.text.contains("home") && !reply.text.contains("InputError"))
      _ = try await client.get("/api/explain?at=no")
    }
    #expect(
      lines.withLock { $0 } == [
        "GET /api/explain?at=10.02,50.01: \(InputError("/home/someone/city.osm.pbf", "cannot be read", remedy: ""))"
      ])
  }

  /// Places up to five kilometres off are answered.
  @Test(arguments: ["10.02,50.07", "9.94,50.01", "10.11,50.01", "10.02,49.96"])
  func answersNearTheCity(place: String) async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      #expect(try await client.get("/api/site?at=\(place)").status == 200)
    }
  }

  @Test(arguments: [
    "/..", "/../", "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/vendor/../index.html",
    "/vendor/..%2f..%2fetc%2fpasswd", "/vendor/%2e%2e%2fPackage.swift", "/vendor/..", "/vendor/.", "/vendor/",
    "/vendor//etc/passwd", "/vendor/%2fetc%2fpasswd", "/vendor/....//....//etc/passwd", "/vendor/..\\..\\etc\\passwd",
    "/vendor/..%5c..%5cetc%5cpasswd", "/vendor/maplibre-gl.js%00.css", "/vendor/maplibre-gl.js/", "/index.html",
    "/vendor/maplibre-gl.js/..", "/./etc/passwd", "/%c0%ae%c0%ae/etc/passwd", "/%252e%252e/etc/passwd",
    "/js/../../Package.swift",
    "/i18n/../openapi.json", "/api/../api/city/..", "/API/CITY", "/tiles/../14/1/1.mvt", "/etc/passwd", "/.git/config",
  ])
  func findsNoFileOutside(target: String) async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let reply = try await client.get(target)
      #expect([400, 404].contains(reply.status), "\(target): \(reply.status)")
      #expect(reply.problem != nil)
      #expect(!reply.text.contains("root:"))
    }
  }

  @Test(arguments: [
    "/tiles/7/66/43.mvt", "/tiles/17/69178/44360.mvt", "/tiles/14/16384/0.mvt", "/tiles/14/0/16384.mvt",
    "/tiles/14/-1/0.mvt", "/tiles/14/8648/5555", "/tiles/14/8648/5555.mvt.gz", "/tiles/14/8647/.mvt",
    "/tiles/14/+1/1.mvt",
    "/tiles/99999999999999999999/1/1.mvt", "/tiles/14/1/1.pbf", "/tiles/0x0e/1/1.mvt",
  ])
  func hasNoSuchTile(target: String) async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let reply = try await client.get(target)
      #expect(reply.status == 404)
      #expect(reply.problem == "no_tile")
    }
  }

  @Test(arguments: [
    ("evil.example", 421), ("evil.example:80", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil.example", 421),
    ("localhost.", 421), ("", 421), ("127.0.0.1:", 421), ("127.0.0.1:port", 421), ("0x7f.1", 421), ("[evil]", 421),
    ("localhost", 200), ("LOCALHOST:8080", 200), ("127.0.0.1", 200), ("127.0.0.1:65535", 200), ("[::1]:80", 200),
    ("192.168.1.20:8080", 200),
  ])
  func answersOnlyToItsOwnName(host: String, status: Int) async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let reply = try await client.get("/api/city", ["Host: \(host)"])
      #expect(reply.status == status)
      #expect(status == 200 || reply.problem == "bad_host")
    }
  }

  @Test func needsOneHost() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      #expect(try await client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status == 400)
      let two = "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
      #expect(try await client.send(two).status == 400)
    }
  }

  private static let body = #"{"sites":[{"lon":10.01,"lat":50.01}]}"#
  private static let type = "Content-Type: application/json"

  @Test func takesPostsOfItsOwnPageOnly() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let own = "http://localhost:\(client.port)"
      let cases: [([String], Int)] = [
        ([Self.type], 200), ([Self.type, "Origin: \(own)"], 200), ([Self.type, "Origin: http://evil.example"], 403),
        ([Self.type, "Origin: null"], 403), ([Self.type, "Origin: http://localhost:1"], 403),
        ([Self.type, "Origin: \(own).evil.example"], 403), ([Self.type, "Sec-Fetch-Site: cross-site"], 403),
        ([Self.type, "Sec-Fetch-Site: same-site"], 403), ([Self.type, "Sec-Fetch-Site: same-origin"], 200),
        ([], 415), (["Content-Type: text/plain"], 415), (["Content-Type: application/x-www-form-urlencoded"], 415),
      ]
      for (headers, status) in cases {
        #expect(try await client.ask("POST", "/api/sites", headers, body: Self.body).status == status, "\(headers)")
      }
      #expect(try await client.get("/api/city", ["Sec-Fetch-Site: cross-site"]).problem == "foreign_origin")
      #expect(try await client.get("/api/city", ["Origin: http://evil.example"]).problem == "foreign_origin")
      #expect(try await client.get("/tiles/14/8648/5555.mvt", ["Sec-Fetch-Site: same-site"]).status == 403)
      #expect(try await client.get("/", ["Sec-Fetch-Site: cross-site"]).status == 200)
    }
  }

  @Test(arguments: [
    ("", "bad_json"), ("[]", "bad_json"), ("{", "bad_json"), ("{}", "missing_argument"),
    (#"{"sites":[]}"#, "missing_argument"),
    (#"{"sites":{}}"#, "bad_json"), (#"{"sites":[1]}"#, "bad_at"), (#"{"sites":[{}]}"#, "bad_at"),
    (#"{"sites":[{"lon":10}]}"#, "bad_at"), (#"{"sites":[{"lon":"10","lat":50}]}"#, "bad_at"),
    (#"{"sites":[{"lon":10,"lat":50,"x":1}]}"#, "bad_at"), (#"{"sites":[{"lon":1e99,"lat":50}]}"#, "bad_at"),
    (#"{"sites":[{"lon":1e999,"lat":50}]}"#, "bad_json"), (#"{"sites":[{"lon":11,"lat":50}]}"#, "out_of_area"),
    (#"{"sites":[{"lon":10,"lat":50}],"minutes":"15"}"#, "bad_minutes"),
    (#"{"sites":[{"lon":10,"lat":50}],"minutes":31}"#, "bad_minutes"),
    (#"{"sites":[{"lon":10,"lat":50}],"kinds":"museum"}"#, "bad_kinds"),
    (#"{"sites":[{"lon":10,"lat":50}],"kinds":[]}"#, "bad_kinds"),
    (#"{"sites":[{"lon":10,"lat":50}],"kinds":[1]}"#, "bad_kinds"),
    (#"{"sites":[{"lon":10,"lat":50}],"more":1}"#, "unknown_argument"),
    (#"{"minutes":10,"minutes":10,"sites":[{"lon":10,"lat":50}]}"#, "repeated_argument"),
    (#"{"sites":[{"lon":10,"lat":50}]} x"#, "bad_json"),
    (
      #"{"sites":["# + String(repeating: #"{"lon":10,"lat":50},"#, count: 50) + #"{"lon":10,"lat":50}]}"#,
      "too_many_sites"
    ),
    (#"{"sites":[{"lon":10,"lat":50,"name":""# + String(repeating: "字", count: 201) + #""}]}"#, "bad_name"),
    (String(repeating: "[", count: 5000), "bad_json"),
    (#"{"x":"# + String(repeating: "[", count: 5000), "unknown_argument"),
  ])
  func refusesBodies(body: String, code: String) async throws {
    let city = MadeCity()
    try await RunningServer.run(city) { (client: RawClient) async throws in
      let reply = try await client.ask("POST", "/api/sites", [Self.type], body: body)
      #expect(reply.status == 400)
      #expect(reply.problem == code)
      #expect(city.watch.begun.withLock { $0 } == 0)
    }
  }

  @Test func takesFiftySites() async throws {
    let sites = Array(repeating: #"{"lon":10,"lat":50}"#, count: 50).joined(separator: ",")
    try await RunningServer.run { (client: RawClient) async throws in
      let reply = try await client.ask("POST", "/api/sites", [Self.type], body: #"{"sites":[\#(sites)]}"#)
      #expect(try reply.json()["each"]?.elements.count == 50)
    }
  }

  @Test(arguments: [
    ("POST", "/api/city", "GET, HEAD"), ("PUT", "/api/city", "GET, HEAD"), ("DELETE", "/", "GET, HEAD"),
    ("OPTIONS", "/api/sites", "POST"), ("GET", "/api/sites", "POST"), ("HEAD", "/api/sites", "POST"),
    ("TRACE", "/", "GET, HEAD"), ("PATCH", "/api/sites", "POST"),
  ])
  func refusesMethods(method: String, path: String, allowed: String) async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let reply = try await client.ask(method, path)
      #expect(reply.status == 405)
      #expect(reply.headers["allow"] == allowed)
      #expect(method == "HEAD" || reply.problem == "method_not_allowed")
    }
  }

  @Test(arguments: ["/", "/api/city", "/nothing", "/api/site", "/tiles/14/8648/5555.mvt"])
  func protectsEveryAnswer(path: String) async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let headers = try await client.get(path).headers
      let policy = try #require(headers["content-security-policy"])
      #expect(policy.contains("default-src 'none'"))
      #expect(policy.contains("frame-ancestors 'none'"))
      #expect(!policy.contains("unsafe"))
      #expect(!policy.contains("http"))
      #expect(headers["x-content-type-options"] == "nosniff")
      #expect(headers["referrer-policy"] == "no-referrer")
      #expect(headers["cross-origin-resource-policy"] == "same-origin")
      #expect(headers["access-control-allow-origin"] == nil)
    }
  }
}
