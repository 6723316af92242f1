import Geography
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Who is covered by a slower and by a faster walk.
@Suite("Firmness")
struct FirmnessTests {
  /// Homes at 1,000 … 1,400 m from the library by arithmetic: 1,200 m are 15 minutes at 4.8 km/h, 1,080 m at 0.9 of it,
  /// 1,320 m at 1.1.
  @Test("A street: firm within 1,080 m, a gap beyond 1,320 m")
  func street() throws {
    var city = GridCity(rows: 1, columns: 7, blockInMetres: 500)
    city.venues = [.init(0, 0)]
    let metres = [1000.0, 1070, 1090, 1190, 1210, 1310, 1330, 1400]
    city.homes = metres.map { .init(0, 2, east: $0 - 1020) }
    var parameters = CoverageParameters()
    parameters.tellsFirmness = true
    var run = try SearchedCity(city.extract(), parameters: parameters).run
    let band = CoverageBandwidth(parameters)
    let firm: [Firmness] = [.firmCovered, .firmCovered, .borderline, .borderline, .borderline, .borderline]
    #expect(run.homeResults.map(band.firmness) == firm + [.firmGap, .firmGap])
    let sums = band.sums(of: run.homeResults)
    #expect([sums.all, sums.low, sums.high].map(\.homes) == [8, 2, 6])
    #expect(Firmness.allCases.map { sums[$0].homes } == [2, 4, 2])
    try run.draw()
    let output = CoverageOutput(run.result())
    let rows = String(decoding: try output.homesTable(), as: UTF8.self).split(separator: "\r\n")
    #expect(rows[0].hasSuffix("covered_low,covered_high,firmness"))
    #expect(rows[1].hasSuffix("true,true,firm_covered") && rows[4].hasSuffix("false,true,borderline"))
    #expect(SummaryTable(run.result()).text.contains("% at 4.32 km/h to"))
    // Metres do not mind who walks them.
    parameters.rule = CoverageRule(
      name: "r", title: "t", document: "d", documentClause: "c",
      common: [RuleClause(name: "1", count: 1, kinds: [.library], limit: .metres(1200))])
    let judged = try SearchedCity(city.extract(), parameters: parameters).run
    let firmness = judged.homeResults.map(CoverageBandwidth(parameters).firmness)
    #expect(firmness == [Firmness](repeating: .firmCovered, count: 4) + [Firmness](repeating: .firmGap, count: 4))
  }

  @Test("Exactly at the limits: whole milliseconds, inclusive")
  func limits() {
    #expect(Firmness.Pace.slow.isWithin(900_000, cost: 810_000) && !Firmness.Pace.slow.isWithin(900_000, cost: 810_001))
    #expect(Firmness.Pace.fast.isWithin(900_000, cost: 990_000) && !Firmness.Pace.fast.isWithin(900_000, cost: 990_001))
    #expect(Firmness.Pace.usual.isWithin(.max, cost: .max) && !Firmness.Pace.slow.isWithin(.max, cost: .max))
  }

  @Test("The slow end is the strict answer where tags are missing, under rules too", arguments: UInt64(541)...560)
  func strict(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var parameters = RuleTests.parameters(RuleTests.rule(&random))
    parameters.tellsFirmness = true
    parameters.limit = .minutes(6)
    let extract = RuleTests.city(seed, venues: 4).extract()
    func run(_ unknown: UnknownChoice) throws -> CoverageRun {
      var asked = parameters
      asked.walkers = try WalkerChoice(["wheelchair"])
      asked.walkers.unknown = unknown
      asked.profile = asked.walkers.main(asked.profile)
      return try SearchedCity(extract, parameters: asked).run
    }
    let (both, strict) = (try run(.both), try run(.strict))
    #expect(both.homeResults.map { $0.strictTime } == strict.homeResults.map { $0.time })
    #expect(both.homeResults.map { $0.strictRule } == strict.homeResults.map { $0.rule })
    #expect(try run(.optimistic).homeResults.allSatisfy { $0.strictTime == nil && $0.strictRule == nil })
    for ruled in [true, false] {
      var asked = both.parameters
      if !ruled { asked.rule = nil }
      let band = CoverageBandwidth(asked)
      for (home, alone) in zip(both.homeResults, strict.homeResults) {
        #expect(band.covers(home, at: .slow) == band.covers(alone, at: .slow))
      }
    }
  }

  /// A run at nine tenths of the speed covers the homes that the usual run calls firm, but for the rounding of each
  /// segment to a millisecond; so do runs at eleven tenths.
  @Test("Runs at other speeds agree, under rules too", arguments: UInt64(501)...540)
  func speeds(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var parameters = RuleTests.parameters(RuleTests.rule(&random), seed: seed)
    if random.chance(0.4) { parameters.rule = nil }
    parameters.limit = .minutes(6)
    let extract = RuleTests.city(seed, venues: 4).extract()
    let usual = try SearchedCity(extract, parameters: parameters).run
    let band = CoverageBandwidth(parameters)
    for pace in [Firmness.Pace.slow, .usual, .fast] {
      var other = parameters
      other.profile.speed = try #require(WalkingSpeed(kilometresPerHour: 4.8 * Double(pace.rawValue) / 10))
      let run = try SearchedCity(extract, parameters: other).run
      for (home, found) in zip(usual.homeResults, run.homeResults) {
        let covered = band.covers(home, at: pace)
        guard covered != found.isCovered(within: parameters.limit) else { continue }
        // Within a second of a limit only.
        let sheet = parameters.rule.map(RuleSheet.init)
        let limits = sheet.map { sheet in
          sheet.clauses.indices.filter { !sheet.clauses[$0].limit.isLength }
            .compactMap { place in home.rule?.costs[place].map { (sheet.clauses[place].limit.cost, $0) } }
        }
        let near = (limits ?? [(parameters.limit.milliseconds, home.time.milliseconds)]).contains { limit, cost in
          abs(Double(cost) - Double(limit) * Double(pace.rawValue) / 10) < 1000
        }
        #expect(near, "\(home.home.id) at \(pace)")
      }
    }
  }
}
