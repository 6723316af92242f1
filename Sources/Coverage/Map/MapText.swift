/// Words of the picture.
enum MapText {
  /// XML text, without signs that XML 1.0 forbids.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case _ where scalar.value < 32 || (127...159).contains(scalar.value): safe += " "
      case "\u{FFFE}", "\u{FFFF}": safe += " "
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// "a", "a or b", "a, b or c".
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "venue" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// The width that a short text may need in pixels: 0.6 of the font size a column, what figures take in DejaVu Sans.
  static func width(_ text: String, size: Double) -> Double {
    Double(SummaryText.width(text)) * size * 0.6
  }

  /// The text cut to a width in pixels, by 0.56 of the font size a column (the mean of Noto Sans and DejaVu Sans).
  static func fitted(_ text: String, width: Double, size: Double) -> String {
    let columns = max(4, Int(width / (size * 0.56)))
    guard SummaryText.width(text) > columns else { return text }
    var kept = ""
    var used = 1
    for character in text {
      used += SummaryText.width(String(character))
      guard used <= columns else { break }
      kept.append(character)
    }
    return kept + "…"
  }
}
