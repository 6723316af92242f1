import Foundation
import Geography
import OpenStreetMap
import PROJ
import TestSupport
import Testing
import Walking

@testable import Coverage

/// What a run under a rule draws, sums up and writes.
@Suite("Rules: gaps, sums and files")
struct RuleOutputTests {
  private static func result(_ extract: Extract, _ parameters: CoverageParameters) throws -> (
    CoverageRun, CoverageResult
  ) {
    var run = try SearchedCity(extract, parameters: parameters).run
    try run.draw()
    return (run, run.result())
  }

  private static func table(_ bytes: [UInt8]) throws -> [[String: String]] {
    var parser = try CSVParser(bytes, path: "table")
    let rows = try parser.rows()
    let header = try #require(rows.first).fields
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0.fields)) }
  }

  private static func json(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test("Every failing home is in one gap, no other is in any; sums of clauses agree", arguments: UInt64(401)...430)
  func gapsAndSums(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let rule = RuleTests.rule(&random)
    var parameters = RuleTests.parameters(rule, seed: seed)
    parameters.drawsIsochrones = false
    parameters.areaType = random.chance(0.5) ? .urban : .rural
    let (_, result) = try Self.result(RuleTests.city(seed, venues: 6).extract(), parameters)
    let failing = result.homes.indices.filter { result.homes[$0].rule?.passes == false }
    #expect(result.gaps.flatMap(\.homes).sorted() == failing)
    #expect(result.gaps.map(\.rank) == Array(1..<result.gaps.count + 1))
    let totals = CoverageTotals(result)
    #expect(totals.homesCovered == result.homes.count - failing.count)
    let sheet = RuleSheet(rule)
    // Headcount, depth and severity are the rule's own.
    let gaps = result.homes.map { ($0.home.weight, $0.gap(within: parameters.limit, sheet)) }
    let whole = result.indicators.whole
    func mean(_ value: (Double) -> Double) -> Double { gaps.reduce(0) { $0 + $1.0 * value($1.1) } / totals.weight }
    for (found, expected) in [
      (whole.headcount, mean { $0 > 0 ? 1 : 0 }), (whole.depth, mean { $0 }), (whole.severity, mean { $0 * $0 }),
    ] {
      #expect(abs(try #require(found) - expected) < 1e-9)
    }
    let all = RuleFailure.sums(of: result.homes, sheet)
    for place in sheet.clauses.indices {
      #expect(all[place].failed.homes == result.gaps.reduce(0) { $0 + $1.failures[place].failed.homes })
      let isAsked = rule.clauses(for: parameters.areaType).contains(sheet.clauses[place])
      #expect(all[place].asked.homes == (isAsked ? result.homes.count : 0))
    }
    for gap in result.gaps {
      #expect(gap.bestSite == nil && gap.areaInSquareMetres > 0)
      #expect(gap.failures.contains { $0.failed.homes > 0 })
    }
    // The files: who passes, by which clauses not, how far.
    let output = CoverageOutput(result)
    for (row, home) in zip(try Self.table(output.homesTable()), result.homes) {
      let verdict = try #require(home.rule)
      #expect(row["rule_passed"] == "\(verdict.passes)" && row["covered"] == row["rule_passed"])
      #expect(row["failed_clause"] == sheet.clauses(in: verdict.failed).map(\.name).joined(separator: ";"))
      for (place, clause) in sheet.clauses.enumerated() where verdict.asked & 1 << UInt32(place) != 0 {
        let field = try #require(row["clause_\(clause.name)_\(clause.limit.isLength ? "metres" : "minutes")"])
        let cost = verdict.costs[place].map { Double($0) / (clause.limit.isLength ? 1000 : 60_000) }
        #expect(field.isEmpty == (cost == nil))
        if let cost { #expect(abs(try #require(Double(field)) - cost) <= 0.051) }
      }
    }
  }

  /// Who fails near whom passes, 60 m apart: the gap ends half way.
  @Test("A gap is land whose nearest home fails")
  func outline() throws {
    var city = GridCity(rows: 1, columns: 7, blockInMetres: 500)
    city.venues = [.init(0, 0)]
    city.homes = [.init(0, 2, east: -50), .init(0, 2, east: 10)]
    var parameters = CoverageParameters()
    parameters.rule = CoverageRule(
      name: "r", title: "t", document: "d", documentClause: "c",
      common: [RuleClause(name: "1", count: 1, kinds: [.library], limit: .metres(1000))])
    let (run, result) = try Self.result(city.extract(), parameters)
    try #require(result.gaps.map(\.homes) == [[1]])
    // A disc of 100 m without what lies beyond a line 30 m west of its middle.
    let area = 1e4 * .pi - (1e4 * acos(0.3) - 30 * (1e4 - 900).squareRoot())
    #expect(abs(result.gaps[0].areaInSquareMetres / area - 1) < 0.02, "\(result.gaps[0].areaInSquareMetres), \(area)")
    let projection = try run.prepared.projection.makeProjection()
    let homes = try projection.project(result.homes.map(\.home.coordinate))
    let west = try #require(
      try result.gaps[0].polygons.flatMap(\.exterior).map { try projection.project([$0])[0].x }.min())
    #expect(abs(west - (homes[0].x + homes[1].x) / 2) < 5)
    // All inhabited land is a gap where all fail.
    parameters.rule?.common?[0].count = 2
    let (_, none) = try Self.result(city.extract(), parameters)
    #expect(none.gaps.map(\.homes) == [[0, 1]])
  }

  @Test("Causes ask for the last venue that the clause needs")
  func causes() throws {
    var parameters = CoverageParameters()
    parameters.rule = RuleTests.streetRule
    var (_, result) = try Self.result(RuleTests.street().extract(), parameters)
    let gaps = Dictionary(uniqueKeysWithValues: result.gaps.map { ($0.homes, $0) })
    // 1,020 m to the third is 1,000 m and a hair by air, and within a tenth of 1,000.
    let near = try #require(gaps[[1]])
    #expect(near.evidence.hasPrefix("home w20000002 fails three: 1000 m by air to n10000001, the 3rd nearest"))
    #expect(near.evidence.contains("1020 m on foot to the 3rd nearest"), "\(near.evidence)")
    #expect([.noVenue, .justOver].contains(near.cause))
    let far = try #require(gaps[[2]])
    #expect(far.cause == .noVenue)
    #expect(far.evidence.contains("fails library: 2000 m by air to n10000001, 2020 m on foot to the nearest venue"))
    #expect(far.failures.map(\.failed.homes) == [1, 1, 0] && far.failures.map(\.asked.homes) == [1, 1, 0])
    // More venues than there are.
    parameters.rule = CoverageRule(
      name: "r", title: "t", document: "d", documentClause: "c",
      common: [RuleClause(name: "many", count: 4, kinds: VenueKind.core, limit: .minutes(15))])
    (_, result) = try Self.result(RuleTests.street().extract(), parameters)
    #expect(result.gaps.allSatisfy { $0.cause == .noVenue && $0.facts == nil })
    #expect(result.gaps.allSatisfy { $0.evidence == "clause many needs 4, 3 venues in the data" })
  }

  @Test(
    "Ordinals of the last venue",
    arguments: [(2, "2nd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (32, "32nd")])
  func ordinals(_ count: Int, _ word: String) {
    #expect(GapEvidence.Clause(name: "c", count: count).lastVenue == "the \(word) nearest")
  }

  @Test("The street's files: columns, areas, gaps, record and summary")
  func files() throws {
    var parameters = CoverageParameters()
    parameters.rule = RuleTests.streetRule
    let (_, result) = try Self.result(RuleTests.street().extract(), parameters)
    let output = CoverageOutput(result)
    let homes = try Self.table(output.homesTable())
    #expect(homes.map { $0["rule_passed"] } == ["true", "false", "false"])
    #expect(homes.map { $0["failed_clause"] } == ["", "three", "library;three"])
    #expect(homes[0]["clause_three_metres"]?.hasPrefix("520.") == true || homes[0]["clause_three_metres"] == "519.9")
    #expect(homes[2]["clause_three_metres"] == "")
    #expect(homes.allSatisfy { $0.keys.count { $0.hasPrefix("clause_") } == 2 })
    let record = try Self.json(RunRecord(output).encoded())
    let asked = try #require(record["parameters"] as? [String: Any])
    #expect(asked["area_type"] as? String == "urban")
    var rule = try #require(asked["rule"] as? [String: Any])
    #expect(rule.removeValue(forKey: "name") as? String == "street")
    var reader = RuleReader(Array(try JSONSerialization.data(withJSONObject: rule)), name: "street", path: "run.json")
    #expect(try reader.rule() == RuleTests.streetRule)
    let totals = try #require(record["totals"] as? [String: Any])
    #expect(totals["homes_covered"] as? Int == 1)
    let clauses = try #require(totals["clauses"] as? [[String: Any]])
    #expect(clauses.map { $0["homes_failing"] as? Int } == [1, 2, 0])
    #expect(clauses[1]["asks"] as? String == "3 of museum, theatre, library within 1000 m")
    let gaps = try Self.json(output.gaps())
    #expect(gaps["rule"] as? String == "street")
    let features = try #require(gaps["features"] as? [[String: Any]])
    let failed = features.map { ($0["properties"] as? [String: Any])?["failed_clauses"] as? [[String: Any]] }
    #expect(Set(failed.map { $0?.map { $0["clause"] as? String ?? "" } }) == [["three"], ["library", "three"]])
    let summary = SummaryTable(result).text
    #expect(summary.contains("rule     street: t\nsource   d\n"))
    #expect(summary.contains("clause   three: 3 of museum, theatre, library within 1000 m\n"))
    #expect(summary.contains("fails library      1  33.3 %"), "\(summary)")
    #expect(summary.contains("dwellings failing street\n"))
    // Without a rule nothing of it is there.
    parameters.rule = nil
    let plain = CoverageOutput(try Self.result(RuleTests.street().extract(), parameters).1)
    // The dictionary of columns has those of every run.
    for file in try plain.files() where !["map.svg", "columns.csv"].contains(file.name) {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for word in ["rule", "clause", "area_type", "failing"] { #expect(!text.contains(word), "\(file.name): \(word)") }
    }
  }

  @Test("Rules beside the first say what they say alone, and change nothing else", arguments: UInt64(441)...450)
  func beside(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let rules = [RuleTests.rule(&random), RuleTests.rule(&random), RuleTests.rule(&random)]
    let extract = RuleTests.city(seed, venues: 6).extract()
    let alone = try rules.map { try Self.result(extract, RuleTests.parameters($0)).1 }
    var parameters = RuleTests.parameters(rules[0])
    parameters.rulesBeside = [rules[1], rules[2]]
    parameters.rulesBeside[0].name = "second"
    let (_, both) = try Self.result(extract, parameters)
    #expect(both.homes.map(\.rule) == alone[0].homes.map(\.rule))
    #expect(both.gaps.map(\.polygons) == alone[0].gaps.map(\.polygons))
    for number in 0..<2 {
      #expect(both.homes.map { $0.rulesBeside[number] } == alone[number + 1].homes.map(\.rule))
    }
    let output = CoverageOutput(both)
    for (row, home) in zip(try Self.table(output.homesTable()), alone[1].homes) {
      #expect(row["second_passed"] == "\(home.rule?.passes ?? false)")
    }
    let totals = try #require(try Self.json(RunRecord(output).encoded())["totals"] as? [String: Any])
    let beside = try #require(totals["rules_beside"] as? [[String: Any]])
    #expect(beside.map { $0["homes_passing"] as? Int } == alone.dropFirst().map { CoverageTotals($0).homesCovered })
  }

  @Test("Towns and villages in one run share the columns of clauses of one name")
  func sharedColumns() throws {
    let sheet = RuleSheet(try CoverageRule(pack: "zj-1plus2-metres"))
    #expect(sheet.clauses.count == 4 && sheet.names == ["required", "all"])
    #expect(sheet.columns == ["clause_required_metres", "clause_all_metres"])
    #expect(sheet.asked(of: .urban) == 0b0011 && sheet.asked(of: .rural) == 0b1100)
    #expect(RuleSheet(try CoverageRule(pack: "zj-1plus2")).asked(of: .rural) == 0b11)
  }

  @Test("A rule that counts kinds which were not looked for is refused")
  func kindsMissing() throws {
    var analysis = CoverageAnalysis(extract: "made up")
    let city = try analysis.prepare(extract: RuleTests.street().extract(), clock: StageClock { _ in })
    analysis.parameters.rule = try CoverageRule(pack: "zj-1plus2")
    let error = try #require(throws: InputError.self) { _ = try analysis.run(on: city) }
    #expect(error.problem.contains("counts gallery, arts_centre"))
  }
}
