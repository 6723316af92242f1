import Geography

extension CoverageRule {
  /// Reads a rule's file.
  ///
  /// - Throws: ``InputError`` naming file, line and field.
  public init(path: String) throws {
    let bytes = try SuppliedFile.read(path, wanted: "a rule's JSON file")
    guard bytes.count <= RuleReader.largestSize else {
      throw InputError(path, "is larger than \(RuleReader.largestSize >> 10) KiB", remedy: "name a rule's JSON file")
    }
    var name = SuppliedFile.name(of: path)
    if name.hasSuffix(".json") { name.removeLast(5) }
    var reader = RuleReader(bytes, name: name.isEmpty ? "rule" : name.printable(), path: path)
    self = try reader.rule()
  }

  /// A rule that comes with the program.
  ///
  /// - Throws: ``InputError`` for an unknown name.
  public init(pack name: String) throws {
    guard let bytes = Self.packText(name) else {
      throw InputError(
        SuppliedFile.quoted(name), "is no rule of circle", remedy: "use \(Self.packNames.joined(separator: ", "))")
    }
    var reader = RuleReader(bytes, name: name, path: "\(name).json")
    self = try reader.rule()
  }

  /// The rule as its file has it.
  public var json: JSONValue {
    var members = [
      JSONMember("title", .string(title)),
      JSONMember(
        "source",
        .object([JSONMember("document", .string(document)), JSONMember("clause", .string(documentClause))])),
    ]
    if let note { members.append(JSONMember("note", .string(note))) }
    if let common { members.append(JSONMember("default", .array(common.map(\.json)))) }
    for type in AreaType.allCases {
      if let clauses = own[type] { members.append(JSONMember(type.rawValue, .array(clauses.map(\.json)))) }
    }
    return .object(members)
  }
}

extension RuleClause {
  /// The clause as its file has it.
  var json: JSONValue {
    let bound =
      switch limit {
      case .minutes(let minutes): JSONMember("minutes", OutputEncoder.plain(minutes))
      case .metres(let metres): JSONMember("metres", OutputEncoder.plain(metres))
      }
    return .object([
      JSONMember("name", .string(name)), JSONMember("count", .integer(count)),
      JSONMember("kinds", .array(kinds.map { .string($0.rawValue) })), bound,
    ])
  }
}
