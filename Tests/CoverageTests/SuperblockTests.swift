import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// The rule packs on a town of superblocks whose walks are sums by hand. 15 minutes are 1,200 m.
@Suite("Superblocks")
struct SuperblockTests {
  /// What one clause costs each home: metres to the last venue that it needs, `nil` beyond twice its limit.
  private struct Clause {
    var rule: String, name: String
    var metres: [Double?]
    var limit: Double
  }

  private static let clauses = [
    // The nearest of L, M and T. H1 leaves by its only gate: 10 + 300 to (400, 0), 400 west, 800 north, 10 to L.
    // H2: 10 + 300 north, 360 west, 10 to T. H5: 10 + 200 + 800 + 40 + 10. H6: 10 + 400 + 760 + 10.
    // H7 may not cut through B: 10 + 390 west, 800 north, 40 east, 10 to T. V1: 10 + 3,000 + 800 + 10.
    Clause(
      rule: "any1", name: "any", metres: [1_520, 680, 220, 220, 1_060, 1_180, 1_250, nil, 1_820], limit: 1_200),
    // H1: 310 + 20 + 10 to S. H2 T before C (720). H5: 10 + 220 + 10 to S. H6: 10 + 400 + 10 to C. H7: 10 + 810 + 10 to S.
    // V1: 10 + 200 + 10 to V. V2: 10 + 1,000 + 380 + 10 to S, before V (1,820).
    Clause(
      rule: "zj-1plus2", name: "required", metres: [340, 680, 220, 220, 240, 420, 830, 220, 1_400], limit: 1_200),
    // The third: H1 S 340, G 720, L 1,520. H2 R 360, T 680, C 720. H3 M 220, T 10 + 200 + 400 + 40 + 10 = 660,
    // R 10 + 200 + 400 + 440 + 10 = 1,060. H4 L 220, T 660, R 10 + 1,040 + 10. H5 G 220, S 240, T 1,060.
    // H6 Y 320, C 420, R 10 + 400 + 360 + 10 = 780. H7 G 410, Y 530, S 830. V1 V 220, S 3,400, L 3,820.
    // V2 S 1,400, then V, L and G at 1,820.
    Clause(
      rule: "zj-1plus2", name: "all", metres: [1_520, 720, 1_060, 1_060, 1_060, 780, 830, nil, 1_820], limit: 1_200),
    // To C. H1: 310 + 1,200 + 800 + 10 = 2,320. H3: 10 + 200 + 400 + 800 + 10. H4: 10 + 1,400 + 10.
    // H5: 10 + 1,000 + 800 + 10. H7: 10 + 410 + 800 + 10. V2: 3,420.
    Clause(
      rule: "gb50180", name: "centre", metres: [nil, 720, 1_420, 1_420, 1_820, 420, 1_230, nil, nil], limit: 1_000),
    // To S, Y, V or R: H1 S, H2 R, H3 and H4 R at 1,060, H5 S, H6 Y, H7 Y (10 + 410 + 100 + 10), V1 V, V2 S at 1,400.
    Clause(
      rule: "gb50180", name: "station", metres: [340, 360, nil, nil, 240, 320, 530, 220, nil], limit: 500),
  ]

  private func run(_ pack: String, gates: WalkingProfile.GatePolicy = .resident, areas: String? = nil) throws
    -> CoverageRun
  {
    let rule = try CoverageRule(pack: pack)
    var analysis = CoverageAnalysis(extract: "superblocks")
    analysis.parameters.kinds = rule.kinds
    analysis.parameters.rule = rule
    analysis.parameters.profile.gates = gates
    analysis.areasPaths = areas.map { [$0] } ?? []
    analysis.areasReplace = true
    var run = try analysis.searched(SuperblockCity().builder().extract())
    if areas != nil { try run.draw() }
    return run
  }

  @Test("Every clause costs every home what addition says", arguments: ["any1", "zj-1plus2", "gb50180"])
  func costs(pack: String) throws {
    let run = try run(pack)
    #expect(run.homes.map(\.id) == SuperblockCity.homes.indices.map { "w\(SuperblockCity.id(ofHome: $0))" })
    let sheet = RuleSheet(try #require(run.parameters.rule))
    let clauses = Self.clauses.filter { $0.rule == pack }
    #expect(clauses.map(\.name) == sheet.clauses.map(\.name))
    for (place, clause) in clauses.enumerated() {
      for (home, expected) in clause.metres.enumerated() {
        let verdict = try #require(run.homeResults[home].rule)
        // Milliseconds at 80 m a minute, or millimetres.
        let unit = sheet.clauses[place].limit.isLength ? 0.001 : 0.08 / 60
        let metres = verdict.costs[place].map { Double($0) * unit }
        let name = "\(clause.name) of \(SuperblockCity.homes[home].name)"
        #expect((metres == nil) == (expected == nil), "\(name): \(metres ?? -1)")
        // Coordinates are rounded to the centimetre, a dozen of them on a long walk.
        if let metres, let expected { #expect(abs(metres - expected) < 0.2, "\(name): \(metres)") }
        #expect((verdict.failed & 1 << UInt32(place) == 0) == (expected.map { $0 <= clause.limit } ?? false), "\(name)")
      }
    }
  }

  /// H7 stands before block B's gate: through the lane T is 10 + 10 + 800 + 360 + 10 = 1,190 m away, around it 1,250 m.
  @Test func gatesDecide() throws {
    for (gates, covered) in [(WalkingProfile.GatePolicy.resident, 5), (.open, 6)] {
      let run = try run("any1", gates: gates)
      #expect(run.homeResults[6].isCovered(within: .minutes(15)) == (gates == .open))
      #expect(run.homeResults[..<7].count { $0.isCovered(within: .minutes(15)) } == covered)
    }
  }

  /// South of the river live six households, north of it one, in the village's subdistrict two.
  @Test(
    "The packs' shares of subdistricts",
    arguments: [("any1", [4, 1, 0]), ("zj-1plus2", [5, 1, 0]), ("gb50180", [2, 0, 0])])
  func subdistricts(pack: String, covered: [Int]) throws {
    try Place.withFile(SuperblockCity().subdistricts, named: "areas.geojson") { path in
      let run = try run(pack, areas: path)
      let rows = run.areaResults.filter { !$0.isUnassigned }
      #expect(rows.map(\.area.name) == ["江南街道", "江北街道", "西村"])
      #expect(rows.map(\.homes) == [6, 1, 2] && rows.map(\.weight) == [6, 1, 2])
      #expect(rows.map(\.homesCovered) == covered)
      #expect(rows.map(\.area.type) == [.urban, .urban, .rural])
    }
  }
}
