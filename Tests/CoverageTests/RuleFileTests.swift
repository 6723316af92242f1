import Geography
import Testing

@testable import Coverage

/// Rules as files: what is read, and every complaint with its line, column and field.
@Suite("Rule files")
struct RuleFileTests {
  private static func read(_ text: String) throws -> CoverageRule {
    var reader = RuleReader(Array(text.utf8), name: "test", path: "test.json")
    return try reader.rule()
  }

  private static func file(_ clauses: String, head: String = "") -> String {
    """
    {
      "title": "T", \(head)
      "source": { "document": "D", "clause": "C" },
      "default": \(clauses)
    }
    """
  }

  @Test("A whole file with clauses of its own for towns")
  func whole() throws {
    let rule = try Self.read(
      """
      \u{FEFF}{
        "title": "标题", "note": "n", "source": {"clause": "C", "document": "D"},
        "urban": [{"kinds": ["theatre", "museum"], "metres": 500, "count": 32, "name": "近-1"}],
        "default": [
          {"count": 1, "kinds": ["library.mobile"], "minutes": 0.5}, {"count": 2, "kinds": ["library"], "minutes": 120}
        ]
      }
      """)
    let town = RuleClause(name: "近-1", count: 32, kinds: [.museum, .theatre], limit: .metres(500))
    let rest = [
      RuleClause(name: "1", count: 1, kinds: [.mobileLibrary], limit: .minutes(0.5)),
      RuleClause(name: "2", count: 2, kinds: [.library], limit: .minutes(120)),
    ]
    #expect(
      rule
        == CoverageRule(
          name: "test", title: "标题", document: "D", documentClause: "C", note: "n", common: rest, own: [.urban: [town]])
    )
    #expect(rule.clauses(for: .urban) == [town] && rule.clauses(for: .rural) == rest)
    #expect(rule.kinds == [.museum, .theatre, .library, .mobileLibrary])
    #expect(rest[0].limit.cost == 30_000 && town.limit.cost == 500_000)
  }

  @Test("Packs are read, written and read again as the same", arguments: CoverageRule.packNames)
  func packs(_ name: String) throws {
    let rule = try CoverageRule(pack: name)
    #expect(rule.name == name)
    let written = rule.json.encoded(pretty: true)
    var reader = RuleReader(written, name: name, path: name)
    #expect(try reader.rule() == rule)
    #expect(!rule.document.isEmpty && !rule.documentClause.isEmpty)
  }

  @Test("The packs say what the domain's table says")
  func packFigures() throws {
    #expect(CoverageRule.packNames.first == CoverageRule.promise)
    let any = try CoverageRule(pack: "any1")
    #expect(any.clauses(for: .rural) == [RuleClause(name: "any", count: 1, kinds: VenueKind.core, limit: .minutes(15))])
    let zhejiang = try CoverageRule(pack: "zj-1plus2")
    let metres = try CoverageRule(pack: "zj-1plus2-metres")
    for type in AreaType.allCases {
      let (required, all) = (zhejiang.clauses(for: type)[0], zhejiang.clauses(for: type)[1])
      #expect(required.count == 1 && all.count == 3 && zhejiang.clauses(for: type).count == 2)
      #expect(required.limit == .minutes(15) && all.limit == .minutes(15))
      #expect(Set(required.kinds).isStrictSubset(of: all.kinds))
      let walked = metres.clauses(for: type)
      #expect(walked.map(\.limit) == [.metres(type == .urban ? 1000 : 1500), .metres(type == .urban ? 1000 : 1500)])
      #expect(walked.map(\.kinds) == [required.kinds, all.kinds] && walked.map(\.count) == [1, 3])
    }
    let standard = try CoverageRule(pack: "gb50180").clauses(for: .urban)
    #expect(standard.map(\.limit) == [.metres(1000), .metres(500)] && standard.map(\.count) == [1, 1])
    // A centre does not stand in for a station.
    #expect(Set(standard[0].kinds).isDisjoint(with: standard[1].kinds))
    #expect(throws: InputError.self) { try CoverageRule(pack: "none") }
  }

  private static let clause = #"{"count": 1, "kinds": ["museum"], "minutes": 15}"#

  /// A file, and what the complaint says: place, field and fault.
  static let wrong: [(text: String, says: String)] = [
    ("", "line 1: unexpected end"), ("[]", "line 1, column 1: is no object"), ("{", "line 1: unexpected end"),
    ("{} {}", "line 1, column 1: title is missing"), (file("[\(clause)]") + "x", "line 5: more text"),
    (file("[\(clause)],"), "trailing comma"),
    (file("[\(clause)]", head: #""titel": 1,"#), "line 2, column 26: titel: "),
    (file("[\(clause)]", head: #""title": "x","#), "line 2, column 26: title: is given twice"),
    (file("[\(clause)]", head: #""note": "","#), #"note: "" is empty"#),
    (file("[\(clause)]", head: #""note": 5,"#), "line 2, column 25: note: 5 is no text"),
    (file("[\(clause)]", head: #""note": "a\u0007b","#), "note: holds control characters"),
    (file("[\(clause)]", head: #""note": "\#(String(repeating: "é", count: 1001))","#), "longer than 1000"),
    (#"{"source": {"document": "D", "clause": "C"}, "default": [\#(clause)]}"#, "column 1: title is missing"),
    (#"{"title": "T", "default": [\#(clause)]}"#, "source is missing"),
    (#"{"title": "T", "source": {"document": "D"}, "default": [\#(clause)]}"#, "column 26: source: clause is missing"),
    (#"{"title": "T", "source": {"clause": "D"}, "default": [\#(clause)]}"#, "source: document is missing"),
    (#"{"title": "T", "source": "D", "default": [\#(clause)]}"#, #"source: "D" is no object"#),
    (#"{"title": "T", "source": {"document": "D", "clause": "C", "url": 1}}"#, "source.url: is no member"),
    (#"{"title": "T", "source": {"document": "D", "clause": "C"}}"#, "says nothing of homes"),
    (#"{"title": "T", "source": {"document": "D", "clause": "C"}, "rural": [\#(clause)]}"#, "nothing of urban homes"),
    (#"{"title": "T", "source": {"document": "D", "clause": "C"}, "urban": [\#(clause)]}"#, "nothing of rural homes"),
    (file("[]"), "line 4, column 14: default: is an empty list"), (file("null"), "default: null is no list"),
    (file("[[]]"), "line 4, column 15: default[1]: is no object"),
    (file("[\(clause), 7]"), "default[2]: 7 is no object"),
    (file(#"[{"kinds": ["museum"], "minutes": 15}]"#), "line 4, column 15: default[1]: count is missing"),
    (file(#"[{"count": 1, "minutes": 15}]"#), "default[1]: kinds is missing"),
    (file(#"[{"count": 1, "kinds": ["museum"]}]"#), "default[1]: minutes (or metres) is missing"),
    (
      file(#"[{"count": 0, "kinds": ["museum"], "minutes": 15}]"#),
      "column 25: default[1].count: 0 is not a whole number"
    ),
    (file(#"[{"count": 33, "kinds": ["museum"], "minutes": 15}]"#), "default[1].count: 33 is not"),
    (file(#"[{"count": 1.5, "kinds": ["museum"], "minutes": 15}]"#), "default[1].count: 1.5 is not"),
    (file(#"[{"count": "1", "kinds": ["museum"], "minutes": 15}]"#), #"default[1].count: "1" is not"#),
    (file(#"[{"count": 1, "kinds": [], "minutes": 15}]"#), "default[1].kinds: is an empty list"),
    (file(#"[{"count": 1, "kinds": "museum", "minutes": 15}]"#), #"default[1].kinds: "museum" is no list"#),
    (file(#"[{"count": 1, "kinds": ["museum", "pub"], "minutes": 15}]"#), #"default[1].kinds[2]: "pub" is no kind"#),
    (file(#"[{"count": 1, "kinds": ["other"], "minutes": 15}]"#), #"kinds[1]: "other" is no kind"#),
    (file(#"[{"count": 1, "kinds": ["museum", "museum"], "minutes": 15}]"#), "kinds[2]: \"museum\" is named twice"),
    (file(#"[{"count": 1, "kinds": [1], "minutes": 15}]"#), "kinds[1]: 1 is no kind"),
    (file(#"[{"count": 1, "kinds": ["museum"], "minutes": 0}]"#), "default[1].minutes: 0 is not a number over 0"),
    (file(#"[{"count": 1, "kinds": ["museum"], "minutes": -1}]"#), "default[1].minutes: -1 is not"),
    (
      file(#"[{"count": 1, "kinds": ["museum"], "minutes": 120.5}]"#),
      "minutes: 120.5 is not a number over 0 and up to 120"
    ),
    (file(#"[{"count": 1, "kinds": ["museum"], "minutes": 0.000001}]"#), "minutes: 1e-06 is too short"),
    (file(#"[{"count": 1, "kinds": ["museum"], "minutes": "15"}]"#), #"minutes: "15" is not"#),
    (file(#"[{"count": 1, "kinds": ["museum"], "minutes": 1e999}]"#), "number too large"),
    (
      file(#"[{"count": 1, "kinds": ["museum"], "metres": 10001}]"#),
      "metres: 10001 is not a number over 0 and up to 10000"
    ),
    (file(#"[{"count": 1, "kinds": ["museum"], "metres": 0}]"#), "metres: 0 is not"),
    (file(#"[{"count": 1, "kinds": ["museum"], "metres": 5, "minutes": 5}]"#), "default[1].minutes: is a second limit"),
    (file(#"[{"count": 1, "kinds": ["museum"], "minutes": 5, "name": "a b"}]"#), #"name: "a b" heads columns"#),
    (file(#"[{"count": 1, "kinds": ["museum"], "minutes": 5, "name": "=1"}]"#), "default[1].name"),
    (file("[\(clause), {\"name\": \"1\", \(clause.dropFirst())]"), "default[2]: is the second clause called 1"),
    (
      file("[" + [String](repeating: clause, count: 17).joined(separator: ", ") + "]"),
      "default[17]: is one clause more"
    ),
    (file("[{\"count\": 1,\n\n  \"pub\": 5}]"), "line 6, column 10: default[1].pub: is no member"),
    (String(repeating: "[", count: 100), "line 1: JSON nested deeper"),
  ]

  @Test("Complaints name line, column and field", arguments: wrong.indices)
  func complaints(_ index: Int) throws {
    let (text, says) = Self.wrong[index]
    let error = try #require(throws: InputError.self, "\(text)") { _ = try Self.read(text) }
    #expect(error.subject == "test.json")
    #expect(error.problem.contains(says), "\(error)")
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
    #expect(!error.remedy.isEmpty)
  }

  @Test("Damaged packs are read or refused, never more")
  func damaged() throws {
    let whole = try #require(CoverageRule.packText("zj-1plus2-metres"))
    for length in stride(from: 0, to: whole.count, by: 7) {
      var reader = RuleReader(Array(whole.prefix(length)), name: "cut", path: "cut")
      #expect(throws: InputError.self) { _ = try reader.rule() }
      var changed = whole
      changed[length] ^= 0x15
      reader = RuleReader(changed, name: "changed", path: "changed")
      do { _ = try reader.rule() } catch let error { #expect(error is InputError) }
    }
  }
}
