import Foundation
import Geography
import Testing

/// `circle site` and `circle explain` as a user meets them, beside `circle coverage` on the same city.
@Suite("circle site and circle explain")
struct SiteCommandTests {
  private static func extract() throws -> String { try #require(Bundle.repositoryExtract) }

  private static func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private static func number(_ value: Any?, _ path: String...) throws -> Double {
    var value = value
    for key in path { value = (value as? [String: Any])?[key] }
    return try #require((value as? NSNumber)?.doubleValue, "\(path)")
  }

  @Test("A site's promise is kept by the run that has the venue; threads and a prepared city change no byte")
  func promise() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try Self.extract()
    #expect(try program.run(["build", extract, "--output", "city.circle", "--quiet"]).status == 0)
    let arguments = ["--at", "7.4388,43.7516", "--minutes", "8", "--kind", "library", "--json"]
    let runs = try [[extract], ["city.circle"], [extract, "--threads", "1"], [extract, "--threads", "5"]].map {
      try program.run(["site"] + $0 + arguments)
    }
    #expect(runs.allSatisfy { $0.status == 0 && $0.output == runs[0].output }, "\(runs.map(\.errors))")
    let site = try #require((try Self.json(runs[0].output)["sites"] as? [[String: Any]])?.first)
    let gained = try Self.number(site["gained"], "homes")
    #expect(gained > 0)
    try program.write("venue.csv", "lat,lon,name\n43.7516,7.4388,New\n")
    for (name, more) in [("before", []), ("after", ["--venues", "venue.csv", "--venues-mode", "add"])] {
      let run = try program.run(["coverage", extract, "--minutes", "8", "--output", name, "--quiet"] + more)
      #expect(run.status == 0, "\(run.errors)")
    }
    let covered = try ["before", "after"].map { name in
      let totals = try Self.json(try #require(program.read("\(name)/run.json")))["totals"]
      return (try Self.number(totals, "homes_covered"), try Self.number(totals, "dwellings_covered"))
    }
    #expect(covered[1].0 - covered[0].0 == gained)
    #expect(abs(covered[1].1 - covered[0].1 - (try Self.number(site["gained"], "dwellings"))) < 0.11)
    #expect(try Self.number(site["before"], "homes_covered") == covered[0].0)
    #expect(try Self.number(site["after"], "homes_covered") == covered[1].0)
  }

  @Test("An explained home has the times of homes.csv, to the millisecond")
  func explained() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try Self.extract()
    #expect(try program.run(["coverage", extract, "--output", "run", "--quiet"]).status == 0)
    let rows = try #require(program.read("run/homes.csv")).split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let column = Dictionary(uniqueKeysWithValues: rows[0].enumerated().map { ($0.element, $0.offset) })
    func field(_ row: Int, _ name: Substring) throws -> String { String(rows[row][try #require(column[name])]) }
    for row in [1, 200, 500, 730] where rows[row].count == rows[0].count {
      let place = "\(try field(row, "lon")),\(try field(row, "lat"))"
      let run = try program.run(["explain", extract, "--at", place, "--json", "--output", "walk-\(row).geojson"])
      #expect(run.status == 0, "\(run.errors)")
      let explained = try Self.json(run.output)
      #expect(try Self.number(explained["seconds"]) == (try #require(Double(try field(row, "milliseconds")))) / 1000)
      #expect(explained["venue_id"] as? String == (try field(row, "venue_id")))
      let parts = try #require(explained["parts"] as? [[String: Any]])
      let sum = try parts.reduce(0) { $0 + (try Self.number($1["seconds"])) }
      #expect(abs(sum - (try Self.number(explained["seconds"]))) < 1e-6)
      #expect(try GeoJSONReader.read(path: program.folder + "/walk-\(row).geojson").count == 3)
    }
  }

  @Test("Tables, several sites, closures; the files are valid")
  func several() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try Self.extract()
    #expect(try program.run(["coverage", extract, "--output", "run", "--quiet"]).status == 0)
    let venue = try #require(try GeoJSONReader.read(path: program.folder + "/run/venues.geojson").first?.id)
    try program.write("sites.csv", "name,lat,lon\n\"<b>Nord\",43.7516,7.4388\nSüd,43.7300,7.4150\nSea,43.72,7.45\n")
    let run = try program.run([
      "site", extract, "--candidates", "sites.csv", "--at", "7.4200,43.7400", "--close", venue, "--output",
      "sites.geojson", "--minutes", "8",
    ])
    #expect(run.status == 0, "\(run.errors)")
    for word in ["gains", "<b>Nord", "Süd", "site 1", "closing ", "all together", "serves nobody"] {
      #expect(run.output.contains(word), "\(word): \(run.output)")
    }
    let features = try GeoJSONReader.read(path: program.folder + "/sites.geojson")
    #expect(features.count { $0.id != nil } == 4)
    #expect(features.count { $0.id == nil } >= 3)
  }

  @Test(
    "Refusals are one line, and nothing is written",
    arguments: [
      (["site"], 2, "nothing to try"), (["site", "--at", "43.74"], 2, "is not a place as LON,LAT"),
      (["site", "--at", "nan,1"], 2, "is not a place"), (["site", "--at", "7.42,43.74,1"], 2, "is not a place"),
      (["site", "--at", "43.74,7.42"], 1, "longitude first"), (["site", "--at", "1e1,43"], 2, "is not a place"),
      (["site", "--close", "n1\u{1B}[31m"], 1, "no venue that counts"),
      (["site", "--at", "7.42,43.74", "--kind", "cinema"], 2, "one of the kinds that count"),
      (["site", "--candidates", "absent.csv"], 1, "absent.csv"),
      (["site", "--at", "7.42,43.74", "--json", "--output", "-"], 2, "both print"),
      (["explain"], 2, "--at"), (["explain", "--at", "0,0"], 1, "longitude first"),
      (["explain", "--at", "7.42,43.74", "--nearest", "0"], 2, "--nearest"),
      (["explain", "7.42,43.74", "--at", "7.42,43.74"], 2, "both name a place"),
      (["site", "--close", "n1", "--kind", "library"], 2, "--kind is of new sites"),
      (["site", "--at", "7.42,43.74", "--rule", "gb50180"], 2, "name theirs with --kind"),
      (["site", "--at", "7.42,43.74", "--rule", "gb50180", "--rule", "zj-1plus2"], 2, "one rule at a time"),
      (["explain", "--at", "7.42,43.74", "--rule", "zj-1plus2", "--kinds", "museum"], 2, "name them"),
      (["explain", "--at", "7.42,43.74", "--rule", "nope.json"], 1, "any1, zj-1plus2"),
    ])
  func refusals(_ arguments: [String], status: Int32, words: String) throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try Self.extract()
    let more = arguments.contains("--output") ? [] : ["--output", "out.geojson"]
    let run = try program.run([arguments[0], extract] + arguments.dropFirst() + more)
    #expect(run.status == status, "\(run)")
    #expect(run.errorLines.count { $0.hasPrefix("error: ") } == 1, "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\n" })
    #expect(program.names.isEmpty)
  }
}
