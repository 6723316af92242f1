import Foundation

/// Numbers with units as mappers write them; `nil` for what says no number.
enum TagMeasures {
  /// Metres of `1.2`, `1.2 m` or `90 cm`.
  static func metres(_ value: String) -> Double? {
    let (number, unit) = split(value)
    guard let number, number >= 0 else { return nil }
    switch unit {
    case "", "m": return number
    case "cm": return number / 100
    case "mm": return number / 1000
    default: return nil
    }
  }

  /// The steepness of `8 %`, `-8%`, `5°` or `8`, in per cent, without its sign; `up` and `yes` say no number.
  static func slopePercent(_ value: String) -> Double? {
    let (number, unit) = split(value)
    guard let number else { return nil }
    switch unit {
    case "", "%": return abs(number)
    case "°": return abs(number) < 89 ? tan(abs(number) * .pi / 180) * 100 : .infinity
    default: return nil
    }
  }

  /// Whether a way rises as it is drawn: `up`, `down` or a signed number; `nil` for what tells neither.
  static func rises(_ value: String) -> Bool? {
    switch value {
    case "up": return true
    case "down": return false
    default:
      guard let number = split(value).number, number != 0 else { return nil }
      return number > 0
    }
  }

  /// A decimal number and what follows it, blanks left out.
  private static func split(_ value: String) -> (number: Double?, unit: Substring) {
    guard value.utf8.count <= 24 else { return (nil, "") }
    let end = value.firstIndex { !("0"..."9" ~= $0 || $0 == "." || $0 == "-" || $0 == "+") } ?? value.endIndex
    let number = Double(value[..<end])
    return (number.flatMap { $0.isFinite ? $0 : nil }, value[end...].drop { $0 == " " })
  }
}
