/// A strict reader of JSON (RFC 8259) over bytes in memory, which callers drive value by value.
///
/// It never builds more than is asked for: a value can be skipped, kept, or read in the caller's own form. It
/// does not recurse deeper than ``maximumDepth`` and refuses what RFC 8259 refuses (NaN, trailing commas,
/// comments, a second document), texts that are not UTF-8 and halves of surrogate pairs.
package struct JSONParser {
  /// Lists and objects may be nested this deep; real GeoJSON needs about ten.
  package static let maximumDepth = 64

  /// A syntax error and the offset of the byte at which it was seen.
  package struct Failure: Error, Hashable {
    /// What is wrong.
    package var problem: String
    /// Offset of the byte, from 0.
    package var offset: Int
    /// Line, from 1.
    package var line: Int
  }

  /// Where the two numbers of a GeoJSON position are on Earth; `nil` when they are degrees of WGS 84.
  var placing: GeoJSONPlacing?

  private let bytes: [UInt8]
  private var position: Int
  private var depth = 0

  /// Starts before the first value, after a byte order mark if there is one.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Whether nothing but white space and a byte order mark is left.
  package mutating func isAtEnd() -> Bool { peek() == nil }

  /// The next byte that is not white space, not consumed.
  package mutating func peek() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case let byte: return byte
      }
    }
    return nil
  }

  /// Throws unless the document has ended.
  package mutating func expectEnd() throws {
    guard isAtEnd() else { throw failure("more text after the end of the JSON document") }
  }

  /// A failure at the present place.
  package func failure(_ problem: String) -> Failure {
    let line = bytes[..<min(position, bytes.count)].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    return Failure(problem: problem, offset: position, line: line)
  }

  /// Line and column of the next byte that is not white space, both from 1; columns count characters.
  ///
  /// - Complexity: linear in the bytes before it; for small files.
  package mutating func place() -> (line: Int, column: Int) {
    _ = peek()
    var (line, column) = (1, 1)
    for byte in bytes[(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)..<position] {
      if byte == 0x0A { (line, column) = (line + 1, 1) } else if byte & 0xC0 != 0x80 { column += 1 }
    }
    return (line, column)
  }

  /// Reads an object; the closure gets each name and must consume its value.
  package mutating func readObject(_ member: (String, inout JSONParser) throws -> Void) throws {
    try open(0x7B, "an object")
    if peek() == 0x7D { return close() }
    while true {
      guard peek() == 0x22 else { throw unexpected("a member name in double quotes") }
      let name = try readString()
      guard peek() == 0x3A else { throw unexpected("':' after a member name") }
      position += 1
      try member(name, &self)
      if try endsAfterSeparator(0x7D) { return }
    }
  }

  /// Reads a list; the closure must consume one element a call.
  package mutating func readArray(_ element: (inout JSONParser) throws -> Void) throws {
    try open(0x5B, "a list")
    if peek() == 0x5D { return close() }
    while true {
      try element(&self)
      if try endsAfterSeparator(0x5D) { return }
    }
  }

  /// Reads any value, keeping it.
  package mutating func readValue() throws -> JSONValue {
    switch peek() {
    case 0x7B:
      var members: [JSONMember] = []
      try readObject { name, parser in members.append(JSONMember(name, try parser.readValue())) }
      return .object(members)
    case 0x5B:
      var elements: [JSONValue] = []
      try readArray { parser in elements.append(try parser.readValue()) }
      return .array(elements)
    case 0x22: return .string(try readString())
    case 0x74: return try readWord("true", as: .bool(true))
    case 0x66: return try readWord("false", as: .bool(false))
    case 0x6E: return try readWord("null", as: .null)
    default: return try readNumberValue()
    }
  }

  /// Reads any value and forgets it; its syntax is checked all the same.
  package mutating func skipValue() throws {
    switch peek() {
    case 0x7B: try readObject { _, parser in try parser.skipValue() }
    case 0x5B: try readArray { parser in try parser.skipValue() }
    default: _ = try readValue()
    }
  }

  /// Whether the next value is `null`; consumes it if so.
  package mutating func readNull() throws -> Bool {
    guard peek() == 0x6E else { return false }
    _ = try readWord("null", as: .null)
    return true
  }

  private mutating func open(_ byte: UInt8, _ what: String) throws {
    guard peek() == byte else { throw unexpected(what) }
    guard depth < Self.maximumDepth else {
      throw failure("JSON nested deeper than \(Self.maximumDepth) levels")
    }
    depth += 1
    position += 1
  }

  private mutating func close() {
    position += 1
    depth -= 1
  }

  /// Consumes ',' or the closing byte; true at the latter.
  private mutating func endsAfterSeparator(_ closing: UInt8) throws -> Bool {
    switch peek() {
    case closing:
      close()
      return true
    case 0x2C:
      position += 1
      if peek() == closing { throw failure("trailing comma") }
      return false
    default:
      throw unexpected("',' or '\(Character(UnicodeScalar(closing)))'")
    }
  }

  private mutating func unexpected(_ expected: String) -> Failure {
    guard let byte = peek() else { return failure("unexpected end of the file, cut short? expected \(expected)") }
    let seen =
      (0x21...0x7E).contains(byte) ? "'\(Character(UnicodeScalar(byte)))'" : "byte \(String(byte, radix: 16))"
    return failure("expected \(expected), found \(seen)")
  }

  private mutating func readWord(_ word: StaticString, as value: JSONValue) throws -> JSONValue {
    let text = "\(word)"
    for byte in text.utf8 {
      guard position < bytes.count, bytes[position] == byte else { throw unexpected("a JSON value") }
      position += 1
    }
    return value
  }
}

