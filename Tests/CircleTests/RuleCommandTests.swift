import Foundation
import Testing

@testable import Coverage

/// `--rule`, `--area-type`, `--band` and `circle rules` from outside.
@Suite struct RuleCommandTests {
  private func extract() throws -> String { try #require(Bundle.repositoryExtract) }

  @Test func rulesAreListedAndPrintedAsTheirFiles() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let list = try program.run(["rules"])
    #expect(list.status == 0)
    for name in CoverageRule.packNames {
      #expect(list.output.contains(name))
      let printed = try program.run(["rules", name])
      #expect(printed.status == 0 && Array(printed.output.utf8) == CoverageRule.packText(name))
    }
    let unknown = try program.run(["rules", "\u{1B}[31m"])
    #expect(unknown.status == 2 && unknown.errorLines.count == 1 && !unknown.errors.contains("\u{1B}"))
  }

  /// Options, the status, and words of the only line.
  static let wrong: [([String], Int32, String)] = [
    (["--rule", "nope.json"], 1, "any1, zj-1plus2"), (["--rule", ""], 1, "path is empty"),
    (["--rule", "."], 1, "directory"),
    (["--rule", "bad.json"], 1, "bad.json: line 1, column 12: title: 5 is no text"),
    (["--rule", "empty.json"], 1, "is empty"),
    (["--rule", "zj-1plus2", "--kinds", "museum,library"], 2, "counts theatre, gallery"),
    (["--area-type", "rural"], 2, "give --rule"),
    (["--rule", "zj-1plus2", "--area-type", "suburb"], 2, "urban or rural"),
    (["--rule", "any1", "--rule", "any1"], 2, "two rules are called any1"),
    (["--rule", "gb50180", "--rule", "bad.json"], 1, "title: 5 is no text"),
  ]

