import Geography
import TestSupport
import Testing

@testable import Coverage

/// RFC 4180, and what spreadsheets make of it.
@Suite struct CSVParserTests {
  private func rows(_ text: String) throws -> [CSVRow] {
    var parser = try CSVParser(Array(text.utf8), path: "f")
    return try parser.rows()
  }

  static let texts: [(text: String, rows: [CSVRow])] = [
    ("a,b\n1,2\n", [CSVRow(number: 1, fields: ["a", "b"]), CSVRow(number: 2, fields: ["1", "2"])]),
    ("a,b\r\n1,2", [CSVRow(number: 1, fields: ["a", "b"]), CSVRow(number: 2, fields: ["1", "2"])]),
    ("a,b\r1,2\r", [CSVRow(number: 1, fields: ["a", "b"]), CSVRow(number: 2, fields: ["1", "2"])]),
    ("\u{FEFF}a;b\n1;2,5", [CSVRow(number: 1, fields: ["a", "b"]), CSVRow(number: 2, fields: ["1", "2,5"])]),
    ("a\tb\n1\t", [CSVRow(number: 1, fields: ["a", "b"]), CSVRow(number: 2, fields: ["1", ""])]),
    // Blank rows count as rows and give none; one of separators only is blank too.
    ("a,b\n\n,\n1,2", [CSVRow(number: 1, fields: ["a", "b"]), CSVRow(number: 4, fields: ["1", "2"])]),
    (
      "a,b\n\"x \"\"y\"\",\nz\",2\n3,4",
      [
        CSVRow(number: 1, fields: ["a", "b"]), CSVRow(number: 2, fields: ["x \"y\",\nz", "2"]),
        CSVRow(number: 3, fields: ["3", "4"]),
      ]
    ),
    ("\"a,b;c;d\",e\n", [CSVRow(number: 1, fields: ["a,b;c;d", "e"])]),
    ("a,\"\"", [CSVRow(number: 1, fields: ["a", ""])]),
    ("a", [CSVRow(number: 1, fields: ["a"])]),
    ("\n\n", []),
  ]

  @Test(arguments: texts)
  func parses(text: String, expected: [CSVRow]) throws {
    #expect(try rows(text) == expected)
  }

  static let faults: [(text: String, part: String)] = [
    ("a,b\n1,\"2", "row 2: a quoted field is not closed"),
    ("a,b\n\"1\"x,2", "row 2: text follows a closing quote"),
    ("a,b\n1,2\u{0}", "row 2: holds a NUL"),
    ("a,b\n" + String(repeating: ",", count: 5_000), "row 2: more than 1000 fields"),
    ("a,b\n" + String(repeating: "x", count: 2 << 20), "row 2: is too long"),
    ("a,b\n\"" + String(repeating: "x\n", count: 1 << 20), "row 2: is too long"),
  ]

  // By number: the report names the arguments, and some are megabytes.
  @Test(arguments: faults.indices)
  func refuses(number: Int) {
    let (text, part) = Self.faults[number]
    let problem = Place.problem { _ = try rows(text) }
    #expect(problem?.contains(part) == true, "\(problem ?? "nothing")")
  }

  @Test func refusesOtherEncodings() {
    let utf16 = Place.problem { _ = try CSVParser([0xFF, 0xFE, 0x61, 0], path: "f") }
    #expect(utf16?.contains("encoding is UTF-16") == true)
    let latin = Place.problem { _ = try CSVParser([0x61, 0x0A, 0xE8, 0x0A], path: "f") }
    #expect(latin?.contains("not UTF-8 (row 2)") == true)
  }

  /// Any fields, quoted, come back as they were, whatever the separator.
  @Test(arguments: 0..<200)
  func roundTrip(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let alphabet = Array("ab,;\t\"\n\r é图\u{1F3DB}")
    let separator = [",", ";", "\t"][seed % 3]
    let table = (0..<6).map { row in
      (0..<4).map { column in
        row == 0
          ? "c\(column)"
          : String(
            (0..<generator.integer(in: 1...6)).map { _ in
              alphabet[generator.integer(in: 0...alphabet.count - 1)]
            }) + "."
      }
    }
    let text = table.map { row in
      row.map { "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" }
        .joined(separator: separator)
    }.joined(separator: "\r\n")
    #expect(try rows(text).map(\.fields) == table)
  }
}
