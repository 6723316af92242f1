import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// The encodings of supplied tables.
@Suite struct SuppliedEncodingTests {
  /// "名称,类别,经度,纬度\n浙江图书馆,图书馆,120.13,30.26\n" as a Chinese spreadsheet saves it.
  static let gb18030: [UInt8] =
    [
      0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xC0, 0xE0, 0xB1, 0xF0, 0x2C, 0xBE, 0xAD, 0xB6, 0xC8, 0x2C, 0xCE, 0xB3, 0xB6, 0xC8,
      0x0A,
    ]
    + [0xD5, 0xE3, 0xBD, 0xAD, 0xCD, 0xBC, 0xCA, 0xE9, 0xB9, 0xDD, 0x2C, 0xCD, 0xBC, 0xCA, 0xE9, 0xB9, 0xDD, 0x2C]
    + Array("120.13,30.26\n".utf8)

  private func list(_ bytes: [UInt8]) throws -> VenueList {
    try Place.withFile(Data(bytes), named: "list.csv") { try VenueList.read(path: $0) }
  }

  @Test func chineseSpreadsheet() throws {
    let found = try list(Self.gb18030)
    #expect(found.venues.map(\.name) == ["浙江图书馆"] && found.venues.map(\.kind) == [.library])
    #expect(found.notes == ["list.csv is read as GB18030, as it is not UTF-8"])
    #expect(try list(Array("lat,lon\n1,2\n".utf8)).notes.isEmpty)
  }

  /// A rare sign of four bytes (㐀, 0x8139EE39) beside common ones.
  @Test func signsOfFourBytes() throws {
    let bytes = Self.gb18030 + [0x81, 0x39, 0xEE, 0x39] + Array(",museum,120.13,30.26\n".utf8)
    #expect(try list(bytes).venues.map(\.name) == ["浙江图书馆", "㐀"])
  }

  static let refused: [(bytes: [UInt8], part: String)] = [
    // Latin-1 with accents, by chance all valid GB18030.
    (Array("name,lat,lon\nBiblioth".utf8) + [0xE8] + Array("que,1,2\n".utf8), "not UTF-8 (row 2)"),
    (Array("name,lat,lon\nCaf".utf8) + [0xE9] + Array(",1,2\n".utf8), "not UTF-8 (row 2)"),
    // A row of UTF-8 put into a file of GB18030.
    (gb18030 + Array("图书馆,library,120.1,30.2\n".utf8), "row 3 is: two encodings are mixed"),
    (Array("名称,纬度,经度\n".utf8) + [0xCD, 0xBC, 0xCA, 0xE9] + Array(",1,2\n".utf8), "row 1 is: two encodings are mixed"),
    // A mark of UTF-8 on a text that is not.
    ([0xEF, 0xBB, 0xBF] + gb18030, "not UTF-8"),
    // Cut within a sign.
    (Array(gb18030.dropLast(14)) + [0xB9], "not UTF-8"),
    ([0xFF, 0xFE, 0x6C, 0x00], "UTF-16"), ([0xFE, 0xFF, 0x00, 0x6C], "UTF-16"),
    ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "save it as CSV UTF-8"), ([0xD0, 0xCF, 0x11, 0xE0], "workbook"),
    (Array("lat,lon\n1,\0\n".utf8), "NUL"), ([0x80], "not UTF-8"), ([0xA1], "not UTF-8"),
  ]

  @Test(arguments: refused.indices)
  func refuses(number: Int) {
    let problem = Place.problem { _ = try list(Self.refused[number].bytes) } ?? "no error"
    #expect(problem.contains(Self.refused[number].part), "\(problem)")
    #expect(problem.contains("list.csv") && problem.count < 400)
  }

  static let hostile: [(text: String, part: String)] = [
    ("lat,lon\n1,2\nlat,lon\n3,4\n", "row 3: lat \"lat\" is no number"),
    (String(repeating: "lat,", count: 1_000_000) + "lon\n", "more than 1000 fields"),
    ("lat;lon\n50,1;15,2\n", "decimal points"), ("纬度,北纬,经度\n1,2,3\n", "no error"), ("lat,LAT,lon\n1,2,3\n", "twice"),
    ("lat,lon,valid_from\n1,2,2026-02-30\n", "row 2: valid_from \"2026-02-30\" is no day"),
    ("lat,lon,valid_from,valid_to\n1,2,2026-05-02,2026-05-01\n", "row 2: valid_to lies before valid_from"),
  ]

  @Test(arguments: hostile.indices)
  func hostileTables(number: Int) {
    let problem = Place.problem { _ = try list(Array(Self.hostile[number].text.utf8)) } ?? "no error"
    #expect(problem.contains(Self.hostile[number].part), "\(problem)")
    #expect(problem.count < 400)
  }

  @Test func attributesOfColumns() throws {
    let text = "名称,纬度,经度,开放时间,收费,座位数,valid_from\nA,1,2,Mo-Fr 9:00-17:00,免费,120,2026-05-01\nB,1,3,,,,\n"
    let found = try list(Array(text.utf8)).venues
    #expect(
      found[0].attributes == [
        "opening_hours": "Mo-Fr 9:00-17:00", "fee": "免费", "capacity": "120", "valid_from": "2026-05-01",
      ])
    #expect(found[1].attributes.isEmpty)
  }

  @Test func separators() throws {
    for separator in [",", ";", "\t"] {
      let text = "\u{FEFF}名称,纬度,经度\r\n馆,1.5,2.5\r\n".replacingOccurrences(of: ",", with: separator)
      #expect(try list(Array(text.utf8)).venues.map(\.coordinate) == [Coordinate(longitude: 2.5, latitude: 1.5)])
    }
  }
}
