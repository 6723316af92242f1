import Geography
import TestSupport
import Testing

@testable import Coverage
@testable import Walking

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

  private static func clause(_ text: String) -> String {
    let clauses = "{\"title\": \"T\", \"source\": {\"document\": \"D\", \"clause\": \"C\"}, \"default\": [\n"
    let line = rule(clauses + text + "]}")
    let start = "rule.json: line 2, "
    return line.hasPrefix(start) ? String(line.dropFirst(start.count)) : line
  }

  @Test("Clauses of rules")
  func clauses() {
    func clause(_ name: String = "\"a\"", kinds: String = "[\"museum\"]", limit: String = "\"minutes\": 15") -> String {
      "{\"name\": \(name), \"count\": 1, \"kinds\": \(kinds), \(limit)}"
    }
    let plain = "use letters, digits, _ and -"
    #expect(
      Self.clause(clause("\"a b\""))
        == "column 10: default[1].name: \"a b\" heads columns and may not hold other signs than letters and digits; \(plain)"
    )
    #expect(
      Self.clause(clause("\"a\\u001b\""))
        == "column 10: default[1].name: holds control characters or line breaks; write it as one line")
    #expect(Self.clause(clause("\" \"")) == "column 10: default[1].name: \" \" is empty; write what it is")
    let kinds = VenueKind.allCases.filter { $0 != .other }.map(\.rawValue).joined(separator: ", ")
    #expect(
      Self.clause(clause(kinds: "[\"pub\"]"))
        == "column 37: default[1].kinds[1]: \"pub\" is no kind of venue; use \(kinds)")
    #expect(
      Self.clause(clause(kinds: "[]"))
        == "column 36: default[1].kinds: is an empty list; name the kinds that count")
    let range = "over 0 and up to 120"
    #expect(
      Self.clause(clause(limit: "\"minutes\": 121"))
        == "column 59: default[1].minutes: 121 is not a number \(range); give minutes \(range)")
    #expect(
      Self.clause(clause(limit: "\"minutes\": 1e-9"))
        == "column 59: default[1].minutes: 1e-09 is too short to walk; give minutes \(range)")
    #expect(
      Self.clause(clause(limit: "\"minutes\": 15, \"metres\": 9"))
        == "column 73: default[1].metres: is a second limit; give minutes or metres, not both")
    #expect(
      Self.clause("{\"count\": 33}")
        == "column 11: default[1].count: 33 is not a whole number from 1 to 32; say how many venues there must be")
    #expect(
      Self.clause("{\"weight\": 1}")
        == "column 12: default[1].weight: is no member of a rule here; use name, count, kinds, minutes and metres")
    #expect(
      Self.clause([clause(), clause()].joined(separator: ", "))
        == "column 64: default[2]: is the second clause called a; give it another name")
    let many = (0...16).map { clause("\"c\($0)\"") }.joined(separator: ",\n")
    #expect(
      Self.rule("{\"default\": [\n\(many)]}")
        == "rule.json: line 18, column 1: default[17]: is one clause more than the 16 allowed; join some")
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
    #expect(
      Self.profile(#""surface": {"shut": []}"#) == #""shut": is no field of "surface": open, closed"#)
    #expect(
      Self.profile(#""surface": {"open": ["a"], "closed": ["a"]}"#) == #""surface": "a" is both open and closed"#)
    let asks = UnknownTags.all.map(\.key).joined(separator: ", ")
    #expect(Self.profile(#""asks": ["colour"]"#) == #""asks": "colour" cannot be asked for, but \#(asks)"#)
    #expect(Self.profile(#""title": """#) == #""title": is empty or over 300 letters"#)
    #expect(Self.profile(#""fords": "deep""#) == #""fords": is neither open nor closed"#)
    #expect(Self.profile(#""access_key": "a b""#) == #""access_key": "a b" is no key or value of a tag"#)
    func whole(_ text: String) -> String { RefusalLine.of("mine.json", text) { _ = try NamedProfile($0) } }
    let compare = "; compare with `circle profiles wheelchair`"
    #expect(
      whole(#"{"name": "Mine"}"#)
        == "mine.json: line 1, \"name\": \"Mine\" is not of up to 24 small letters, digits and _" + compare)
    #expect(
      whole(#"{"name": "museum"}"#) == "mine.json: line 1, \"name\": \"museum\" is the name of something else" + compare
    )
    #expect(whole(#"{"steps": "up"}"#) == "mine.json: line 1, \"steps\": is neither closed nor an object" + compare)
    #expect(
      whole(#"{"steps": {"left": 1}}"#)
        == "mine.json: line 1, \"left\": is no field of \"steps\": up, down, seconds_per_flight" + compare)
    #expect(
      RefusalLine.of { _ = try WalkerChoice(["older", "older"]) }
        == "older: is the second profile called older; give it another \"name\"")
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
