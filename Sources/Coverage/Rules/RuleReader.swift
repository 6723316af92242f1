import Geography

/// Reads a rule's file strictly: an unknown member, a wrong type or a number out of range is an error with its line,
/// column and field.
struct RuleReader {
  /// Clauses an area type may have.
  static let mostClauses = 16
  /// Venues a clause may ask for.
  static let mostVenues = 32
  /// The longest walk a clause may allow.
  static let mostMinutes = 120.0, mostMetres = 10_000.0
  /// The largest file read, in bytes; a rule has some thousands.
  static let largestSize = 256 << 10

  private let path: String
  private let name: String
  var parser: JSONParser

  /// A value of the file and where it begins.
  struct Value {
    let value: JSONValue
    let place: (line: Int, column: Int)
    let field: String
  }

  /// - Parameters:
  ///   - name: what the rule is called.
  ///   - path: the file, for messages.
  init(_ bytes: [UInt8], name: String, path: String) {
    self.path = path
    self.name = name
    parser = JSONParser(bytes)
  }

  /// The rule.
  ///
  /// - Throws: ``InputError`` naming file, line and field.
  /// - Complexity: linear in the file, but for a look back over it at each value.
  mutating func rule() throws -> CoverageRule {
    do {
      let rule = try root()
      try parser.expectEnd()
      return rule
    } catch let failure as JSONParser.Failure {
      throw InputError(
        path, "is no valid JSON, line \(failure.line): \(failure.problem)",
        remedy: "correct the file; circle rules any1 prints one to copy")
    }
  }

  private mutating func root() throws -> CoverageRule {
    var texts: [String: String] = [:]
    var source: (document: String, clause: String)?
    var clauses: [String: [RuleClause]] = [:]
    let start = parser.place()
    try object("") { reader, member, field in
      switch member {
      case "title": texts[member] = try reader.text(field, longest: 200)
      case "note": texts[member] = try reader.text(field, longest: 1000)
      case "source": source = try reader.source(field)
      case "default", "urban", "rural": clauses[member] = try reader.clauses(field)
      default: return false
      }
      return true
    } known: {
      "title, source, note, default, urban and rural"
    }
    guard let title = texts["title"] else { throw missing("title", in: "", at: start) }
    guard let source else { throw missing("source", in: "", at: start) }
    let own = Dictionary(
      uniqueKeysWithValues: AreaType.allCases.compactMap { type in clauses[type.rawValue].map { (type, $0) } })
    guard clauses["default"] != nil || own.count == AreaType.allCases.count else {
      throw wrong(
        start, "", "says nothing of \(own[.urban] == nil ? (own.isEmpty ? "homes" : "urban homes") : "rural homes")",
        remedy: "give clauses as default, or as both urban and rural")
    }
    return CoverageRule(
      name: name, title: title, document: source.document, documentClause: source.clause, note: texts["note"],
      common: clauses["default"], own: own)
  }

  private mutating func source(_ field: String) throws -> (document: String, clause: String) {
    var texts: [String: String] = [:]
    let start = parser.place()
    try object(field) { reader, member, field in
      guard member == "document" || member == "clause" else { return false }
      texts[member] = try reader.text(field, longest: 600)
      return true
    } known: {
      "document and clause"
    }
    guard let document = texts["document"] else { throw missing("document", in: field, at: start) }
    guard let clause = texts["clause"] else { throw missing("clause", in: field, at: start) }
    return (document, clause)
  }

  private mutating func clauses(_ field: String) throws -> [RuleClause] {
    var clauses: [RuleClause] = []
    let start = parser.place()
    try list(field) { reader, field in
      let place = reader.parser.place()
      guard clauses.count < Self.mostClauses else {
        throw reader.wrong(place, field, "is one clause more than the \(Self.mostClauses) allowed", remedy: "join some")
      }
      let clause = try reader.clause(field, number: clauses.count + 1)
      guard !clauses.contains(where: { $0.name == clause.name }) else {
        throw reader.wrong(place, field, "is the second clause called \(clause.name)", remedy: "give it another name")
      }
      clauses.append(clause)
    }
    guard !clauses.isEmpty else {
      throw wrong(start, field, "is an empty list", remedy: "give a clause, or leave it out")
    }
    return clauses
  }

