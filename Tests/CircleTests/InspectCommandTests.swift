import Foundation
import Testing

/// `circle inspect` as one types it.
@Suite("circle inspect")
struct InspectCommandTests {
  @Test("Text, JSON, CSV and GeoJSON tell the same findings, whatever the threads")
  func forms() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try #require(Bundle.repositoryExtract)
    let run = try program.run(["inspect", extract, "--output", "all.csv", "--threads", "1"])
    #expect(run.status == 0 && run.output.contains("data quality A"), "\(run.errors)")
    let json = try program.run(["inspect", extract, "--json", "--output", "all.geojson", "--threads", "3", "--quiet"])
    let report = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(findings.count > 50)
    let rows = try #require(program.read("all.csv")).split(whereSeparator: \.isNewline)
    #expect(rows.count == findings.count + 1)
    let map = try #require(program.read("all.geojson"))
    let features =
      (try JSONSerialization.jsonObject(with: Data(map.utf8)) as? [String: Any])?["features"] as? [[String: Any]] ?? []
    #expect(features.compactMap { $0["id"] as? String } == findings.compactMap { $0["id"] as? String })
    #expect(run.output.contains(" \(findings.count) findings"))
    // The library that is mapped as a building and as a node 25 m from its middle.
    let twice = findings.filter { $0["kind"] as? String == "venue_mapped_twice" }
    #expect(twice.contains { $0["elements"] as? String == "n1867162884;w390066684" })
  }

  @Test("What cannot be is refused in one line, and nothing is written")
  func refusals() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try #require(Bundle.repositoryExtract)
    #expect(try program.run(["build", extract, "--output", "city.circle", "--quiet"]).status == 0)
    let before = program.names
    let cases: [([String], Int32, String)] = [
      (["city.circle"], 1, "is a prepared city"), ([extract, "--output", "a.txt"], 2, ".geojson, .csv or .json"),
      ([extract, "--json", "--output", "-"], 2, "--json and --output -"), (["none.osm.pbf"], 1, "cannot read the file"),
    ]
    for (arguments, status, words) in cases {
      let run = try program.run(["inspect"] + arguments + ["--progress", "none"])
      #expect(run.status == status && run.output.isEmpty && run.errors.contains(words), "\(run)")
      #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("error: ") } == 1)
    }
    #expect(program.names == before)
  }
}
