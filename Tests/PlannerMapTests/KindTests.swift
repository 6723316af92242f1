import Coverage
import Foundation
import Geography
import Testing
import Walking

@testable import PlannerMap

/// Which venues count for which question.
@Suite struct KindTests {
  private static let extract = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../geodata/monaco.osm.pbf").standardizedFileURL.path

  private func engine(_ change: (inout CoverageAnalysis) -> Void = { _ in }) throws -> EngineCity {
    var analysis = CoverageAnalysis(extract: Self.extract)
    change(&analysis)
    return EngineCity(try analysis.city(), base: BaseMap(), name: "monaco", minutes: 15)
  }

  /// Venues of a list that have no kind count with whatever kinds are chosen, and every answer says so.
  @Test func venuesWithoutAKindAlwaysCount() async throws {
    let list = FileManager.default.temporaryDirectory.path + "/circle-kinds-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: list) }
    try "name,kind,lat,lon\nA,museum,43.7300,7.4140\nB,,43.7384,7.4246\n"
      .write(toFile: list, atomically: true, encoding: .utf8)
    let city = try engine { $0.venuesPath = list }
    #expect(city.card.kinds == [.museum, .theatre, .library, .other])
    try await RunningServer.run(city) { (client: RawClient) async throws in
      #expect(try await client.get("/api/city").json()["always_kinds"]?.elements.map(\.text) == ["other"])
      let all = try await client.get("/api/coverage").json()
      for kinds in ["museum", "other,museum", "museum,library"] {
        let answer = try await client.get("/api/coverage?kinds=\(kinds)&geometry=yes").json()
        #expect(answer["kinds"]?.elements.last?.text == "other")
        #expect(answer["totals"] == all["totals"], "\(kinds)")
      }
      let alone = try await client.get("/api/coverage?kinds=library").json()
      #expect(alone["kinds"]?.elements.map(\.text) == ["library", "other"])
      let covered = try #require(alone["totals"]?["weight_covered"]?.number)
      #expect(covered > 0)
      #expect(covered < (all["totals"]?["weight_covered"]?.number ?? 0))
      let near = try await client.get("/api/explain?at=7.4246,43.7384&kinds=library").json()
      #expect(near["nearest"]?.elements.first?["name"]?.text == "B")
      let body = #"{"kinds":["theatre"],"sites":[{"lon":7.4246,"lat":43.7384}]}"#
      let sites = try await client.ask("POST", "/api/sites", ["Content-Type: application/json"], body: body).json()
      #expect(sites["each"]?.elements.first?["kinds"]?.elements.last?.text == "other")
    }
  }

  /// Questions of other minutes or kinds asked in between change nothing.
  @Test func answersDoNotMix() throws {
    let prepared = try CoverageAnalysis(extract: Self.extract).city()
    func engine() -> EngineCity { EngineCity(prepared, base: BaseMap(), name: "monaco", minutes: 15) }
    let city = engine()
    let place = MadeCity.at(7.4140, 43.7300)
    let questions = [5, 15, 30].flatMap { minutes in
      [[VenueKind.museum], [.library], [.museum, .theatre, .library]].map { MapQuestion(minutes: minutes, kinds: $0) }
    }
    for question in questions + questions.reversed() {
      let fresh = engine()
      let (given, expected) = (try city.explain(place, question), try fresh.explain(place, question))
      #expect(given.time == expected.time && given.isCovered == expected.isCovered)
      #expect(given.sentence == expected.sentence)
      #expect(given.cause?.code == expected.cause?.code)
      let site = try city.site(place, question, drawsIsochrone: false)
      let expectedSite = try fresh.site(place, question, drawsIsochrone: false)
      #expect(site.verdict == expectedSite.verdict && site.totalsAfter == expectedSite.totalsAfter)
    }
  }

  /// Whoever asks for one choice of kinds after the other does not fill the memory.
  @Test func choicesAreBounded() throws {
    var analysis = CoverageAnalysis(extract: Self.extract)
    analysis.parameters.kinds = VenueKind.allCases.filter { !$0.alwaysCounts }
    let city = try analysis.city()
    let kinds = city.kinds
    let choices = KindChoices(city, bytes: 0)
    for number in 1..<60 {
      let chosen = kinds.enumerated().filter { number >> ($0.offset % 6) & 1 == 1 }.map(\.element)
      guard !chosen.isEmpty else { continue }
      #expect(choices[chosen].city.parameters.kinds == chosen)
      #expect(choices.cost <= choices.limit)
    }
    #expect(choices.cost > 0)
  }
}
