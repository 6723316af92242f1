import Geography

/// The values of a clause, each checked as it is read.
extension RuleReader {
  mutating func clauseName(_ field: String) throws -> String {
    let place = parser.place()
    let name = try text(field, longest: 40)
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) else {
      throw wrong(
        place, field, "\(SuppliedFile.quoted(name)) heads columns and may not hold other signs than letters and digits",
        remedy: "use letters, digits, _ and -")
    }
    return name
  }

  mutating func count(_ field: String) throws -> Int {
    let read = try value(field)
    guard case .integer(let count) = read.value, (1...Self.mostVenues).contains(count) else {
      throw wrong(
        read, "is not a whole number from 1 to \(Self.mostVenues)", remedy: "say how many venues there must be")
    }
    return count
  }

  mutating func limit(_ field: String, isLength: Bool) throws -> RuleClause.Limit {
    let read = try value(field)
    let number: Double? =
      switch read.value {
      case .integer(let whole): Double(whole)
      case .number(let number): number
      default: nil
      }
    let most = isLength ? Self.mostMetres : Self.mostMinutes
    let range = "over 0 and up to \(OutputText.shortDecimal(most))"
    guard let number, number > 0, number <= most else {
      throw wrong(read, "is not a number \(range)", remedy: "give \(isLength ? "metres" : "minutes") \(range)")
    }
    let limit = isLength ? RuleClause.Limit.metres(number) : .minutes(number)
    guard limit.cost > 0 else {
      throw wrong(read, "is too short to walk", remedy: "give \(isLength ? "metres" : "minutes") \(range)")
    }
    return limit
  }

  mutating func kinds(_ field: String) throws -> [VenueKind] {
    var kinds: Set<VenueKind> = []
    let start = parser.place()
    try list(field) { reader, field in
      let read = try reader.value(field)
      guard case .string(let word) = read.value, let kind = VenueKind(rawValue: word), kind != .other else {
        let known = VenueKind.allCases.filter { $0 != .other }.map(\.rawValue).joined(separator: ", ")
        throw reader.wrong(read, "is no kind of venue", remedy: "use \(known)")
      }
      guard kinds.insert(kind).inserted else { throw reader.wrong(read, "is named twice", remedy: "name it once") }
    }
    guard !kinds.isEmpty else { throw wrong(start, field, "is an empty list", remedy: "name the kinds that count") }
    return kinds.sorted()
  }

  /// A text of at least one sign, without any that steer a terminal.
  mutating func text(_ field: String, longest: Int) throws -> String {
    let read = try value(field)
    guard case .string(let text) = read.value else {
      throw wrong(read, "is no text", remedy: "put it in double quotes")
    }
    guard !text.trimmedOfBlanks.isEmpty else { throw wrong(read, "is empty", remedy: "write what it is") }
    guard text.unicodeScalars.count <= longest else {
      throw wrong(read.place, field, "is longer than \(longest) characters", remedy: "shorten it")
    }
    guard text.printable(limit: longest) == text else {
      throw wrong(read.place, field, "holds control characters or line breaks", remedy: "write it as one line")
    }
    return text
  }
}
