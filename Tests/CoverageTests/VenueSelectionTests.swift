import Foundation
import Geography
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Runs by hours, dates, fee and access.
@Suite struct VenueSelectionTests {
  private static func venue(_ attributes: [String: String]) -> Venue {
    Place.venue("list.csv:2", Place.at(0, 0), attributes: attributes)
  }

  static let verdicts:
    [(attributes: [String: String], set: @Sendable (inout VenueSelection) -> Void, verdict: String)] = [
      ([:], { _ in }, "counts"), (["opening_hours": "off"], { _ in }, "counts"),
      (["opening_hours": "Mo-Fr 9:00-17:00"], { $0.moment = WeekMoment("Mon 9:00") }, "counts"),
      (["opening_hours": "Mo-Fr 9:00-17:00"], { $0.moment = WeekMoment("Sun 9:00") }, "isOut(hours)"),
      (["opening_hours": "sunrise-sunset"], { $0.moment = WeekMoment("Sun 9:00") }, "isUnknown(hours)"),
      ([:], { $0.moment = WeekMoment("Sun 9:00") }, "isUnknown(hours)"),
      (["opening_hours": "Apr-Oct 9:00-17:00"], { $0.moment = WeekMoment("Sun 9:00") }, "isUnknown(hours)"),
      (
        ["opening_hours": "Apr-Oct 9:00-17:00"],
        {
          $0.moment = WeekMoment("Sun 9:00")
          $0.date = CivilDate("2026-05-03")
        }, "counts"
      ),
      (["fee": "no"], { $0.needsFree = true }, "counts"), (["fee": "yes"], { $0.needsFree = true }, "isOut(fee)"),
      ([:], { $0.needsFree = true }, "isUnknown(fee)"),
      (["fee": "donation"], { $0.needsFree = true }, "isUnknown(fee)"),
      (["fee": "免费"], { $0.needsFree = true }, "counts"), (["fee": "yes"], { _ in }, "counts"),
      ([:], { $0.needsPublic = true }, "counts"), (["access": "customers"], { $0.needsPublic = true }, "counts"),
      (["access": "private"], { $0.needsPublic = true }, "isOut(access)"),
      (["access": "members"], { $0.needsPublic = true }, "isUnknown(access)"),
      (["access": "members", "fee": "yes"], { ($0.needsPublic, $0.needsFree) = (true, true) }, "isOut(fee)"),
      (["valid_from": "2026-05-01"], { _ in }, "isOut(dates)"),
      (["valid_from": "2026-05-01"], { $0.date = CivilDate("2026-05-01") }, "counts"),
      (["valid_from": "2026-05-01"], { $0.date = CivilDate("2026-04-30") }, "isOut(dates)"),
      (["valid_to": "2026-05-01"], { $0.date = CivilDate("2026-05-01") }, "counts"),
      (["valid_to": "2026-05-01"], { $0.date = CivilDate("2026-05-02") }, "isOut(dates)"),
      (["stop_times": "Tu 14:00-15:30"], { _ in }, "isOut(dates)"),
      (["stop_times": "Tu 14:00-15:30"], { $0.moment = WeekMoment("Tue 14:00") }, "isOut(dates)"),
      (["stop_times": "Tu 14:00-15:30"], { $0.date = CivilDate("2026-05-05") }, "counts"),
      (["stop_times": "Tu 14:00-15:30"], { $0.date = CivilDate("2026-05-06") }, "isOut(dates)"),
      (["stop_times": "every other week"], { $0.date = CivilDate("2026-05-05") }, "isUnknown(dates)"),
      (
        ["stop_times": "Tu 14:00-15:30", "opening_hours": "24/7"],
        {
          $0.date = CivilDate("2026-05-05")
          $0.moment = WeekMoment("Tue 16:00")
        }, "isOut(hours)"
      ),
    ]

  @Test(arguments: verdicts.indices)
  func verdict(number: Int) {
    let one = Self.verdicts[number]
    var selection = VenueSelection()
    one.set(&selection)
    let found = "\(selection.verdict(on: Self.venue(one.attributes)))"
    // "isOut(Coverage.VenueSelection.Reason.hours)" in full.
    #expect(found.replacing("Coverage.VenueSelection.Reason.", with: "") == one.verdict, "\(one.attributes)")
  }

