import Coverage
import Geography

/// The body of `POST /api/sites`, read strictly.
struct SitesRequest {
  /// Sites a request may ask for.
  static let mostSites = 50
  /// Letters of a name.
  static let longestName = 200
  /// Bytes of a body.
  static let largestBody = 1 << 16

  var question: MapQuestion
  var places: [Coordinate] = []
  /// What the pins are called; handed back as they came.
  var names: [String] = []

  /// - Throws: ``RequestProblem``.
  init(_ body: [UInt8], _ card: CityCard) throws {
    question = MapQuestion(minutes: card.minutes, kinds: card.kinds)
    var parser = JSONParser(body)
    var seen: Set<String> = []
    do {
      try parser.readObject { name, parser in
        guard seen.insert(name).inserted else {
          throw RequestProblem.badRequest("repeated_argument", "\(name.printable(limit: 40)): given twice")
        }
        switch name {
        case "minutes": try readMinutes(&parser)
        case "kinds": try readKinds(&parser, card)
        case "sites": try parser.readArray { try readSite(&$0, card) }
        default:
          throw RequestProblem.badRequest(
            "unknown_argument", "\(name.printable(limit: 40)): not a member here; it takes minutes, kinds, sites")
        }
      }
      try parser.expectEnd()
    } catch let failure as JSONParser.Failure {
      throw RequestProblem.badRequest("bad_json", "the body: \(failure.problem), at byte \(failure.offset)")
    }
    guard !places.isEmpty else { throw RequestProblem.badRequest("missing_argument", "sites: none is given") }
  }

  private mutating func readMinutes(_ parser: inout JSONParser) throws {
    let allowed = MapQuestion.minutesAllowed
    guard case .integer(let value) = try parser.readValue(), allowed.contains(value) else {
      throw RequestProblem.badRequest(
        "bad_minutes", "minutes: not a whole number between \(allowed.lowerBound) and \(allowed.upperBound)")
    }
    question.minutes = value
  }

  private mutating func readKinds(_ parser: inout JSONParser, _ card: CityCard) throws {
    guard case .array(let elements) = try parser.readValue() else {
      throw RequestProblem.badRequest("bad_kinds", "kinds: not a list of texts")
    }
    let names = try elements.map { element in
      guard case .string(let name) = element else {
        throw RequestProblem.badRequest("bad_kinds", "kinds: not a list of texts")
      }
      return name
    }
    question.kinds = try RequestArguments.kinds(names, card)
  }

  private mutating func readSite(_ parser: inout JSONParser, _ card: CityCard) throws {
    guard places.count < Self.mostSites else {
      throw RequestProblem.badRequest("too_many_sites", "sites: more than \(Self.mostSites)")
    }
    let subject = "sites[\(places.count)]"
    guard parser.peek() == UInt8(ascii: "{") else {
      throw RequestProblem.badRequest("bad_at", "\(subject): not an object with lon and lat")
    }
    var (longitude, latitude): (Double?, Double?)
    var name = ""
    try parser.readObject { member, parser in
      let value = try parser.readValue()
      switch (member, value) {
      case ("lon", .integer(let number)): longitude = Double(number)
      case ("lon", .number(let number)): longitude = number
      case ("lat", .integer(let number)): latitude = Double(number)
      case ("lat", .number(let number)): latitude = number
      case ("name", .string(let text)) where text.unicodeScalars.count <= Self.longestName: name = text
      case ("name", .string):
        throw RequestProblem.badRequest("bad_name", "\(subject): a name of over \(Self.longestName) letters")
      default:
        throw RequestProblem.badRequest(
          "bad_at", "\(subject): \(member.printable(limit: 40)) is not lon, lat or name, or not of its type")
      }
    }
    guard let longitude, let latitude else {
      throw RequestProblem.badRequest("bad_at", "\(subject): lon or lat is missing")
    }
    places.append(try RequestArguments.place(longitude: longitude, latitude: latitude, name: subject, card))
    names.append(name)
  }
}
