import Geography
import Walking

/// Reads a profile's file strictly: what it does not know, or what cannot be, is refused with line and field.
struct ProfileReader {
  private let path: String
  private var profile = WalkingProfile.standard
  private var title = "", source = ""
  private var seen: Set<String> = []

  private init(path: String) { self.path = path }

  /// The profile of a file's bytes.
  ///
  /// - Throws: ``InputError`` with the line and the field.
  static func read(_ bytes: [UInt8], path: String) throws -> NamedProfile {
    var reader = ProfileReader(path: path)
    var parser = JSONParser(bytes)
    do {
      try parser.readObject { field, parser in try reader.read(field, &parser) }
      try parser.expectEnd()
      for field in ["name", "speed_kmh", "steps"] where !reader.seen.contains(field) {
        throw InputError(path, "has no \"\(field)\"", remedy: reader.remedy)
      }
    } catch let failure as JSONParser.Failure {
      throw InputError(path, "line \(failure.line): \(failure.problem)", remedy: reader.remedy)
    }
    return NamedProfile(
      profile: reader.profile, title: reader.title, source: reader.source, text: String(decoding: bytes, as: UTF8.self))
  }

  private var remedy: String { "compare with `circle profiles wheelchair`" }

  private func refusal(_ field: String, _ problem: String, _ parser: JSONParser) -> InputError {
    InputError(path, "line \(parser.failure("").line), \(SuppliedFile.quoted(field)): \(problem)", remedy: remedy)
  }

  // MARK: Fields

  private mutating func note(_ field: String, in parent: String = "", _ parser: JSONParser) throws {
    guard seen.insert(parent + field).inserted else { throw refusal(field, "is given twice", parser) }
  }

  private mutating func read(_ field: String, _ parser: inout JSONParser) throws {
    try note(field, parser)
    switch field {
    case "name": profile.name = try name(&parser)
    case "title": title = try text(field, &parser)
    case "source": source = try text(field, &parser)
    case "speed_kmh":
      let speed = try number(field, 0.1...50, "km/h", &parser)
      profile.speed = WalkingSpeed(kilometresPerHour: speed) ?? .standard
    case "steps": try readSteps(&parser)
    case "max_slope_percent": profile.demands.maxSlopePercent = try number(field, 0...100, "per cent", &parser)
    case "min_width_m": profile.demands.minWidthInMetres = try number(field, 0...10, "metres", &parser)
    case "max_kerb_cm": profile.demands.maxKerbInMetres = try number(field, 0...50, "centimetres", &parser) / 100
    case "waits_s": try readWaits(&parser)
    case "fords": profile.demands.closesFords = try isClosed(field, &parser)
    case "barriers": profile.demands.closedBarriers = Set(try words(field, &parser))
    case "surface": profile.demands.surfaces = try values(field, &parser)
    case "smoothness": profile.demands.smoothness = try values(field, &parser)
    case "access_key": profile.demands.accessKey = try word(field, &parser)
    case "ramp_keys": profile.demands.rampKeys = try words(field, &parser)
    case "asks": profile.demands.asks = try asks(&parser)
    default:
      throw refusal(field, "is no field of a profile", parser)
    }
  }

  private mutating func readSteps(_ parser: inout JSONParser) throws {
    if parser.peek() == UInt8(ascii: "\"") {
      profile.steps.isClosed = try isClosed("steps", &parser)
      return
    }
    var steps = StepsManner(up: 0, down: 0)
    try parser.readObject { field, parser in
      try note(field, in: "steps.", parser)
      switch field {
      case "up": steps.up = try number(field, 0.05...2, "of the flat speed", &parser)
      case "down": steps.down = try number(field, 0.05...2, "of the flat speed", &parser)
      case "seconds_per_flight": steps.secondsPerFlight = try number(field, 0...3600, "seconds", &parser)
      default: throw refusal(field, "is no field of \"steps\": up, down, seconds_per_flight", parser)
      }
    }
    guard steps.up > 0, steps.down > 0 else { throw refusal("steps", "needs \"up\" and \"down\"", parser) }
    profile.steps = steps
  }

