/// Texts of others made safe to print: one line, no control or direction signs, a length a reader can take in.
enum PrintableLine {
  /// Control signs become their picture (␛), line breaks a blank, invisible direction signs a replacement.
  static func neutralised(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { safe.append(neutral(scalar)) }
    return String(safe)
  }

  private static func neutral(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .lineSeparator, .paragraphSeparator: return " "
    case .control:
      if scalar == "\n" || scalar == "\r" || scalar == "\t" { return " " }
      // U+2400… pictures the ASCII control signs.
      if scalar.value < 32, let picture = Unicode.Scalar(0x2400 + scalar.value) { return picture }
      return "\u{FFFD}"
    // Format signs reorder or hide text; those that join letters in names stay.
    case .format: return scalar == "\u{200D}" || scalar == "\u{200C}" ? scalar : "\u{FFFD}"
    case .surrogate, .privateUse, .unassigned: return "\u{FFFD}"
    default: return scalar
    }
  }

  /// The text neutralised, its middle left out when it has more than `limit` scalars.
  static func shortened(_ text: String, limit: Int) -> String {
    // Neutralising keeps the count of scalars, so that a huge text is cut before it is walked.
    let scalars = text.unicodeScalars
    guard scalars.count > limit else { return neutralised(text) }
    let tail = limit / 3
    let head = max(0, limit - tail - 1)
    return neutralised(String(scalars.prefix(head))) + "…" + neutralised(String(scalars.suffix(tail)))
  }

  /// `subject: problem; remedy` within the limit: the subject is cut first, then the problem, then the remedy.
  static func joining(_ subject: String, _ problem: String, _ remedy: String, limit: Int) -> String {
    let whole = "\(subject): \(problem); \(remedy)"
    guard whole.unicodeScalars.count > limit else { return neutralised(whole) }
    let subject = shortened(subject, limit: 90)
    let remedy = shortened(remedy, limit: 90)
    let left = limit - subject.unicodeScalars.count - remedy.unicodeScalars.count - 4
    return "\(subject): \(shortened(problem, limit: left)); \(remedy)"
  }
}
