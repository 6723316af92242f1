import Geography

/// A value of a run's JSON with its place, so that what is missing or wrong is named.
struct ReportJSON {
  /// The file, for messages.
  let file: String
  /// Where in it: "totals.homes".
  let place: String
  let value: JSONValue

  init(_ value: JSONValue, file: String, place: String = "") {
    self.value = value
    self.file = file
    self.place = place
  }

  /// Reads a whole document.
  ///
  /// - Throws: ``InputError`` when it cannot be read or is no JSON.
  init(file: String) throws {
    let bytes = try InputFile.bytes(path: file, maximumBytes: ReportFolder.maximumBytes)
    self.init(try Self.parsing(file, bytes) { try $0.readValue() }, file: file)
  }

  /// Parses a document to its end; failures name the file and line.
  static func parsing<Value>(
    _ file: String, _ bytes: [UInt8], _ read: (inout JSONParser) throws -> Value
  ) throws -> Value {
    var parser = JSONParser(bytes)
    do {
      let value = try read(&parser)
      try parser.expectEnd()
      return value
    } catch let failure as JSONParser.Failure {
      throw InputError(
        file, "not valid JSON, line \(failure.line), byte \(failure.offset): \(failure.problem)",
        remedy: ReportFolder.remedy)
    }
  }

  /// The member of a name; `nil` when it is absent or null.
  func optional(_ name: String) -> ReportJSON? {
    guard case .object(let members) = value, let found = members.first(where: { $0.name == name }),
      found.value != .null
    else { return nil }
    return ReportJSON(found.value, file: file, place: place.isEmpty ? name : "\(place).\(name)")
  }

  /// The member of a name.
  func member(_ name: String) throws -> ReportJSON {
    guard let member = optional(name) else {
      throw wrong("\(place.isEmpty ? "" : "\(place): ")\"\(name)\" is missing")
    }
    return member
  }

  func text() throws -> String {
    guard case .string(let text) = value else { throw expected("a text") }
    return text
  }

  func flag() throws -> Bool {
    guard case .bool(let flag) = value else { throw expected("true or false") }
    return flag
  }

  /// A finite number from 0 up.
  func amount(atMost limit: Double = 1e15) throws -> Double {
    guard let number, (0...limit).contains(number) else { throw expected("a number from 0") }
    return number
  }

  func degrees() throws -> Double {
    guard let number, (-180...180).contains(number) else { throw expected("degrees") }
    return number
  }

  /// A whole number from 0 up.
  func count() throws -> Int {
    guard case .integer(let number) = value, (0...1_000_000_000_000).contains(number) else {
      throw expected("a whole number from 0")
    }
    return number
  }

  func list() throws -> [ReportJSON] {
    guard case .array(let values) = value else { throw expected("a list") }
    return values.enumerated().map { ReportJSON($0.element, file: file, place: "\(place)[\($0.offset)]") }
  }

  private var number: Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number), .decimal(let number, _): number
    default: nil
    }
  }

  func expected(_ what: String) -> InputError { wrong("\(place) is not \(what)") }

  private func wrong(_ problem: String) -> InputError { InputError(file, problem, remedy: ReportFolder.remedy) }
}
