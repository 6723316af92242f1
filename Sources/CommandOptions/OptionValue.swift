import Coverage
import Geography
import Walking

/// Values of options, read strictly: plain decimals only, so no inf, nan, 0x0f, 1e308 or blank.
package enum OptionValue {
  /// A plain decimal such as 15 or 7.5 in a range.
  package static func decimal(_ text: String, option: String, in range: ClosedRange<Double>, unit: String) throws
    -> Double
  {
    guard isPlainDecimal(text), let value = Double(text), range.contains(value) else {
      throw refusal(text, option, "a number from \(short(range.lowerBound)) to \(short(range.upperBound)) \(unit)")
    }
    return value
  }

  /// Minutes of walking: more than 0, at most 120, to the millisecond.
  package static func minutes(_ text: String, option: String) throws -> TravelTime {
    guard isPlainDecimal(text), let value = Double(text), value <= 120 else { throw minutesRefusal(text, option) }
    let time = TravelTime.minutes(value)
    guard time.milliseconds > 0 else { throw minutesRefusal(text, option) }
    return time
  }

  /// A whole number such as 4 in a range.
  package static func whole(_ text: String, option: String, in range: ClosedRange<Int>) throws -> Int {
    guard isDigits(text), let value = Int(text), range.contains(value) else {
      throw refusal(text, option, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A place such as 7.42,43.74: longitude, then latitude, in degrees of WGS 84.
  package static func coordinate(_ text: String, option: String) throws -> Coordinate {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      isPlainDecimal(part.first == "-" ? part.dropFirst() : part) ? Double(part) : nil
    }
    guard parts.count == 2, let longitude = parts[0], let latitude = parts[1],
      let coordinate = Coordinate(longitude: longitude, latitude: latitude)
    else { throw refusal(text, option, "a place as LON,LAT, such as 7.42,43.74") }
    return coordinate
  }

  /// A percentage such as 95% or 95.
  package static func percentage(_ text: String, option: String) throws -> Double {
    let number = text.hasSuffix("%") ? String(text.dropLast()) : text
    return try decimal(number, option: option, in: 0...100, unit: "percent")
  }

  /// Venue classes such as museum,library or all; in the class table's order, each once.
  package static func kinds(_ text: String, option: String) throws -> [VenueKind] {
    if text == "all" { return VenueKind.allCases }
    let kinds = try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let kind = VenueKind(rawValue: part.filter { $0 != " " }) else {
        let known = VenueKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw refusal(String(part), option, "a kind of venue; the kinds are all, \(known)")
      }
      return kind
    }
    return Set(kinds).sorted()
  }

  package static func refusal(_ text: String, _ option: String, _ expected: String) -> UsageError {
    UsageError("\(option): '\(text.printable(limit: 40))' is not \(expected); see circle --help")
  }

  private static func minutesRefusal(_ text: String, _ option: String) -> UsageError {
    refusal(text, option, "a number of minutes over 0 and up to 120")
  }

  private static func short(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= 20 && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  private static func isPlainDecimal(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy(isDigits)
  }
}
