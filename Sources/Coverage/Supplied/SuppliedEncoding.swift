import Geography

/// The encoding of a supplied text: UTF-8, or GB18030 as Chinese spreadsheets save it.
struct SuppliedEncoding {
  /// The text in UTF-8.
  let bytes: [UInt8]
  /// Whether it was GB18030.
  let isGB18030: Bool

  /// Finds the encoding out.
  ///
  /// - Throws: ``InputError`` naming the row for a text that is neither, or both by turns, and for workbooks.
  /// - Complexity: linear.
  init(_ text: [UInt8], path: String) throws {
    if text.starts(with: [0x50, 0x4B, 0x03, 0x04]) || text.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw InputError(path, "is a workbook (.xlsx or .xls) or an archive", remedy: "save it as CSV UTF-8")
    }
    if text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]) {
      throw InputError(path, "its encoding is UTF-16", remedy: "save it as CSV in UTF-8")
    }
    if String(validating: text, as: UTF8.self) != nil {
      (bytes, isGB18030) = (text, false)
      return
    }
    let (invalid, utf8) = Self.rows(of: text)
    let isMarked = text.starts(with: [0xEF, 0xBB, 0xBF])
    if utf8 == nil, !isMarked, let decoded = GB18030.decoded(text) {
      (bytes, isGB18030) = (decoded, true)
      return
    }
    let mixed = utf8.map { ", but row \($0) is: two encodings are mixed" } ?? ""
    throw InputError(path, "its encoding is not UTF-8 (row \(invalid)\(mixed))", remedy: "save it as CSV in UTF-8")
  }

  /// The first row that is no UTF-8, and the first that is and holds signs of three bytes, as Chinese ones are there:
  /// rows of GB18030 hardly ever are that by chance.
  private static func rows(of text: [UInt8]) -> (invalid: Int, utf8: Int?) {
    var (invalid, utf8): (Int?, Int?) = (nil, nil)
    for (row, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if String(validating: line, as: UTF8.self) == nil {
        invalid = invalid ?? row + 1
      } else if utf8 == nil, line.contains(where: { (0xE0...0xEF).contains($0) }) {
        utf8 = row + 1
      }
      if invalid != nil, utf8 != nil { break }
    }
    return (invalid ?? 1, utf8)
  }
}
