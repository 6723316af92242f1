import Foundation
import Geography
import Testing

/// `coverage`, `site`, `plan` and `explain` give the same people and minutes, whoever walks, whoever lives there, whatever
/// is studied and whichever venues count.
@Suite("Planners' questions under all options")
struct PlannerAgreementTests {
  /// What is asked beside the extract: by `coverage`, and by the planners' commands where it is called otherwise.
  struct Question: Sendable, CustomTestStringConvertible {
    var name: String
    var options: [String]
    /// Options that pick venues; `--open-at` is `--at` to `coverage` too.
    var selection: [String] = []
    var unit = "dwellings"
    /// Whether a prepared city is asked in place of the extract.
    var isPrepared = false

    var testDescription: String { name }
  }

  private static let questions = [
    Question(name: "older", options: ["--profile", "older"]),
    Question(name: "people", options: ["--population", "people.geojson"], unit: "people"),
    Question(name: "homes", options: ["--homes", "homes.csv", "--gates", "closed"], unit: "people", isPrepared: true),
    Question(name: "boundary", options: ["--boundary", "area.geojson", "--speed", "4"]),
    Question(name: "Sunday", options: [], selection: ["--open-at", "Sun 11:00", "--unknown-hours", "closed"]),
    Question(name: "free", options: ["--profile", "child"], selection: ["--fee", "free", "--date", "2026-05-01"]),
    Question(
      name: "all at once",
      options: ["--population", "people.geojson", "--profile", "older", "--boundary", "area.geojson"],
      selection: ["--open-at", "Sat 15:00"], unit: "people", isPrepared: true),
  ]

  private static func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private static func number(_ value: Any?, _ path: String...) throws -> Double {
    var value = value
    for key in path { value = (value as? [String: Any])?[key] }
    return try #require((value as? NSNumber)?.doubleValue, "\(path)")
  }

