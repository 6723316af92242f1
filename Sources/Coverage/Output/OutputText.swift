import Geography
import Walking

/// Numbers and texts as all outputs write them: no locale, half up, one rule for all files.
package enum OutputText {
  /// The notice that every published output carries (ODbL 1.0, section 4.3).
  package static let attribution = "© OpenStreetMap contributors, ODbL 1.0"

  /// Tenths of a minute, half up: 15:00.001 and 15:02.999 are 150, 15:03.000 is 151. `nil` when unreachable.
  package static func tenthsOfMinute(_ time: TravelTime) -> Int? {
    time.isReachable ? (Int(time.milliseconds) + 3000) / 6000 : nil
  }

  /// Minutes with one decimal, half up; empty when unreachable.
  package static func minutes(_ time: TravelTime) -> String {
    tenthsOfMinute(time).map { "\($0 / 10).\($0 % 10)" } ?? ""
  }

  /// A walk for a reader: "16.5 min"; from two hours on, when no one walks, "2.3 h" and "24 h".
  package static func walk(_ time: TravelTime) -> String {
    guard time.isReachable else { return "no way" }
    guard time.milliseconds >= 7_200_000 else { return minutes(time) + " min" }
    return hours(milliseconds: Int(time.milliseconds)) + " h"
  }

  /// Hours, with one decimal under ten.
  static func hours(milliseconds: Int) -> String {
    let hours = Double(milliseconds) / 3_600_000
    return hours < 9.95 ? decimal(hours, places: 1) : grouped(hours)
  }

  /// A number with a fixed count of decimals, halves away from zero; empty when not finite.
  package static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "" }
    guard let whole = units(value, places: places) else { return "\(value)" }
    let scale = scale(places)
    let sign = whole < 0 ? "-" : ""
    let (quotient, remainder) = Int(whole.magnitude).quotientAndRemainder(dividingBy: scale)
    return places == 0 ? "\(sign)\(quotient)" : "\(sign)\(quotient).\(String(scale + remainder).dropFirst())"
  }

  /// A number in units of its last decimal, halves away from zero; `nil` when these are too many to count.
  static func units(_ value: Double, places: Int) -> Int? {
    let scaled = (value * Double(scale(places))).rounded(.toNearestOrAwayFromZero)
    return abs(scaled) < 9e15 ? Int(scaled) : nil
  }

  private static func scale(_ places: Int) -> Int { (0..<places).reduce(1) { product, _ in product * 10 } }

  /// The shortest of at most `places` decimals: 4.8, 15, 7.25.
  package static func shortDecimal(_ value: Double, places: Int = 3) -> String {
    var text = decimal(value, places: places)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// A whole number with commas between thousands.
  package static func grouped(_ value: Double) -> String {
    let text = decimal(value, places: 0)
    let digits = text.drop { $0 == "-" }
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return (text.first == "-" ? "-" : "") + grouped
  }

  /// "1 venue", "1,200 venues".
  package static func counted(_ number: Int, _ noun: String) -> String {
    "\(grouped(Double(number))) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A share as a percentage with one decimal; 100.0 and 0.0 only when it is all or nothing.
  package static func percentage(_ part: Double, of whole: Double) -> String {
    guard whole > 0 else { return "–" }
    if part >= whole { return "100.0 %" }
    if part <= 0 { return "0.0 %" }
    return decimal(min(99.9, max(0.1, part / whole * 100)), places: 1) + " %"
  }

  /// A list of cutoffs or a limit in words: "15 min", "7.5 min".
  package static func minutesLabel(_ time: TravelTime) -> String { shortDecimal(time.minutes) + " min" }
}
