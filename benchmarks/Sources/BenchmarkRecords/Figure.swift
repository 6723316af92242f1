import Foundation

/// Numbers as the tables show them.
public enum Figure {
  /// Three significant digits without an exponent: 0.00123, 0.123, 12.3, 1230.
  public static func short(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    let magnitude = Int(log10(abs(value)).rounded(.down))
    let places = max(0, min(9, 2 - magnitude))
    return String(format: "%.\(places)f", value)
  }

  /// Seconds as milliseconds below one second.
  public static func seconds(_ value: Double) -> String {
    value < 1 ? short(value * 1000) + " ms" : short(value) + " s"
  }

  /// The median and, in brackets, the smallest and the largest.
  public static func seconds(_ spread: Spread?) -> String {
    guard let spread else { return "–" }
    let unit = spread.median < 1 ? 1000.0 : 1
    return "\(seconds(spread.median)) (\(short(spread.lowest * unit))–\(short(spread.highest * unit)))"
  }

  /// Groups of three digits.
  public static func grouped(_ value: Int) -> String {
    let digits = Array(String(abs(value)))
    let text = digits.enumerated().reduce(into: "") { text, entry in
      if entry.offset > 0, (digits.count - entry.offset) % 3 == 0 { text.append(" ") }
      text.append(entry.element)
    }
    return (value < 0 ? "-" : "") + text
  }

  /// Counts as words: "3 006 vertices, 4 504 edges".
  public static func counts(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }
      .map { "\(grouped($0.value)) \($0.key.replacingOccurrences(of: "_", with: " "))" }.joined(separator: ", ")
  }
}