  private mutating func readWaits(_ parser: inout JSONParser) throws {
    try parser.readObject { field, parser in
      try note(field, in: "waits_s.", parser)
      let known: [String: WritableKeyPath<WalkerWaits, UInt32>] = [
        "signals": \.signals, "uncontrolled": \.uncontrolled, "unmarked": \.unmarked, "lift": \.lift,
      ]
      guard let wait = known[field] else {
        throw refusal(field, "is no wait: signals, uncontrolled, unmarked, lift", parser)
      }
      // Each side of a crossing has half of it, in whole milliseconds.
      profile.waits[keyPath: wait] = UInt32((try number(field, 0...3600, "seconds", &parser) * 500).rounded()) * 2
    }
  }

  private mutating func values(_ field: String, _ parser: inout JSONParser) throws -> WalkerDemands.Values {
    var values = WalkerDemands.Values(open: [], closed: [])
    try parser.readObject { side, parser in
      try note(side, in: field + ".", parser)
      switch side {
      case "open": values.open = Set(try words("open", &parser))
      case "closed": values.closed = Set(try words("closed", &parser))
      default: throw refusal(side, "is no field of \"\(field)\": open, closed", parser)
      }
    }
    if let both = values.open.intersection(values.closed).min() {
      throw refusal(field, "\(SuppliedFile.quoted(both)) is both open and closed", parser)
    }
    return values
  }

  private func asks(_ parser: inout JSONParser) throws -> UnknownTags {
    try words("asks", &parser).reduce(into: []) { asks, key in
      guard let tag = UnknownTags.all.first(where: { $0.key == key })?.tag else {
        let known = UnknownTags.all.map(\.key).joined(separator: ", ")
        throw refusal("asks", "\(SuppliedFile.quoted(key)) cannot be asked for, but \(known)", parser)
      }
      asks.insert(tag)
    }
  }

  // MARK: Values

  private func number(
    _ field: String, _ range: ClosedRange<Double>, _ unit: String, _ parser: inout JSONParser
  ) throws -> Double {
    let isNumber = parser.peek().map { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) } ?? false
    guard isNumber else { throw refusal(field, "is no number", parser) }
    let number = try parser.readNumber()
    guard range.contains(number) else {
      throw refusal(field, "is not within \(plain(range.lowerBound)) to \(plain(range.upperBound)) \(unit)", parser)
    }
    return number
  }

  private func plain(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }

  private func text(_ field: String, _ parser: inout JSONParser) throws -> String {
    guard parser.peek() == UInt8(ascii: "\"") else { throw refusal(field, "is no text", parser) }
    let text = try parser.readString()
    guard !text.isEmpty, text.count <= 300 else { throw refusal(field, "is empty or over 300 letters", parser) }
    return text
  }

  private func isClosed(_ field: String, _ parser: inout JSONParser) throws -> Bool {
    switch try text(field, &parser) {
    case "closed": return true
    case "open" where field == "fords": return false
    default:
      throw refusal(field, field == "fords" ? "is neither open nor closed" : "is neither closed nor an object", parser)
    }
  }

  /// A key or value of tags.
  private func word(_ field: String, _ parser: inout JSONParser) throws -> String {
    let word = try text(field, &parser)
    guard word.utf8.count <= 60, word.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw refusal(field, "\(SuppliedFile.quoted(word)) is no key or value of a tag", parser)
    }
    return word
  }

  private func words(_ field: String, _ parser: inout JSONParser) throws -> [String] {
    guard parser.peek() == UInt8(ascii: "[") else { throw refusal(field, "is no list", parser) }
    var words: [String] = []
    try parser.readArray { parser in
      let entry = try word(field, &parser)
      guard words.count < 200, !words.contains(entry) else {
        throw refusal(field, "\(SuppliedFile.quoted(entry)) comes twice, or the list has over 200 entries", parser)
      }
      words.append(entry)
    }
    return words
  }

  /// The name becomes part of column names.
  private func name(_ parser: inout JSONParser) throws -> String {
    let name = try text("name", &parser)
    let isPlain = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
    guard isPlain, name.utf8.count <= 24 else {
      throw refusal("name", "\(SuppliedFile.quoted(name)) is not of up to 24 small letters, digits and _", parser)
    }
    guard VenueKind(rawValue: name) == nil, !name.hasSuffix("_strict") else {
      throw refusal("name", "\(SuppliedFile.quoted(name)) is the name of something else", parser)
    }
    return name
  }
}