  @Test(arguments: wrong.indices)
  func wrongRulesEndWithOneLineAndNothingWritten(index: Int) throws {
    let (options, status, words) = Self.wrong[index]
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("bad.json", #"{"title":  5}"#)
    try program.write("empty.json", "")
    let run = try program.run(["coverage", try extract(), "--output", "run"] + options)
    #expect(run.status == status && run.errorLines.count == 1 && run.output.isEmpty, "\(run)")
    #expect(run.errors.hasPrefix("error: ") && run.errors.contains(words), "\(run.errors)")
    #expect(!program.names.contains("run"))
  }

  /// A rule told beside decides nothing: not who is near, not what is drawn.
  @Test func rulesBesideChangeNothing() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let words = [
      "coverage", try extract(), "--progress", "none", "--rule", "any1", "--minutes", "14", "--rule", "gb50180",
    ]
    #expect(try program.run(words + ["--output", "two"]).status == 0)
    let three = try program.run(words + ["--rule", "zj-1plus2", "--output", "three"])
    #expect(three.status == 0 && !three.errors.contains("arts_centre"), "\(three.errors)")
    try program.write("one.json", String(decoding: try #require(CoverageRule.packText("any1")), as: UTF8.self))
    #expect(
      try program.run(
        ["coverage", try extract(), "--progress", "none", "--minutes", "14", "--rule", "any1", "--output", "one"]
      ).status == 0)
    for file in ["covered.geojson", "isochrones.geojson", "gaps.geojson", "venues.geojson", "indicators.csv"] {
      let whole = try #require(program.read("one/" + file))
      #expect(program.read("two/" + file) == whole && program.read("three/" + file) == whole, "\(file)")
    }
    func columns(_ run: String) throws -> [[String]] {
      let rows = try #require(program.read(run + "/homes.csv")).split(separator: "\r\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let kept = rows[0].indices.filter { !rows[0][$0].hasPrefix("rule_gb50180") && !rows[0][$0].hasPrefix("rule_zj") }
      return rows.filter { $0.count == rows[0].count }.map { row in kept.map { row[$0] } }
    }
    let alone = try columns("one")
    #expect(try columns("two") == alone && columns("three") == alone && alone.count > 700)
  }

  /// `explain` and `site` say of homes what the run's table says.
  @Test func plannersAreToldOfTheRule() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let rule = ["--rule", "zj-1plus2", "--progress", "none"]
    #expect(try program.run(["coverage", try extract(), "--output", "run"] + rule).status == 0)
    let lines = try #require(program.read("run/homes.csv")).split(separator: "\r\n").map(String.init)
    let columns = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let (lon, lat) = (try #require(columns.firstIndex(of: "lon")), try #require(columns.firstIndex(of: "lat")))
    let passed = try #require(columns.firstIndex(of: "rule_passed"))
    let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    for verdict in ["true", "false"] {
      let row = try #require(rows.first { $0.count == columns.count && $0[passed] == verdict })
      let told = try program.run(["explain", try extract(), "--at", "\(row[lon]),\(row[lat])", "--json"] + rule)
      #expect(told.status == 0 && told.output.contains("\"passes\": \(verdict)"), "\(told)")
      #expect(told.output.contains("\"covered\": \(verdict)"))
    }
    let failing = try #require(rows.first { $0.count == columns.count && $0[passed] == "false" })
    let site = try program.run(
      ["site", try extract(), "--at", "\(failing[lon]),\(failing[lat])", "--kind", "library"] + rule)
    #expect(site.status == 0 && site.output.contains("come to pass zj-1plus2"), "\(site)")
  }

  /// A rule is its own file's, whatever the run draws to.
  @Test func thePromiseByNameIsItsFile() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("own.json", String(decoding: try #require(CoverageRule.packText("any1")), as: UTF8.self))
    let options = ["--minutes", "10", "--progress", "none", "--rule"]
    for name in ["any1", "own.json"] {
      #expect(try program.run(["coverage", try extract(), "--output", name + ".run"] + options + [name]).status == 0)
    }
    #expect(program.read("any1.run/homes.csv") == program.read("own.json.run/homes.csv"))
    #expect(program.read("any1.run/homes.csv")?.contains("rule_passed") == true)
    let narrow = try program.run(["coverage", try extract(), "--rule", "any1", "--kinds", "museum"])
    #expect(narrow.status == 2 && narrow.errors.contains("the rule any1 counts theatre, library too"))
  }

  @Test func thePromiseByNameIsTheRunWithoutARule() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let plain = try program.run(["coverage", try extract(), "--output", "plain"])
    let named = try program.run(["coverage", try extract(), "--output", "named", "--rule", "any1"])
    #expect(plain.status == 0 && named.status == 0)
    #expect(plain.output.replacing("plain/", with: "named/") == named.output)
    for name in CoverageOutput.fileNames where name != "run.json" {
      #expect(program.read("plain/\(name)") == program.read("named/\(name)"), "\(name)")
    }
  }

  /// The promise written out as a file gives the verdicts of the run without a rule, home by home.
  @Test func thePromiseAsAFileSaysTheSameOfEveryHome() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let text = String(decoding: try #require(CoverageRule.packText("any1")), as: UTF8.self)
    try program.write("own.json", text)
    try #require(try program.run(["coverage", try extract(), "--output", "plain"]).status == 0)
    let run = try program.run(
      ["coverage", try extract(), "--output", "ruled", "--rule", "own.json", "--band", "--require", "99%"])
    #expect(run.status == 3 && run.output.contains("rule     own: A museum, theatre or library"))
    func rows(_ path: String) throws -> [[Substring]] {
      try #require(program.read(path)).split(separator: "\r\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
    }
    let (plain, ruled) = (try rows("plain/homes.csv"), try rows("ruled/homes.csv"))
    #expect(
      ruled[0].suffix(6).joined(separator: ",")
        == "rule_passed,failed_clause,clause_any_minutes,covered_low,covered_high,firmness")
    #expect(plain.count == ruled.count)
    for (a, b) in zip(plain, ruled).dropFirst() {
      #expect(a == b.dropLast(6))
      #expect(b[b.count - 6] == a[7])
      // The minutes to the nearest venue, which the clause asks for, as far as twice the limit.
      #expect(b[b.count - 4] == a[5])
    }
    let record = try #require(program.read("ruled/run.json"))
    #expect(record.contains(#""role": "rule""#) && record.contains(#""name": "own""#))
    let report = try program.run(["report", "ruled"])
    #expect(report.status == 0)
    #expect(program.read("report.html")?.contains("A museum, theatre or library within 15 minutes' walk") == true)
  }

  @Test func furtherRulesAreToldBeside() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let run = try program.run(
      ["coverage", try extract(), "--output", "run", "--rule", "gb50180", "--rule", "zj-1plus2", "--rule", "any1"])
    #expect(run.status == 0)
    for name in ["gb50180", "zj-1plus2", "any1"] { #expect(run.output.contains("rule     \(name): ")) }
    let header = try #require(program.read("run/areas.csv")).prefix { $0 != "\r\n" }
    #expect(header.hasSuffix("dwellings_rule_zj-1plus2,share_rule_zj-1plus2,dwellings_rule_any1,share_rule_any1"))
  }

  @Test func aPreparedCityAnswersARuleOfItsKinds() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    #expect(try program.run(["build", try extract(), "--kinds", "all", "--output", "all.circle"]).status == 0)
    #expect(try program.run(["build", try extract(), "--output", "core.circle"]).status == 0)
    let options = ["--rule", "zj-1plus2-metres", "--area-type", "rural", "--output"]
    #expect(try program.run(["coverage", "all.circle"] + options + ["a"]).status == 0)
    #expect(try program.run(["coverage", try extract()] + options + ["b", "--threads", "1"]).status == 0)
    for name in CoverageOutput.fileNames where name != "run.json" {
      #expect(program.read("a/\(name)") == program.read("b/\(name)"), "\(name)")
    }
    let refused = try program.run(["coverage", "core.circle"] + options + ["c"])
    #expect(refused.status == 1 && refused.errors.contains("--kinds museum,theatre,library,gallery"), "\(refused)")
  }
}