  private mutating func clause(_ field: String, number: Int) throws -> RuleClause {
    var (name, count, kinds) = ("\(number)", Int?.none, [VenueKind]?.none)
    var limit: RuleClause.Limit?
    let start = parser.place()
    try object(field) { reader, member, field in
      switch member {
      case "name": name = try reader.clauseName(field)
      case "count": count = try reader.count(field)
      case "kinds": kinds = try reader.kinds(field)
      case "minutes", "metres":
        let place = reader.parser.place()
        guard limit == nil else {
          throw reader.wrong(place, field, "is a second limit", remedy: "give minutes or metres, not both")
        }
        limit = try reader.limit(field, isLength: member == "metres")
      default: return false
      }
      return true
    } known: {
      "name, count, kinds, minutes and metres"
    }
    guard let count else { throw missing("count", in: field, at: start) }
    guard let kinds else { throw missing("kinds", in: field, at: start) }
    guard let limit else { throw missing("minutes (or metres)", in: field, at: start) }
    return RuleClause(name: name, count: count, kinds: kinds, limit: limit)
  }

  // MARK: Structure

  mutating func value(_ field: String) throws -> Value {
    let place = parser.place()
    return Value(value: try parser.readValue(), place: place, field: field)
  }

  /// Reads an object; `member` reads the value of a member that it knows, each at most once.
  private mutating func object(
    _ field: String, _ member: (inout RuleReader, String, _ field: String) throws -> Bool, known: () -> String
  ) throws {
    guard parser.peek() == UInt8(ascii: "{") || parser.peek() == nil else {
      throw wrong(try value(field), "is no object", remedy: "write { … } with \(known())")
    }
    var reader = self
    var seen: Set<String> = []
    try parser.readObject { name, parser in
      reader.parser = parser
      defer { parser = reader.parser }
      let own = field.isEmpty ? name.printable(limit: 40) : "\(field).\(name.printable(limit: 40))"
      let place = reader.parser.place()
      guard seen.insert(name).inserted else {
        throw reader.wrong(place, own, "is given twice", remedy: "keep one of them")
      }
      guard try member(&reader, name, own) else {
        throw reader.wrong(place, own, "is no member of a rule here", remedy: "use \(known())")
      }
    }
  }

  /// Reads a list; `element` reads one element a call.
  mutating func list(
    _ field: String, _ element: (inout RuleReader, _ field: String) throws -> Void
  ) throws {
    guard parser.peek() == UInt8(ascii: "[") || parser.peek() == nil else {
      throw wrong(try value(field), "is no list", remedy: "write [ … ]")
    }
    var reader = self
    var number = 0
    try parser.readArray { parser in
      number += 1
      reader.parser = parser
      defer { parser = reader.parser }
      try element(&reader, "\(field)[\(number)]")
    }
  }

  // MARK: Complaints

  func wrong(_ read: Value, _ problem: String, remedy: String) -> InputError {
    let shown =
      switch read.value {
      case .string(let text): SuppliedFile.quoted(text) + " "
      case .integer, .number, .bool, .null: String(decoding: read.value.encoded(), as: UTF8.self) + " "
      default: ""
      }
    return wrong(read.place, read.field, shown + problem, remedy: remedy)
  }

  private func missing(_ member: String, in field: String, at place: (line: Int, column: Int)) -> InputError {
    wrong(place, field, "\(member) is missing", remedy: "add it; circle rules any1 prints an example")
  }

  func wrong(
    _ place: (line: Int, column: Int), _ field: String, _ problem: String, remedy: String
  ) -> InputError {
    let what = field.isEmpty ? problem : "\(field): \(problem)"
    return InputError(path, "line \(place.line), column \(place.column): \(what)", remedy: remedy)
  }
}
