import Geography

/// Reads the tags of a `map.svg` one by one.
///
/// It takes what ``MapPicture`` writes, elements with quoted attributes, and refuses all else: declarations, comments,
/// entities of its own. libxml2 would refuse the paths of large cities, which are attributes of over 10 MB.
struct ReportMapScanner {
  /// A tag or a text.
  enum Token {
    case begin(name: String, attributes: [(name: String, value: Range<Int>)], isEmpty: Bool)
    case end(name: String)
    case text(Range<Int>)
  }

  let file: String
  let bytes: [UInt8]
  private var position = 0

  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  /// The bytes of a range as a text.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The next tag or text; `nil` at the end.
  mutating func next() throws -> Token? {
    guard position < bytes.count else { return nil }
    guard bytes[position] == UInt8(ascii: "<") else {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
      return .text(start..<position)
    }
    position += 1
    if take(UInt8(ascii: "/")) {
      let name = try self.name()
      skipBlanks()
      try expect(UInt8(ascii: ">"))
      return .end(name: name)
    }
    let name = try self.name()
    var attributes: [(name: String, value: Range<Int>)] = []
    while true {
      skipBlanks()
      if take(UInt8(ascii: ">")) { return .begin(name: name, attributes: attributes, isEmpty: false) }
      if take(UInt8(ascii: "/")) {
        try expect(UInt8(ascii: ">"))
        return .begin(name: name, attributes: attributes, isEmpty: true)
      }
      let key = try self.name()
      try expect(UInt8(ascii: "="))
      try expect(UInt8(ascii: "\""))
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
      attributes.append((key, start..<position))
      guard attributes.count <= 40 else { throw broken("too many attributes") }
      try expect(UInt8(ascii: "\""))
    }
  }

  /// The error for what is no map of this program.
  func broken(_ problem: String) -> InputError {
    let line = bytes[..<min(position, bytes.count)].reduce(1) { $1 == 10 ? $0 + 1 : $0 }
    return InputError(file, "is not a map of circle, line \(line): \(problem)", remedy: ReportFolder.remedy)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws {
    guard take(byte) else { throw broken("\(Character(Unicode.Scalar(byte))) is missing") }
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 32 || bytes[position] == 10 { position += 1 }
  }

  private mutating func name() throws -> String {
    let start = position
    while position < bytes.count, Self.isName(bytes[position]), position - start < 40 { position += 1 }
    guard position > start else { throw broken("a name is missing") }
    return text(start..<position)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"),
      UInt8(ascii: ":"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
