/// Bad rules and walkers, by hand: JSON, members, numbers.
enum HostileDocuments {
  private typealias Case = HostileOptionTests.Case

  private static let goodRule =
    #"{"title":"t","source":{"document":"d","clause":"c"},"default":[{"name":"a","count":1,"kinds":["museum"],"minutes":15}]}"#

  private static func rule(_ name: String, _ old: String, _ new: String, _ mention: String) -> HostileOptionTests.Case {
    Case("--rule", name + ".json", goodRule.replacing(old, with: new), mention)
  }

  private static let nested = String(repeating: "[", count: 100_000)

  static let rules: [HostileOptionTests.Case] = [
    Case("--rule", "empty.json", "", "is empty"), Case("--rule", "deep.json", nested, "nested deeper than 64"),
    Case("--rule", "large.json", goodRule + String(repeating: " ", count: 300_000), "larger than 256 KiB"),
    Case("--rule", "utf16.json", bytes: [0xFF, 0xFE, 0x7B, 0], "line 1"), rule("more", "]}", "]}x", "more text"),
    rule("twice", #""title":"t""#, #""title":"t","\u0074itle":"u""#, "title: is given twice"),
    rule("surrogate", #""t""#, #""\ud800""#, "surrogate"), rule("escape", #""t""#, #""\u001b[31m""#, "control"),
    rule("count_negative", #""count":1"#, #""count":-1"#, "default[1].count: -1"),
    rule("count_half", #""count":1"#, #""count":1.5"#, "whole number"),
    rule("count_2p63", #""count":1"#, #""count":9223372036854775808"#, "whole number"),
    rule("minutes_1e400", ":15", ":1e400", "too large"), rule("minutes_0", ":15", ":-0.0", "over 0"),
    rule("minutes_nan", ":15", ":NaN", "JSON value"), rule("both", ":15", #":15,"metres":9"#, "second limit"),
    rule("kinds_null", #"["museum"]"#, "null", "is no list"), rule("kind", "museum", "zoo", "\"zoo\" is no kind"),
    rule("kind_twice", #"["museum"]"#, #"["museum","museum"]"#, "default[1].kinds[2]"),
    rule("kinds_none", #"["museum"]"#, "[]", "default[1].kinds"),
    rule("unknown", #""title""#, #""titel""#, "titel: is no member"),
    rule("no_title", #""title":"t","#, "", "title is"),
    rule("no_clause", #","clause":"c""#, "", "clause is missing"), rule("no_count", #""count":1,"#, "", "count is"),
    rule("source_text", #"{"document":"d","clause":"c"}"#, #""d""#, "source: \"d\" is no object"),
    rule("document_long", #""d""#, "\"\(String(repeating: "d", count: 9999))\"", "longer than 600"),
    rule("formula", #""name":"a""#, #""name":"=1+1""#, "heads columns"), rule("nothing", "default", "urban", "rural"),
    rule("empty_list", "[{\"name\":\"a\",\"count\":1,\"kinds\":[\"museum\"],\"minutes\":15}]", "[]", "empty list"),
    rule(
      "name_twice", "]}", #","# + #"{"name":"a","count":1,"kinds":["museum"],"minutes":5}]}"#, "second clause called a"),
  ]

  private static let goodProfile = #"{"name":"me","title":"t","source":"s","speed_kmh":4,"steps":"closed"}"#

  private static func profile(_ name: String, _ old: String, _ new: String, _ mention: String)
    -> HostileOptionTests.Case
  {
    Case("--profile", name + ".json", goodProfile.replacing(old, with: new), mention)
  }

  private static func profile(_ name: String, with member: String, _ mention: String) -> HostileOptionTests.Case {
    profile(name, #""closed"}"#, #""closed","# + member + "}", mention)
  }

  static let profiles: [HostileOptionTests.Case] = [
    Case("--profile", "null.json", "null", "expected an object"),
    profile("speed_negative", ":4", ":-4", "not within 0.1 to 50 km/h"),
    profile("speed_1e400", ":4", ":1e400", "within"),
    profile("speed_text", ":4", #":"4""#, "is no number"), profile("twice", #""title""#, #""name""#, "given twice"),
    profile("no_speed", #""speed_kmh":4,"#, "", "has no \"speed_kmh\""), profile("more", #""}"#, #""}x"#, "more text"),
    profile("steps_number", #""closed""#, "1", "expected an object"),
    profile("steps", #""closed""#, #""shut""#, "closed"),
    profile("steps_up", #""closed""#, #"{"up":1}"#, "needs \"up\" and \"down\""),
    profile("steps_other", #""closed""#, #"{"left":1}"#, "no field of \"steps\""),
    profile("steps_deep", #""closed""#, #"{"up":\#(nested)"#, "is no number"),
    profile("name_kind", #""me""#, #""museum""#, "name of something else"),
    profile("name_comma", #""me""#, #""a,b""#, "small letters"),
    profile("title_empty", #""t""#, #""""#, "empty or over"),
    profile("title_number", #""t""#, "3", "is no text"),
    profile("wait_negative", with: #""waits_s":{"signals":-1}"#, "not within 0 to 3600"),
    profile("wait_other", with: #""waits_s":{"lamp":1}"#, "is no wait"),
    profile("fords", with: #""fords":"wet""#, "neither open nor closed"),
    profile("asks", with: #""asks":["colour"]"#, "cannot be asked for"),
    profile("barriers", with: #""barriers":"stile""#, "is no list"),
    profile("barrier_twice", with: #""barriers":["a","a"]"#, "comes twice"),
    profile("barrier_blank", with: #""barriers":["a b"]"#, "no key or value"),
    profile("both", with: #""surface":{"open":["a"],"closed":["a"]}"#, "both open and closed"),
    profile("side", with: #""surface":{"ajar":["a"]}"#, "no field of \"surface\""),
    profile("unknown", with: #""legs":2"#, "no field of a profile"),
    profile("slope_nan", with: #""max_slope_percent":nan"#, "is no number"),
  ]
}
