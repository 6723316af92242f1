import Foundation
import Geography
import Testing

@testable import PlannerMap

@Suite struct EndpointTests {
  @Test func tellsTheCity() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let reply = try await client.get("/api/city")
      #expect(reply.status == 200)
      #expect(reply.headers["content-type"] == "application/json; charset=utf-8")
      #expect(reply.headers["cache-control"] == "no-store")
      let city = try reply.json()
      #expect(city["name"]?.text == "Made <City>")
      #expect(city["bbox"]?.elements.map(\.number) == [10, 50, 10.05, 50.03])
      #expect(city["center"]?.elements.map(\.number) == [10.025, 50.015])
      #expect(city["kinds"]?.elements.map(\.text) == ["museum", "theatre", "library"])
      #expect(city["weight_unit"]?.text == "dwellings")
      #expect(city["always_kinds"]?.elements.isEmpty == true)
      #expect(city["buildings"] == .bool(false))
      #expect(city["totals"]?["share"]?.number == 0.75)
      #expect(city["totals"]?["beyond"]?.number == 2.5)
      #expect(city["totals"]?["worst_minutes"]?.number == 31.25)
    }
  }

  @Test func listsVenues() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let features = try await client.get("/api/venues").json()["features"]?.elements ?? []
      #expect(features.count == 2)
      #expect(features[0]["geometry"]?["coordinates"]?.elements.map(\.number) == [10.01, 50.01])
      #expect(features[0]["properties"]?["name"]?.text == "Museum \"A\"")
      #expect(features[0]["properties"]?["reached"]?.number == 7.25)
      #expect(features[1]["properties"]?["only_here"]?.number == 0)
    }
  }

  @Test func coverageFollowsTheQuestion() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let plain = try await client.get("/api/coverage?minutes=8&kinds=library,museum").json()
      #expect(plain["minutes"]?.number == 8)
      #expect(plain["kinds"]?.elements.map(\.text) == ["museum", "library"])
      #expect(plain["totals"]?["weight_covered"]?.number == 2)
      #expect(plain["totals"]?["homes_covered"]?.number == 2)
      #expect(plain["totals"]?["worst_minutes"] == .null)
      #expect(plain["areas"]?.elements.first?["share"] == .null)
      #expect(plain["bands"] == .null)
      let drawn = try await client.get("/api/coverage?geometry=yes").json()
      #expect(drawn["minutes"]?.number == 15)
      #expect(drawn["bands"]?["features"]?.elements.first?["properties"]?["minutes"]?.number == 5)
      let gap = drawn["gaps"]?["features"]?.elements.first
      #expect(gap?["geometry"]?["type"]?.text == "MultiPolygon")
      #expect(
        gap?["properties"]?.names == ["rank", "people", "homes", "cause", "evidence", "worst_minutes", "nearest_venue"])
      #expect(gap?["properties"]?["evidence"]?["zh"]?.text == "证")
    }
  }

  /// A program that was written by the description must find what it tells of.
  @Test(arguments: [
    ("/api/city", "City"), ("/api/coverage?geometry=yes", "Coverage"),
    ("/api/site?at=10.02,50.01&isochrone=yes", "Site"),
    ("/api/explain?at=10.02,50.01", "Explanation"), ("/api/site", "Problem"), ("/api/venues", "Venues"),
  ])
  func answersAreAsDescribed(target: String, schema: String) async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let schemas = try await client.get("/openapi.json").json()["components"]?["schemas"]
      let described = try #require(schemas?[schema])
      let answer = try await client.get(target).json()
      #expect(Set(answer.names).isSubset(of: described["properties"]?.names ?? []))
      #expect(answer.names == described["required"]?.elements.map(\.text))
      let totals = answer["totals"] ?? answer["totals_after"]
      #expect(totals == nil || totals?.names == schemas?["Totals"]?["properties"]?.names)
    }
  }

  /// Who shows a number rounds it once: 385.4499999 is 385, though 385.45 and 385.5 are on the way.
  @Test func numbersAreNotRounded() {
    var json = JSONWriter()
    json.array { list in
      for value in [385.4499999, 0.1 + 0.2, 7, -0.0, 1e-7, 16_000_000] { list.field(nil, exact: value) }
      list.field(nil, exact: .nan)
      list.field(nil, exact: nil)
    }
    #expect(
      String(decoding: json.takeBytes(), as: UTF8.self)
        == "[385.4499999,0.30000000000000004,7,0,1e-07,16000000,null,null]")
  }

  @Test func drawsAQuestionOnce() async throws {
    let city = MadeCity()
    try await RunningServer.run(city) { (client: RawClient) async throws in
      let first = try await client.get("/api/coverage?geometry=yes")
      let begun = city.watch.begun.withLock { $0 }
      let second = try await client.get("/api/coverage?kinds=library,theatre,museum&minutes=15&geometry=yes")
      #expect(city.watch.begun.withLock { $0 } == begun)
      #expect(first.body == second.body)
    }
  }

  @Test func tellsWhatASiteBrings() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let site = try await client.get("/api/site?at=10.02,50.01&minutes=10&kinds=museum").json()
      #expect(site["at"]?.elements.map(\.number) == [10.02, 50.01])
      #expect(site["gained"]?["weight"]?.number == 2)
      #expect(site["snap"]?["leg_m"]?.number == 1.3)
      #expect(site["verdict"]?["zh"]?.text == "增加。")
      #expect(site["isochrone"] == .null)
      let drawn = try await client.get("/api/site?at=10.02,50.01&isochrone=yes").json()
      let ring = drawn["isochrone"]?["geometry"]?["coordinates"]?.elements.first?.elements.first?.elements
      #expect(ring?.count == 5)
      #expect(ring?.first == ring?.last)
    }
  }

  @Test func tellsWhatSitesBringTogether() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let reply = try await client.ask(
        "POST", "/api/sites", ["Content-Type: application/json; charset=utf-8"],
        body:
          #"{"minutes":10,"kinds":["museum"],"sites":[{"lon":10.01,"lat":50.01,"name":"图书馆"},{"lat":50.02,"lon":10}]}"#)
      #expect(reply.status == 200)
      let sites = try reply.json()
      #expect(sites["each"]?.elements.map { $0["name"]?.text } == ["图书馆", ""])
      #expect(sites["each"]?.elements.map { $0["gained"]?["weight"]?.number } == [1, 0])
      #expect(sites["together"]?["gained"]?["weight"]?.number == 9)
      #expect(sites["marginal"]?.elements.map(\.number) == [0, 1])
    }
  }

  @Test func explains() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let answer = try await client.get("/api/explain?at=10.02,50.01").json()
      #expect(answer["covered"] == .bool(false))
      #expect(answer["minutes_walk"]?.number == 20)
      #expect(answer["limit_minutes"]?.number == 15)
      #expect(answer["parts"]?.elements.first?["what"]?.text == "streets")
      #expect(answer["path"]?["geometry"]?["type"]?.text == "LineString")
      #expect(answer["cause"]?["code"]?.text == "far")
      #expect(answer["snap"] == .null)
    }
  }

  @Test func findsAGapsBestSite() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      #expect(try await client.get("/api/gaps/1/site").json()["gained"]?["weight"]?.number == 3)
      let missing = try await client.get("/api/gaps/2/site")
      #expect(missing.status == 404)
      #expect(missing.problem == "no_gap")
      #expect(try await client.get("/api/gaps/0/site").problem == "bad_rank")
    }
  }

  @Test func servesThePage() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let page = try await client.get("/")
      #expect(page.status == 200)
      #expect(page.headers["content-type"] == "text/html; charset=utf-8")
      #expect(page.text.lowercased().contains("<!doctype html>"))
      let tag = try #require(page.headers["etag"])
      let again = try await client.get("/", ["If-None-Match: \"other\", W/\(tag)"])
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
      let packed = try await client.get("/", ["Accept-Encoding: br;q=1, gzip;q=0.5"])
      #expect(packed.headers["content-encoding"] == "gzip")
      #expect(packed.headers["etag"] != tag)
      #expect(packed.body.count < page.body.count)
      #expect(try await client.get("/", ["Accept-Encoding: gzip;q=0"]).headers["content-encoding"] == nil)
    }
  }

  /// A file that the page asks for and the program lacks would be found by a planner, not by us.
  @Test func servesEveryFileOfThePage() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/PlannerMap/Resources").standardizedFileURL.path
    let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
      .filter { path in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
          && !isFolder.boolValue
      }
    #expect(files.count > 2)
    for file in files {
      let served = PageFiles.all[file == "index.html" ? "/" : "/" + file]
      #expect(served?.plain == FileManager.default.contents(atPath: folder + "/" + file).map(Array.init), "\(file)")
    }
    #expect(PageFiles.all.count == files.count)
  }

  @Test func headIsGetWithoutABody() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let head = try await client.ask("HEAD", "/api/city")
      let get = try await client.get("/api/city")
      #expect(head.status == 200)
      #expect(head.body.isEmpty)
      #expect(head.headers["content-length"] == get.headers["content-length"])
    }
  }

  @Test func servesTheMapLibraryFromItsFolder() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/circle-vendor-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let inner = folder + "/roadstyle/vendor"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    #expect(throws: InputError.self) { try VendorFiles.find(named: folder, environment: [:], programPath: nil) }
    try Data("script".utf8).write(to: URL(fileURLWithPath: inner + "/maplibre-gl.js"))
    try Data("style".utf8).write(to: URL(fileURLWithPath: inner + "/maplibre-gl.css"))
    try Data("secret".utf8).write(to: URL(fileURLWithPath: inner + "/other.js"))
    let named = try VendorFiles.find(named: folder, environment: [:], programPath: nil)
    #expect(named.isComplete)
    #expect(VendorFiles.none.isComplete == false)
    let beside = try VendorFiles.find(named: nil, environment: [:], programPath: folder + "/roadstyle/circle-map")
    #expect(beside.folder == inner)
    let home = FileManager.default.temporaryDirectory.path + "/circle-home-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: home) }
    try FileManager.default.createDirectory(atPath: home + "/circle", withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: folder, toPath: home + "/circle/vendor")
    let users = try VendorFiles.find(named: nil, environment: ["XDG_DATA_HOME": home], programPath: nil)
    #expect(users.isComplete)
    try await RunningServer.run(vendor: users) { (client: RawClient) async throws in
      let script = try await client.get("/vendor/maplibre-gl.js")
      #expect(script.text == "script")
      #expect(script.headers["content-type"] == "text/javascript; charset=utf-8")
      #expect(try await client.get("/vendor/other.js").status == 404)
    }
    try await RunningServer.run { (client: RawClient) async throws in
      let reply = try await client.get("/vendor/maplibre-gl.js")
      #expect(reply.status == 404)
      #expect(reply.problem == "vendor_missing")
      #expect(reply.text.contains("pip install"))
    }
  }

  @Test func manyClientsGetTheSameBytes() async throws {
    let paths = [
      "/", "/api/city", "/api/venues", "/api/coverage?geometry=yes", "/api/site?at=10.02,50.01&isochrone=yes",
      "/api/explain?at=10.02,50.01", "/tiles/13/4324/2777.mvt", "/tiles/14/8648/5555.mvt", "/tiles/9/270/173.mvt",
    ]
    try await RunningServer.run { (client: RawClient) async throws in
      var alone: [String: [UInt8]] = [:]
      for path in paths { alone[path] = try await client.get(path).body }
      let expected = alone
      try await RunningServer.run { fresh in
        try await withThrowingTaskGroup(of: Bool.self) { group in
          for number in 0..<72 {
            group.addTask {
              let path = paths[number % paths.count]
              return try await fresh.get(path).body == expected[path]
            }
          }
          for try await isSame in group { #expect(isSame) }
        }
      }
    }
  }

  /// Several requests on one connection, sent at once.
  @Test func answersPipelinedRequestsInOrder() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let bytes = try await client.exchange { connection in
        let host = "Host: 127.0.0.1\r\n"
        try connection.send("GET /api/site?at=10.01,50.01 HTTP/1.1\r\n\(host)\r\nGET /nothing HTTP/1.1\r\n\(host)\r\n")
        try connection.send("GET /api/explain?at=10.02,50.01 HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
        return try connection.readToEnd()
      }
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(
        text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { String($0.prefix(3)) } == ["200", "404", "200"])
    }
  }
}
