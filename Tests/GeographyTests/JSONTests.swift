import Foundation
import Testing

@testable import Geography

@Suite struct JSONTests {
  private func parse(_ text: String) throws -> JSONValue {
    var parser = JSONParser(Array(text.utf8))
    let value = try parser.readValue()
    try parser.expectEnd()
    return value
  }

  @Test(arguments: [
    ("null", JSONValue.null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
    ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("-0", .number(-0.0)), ("1.5", .number(1.5)),
    ("1e3", .number(1000)), ("1E-2", .number(0.01)), ("0.1e+1", .number(1)),
    ("5e-324", .number(.leastNonzeroMagnitude)),
    ("1e-400", .number(0)), ("[]", .array([])), ("[ 1 , [2] ]", .array([.integer(1), .array([.integer(2)])])),
    ("{}", .object([])), (#"{"b":1,"a":{}}"#, .object([JSONMember("b", .integer(1)), JSONMember("a", .object([]))])),
    (#""""#, .string("")), (#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\uDE00図""#, .string("a\"\\/\u{8}\u{C}\n\r\té😀図")),
    (#""\u0000""#, .string("\0")), ("\u{FEFF}1", .integer(1)),
  ])
  func reads(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-", "-Infinity", "+1", "01", "-01", "1.", ".5", "1e", "1e+",
    "1.e3", "0x10", "1e400", "-1e400", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":",
    "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{'a':1}", "{1:2}", "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"",
    "\"\\u12G4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\"", "\"\\udc00\"", "\"\\ud800\\",
    "\"a\nb\"", "\"a\u{0}b\"", "1 2", "{}{}", "// c\n1", "[1]]", "\u{FEFF}",
  ])
  func refuses(text: String) {
    #expect(throws: JSONParser.Failure.self) { try parse(text) }
  }

  /// Foundation's parser as oracle over random texts of JSON's own letters: what it refuses we refuse.
  @Test(arguments: 0..<20)
  func neverTrapsAndNeverReadsWhatFoundationRefuses(seed: Int) {
    var state = UInt64(seed) &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "a", "\\", "u", "d800", "0", "1", "-", ".", "e", "null", " ", "é",
    ]
    for _ in 0..<2_000 {
      let text = (0..<next(12)).map { _ in pieces[next(pieces.count)] }.joined()
      guard (try? parse(text)) != nil else { continue }
      let accepted = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
      #expect(accepted != nil, "\(text)")
    }
  }

  @Test func depthIsLimited() {
    for depth in [64, 65, 100_000] {
      let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect((try? parse(text)) != nil || depth > 64)
      if depth > 64 { #expect(throws: JSONParser.Failure.self) { try parse(text) } }
    }
    #expect(throws: JSONParser.Failure.self) { try parse(String(repeating: "{\"a\":", count: 100_000)) }
  }

  @Test func longNumbersAreRead() throws {
    let zeros = String(repeating: "0", count: 100_000)
    #expect(try parse("50.0014\(zeros)") == .number(50.0014))
    #expect(try parse("0.\(zeros)1") == .number(0))
    #expect(try parse("1\(zeros)e-100000") == .number(1))
    #expect(throws: JSONParser.Failure.self) { try parse("1\(zeros)") }
    #expect(throws: JSONParser.Failure.self) { try parse("1e\(String(repeating: "9", count: 1000))") }
  }

  /// The fast path must round as the standard library does.
  @Test func decimalsRoundCorrectly() throws {
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let text = "\(state >> 60 & 1 == 0 ? "-" : "")\((state >> 40) % 1000).\(state >> 20)"
      var parser = JSONParser(Array(text.utf8))
      #expect(try parser.readNumber() == Double(text))
    }
  }

  @Test func failuresSayWhere() throws {
    let failure = try #require(throws: JSONParser.Failure.self) { try parse("{\n \"a\": 1,\n \"b\": nope}") }
    #expect(failure.line == 3 && failure.offset == 18)
  }

  @Test func notUTF8IsRefused() {
    for bytes in [
      [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0xE9, 0x22],
    ] as [[UInt8]] {
      var parser = JSONParser(bytes)
      #expect(throws: JSONParser.Failure.self) { try parser.readValue() }
    }
  }

  // MARK: Writing

  @Test(arguments: [
    (JSONValue.null, "null"), (.bool(true), "true"), (.integer(-7), "-7"), (.number(0.1), "0.1"),
    (.number(.nan), "null"), (.number(-.infinity), "null"), (.decimal(.nan, places: 2), "null"),
    (.decimal(12.345, places: 1), "12.3"), (.decimal(-0.04, places: 1), "0.0"), (.decimal(0.05, places: 1), "0.1"),
    (.decimal(-2.5, places: 0), "-3"), (.decimal(7, places: 3), "7.000"), (.decimal(-0.007, places: 3), "-0.007"),
    (.decimal(1e300, places: 2), "1e+300"), (.decimal(0.25, places: -3), "0"),
    (.decimal(1, places: 99), "1.000000000000000"),
    (.string("a\"\\/\n\r\t\u{1}\u{7F}\u{2028}é😀"), #""a\"\\/\n\r\t\u0001\u007f\u2028é😀""#),
    (.array([.integer(1), .string("b")]), #"[1,"b"]"#), (.object([]), "{}"),
    (.object([JSONMember("z", .null), JSONMember("a\n", .array([]))]), #"{"z":null,"a\n":[]}"#),
  ])
  func writes(value: JSONValue, text: String) {
    #expect(String(decoding: value.encoded(), as: UTF8.self) == text)
  }

  @Test func writesPrettily() {
    let value = JSONValue.object([
      JSONMember("a", .array([.integer(1), .object([])])), JSONMember("b", .array([])), JSONMember("c", .string("x")),
    ])
    let expected = "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": [],\n  \"c\": \"x\"\n}\n"
    #expect(String(decoding: value.encoded(pretty: true), as: UTF8.self) == expected)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let value = JSONValue.object([
      JSONMember("text", .string((0..<0x300).compactMap { UnicodeScalar($0).map(String.init) }.joined())),
      JSONMember("numbers", .array([0.1, 1e-7, 1e22, -.leastNonzeroMagnitude, 123_456.789].map(JSONValue.number))),
      JSONMember("nested", .array([.array([.null, .bool(false)])])),
    ])
    for pretty in [false, true] {
      #expect(try parse(String(decoding: value.encoded(pretty: pretty), as: UTF8.self)) == value)
      _ = try JSONSerialization.jsonObject(with: Data(value.encoded(pretty: pretty)))
    }
  }
}