// MARK: - Numbers

extension JSONParser {
  /// Reads a number; one too large for a `Double` comes back infinite.
  package mutating func readNumber() throws -> Double {
    let literal = try scanNumber()
    // Clinger's fast path: both factors are exact, so the one division rounds correctly.
    if literal.isExact, literal.decimals <= 22 {
      let magnitude = Double(literal.digits) / Self.powersOfTen[literal.decimals]
      return literal.isNegative ? -magnitude : magnitude
    }
    return double(literal.range)
  }

  private mutating func readNumberValue() throws -> JSONValue {
    let literal = try scanNumber()
    let text = String(decoding: bytes[literal.range], as: UTF8.self)
    if literal.isInteger, let integer = Int(text), integer != 0 || !literal.isNegative { return .integer(integer) }
    let value = double(literal.range)
    guard value.isFinite else { throw failure("number too large: \(text.printable(limit: 24))") }
    return .number(value)
  }

  private func double(_ range: Range<Int>) -> Double {
    // Swift's own conversion: correctly rounded and deaf to the locale.
    Double(String(decoding: bytes[range], as: UTF8.self)) ?? .nan
  }

  /// A number as written.
  private struct NumberLiteral {
    var range = 0..<0
    var isNegative = false
    var isInteger = true
    /// Whether `digits` and `decimals` say it all: under 2^53 and no exponent.
    var isExact = true
    var digits: UInt64 = 0
    var decimals = 0
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  private mutating func scanNumber() throws -> NumberLiteral {
    guard let first = peek(), first == 0x2D || (0x30...0x39).contains(first) else { throw unexpected("a JSON value") }
    var literal = NumberLiteral()
    let start = position
    if first == 0x2D {
      literal.isNegative = true
      position += 1
    }
    let leadingZero = position < bytes.count && bytes[position] == 0x30
    let whole = try scanDigits(into: &literal)
    guard whole == 1 || !leadingZero else { throw failure("number with a leading zero") }
    if position < bytes.count, bytes[position] == 0x2E {
      position += 1
      literal.isInteger = false
      literal.decimals = try scanDigits(into: &literal)
    }
    if position < bytes.count, bytes[position] | 0x20 == 0x65 {
      position += 1
      literal.isInteger = false
      literal.isExact = false
      if position < bytes.count, bytes[position] == 0x2B || bytes[position] == 0x2D { position += 1 }
      var exponent = NumberLiteral()
      _ = try scanDigits(into: &exponent)
    }
    literal.range = start..<position
    return literal
  }

  private mutating func scanDigits(into literal: inout NumberLiteral) throws -> Int {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      if literal.digits < 900_719_925_474_099 {  // so that the next digit stays under 2^53
        literal.digits = literal.digits * 10 + UInt64(bytes[position] - 0x30)
      } else {
        literal.isExact = false
      }
      position += 1
    }
    guard position > start else { throw unexpected("a digit") }
    return position - start
  }
}

// MARK: - Texts

extension JSONParser {
  /// Reads a text.
  package mutating func readString() throws -> String {
    guard peek() == 0x22 else { throw unexpected("a text in double quotes") }
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != 0x22, bytes[position] != 0x5C, bytes[position] >= 0x20 {
      position += 1
    }
    guard position < bytes.count else { throw failure("unexpected end of the file within a text") }
    if bytes[position] == 0x22 {
      defer { position += 1 }
      return try validated(bytes[start..<position])
    }
    return try readEscapedString(after: bytes[start..<position])
  }

  private mutating func readEscapedString(after prefix: ArraySlice<UInt8>) throws -> String {
    var utf8 = Array(prefix)
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x22:
        position += 1
        return try validated(utf8[...])
      case 0x5C:
        position += 1
        try appendEscape(to: &utf8)
      case 0..<0x20:
        throw failure("control character within a text")
      default:
        utf8.append(byte)
        position += 1
      }
    }
    throw failure("unexpected end of the file within a text")
  }

  private func validated(_ utf8: ArraySlice<UInt8>) throws -> String {
    guard let text = String(validating: utf8, as: UTF8.self) else { throw failure("text that is not UTF-8") }
    return text
  }

  /// Reads what follows a backslash.
  private mutating func appendEscape(to utf8: inout [UInt8]) throws {
    guard position < bytes.count else { throw failure("unexpected end of the file within a text") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: utf8.append(byte)
    case 0x62: utf8.append(0x08)
    case 0x66: utf8.append(0x0C)
    case 0x6E: utf8.append(0x0A)
    case 0x72: utf8.append(0x0D)
    case 0x74: utf8.append(0x09)
    case 0x75: utf8.append(contentsOf: String(Character(try readUnicodeEscape())).utf8)
    default: throw failure("unknown escape in a text")
    }
  }

  private mutating func readUnicodeEscape() throws -> UnicodeScalar {
    let first = try readHexadecimal4()
    if let scalar = UnicodeScalar(first) { return scalar }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == 0x5C, bytes[position + 1] == 0x75 else {
      throw failure("text with half a surrogate pair")
    }
    position += 2
    let second = try readHexadecimal4()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw failure("text with half a surrogate pair") }
    return scalar
  }

  private mutating func readHexadecimal4() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = Character(UnicodeScalar(bytes[position])).hexDigitValue else {
        throw failure("\\u without four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
