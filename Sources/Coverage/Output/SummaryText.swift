/// Texts in columns of a terminal.
enum SummaryText {
  /// Columns a terminal gives a text: two for East Asian wide signs and emoji, none for combining ones.
  ///
  /// Ranges of East Asian Width W and F (Unicode Standard Annex 11), rounded out to blocks.
  static func width(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      return sum + width(scalar)
    }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// Rows as lines: the first column flush left, the others flush right, two blanks between.
  static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? width($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, field in
        let blanks = String(repeating: " ", count: widths[column] - width(field))
        return column == 0 ? field + blanks : blanks + field
      }.joined(separator: "  ")
    }
  }

  /// Names of others on one line: control and line signs become blanks, long ones are cut.
  static func oneLine(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(160) {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format: safe.append(" ")
      default: safe.append(scalar)
      }
    }
    return String(safe) + (text.unicodeScalars.count > 160 ? "…" : "")
  }
}

extension String {
  /// The text without blanks at its end.
  var trimmedRight: String { String(reversed().drop { $0 == " " }.reversed()) }
}
