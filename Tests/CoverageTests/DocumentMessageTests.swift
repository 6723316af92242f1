import Geography
import TestSupport
import Testing

@testable import Coverage

/// What rules, profiles and the tables of earlier runs are refused with, word for word.
@Suite("Rules, profiles, tables of a run: messages")
struct DocumentMessageTests {
  private static func rule(_ text: String) -> String {
    RefusalLine.of("rule.json", text) { _ = try CoverageRule(path: $0) }
  }

  @Test("Rules")
  func rules() throws {
    #expect(
      RefusalLine.of { _ = try CoverageRule(pack: "any\u{9B}9") }
        == "\"any\u{FFFD}9\": is no rule of circle; use " + CoverageRule.packNames.joined(separator: ", "))
    #expect(
      RefusalLine.ofHoles("rule.json", bytes: 256 << 10 + 1) { _ = try CoverageRule(path: $0) }
        == "rule.json: is larger than 256 KiB; name a rule's JSON file")
    #expect(
      Self.rule("{\n\"title\": \"T\",}")
        == "rule.json: is no valid JSON, line 2: trailing comma; "
        + "correct the file; circle rules any1 prints one to copy")
    #expect(
      Self.rule("{\"title\": 5}")
        == "rule.json: line 1, column 11: title: 5 is no text; put it in double quotes")
    #expect(
      Self.rule("{}")
        == "rule.json: line 1, column 1: title is missing; add it; circle rules any1 prints an example")
  }

  private static func profile(_ more: String) -> String {
    let text = #"{"name": "mine", "speed_kmh": 4, "steps": "closed","# + "\n \(more)}"
    let line = RefusalLine.of("mine.json", text) { _ = try NamedProfile($0) }
    let (start, end) = ("mine.json: line 2, ", "; compare with `circle profiles wheelchair`")
    return line.hasPrefix(start) && line.hasSuffix(end) ? String(line.dropFirst(start.count).dropLast(end.count)) : line
  }

  @Test("Profiles")
  func profiles() throws {
    #expect(
      Self.profile(#""waits_s": {"trains": 5}"#)
        == #""trains": is no wait: signals, uncontrolled, unmarked, lift"#)
    #expect(Self.profile(#""max_slope_percent": 101"#) == #""max_slope_percent": is not within 0 to 100 per cent"#)
    #expect(
      Self.profile(#""waits_s": {"lift": 3601}"#) == #""lift": is not within 0 to 3600 seconds"#)
    let twice = "comes twice, or the list has over 200 entries"
    #expect(Self.profile(#""barriers": ["stile", "stile"]"#) == "\"barriers\": \"stile\" " + twice)
    let many = (0...200).map { "\"b\($0)\"" }.joined(separator: ", ")
    #expect(Self.profile("\"barriers\": [\(many)]") == "\"barriers\": \"b200\" " + twice)
    #expect(Self.profile("\"w\\u001b\": 1") == "\"w\u{FFFD}\": is no field of a profile")
    #expect(
      RefusalLine.of { _ = try NamedProfile("gr\u{7}own") }
        == "\"gr\u{FFFD}own\": is no profile; name one of " + NamedProfile.shippedNames.joined(separator: ", ")
        + ", or a JSON file")
  }

  @Test("Tables of a run that a report reads")
  func tables() throws {
    func says(_ text: String) -> String {
      let line = RefusalLine.of("homes.csv", text) { path in
        try ReportRows.read(file: path, columns: ["id", "people", "covered"]) { row in
          _ = (try row.amount(1), try row.flag(2))
        }
      }
      let (start, end) = ("homes.csv: ", "; name a folder that circle coverage wrote, or write it again")
      return line.hasPrefix(start) && line.hasSuffix(end)
        ? String(line.dropFirst(start.count).dropLast(end.count)) : line
    }
    #expect(says("id,people,covered\n1,2,true\n") == "not refused")
    #expect(says("") == "is empty")
    #expect(says("id,covered\n") == "the column people is missing")
    #expect(says("id,people,covered\n1,2,true\n1,2\n") == "row 3 has 2 fields, not 3")
    #expect(says("id,people,covered\n1,-2,true\n") == "row 2: people is not a number from 0")
    #expect(says("id,people,covered\n1,2,yes\n") == "row 2: covered is not true or false")
  }
}