  /// Two zones and some homes of Monaco, and an outline that leaves out its east.
  private static func writeInputs(_ program: ProgramUnderTest) throws {
    func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> String {
      #"{"type":"Polygon","coordinates":[[[\#(west),\#(south)],[\#(east),\#(south)],[\#(east),\#(north)],[\#(west),\#(north)],[\#(west),\#(south)]]]}"#
    }
    func feature(_ geometry: String, _ properties: String) -> String {
      #"{"type":"Feature","geometry":\#(geometry),"properties":{\#(properties)}}"#
    }
    let zones = [
      feature(box(7.405, 43.72, 7.424, 43.755), #""people":20000"#),
      feature(box(7.424, 43.72, 7.45, 43.755), #""people":18000.5"#),
    ]
    try program.write("people.geojson", #"{"type":"FeatureCollection","features":[\#(zones.joined(separator: ","))]}"#)
    try program.write("area.geojson", feature(box(7.405, 43.72, 7.4395, 43.7505), ""))
    let homes = (0..<400).map { number -> String in
      let (row, column) = (Double(number / 20), Double(number % 20))
      return "\(43.727 + row * 0.0013),\(7.410 + column * 0.0015),\(1 + number % 7)"
    }
    try program.write("homes.csv", "lat,lon,people\n" + homes.joined(separator: "\n") + "\n")
  }

  @Test("Agreement", arguments: questions)
  func agreement(_ question: Question) throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try Self.writeInputs(program)
    let extract = try #require(Bundle.repositoryExtract)
    var city = [extract] + question.options
    if question.isPrepared {
      let built = try program.run(["build"] + city + ["--output", "city.circle", "--quiet"])
      #expect(built.status == 0, "\(built.errors)")
      city = ["city.circle"]
    }
    city += question.selection + ["--minutes", "7", "--quiet"]
    func coverage(_ name: String, _ more: [String] = []) throws -> Any? {
      // A prepared city has its venues: with one more it is asked of the extract.
      let whose =
        more.isEmpty ? city : [extract] + question.options + question.selection + ["--minutes", "7", "--quiet"]
      let run = try program.run(["coverage"] + whose + more + ["--output", name])
      #expect(run.status == 0, "\(run.errors)")
      return try Self.json(try #require(program.read("\(name)/run.json")))["totals"]
    }
    func counts(_ totals: Any?) throws -> [Double] {
      try ["homes", "homes_covered", question.unit, "\(question.unit)_covered"].map { try Self.number(totals, $0) }
    }
    let today = try coverage("today")

    let site = try program.run(["site"] + city + ["--at", "7.4290,43.7460", "--json"])
    #expect(site.status == 0, "\(site.errors)")
    let effect = try #require((try Self.json(site.output)["sites"] as? [[String: Any]])?.first)
    #expect(try counts(effect["before"]) == counts(today))
    // Open at all hours and free: where unknown hours count as closed, a venue without any would not count.
    try program.write("site.csv", "lat,lon,name,opening_hours,fee\n43.7460,7.4290,New,24/7,no\n")
    let opened = try coverage("opened", ["--venues", "site.csv", "--venues-mode", "add"])
    #expect(try counts(effect["after"]) == counts(opened))

    let planned = try program.run(["plan"] + city + ["--add", "2", "--json"])
    #expect(planned.status == 0, "\(planned.errors)")
    let plan = try Self.json(planned.output)
    #expect(try counts(plan["before"]) == counts(today))
    let sites = try #require(plan["sites"] as? [[String: Any]])
    #expect(!sites.isEmpty)
    let rows = try sites.map { "\(try Self.number($0["lat"])),\(try Self.number($0["lon"])),New,24/7,no\n" }
    try program.write("plan.csv", "lat,lon,name,opening_hours,fee\n" + rows.joined())
    let built = try coverage("built", ["--venues", "plan.csv", "--venues-mode", "add"])
    #expect(try counts(plan["after"]) == counts(built))

    try expectExplanations(program, city)
  }

  /// Every so many homes of the run `today`, explained.
  private func expectExplanations(_ program: ProgramUnderTest, _ city: [String]) throws {
    let rows = try #require(program.read("today/homes.csv")).split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let places = try ["lon", "lat", "milliseconds", "covered"].map { name in
      try #require(rows[0].firstIndex(of: name))
    }
    for row in stride(from: 5, to: rows.count, by: max(1, rows.count / 4)) where rows[row].count == rows[0].count {
      let field = places.map { rows[row][$0] }
      let explained = try program.run(["explain"] + city + ["--at", "\(field[0]),\(field[1])", "--json"])
      #expect(explained.status == 0, "\(explained.errors)")
      let told = try Self.json(explained.output)
      #expect((told["seconds"] as? NSNumber)?.doubleValue == Double(field[2]).map { $0 / 1000 })
      #expect(told["covered"] as? Bool == (field[3] == "true"))
    }
  }

  @Test("What was selected is said, and slips are refused in a line")
  func words() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try #require(Bundle.repositoryExtract)
    let place = ["--at", "7.4290,43.7460"]
    let hour = ["--open-at", "周日 19:00"]
    let site = try program.run(["site", extract] + place + hour)
    #expect(site.output.contains("venues (open Sun 19:00): 0 certain, 13 unknown, 3 left out; 13 count"), "\(site)")
    let plan = try program.run(["plan", extract, "--add", "1", "--fee", "free"])
    #expect(plan.output.hasPrefix("venues (free): "), "\(plan)")
    let explained = try program.run(["explain", extract] + place + hour + ["--profile", "older"])
    #expect(explained.output.contains("  in doubt  the venue's hours: unknown"), "\(explained)")
    #expect(explained.output.contains("  for       Older person, 3 km/h · only venues: open Sun 19:00"), "\(explained)")
    let told = try Self.json(try program.run(["explain", extract, "--json"] + place + hour).output)
    #expect((told["selection"] as? [String: Any])?["at"] as? String == "Sun 19:00")
    #expect(told["in_doubt"] as? String == "hours")
    for (arguments, word) in [
      (["--open-at", "noon"], "--open-at"), (["--unknown-hours", "open"], "goes with --open-at"),
      (["--fee", "some"], "--fee"), (["--access", "me"], "--access"), (["--date", "May"], "--date"),
    ] {
      let run = try program.run(["site", extract] + place + arguments)
      #expect(run.status == 2 && run.errorLines.count == 1 && run.errors.contains(word), "\(run)")
    }
  }
}
