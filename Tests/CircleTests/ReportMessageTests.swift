import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// What folders that are not whole runs are refused with, word for word.
@Suite("Reports: messages")
struct ReportMessageTests {
  private static let remedy = "; name a folder that circle coverage wrote, or write it again"

  /// File, text in it, what takes its place, and what is said of it.
  /// File, text in it, what takes its place, and the line about it, before the remedy.
  static let damages: [(file: String, old: String, new: String, says: String)] = [
    (
      "run.json", "\"circle\"", "circle",
      "run.json: not valid JSON, line 2, byte 15: expected a JSON value, found 'c'"
    ),
    ("run.json", "\"circle\"", "\"square\"", "run.json: is not the record of a run of circle"),
    (
      "run.json", "\"homes\": 96", "\"homes\": 95",
      "homes.csv: is not of the same run as run.json: 96 homes, 64 covered, where it has 95 and 64"
    ),
    ("run.json", "\"dwellings\": 192.0", "\"dwellings\": -1", "run.json: totals.dwellings is not a number from 0"),
    (
      "run.json", "\"limit_minutes\": 15", "\"limit_minutes\": 0",
      "run.json: parameters.limit_minutes is not minutes of a walk"
    ),
    (
      "run.json", "\"limit_minutes\": 15", "\"limit_minutes\": 14",
      "homes.csv: row 9: covered contradicts milliseconds and the limit of run.json"
    ),
    (
      "run.json", "\"gates\": \"resident\"", "\"gates\": \"ajar\"",
      "run.json: parameters.gates is not a policy on gates"
    ),
    (
      "run.json", "\"source\": \"boundary\"", "\"source\": \"sky\"",
      "run.json: study_area.source is not the source of a study area"
    ),
    ("run.json", "\"homes\": 96", "\"homes\": -1", "run.json: totals.homes is not a whole number from 0"),
    (
      "run.json", "\"limit_minutes\": 15", "\"limit_minutes\": 15, \"at\": \"noon\"",
      "run.json: parameters.at is not a time of the week"
    ),
    ("homes.csv", ",840001,", ",x,", "homes.csv: row 9: milliseconds is not a whole number from 0"),
    ("homes.csv", "true", "yes", "homes.csv: row 2: covered is not true or false"),
    ("gaps.geojson", "\"rank\":2", "\"rank\":3", "gaps.geojson: feature 2 is not the gap of rank 2"),
    ("gaps.geojson", "missing_link", "missing_lynk", "gaps.geojson: feature 1.cause is not a cause of a gap"),
    (
      "gaps.geojson", "\"MultiPolygon\",\"coordinates\"", "\"MultiPolygon\",\"coordinates\":[],\"old\"",
      "gaps.geojson: feature 1 is not a gap with polygons"
    ),
    ("venues.geojson", "\"id\":\"w2\",", "", "venues.geojson: feature 2 is not a venue with an id"),
    (
      "venues.geojson", "\"dwellings_only_here\"", "\"only\"",
      "venues.geojson: feature 1: \"dwellings_only_here\" is missing"
    ),
    ("map.svg", "<svg", "<html", "map.svg: is not a map of circle, line 1: it is no SVG"),
  ]

  @Test(arguments: damages.indices)
  func damaged(index: Int) throws {
    let (file, old, new, says) = Self.damages[index]
    let folders = try ReportFolders()
    defer { folders.remove() }
    let folder = try folders.write("run", SyntheticResult.result())
    try ReportFolders.edit(folder, file, old, new)
    let line = RefusalLine.of { _ = try CoverageReport(run: folder) }
      .replacingOccurrences(of: folder + "/", with: "")
    #expect(line.hasSuffix(Self.remedy))
    #expect(line.dropLast(Self.remedy.count) == says)
  }

  @Test("Weights that no number holds")
  func weights() throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let folder = try folders.write("run", SyntheticResult.result())
    let url = URL(fileURLWithPath: folder + "/homes.csv")
    let rows = String(decoding: try Data(contentsOf: url), as: UTF8.self).split(whereSeparator: \.isNewline)
    let heavy = rows[1].replacing(",2,residential,", with: ",1000000000000,residential,")
    #expect(heavy != rows[1])
    let text = ([String(rows[0])] + [String](repeating: String(heavy), count: 10_000)).joined(separator: "\n")
    try Data(text.utf8).write(to: url)
    let line = RefusalLine.of { _ = try CoverageReport(run: folder) }
      .replacingOccurrences(of: folder + "/", with: "")
    #expect(line == "homes.csv: row 9225: the weights add up to too much" + Self.remedy)
  }
}
