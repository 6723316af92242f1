import Geography
import TestSupport
import Testing
import Walking

@testable import Coverage

/// A rule put to places and to venues that open and close: what whole runs say.
@Suite("Rules for planners")
struct RuledCityTests {
  private func searched(_ seed: UInt64) throws -> (run: CoverageRun, rule: CoverageRule) {
    var random = SeededGenerator(seed: seed &* 1013)
    let rule = RuleTests.rule(&random)
    let extract = RuleTests.city(seed, venues: 6).extract()
    return (try SearchedCity(extract, parameters: RuleTests.parameters(rule, seed: seed)).run, rule)
  }

  @Test("Every home's verdict, clause by clause, with the venues behind it", arguments: UInt64(601)...630)
  func places(_ seed: UInt64) throws {
    let (run, rule) = try searched(seed)
    let city = run.prepared
    let ruled = RuledCity(rule, areaType: .urban, on: city, workers: 1)
    let explainer = PlaceExplainer(city, limit: .minutes(15), ruled: ruled)
    #expect(ruled.verdicts().map(\.failed) == run.homeResults.map { $0.rule?.failed })
    for home in stride(from: 0, to: run.homes.count, by: 5) {
      let result = run.homeResults[home]
      let explanation = explainer.explanation(of: result.home.coordinate)
      let (verdict, plain) = (try #require(explanation.verdict), try #require(result.rule))
      #expect(verdict.passes == plain.passes && explanation.isCovered == plain.passes)
      #expect((explanation.cause == nil) == plain.passes)
      let asked = ruled.sheet.clauses.indices.filter { plain.asked & 1 << UInt32($0) != 0 }
      #expect(asked.count == verdict.clauses.count)
      for (place, clause) in zip(asked, verdict.clauses) {
        #expect(clause.holds == (plain.failed & 1 << UInt32(place) == 0))
        #expect(
          clause.nearest.allSatisfy { VenueCensus.counts(city.venues[$0.venue].kind, among: clause.clause.kinds) })
        #expect(Set(clause.nearest.map(\.venue)).count == clause.nearest.count)
        #expect(clause.nearest.map(\.cost) == clause.nearest.map(\.cost).sorted())
        // The last venue that it wants is the one whose walk homes.csv has.
        let last = clause.nearest.count == clause.clause.count ? clause.nearest.last?.cost : nil
        #expect(last == plain.costs[place], "\(result.home.id)")
      }
      let output = ExplanationOutput(explanation, city: city)
      #expect(output.text.hasPrefix(plain.passes ? "Covered: passes random" : "Not covered: fails random by "))
      #expect(output.text.contains("\nrule      random (urban)\n"))
    }
  }

  @Test("Opening and closing are what the city with and without the venue says", arguments: UInt64(631)...660)
  func changes(_ seed: UInt64) throws {
    let (run, rule) = try searched(seed)
    let city = run.prepared
    let whole = RuledCity(rule, areaType: .urban, on: city, workers: 1)
    let today = whole.verdicts()
    for venue in city.venues.indices.prefix(4) {
      let rest = city.venues.indices.filter { $0 != venue }
      let without = city.keeping(rest, kinds: city.parameters.kinds, workers: 1)
      let less = RuledCity(rule, areaType: .urban, on: without, workers: 1)
      let then = less.verdicts()
      let closing = whole.change(since: today, opening: [], kind: nil, closing: [venue])
      #expect(
        closing == RuleChange(rule, whole.sheet, weights: city.homes.weights, before: today, after: then))
      #expect(
        closing.gained.homes == 0 && closing.before.covered.homes - closing.lost.homes == closing.after.covered.homes)
      let site = CandidateSite(coordinate: city.venues[venue].coordinate)
      let joins = Array(city.doors[venue].joined())
      let opening = less.change(since: then, opening: [(site, joins)], kind: city.venues[venue].kind, closing: [])
      #expect(opening.after == closing.before && opening.before == closing.after)
      #expect(opening.gained == closing.lost && opening.lost.homes == 0)
      #expect(opening.clauses.map(\.failingAfter) == closing.clauses.map(\.failingBefore))
      let same = whole.change(since: today, opening: [(site, joins)], kind: city.venues[venue].kind, closing: [venue])
      #expect(same.gained.homes == 0 && same.lost.homes == 0 && same.before == same.after)
      // A venue of no known kind counts wherever one of a kind does.
      let any = less.change(since: then, opening: [(site, joins)], kind: nil, closing: [])
      #expect(any.gained.homes >= opening.gained.homes)
    }
  }

  @Test("The answer of circle site: ranked by who comes to pass, and told")
  func answer() throws {
    var told = 0
    for seed in UInt64(661)...680 {
      let (run, rule) = try searched(seed)
      var question = SiteAnswer.Question()
      question.sites = stride(from: 0, to: run.homes.count, by: 9).map {
        CandidateSite(name: "S\($0)", coordinate: run.homes[$0].coordinate)
      }
      question.kind = .library
      question.rule = (rule, .urban)
      question.closedIDs = Array(run.venues.prefix(1).map(\.id))
      let answer = try SiteAnswer(question, on: run.prepared, limit: .minutes(15), workers: 2)
      let gains = try answer.effects.map { try #require($0.effect.change.rule).gained.weight }
      #expect(gains == gains.sorted(by: >))
      let together = try #require(answer.together?.rule)
      let closing = try #require(answer.closing?.rule)
      #expect(closing.gained.homes == 0 && together.after.covered.homes >= closing.after.covered.homes)
      let text = SiteTable(answer).text
      #expect(text.contains("come to pass random") && text.contains("fails for"))
      let json = String(decoding: SiteOutput(answer).json(), as: UTF8.self)
      #expect(json.contains("\"newly_passing\"") && json.contains("\"failing_after\""))
      if gains.contains(where: { $0 > 0 }) { told += 1 }
    }
    #expect(told > 3, "\(told)")
  }
}
