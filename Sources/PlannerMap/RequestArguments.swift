import Coverage
import Foundation
import Geography
import Hummingbird

/// The arguments of a request's query, read strictly before any work: unknown and repeated names are refused too.
struct RequestArguments {
  /// How far from the streets' box a place may lie.
  static let marginInMetres = SuppliedPlaces.farInMetres

  private var values: [String: String] = [:]

  /// - Parameter known: the names that this path takes.
  /// - Throws: ``RequestProblem``.
  init(_ request: Request, known: Set<String>) throws {
    guard let query = request.uri.query, !query.isEmpty else { return }
    for part in query.split(separator: "&", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, let name = Self.decoded(pair[0]), let value = Self.decoded(pair[1]) else {
        throw RequestProblem.badRequest("bad_query", "the query is not a list of name=value pairs in UTF-8")
      }
      guard known.contains(name) else {
        let names = known.isEmpty ? "none" : known.sorted().joined(separator: ", ")
        throw RequestProblem.badRequest(
          "unknown_argument", "\(name.printable(limit: 40)): not an argument here; it takes \(names)")
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw RequestProblem.badRequest("repeated_argument", "\(name): given twice")
      }
    }
  }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }

  /// The limit and the kinds; what is left out is the city's own.
  func question(_ card: CityCard) throws -> MapQuestion {
    MapQuestion(
      minutes: try values["minutes"].map(Self.minutes) ?? card.minutes,
      kinds: try values["kinds"].map {
        try Self.kinds($0.split(separator: ",", omittingEmptySubsequences: false), card)
      }
        ?? card.kinds)
  }

  private static func minutes(_ text: String) throws -> Int {
    let allowed = MapQuestion.minutesAllowed
    guard let value = wholeNumber(text), allowed.contains(value) else {
      throw RequestProblem.badRequest(
        "bad_minutes",
        "minutes: \(text.printable(limit: 20)) is not a whole number between \(allowed.lowerBound) and \(allowed.upperBound)"
      )
    }
    return value
  }

  /// Kinds of the city, each once, in its order, with those that count whatever is chosen.
  static func kinds(_ names: [some StringProtocol], _ card: CityCard) throws -> [VenueKind] {
    let chosen = try names.map { name in
      guard let kind = VenueKind(rawValue: String(name)), card.kinds.contains(kind) else {
        let known = card.kinds.map(\.rawValue).joined(separator: ", ")
        throw RequestProblem.badRequest(
          "bad_kinds", "kinds: '\(String(name).printable(limit: 40))' is none of \(known)")
      }
      return kind
    }
    guard !chosen.isEmpty else { throw RequestProblem.badRequest("bad_kinds", "kinds: none is named") }
    return card.kinds.filter { $0.alwaysCounts || chosen.contains($0) }
  }

  /// A place given as `LON,LAT`, near the city.
  func place(_ card: CityCard) throws -> Coordinate {
    guard let text = values["at"] else {
      throw RequestProblem.badRequest("missing_argument", "at: the place is missing; give at=LON,LAT")
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let longitude = Self.decimal(parts[0]), let latitude = Self.decimal(parts[1]) else {
      throw RequestProblem.badRequest(
        "bad_at", "at: '\(text.printable(limit: 60))' is not LON,LAT in decimal degrees")
    }
    return try Self.place(longitude: longitude, latitude: latitude, name: "at", card)
  }

  /// A place on the Earth within ``marginInMetres`` of the city's box.
  static func place(longitude: Double, latitude: Double, name: String, _ card: CityCard) throws -> Coordinate {
    guard let place = Coordinate(longitude: longitude, latitude: latitude) else {
      throw RequestProblem.badRequest("bad_at", "\(name): \(longitude),\(latitude) is not on the Earth")
    }
    guard SuppliedPlaces.grown(card.box, byMetres: marginInMetres).contains(place) else {
      throw RequestProblem.badRequest(
        "out_of_area", "\(name): \(longitude),\(latitude) is over \(Int(marginInMetres / 1000)) km from the city")
    }
    return place
  }

  /// `yes` or `no`; `no` when left out.
  func flag(_ name: String) throws -> Bool {
    switch values[name] {
    case nil, "no": return false
    case "yes": return true
    case let other?:
      throw RequestProblem.badRequest("bad_\(name)", "\(name): '\(other.printable(limit: 20))' is neither yes nor no")
    }
  }

  /// Digits alone, up to nine of them.
  static func wholeNumber(_ text: some StringProtocol) -> Int? {
    let digits = text.utf8
    guard (1...9).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  /// A plain decimal: sign, digits, point, digits.
  private static func decimal(_ text: Substring) -> Double? {
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, text.utf8.count <= 24 else { return nil }
    let isPlain = parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) } }
    return isPlain ? Double(text) : nil
  }
}