  private static let hours = [
    "24/7", "Mo-Fr 09:00-17:00", "Tu-Su 10:00-18:00", "Sa,Su 12:00-20:00", "Mo-Su 20:00-02:00; Mo off", "off", "",
    "sunrise-sunset", "Apr-Oct 10:00-12:00",
  ]

  /// Two museums within six minutes and one within four.
  private static let rule = CoverageRule(
    name: "two", title: "t", document: "d", documentClause: "c",
    common: [
      RuleClause(name: "1", count: 2, kinds: [.museum], limit: .minutes(6)),
      RuleClause(name: "2", count: 1, kinds: [.museum], limit: .metres(320)),
    ])

  private static func city(
    _ seed: UInt64, ruled: Bool = false, _ body: (PreparedCity, CoverageAnalysis) throws -> Void
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let town = RandomCity(seed: seed, size: 7)
    var list = "kind,lon,lat,opening_hours,fee\n"
    for venue in town.venues {
      let hours = hours[generator.integer(in: 0...hours.count - 1)]
      let fee = ["", "no", "yes"][generator.integer(in: 0...2)]
      list += "museum,\(venue.longitude),\(venue.latitude),\(hours.isEmpty ? "" : "\"\(hours)\""),\(fee)\n"
    }
    try Place.withFile(list) { path in
      var analysis = CoverageAnalysis(extract: "test")
      analysis.parameters.limit = .minutes(4)
      analysis.parameters.cutoffs = [.minutes(4)]
      analysis.venuesPath = path
      if ruled { analysis.parameters.rule = rule }
      let extract = town.builder.extract(CoverageAnalysis.selection)
      try body(try analysis.prepare(extract: extract, clock: StageClock { _ in }), analysis)
    }
  }

  private static func run(_ city: PreparedCity, _ selection: VenueSelection, _ asked: CoverageAnalysis) -> CoverageRun {
    var run = CoverageRun(
      city.selecting(selection, workers: 2), parameters: asked.parameters, clock: StageClock { _ in })
    run.search()
    return run
  }

  private static func weight(_ run: CoverageRun) -> Double {
    CoverageTotals(run.homeResults, within: run.parameters.limit).weightCovered
  }

  @Test func hoursNotUnderstoodAreWarnedOf() throws {
    var warned = 0
    for seed in UInt64(1)...6 {
      try Self.city(seed) { city, _ in
        var selection = VenueSelection()
        selection.isWeekly = true
        let told = city.venues.compactMap { $0.attributes["opening_hours"] }
        let found = city.selecting(selection, workers: 1).selection
        let strange = told.count { $0 == "sunrise-sunset" }
        #expect(found?.notUnderstood == strange)
        #expect(
          found?.messages.warnings.first { $0.message.hasPrefix("opening hours") }?.count
            == (strange > 0 ? strange : nil))
        warned += strange
        #expect(city.selecting(VenueSelection(), workers: 1).selection == nil)
      }
    }
    #expect(warned > 0)
  }

  /// Each of the 168 rows is what a run at that hour finds, with unknown hours open and closed, to the last bit.
  @Test(arguments: [UInt64(1), 2, 3], [false, true])
  func weekIsThatOfSingleHours(seed: UInt64, ruled: Bool) throws {
    try Self.city(seed, ruled: ruled) { city, analysis in
      var weekly = analysis
      weekly.parameters.selection.isWeekly = true
      let selected = city.selecting(weekly.parameters.selection, workers: 2)
      let profile = try #require(try weekly.run(on: selected).weekly)
      #expect(profile.hours.count == 168)
      #expect(profile.hours.map(\.moment.text).first == "Mon 00:00" && profile.hours.last?.moment.text == "Sun 23:00")
      #expect(Set(profile.hours.map(\.weightHigh)).count > 1)
      for hour in profile.hours {
        var selection = VenueSelection()
        selection.moment = hour.moment
        let open = Self.run(city, selection, analysis)
        #expect(Self.weight(open) == hour.weightHigh, "\(hour.moment.text)")
        selection.unknownHours = .closed
        let closed = Self.run(city, selection, analysis)
        #expect(Self.weight(closed) == hour.weightLow, "\(hour.moment.text)")
        // Each run tells the other's share.
        for run in [open, closed] {
          let told = try #require(run.selection)
          #expect(told.weightLow == hour.weightLow && told.weightHigh == hour.weightHigh)
          #expect(told.certain == hour.open && told.unknown[.hours] ?? 0 == hour.unknown)
        }
      }
    }
  }

  /// More venues never cover fewer: certain ⊆ run ⊆ all, whatever is asked.
  @Test(arguments: 10..<22, [false, true])
  func sharesAreNested(seed: Int, ruled: Bool) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    try Self.city(UInt64(seed), ruled: ruled) { city, analysis in
      let all = Self.weight(Self.run(city, VenueSelection(), analysis))
      for _ in 0..<8 {
        var selection = VenueSelection()
        if generator.chance(0.7) {
          let day = OpeningHours.Weekday.allCases[generator.integer(in: 0...6)]
          selection.moment = WeekMoment(day: day, minute: generator.integer(in: 0...1439))
        }
        selection.needsFree = generator.chance(0.5)
        selection.unknownHours = generator.chance(0.5) ? .open : .closed
        guard selection.isAsked else { continue }
        let run = Self.run(city, selection, analysis)
        let told = try #require(run.selection)
        let own = Self.weight(run)
        // By the definition: of the certain ones alone, and of all that are not out.
        let verdicts = city.venues.map { selection.verdict(on: $0) }
        let certain = city.venues.indices.filter { verdicts[$0] == .counts }
        let possible = city.venues.indices.filter { if case .isOut = verdicts[$0] { false } else { true } }
        for (kept, weight) in [(certain, told.weightLow), (possible, told.weightHigh)] {
          let narrowed = city.keeping(kept, kinds: city.parameters.kinds, workers: 1)
          #expect(Self.weight(Self.run(narrowed, VenueSelection(), analysis)) == weight)
        }
        #expect(told.weightLow <= own && own <= told.weightHigh && told.weightHigh <= all)
        let counted = told.out.values.reduce(0, +) + told.unknown.values.reduce(0, +) + told.certain
        #expect(counted == city.venues.count)
      }
    }
  }

  /// Without a question the city is what it was.
  @Test func nothingAskedChangesNothing() throws {
    try Self.city(7) { city, analysis in
      let run = Self.run(city, VenueSelection(), analysis)
      #expect(run.selection == nil && run.prepared.venues == city.venues && run.prepared.selection == nil)
      #expect(
        run.counts.map(\.name)
          == CoverageRun(city, parameters: analysis.parameters, clock: run.clock).counts.map(\.name))
    }
  }

  /// What a record of a run holds is read as what was asked.
  @Test func daysAndMomentsAreWrittenAsTheyAreRead() {
    for text in ["2026-05-01", "0001-12-31", "2024-02-29"] { #expect(CivilDate(text)?.text == text) }
    for text in ["Mon 00:00", "Wed 09:05", "Sun 23:59"] { #expect(WeekMoment(text)?.text == text) }
    #expect(WeekMoment("周日 9:05")?.text == "Sun 09:05")
  }

  /// A merged venue says which records it is made of, and how far they are apart.
  @Test func mergesAreLogged() throws {
    let outline = [GeographicPolygon(exterior: Place.square(0, 0, side: 80))]
    let mapped = Place.venue("w7", Place.at(0, 0), name: "Museum", outline: outline)
    var supplied = Place.venue("list.csv:12", Place.at(12, 0), name: "博物馆")
    supplied.doors = [Door(coordinate: Place.at(12, 0), resolvedBy: .supplied)]
    let merge = try #require(VenueMerger.merge([mapped, supplied]).merges.first)
    #expect(merge.winner == "list.csv:12" && merge.identifiers == ["w7", "list.csv:12"])
    #expect(abs(merge.distancesInMetres[0] - 12) < 0.02 && merge.distancesInMetres[1] == 0)
  }
}
