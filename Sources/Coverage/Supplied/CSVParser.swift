import Geography

/// One record of a CSV file: its row as a spreadsheet counts them, and its fields.
struct CSVRow: Hashable, Sendable {
  /// The header is row 1; blank rows count, a line break within quotes does not.
  var number: Int
  /// The fields, unquoted.
  var fields: [String]
}

/// Reads comma-separated values as RFC 4180 has them, and as spreadsheets save them: a byte order mark, LF or CR as
/// line ends, semicolons or tabs in place of commas, blank rows.
struct CSVParser {
  static let mostFields = 1_000
  static let longestRow = 1 << 20
  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private let path: String
  private let bytes: [UInt8]
  private let separator: UInt8
  private var position: Int
  private var row = 1
  /// Whether the text was not UTF-8 but GB18030.
  let isGB18030: Bool

  /// Prepares to read.
  ///
  /// - Throws: ``InputError`` when the text is neither UTF-8 nor GB18030.
  init(_ bytes: [UInt8], path: String) throws {
    self.path = path
    let encoding = try SuppliedEncoding(bytes, path: path)
    let bytes = encoding.bytes
    self.bytes = bytes
    isGB18030 = encoding.isGB18030
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    separator = Self.separator(of: bytes[position...])
  }

  /// All rows that are not blank. Linear.
  ///
  /// - Throws: ``InputError`` naming the row for an unclosed quote, text after a closing quote, a NUL, or a row
  ///   with too many fields or bytes.
  mutating func rows() throws -> [CSVRow] {
    var rows: [CSVRow] = []
    try forEachRow { rows.append($0) }
    return rows
  }

  /// Calls the closure with each row that is not blank, so that long tables are never held. Linear.
  ///
  /// - Throws: as ``rows()``, and what the closure throws.
  mutating func forEachRow(_ body: (CSVRow) throws -> Void) throws {
    while position < bytes.count {
      let fields = try nextRow()
      if fields.contains(where: { !$0.allSatisfy(\.isWhitespace) }) { try body(CSVRow(number: row, fields: fields)) }
      row += 1
    }
  }

  private mutating func nextRow() throws -> [String] {
    let start = position
    var fields: [String] = []
    while true {
      fields.append(try nextField(rowStart: start))
      guard fields.count <= Self.mostFields else {
        throw problem("more than \(Self.mostFields) fields", "check its quotes and separators")
      }
      guard position < bytes.count else { return fields }
      let byte = bytes[position]
      position += 1
      if byte == separator { continue }
      if byte == Self.carriageReturn, position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
      return fields
    }
  }

  /// Reads a field and stops at the separator or line end after it, or at the end.
  private mutating func nextField(rowStart: Int) throws -> String {
    guard position < bytes.count, bytes[position] == Self.quote else {
      let start = position
      while position < bytes.count, !endsField(bytes[position]) {
        position += 1
        try checkLength(rowStart)
      }
      return try text(bytes[start..<position])
    }
    position += 1
    var content: [UInt8] = []
    while true {
      guard position < bytes.count else { throw problem("a quoted field is not closed", "add the closing quote") }
      try checkLength(rowStart)
      let byte = bytes[position]
      position += 1
      if byte != Self.quote {
        content.append(byte)
      } else if position < bytes.count, bytes[position] == Self.quote {
        content.append(byte)
        position += 1
      } else {
        break
      }
    }
    guard position == bytes.count || endsField(bytes[position]) else {
      throw problem("text follows a closing quote", "double the quotes within a quoted field")
    }
    return try text(content[...])
  }

  private func endsField(_ byte: UInt8) -> Bool {
    byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private func checkLength(_ rowStart: Int) throws {
    if position - rowStart > Self.longestRow {
      throw problem("is too long: over \(Self.longestRow >> 20) MiB", "check its quotes and line ends")
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws -> String {
    guard !bytes.contains(0) else { throw problem("holds a NUL character", "save it as CSV in UTF-8") }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func problem(_ what: String, _ remedy: String) -> InputError {
    InputError(path, "row \(row): \(what)", remedy: remedy)
  }

  /// The separator that the first line with text holds most often outside quotes; the comma when it holds none.
  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    let candidates = [comma, UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var isQuoted = false
    var hasText = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if !isQuoted, hasText, byte == lineFeed || byte == carriageReturn { break }
      if byte > 0x20 { hasText = true }
      if !isQuoted, let place = candidates.firstIndex(of: byte) { counts[place] += 1 }
    }
    let most = counts.max() ?? 0
    return most == 0 ? comma : candidates[counts.firstIndex(of: most) ?? 0]
  }
}
