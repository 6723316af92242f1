import Foundation
import Testing

@testable import Coverage

/// Reports of runs under a rule, and of runs in which only some venues count.
@Suite struct ReportConditionTests {
  private static let ownRule = """
    {"title": "One library & a <museum>", "source": {"document": "Council", "clause": "May"},
     "urban": [{"name": "near", "count": 1, "kinds": ["library"], "metres": 800}],
     "rural": [{"name": "near", "count": 1, "kinds": ["museum"], "minutes": 20}]}
    """

  private struct Pages {
    var record: [String: Any]
    var english: ReportReader, chinese: ReportReader
    var markup: [String]
  }

  private func pages(_ options: [String], rule: String = ownRule, list: String = "") throws -> Pages {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("own.json", rule)
    try program.write("list.csv", list)
    let extract = try #require(Bundle.repositoryExtract)
    let run = try program.run(["coverage", extract, "--output", "run", "--quiet"] + options)
    #expect(run.status == 0, "\(run.errors)")
    let texts = try ["en", "zh-Hans"].map { language in
      let run = try program.run(["report", "run", "--lang", language, "--output", "-"])
      #expect(run.status == 0, "\(run.errors)")
      return run.output
    }
    for text in texts {
      let body = text.components(separatedBy: "</style>")[1]
      #expect(!body.contains(/\{[a-z]+\}/), "an empty slot")
    }
    let record = try JSONSerialization.jsonObject(with: Data(try #require(program.read("run/run.json")).utf8))
    return Pages(
      record: try #require(record as? [String: Any]), english: try #require(ReportReader(texts[0])),
      chinese: try #require(ReportReader(texts[1])), markup: texts)
  }

  private func share(_ pages: Pages, _ name: String = "share") throws -> String {
    let totals = try #require(pages.record["totals"] as? [String: Any])
    return "\(OutputText.decimal(try #require(totals[name] as? Double) * 100, places: 1))\u{a0}%"
  }

  @Test func rulesAreTold() throws {
    let pages = try pages(["--rule", "zj-1plus2", "--rule", "own.json"])
    let covered = try share(pages)
    #expect(pages.english.texts["h1"] == ["Monaco: Zhejiang: 1 required venue, 3 in all, within 15 minutes’ walk"])
    #expect(pages.chinese.texts["h1"] == ["Monaco：浙江：步行15分钟内有1处必备场馆、共3处场馆"])
    for reader in [pages.english, pages.chinese] {
      #expect(reader.texts["b"]?.first == covered)
      let clauses = try #require(reader.tables["clauses"])
      #expect(clauses.count >= 3)
      #expect(clauses[1][0] == "required" && clauses[1].dropFirst(2) == ["736", "642", "2.7\u{a0}%"])
      #expect(clauses[2][0] == "all" && clauses[2].dropFirst(2) == ["736", "3,989", "16.9\u{a0}%"])
    }
    #expect(
      pages.markup[0].contains("live where the rule fails") || pages.markup[0].contains("lie where the rule fails"))
    #expect(pages.markup[0].contains("One library &amp; a &lt;museum&gt;"))
    #expect(pages.markup[0].contains("Fails: "))
    #expect(pages.markup[0].contains("where the clause “all” fails"))
    #expect(pages.markup[1].contains("不满足的条款：") && pages.markup[1].contains("不满足“all”条款"))
    // Nothing tells of the promise's gaps or coverage.
    for text in ["Gaps are inhabited land beyond", "A home is covered when at least one", "gap: homes beyond"] {
      #expect(!pages.markup[0].contains(text), "\(text)")
    }
    for text in ["盲区：15分钟以外", "至少有一处场馆的居住点即为已覆盖"] { #expect(!pages.markup[1].contains(text), "\(text)") }
  }

  @Test func clausesOfTownsAndOfLengthsAreTold() throws {
    let pages = try pages(["--rule", "own.json", "--area-type", "urban"])
    let clauses = try #require(pages.english.tables["clauses"])
    #expect(clauses.count == 2, "those asked of nobody are left out: \(clauses)")
    #expect(clauses[1][0] == "near (in towns)")
    #expect(clauses[1][1] == "at least 1 venue within 800 m on foot: library")
    #expect(pages.chinese.tables["clauses"]?[1][1] == "步行800米内至少1处场馆：图书馆")
    #expect(pages.english.texts["b"]?.first == (try share(pages)))
  }

  @Test func bandAndHopelessClausesAreTold() throws {
    let many = """
      {"title": "Many", "source": {"document": "Council", "clause": "May"}, "default": [
        {"name": "near", "count": 1, "kinds": ["museum"], "minutes": 15},
        {"name": "many", "count": 30, "kinds": ["library"], "minutes": 15}]}
      """
    let pages = try pages(["--rule", "zj-1plus2", "--rule", "own.json", "--band"], rule: many)
    let (low, high) = (try share(pages, "share_low"), try share(pages, "share_high"))
    #expect(low != high)
    #expect(pages.markup[0].contains("\(low) are covered at a tenth less of the speed, \(high) at a tenth more."))
    #expect(pages.markup[1].contains("步行速度慢十分之一时覆盖率为\(low)，快十分之一时为\(high)。"))
    let totals = try #require(pages.record["totals"] as? [String: Any])
    let unit = totals["people"] == nil ? "dwellings" : "people"
    for reader in [pages.english, pages.chinese] {
      let rows = try #require(reader.tables["firmness"]).dropFirst()
      let weights = try ["firm_covered", "borderline", "firm_gap"].map {
        OutputText.grouped(try #require(totals["\(unit)_\($0)"] as? Double))
      }
      #expect(rows.map { $0[1] } == weights)
    }
    // Thirty libraries there are not; one museum there is.
    #expect(pages.markup[0].contains("The clause “many” of the rule “Many” cannot hold anywhere here"))
    #expect(pages.markup[1].contains("规则“Many”的条款“many”在此范围内任何地方都无法满足：要求30处场馆"))
    #expect(!pages.markup[0].contains("The clause “near”"))
    #expect(pages.markup[1].contains("浙江省“15分钟品质文化生活圈”") && !pages.markup[1].contains("Zhejiang programme"))
    #expect(pages.markup[0].contains("Zhejiang programme"))
  }

  /// Monaco has an arts centre, which only the rule beside counts: the report does not take it for missing.
  @Test func kindsOfRulesBesideAreNotMissing() throws {
    let one = """
      {"title": "One", "source": {"document": "Council", "clause": "May"}, "default": [
        {"name": "near", "count": 1, "kinds": ["museum"], "minutes": 15}]}
      """
    let pages = try pages(["--rule", "own.json", "--rule", "gb50180"], rule: one)
    #expect(pages.markup[0].contains("GB 50180") && !pages.markup[0].contains("cannot hold anywhere here"))
  }

  /// Thirds of people in `homes.csv` do not add up to those of `run.json`: shares of the record are by the record's sum.
  @Test func allAreAllWhateverTheirFractions() throws {
    let list = """
      id,lon,lat,people
      1,7.4246,43.7312,10.33333
      2,7.4247,43.7311,10.33333
      3,7.4245,43.7311,10.33333
      """
    let pages = try pages(
      ["--homes", "list.csv", "--profiles", "standard,older", "--band", "--rule", "any1"], list: list)
    #expect(pages.english.tables["firmness"]?[1][2] == "100.0\u{a0}%")
    #expect(pages.english.tables["walkers"]?.dropFirst().map { $0[1] } == ["100.0\u{a0}%", "100.0\u{a0}%"])
  }

  @Test func nothingOpenAndPeopleElsewhereAreTold() throws {
    let venues = """
      id,name,lon,lat,kind,opening_hours
      1,One,7.4246,43.7311,library,Mo-Fr 09:00-17:00
      """
    let shut = try pages(["--venues", "list.csv", "--at", "Sun 03:00"], list: venues)
    #expect(shut.markup[0].contains("No venue counts under these conditions"))
    #expect(shut.markup[1].contains("在此条件下没有计入任何场馆") && !shut.markup[1].contains("数据中没有任何场馆"))
    let people = """
      id,lon,lat,people
      1,7.4246,43.7312,100
      2,8.4246,43.7312,40
      """
    let left = try pages(["--population", "list.csv"], list: people)
    let rows = try #require(left.english.tables["beware"])
    #expect(rows.contains { $0[0].hasPrefix("Supplied people who are in no home here") && $0[1] == "40" }, "\(rows)")
    #expect(left.markup[1].contains("未计入任何居住点的所供人口"))
  }

  @Test func theWeekAndSharedPlacesAreTold() throws {
    let list = """
      id,name,lon,lat,kind,capacity,opening_hours
      1,One,7.4246,43.7311,library,120,Mo-Fr 09:00-17:00
      2,Two,7.4197,43.7396,museum,80,
      """
    for (decay, words) in [("gaussian", "高斯衰减"), ("uniform", "不随距离衰减")] {
      let pages = try pages(["--venues", "list.csv", "--weekly", "--catchment", decay], list: list)
      let totals = try #require(pages.record["totals"] as? [String: Any])
      let week = try #require(totals["weekly"] as? [String: Any])
      let hours = try ["least", "most"].map { try #require(week[$0] as? [String: Any]) }
      let all = try #require(totals["dwellings"] as? Double)
      func share(_ weight: Any?) throws -> String {
        OutputText.percentage(try #require(weight as? Double), of: all).replacing(" %", with: "\u{a0}%")
      }
      let (low, high) = (try share(hours[0]["dwellings_covered"]), try share(hours[1]["dwellings_covered"]))
      #expect(low == "0.0\u{a0}%" && high != low)
      #expect(hours.map { $0["at"] as? String } == ["Mon 00:00", "Mon 09:00"])
      #expect(
        pages.markup[0].contains(
          "known to be open cover \(low) at the least (Mon 00:00) and \(high) at the most (Mon 09:00)."))
      #expect(pages.markup[1].contains("覆盖率最低为\(low)（周一00:00），最高为\(high)（周一09:00）"))
      let most = try share(week["most_dwellings_covered_unknown_open"])
      let least = try share(week["least_dwellings_covered_unknown_open"])
      #expect(least != low && most != least && pages.markup[0].contains("it is \(least) to \(most)."))
      #expect(pages.markup[0].contains("have 200 places, 200 of them"))
      let mean = try #require(totals["capacity_per_dwelling"] as? Double)
      #expect(
        pages.markup[0].contains("On average \(OutputText.shortDecimal(mean, places: 4)) places fall to a dwelling"))
      let without = try #require(totals["dwellings_without_capacity"] as? Double)
      #expect(
        pages.markup[0].contains("Nothing falls to \(OutputText.grouped(without)) dwellings (\(try share(without)))."))
      #expect(pages.markup[1].contains("两步移动搜索法（\(words)）"))
    }
    let plain = try pages([])
    #expect(!plain.markup[0].contains("Through the week") && !plain.markup[0].contains("places go"))
  }

  @Test func hoursAreTold() throws {
    let pages = try pages(["--at", "Sun 19:00", "--fee", "free"])
    #expect(pages.english.texts["h1"] == ["Monaco: the 15-minute cultural circle (open Sun 19:00, free)"])
    #expect(pages.chinese.texts["h1"] == ["Monaco：15分钟文化生活圈（周日19:00开放、免费）"])
    #expect(pages.english.texts["b"]?.first == (try share(pages)))
    let (low, high) = (try share(pages, "share_without_doubtful"), try share(pages, "share_with_doubtful"))
    let told = "Covered are \(low) if none of the unknown counts, and \(high) if all do."
    #expect(pages.markup[0].components(separatedBy: told).count == 3, "in the head and in the method")
    #expect(pages.markup[0].contains("Venues of unknown hours are taken for open."))
    #expect(pages.markup[0].contains("public holidays are not known"))
    #expect(!pages.markup[0].contains("no opening hours"))
    #expect(pages.markup[1].contains("不明者均不计时覆盖率为\(low)，均计入时为\(high)。"))
    #expect(!pages.markup[1].contains("不计路口等候和开放时间"))
  }

  /// The words of all phrases have the same slots in both languages, each of which can be filled.
  @Test func slotsAreTheSame() {
    let table: [any ReportPhrase] =
      RulePhrase.allCases as [any ReportPhrase] + SelectionPhrase.allCases + FirmnessPhrase.allCases
    for phrase in table {
      let row = phrase.row
      #expect(Set(ReportTests.slots(row.english)) == Set(ReportTests.slots(row.chinese)), "\(row)")
      for slot in ReportTests.slots(row.english) { #expect(ReportSlot(rawValue: slot) != nil, "\(row)") }
      #expect(row.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } || row.chinese.contains("{"))
    }
  }

  @Test func brokenRulesAreRefused() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try #require(Bundle.repositoryExtract)
    #expect(
      try program.run(["coverage", extract, "--rule", "gb50180", "--output", "run", "--quiet"]).status == 0)
    let record = try #require(program.read("run/run.json"))
    for (old, new) in [
      ("\"count\": 1", "\"count\": -1"), ("\"clauses\"", "\"none\""), ("\"homes_failing\"", "\"homes_flying\""),
    ] {
      #expect(record.contains(old), "\(old)")
      try program.write("run/run.json", record.replacing(old, with: new))
      let run = try program.run(["report", "run"])
      #expect(run.status == 1 && run.errorLines.count == 1 && run.errors.hasPrefix("error: run/run.json: "), "\(run)")
    }
  }
}
