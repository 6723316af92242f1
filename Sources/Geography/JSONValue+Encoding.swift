extension JSONValue {
  /// The value as JSON (RFC 8259) in UTF-8. NaN and infinities, which JSON lacks, become `null`.
  ///
  /// - Parameter pretty: Whether to break lines and indent by two blanks.
  /// - Complexity: Linear in the length of the result.
  public func encoded(pretty: Bool = false) -> [UInt8] {
    var text = TextBuffer()
    append(to: &text, pretty: pretty, indentation: 0)
    if pretty { text.append(0x0A) }
    return text.takeBytes()
  }

  /// Appends the value as JSON without white space.
  package func append(to text: inout TextBuffer) { append(to: &text, pretty: false, indentation: 0) }

  private func append(to text: inout TextBuffer, pretty: Bool, indentation: Int) {
    switch self {
    case .null: text.append("null")
    case .bool(let value): text.append(value ? "true" : "false")
    case .integer(let value): text.append(integer: value)
    case .number(let value): text.append(value.isFinite ? "\(value)" : "null")
    case .decimal(let value, let places): text.append(Self.fixed(value, places: places))
    case .string(let value): Self.append(value, to: &text)
    case .array(let elements):
      Self.append(elements, between: (0x5B, 0x5D), to: &text, pretty: pretty, indentation: indentation) {
        $0.append(to: &$1, pretty: pretty, indentation: indentation + 1)
      }
    case .object(let members):
      Self.append(members, between: (0x7B, 0x7D), to: &text, pretty: pretty, indentation: indentation) {
        Self.append($0.name, to: &$1)
        $1.append(0x3A)
        if pretty { $1.append(0x20) }
        $0.value.append(to: &$1, pretty: pretty, indentation: indentation + 1)
      }
    }
  }

  private static func append<Element>(
    _ elements: [Element], between brackets: (UInt8, UInt8), to text: inout TextBuffer, pretty: Bool, indentation: Int,
    _ appendElement: (Element, inout TextBuffer) -> Void
  ) {
    func breakLine(_ depth: Int) {
      guard pretty, !elements.isEmpty else { return }
      text.append(0x0A)
      for _ in 0..<2 * depth { text.append(0x20) }
    }
    text.append(brackets.0)
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(0x2C) }
      breakLine(indentation + 1)
      appendElement(element, &text)
    }
    breakLine(indentation)
    text.append(brackets.1)
  }

  /// A number with a fixed count of decimals, halves away from zero; never "-0".
  ///
  /// Beyond 2^53 units of the last decimal the digits would be noise: the shortest form is written instead.
  private static func fixed(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "null" }
    let places = max(0, min(places, 15))
    let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
    let scaled = (value * scale).rounded()
    guard abs(scaled) < 9_007_199_254_740_992 else { return "\(value)" }
    let units = Int64(scaled)
    let sign = units < 0 ? "-" : ""
    let digits = String(units.magnitude)
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// Appends a text in quotes. Escapes what RFC 8259 demands, and U+2028 and U+2029, which break JavaScript.
  package static func append(_ value: String, to text: inout TextBuffer) {
    text.append(0x22)
    defer { text.append(0x22) }
    guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F || $0 == 0xE2 }) else {
      // Nearly all texts; 0xE2 begins U+2028 among others.
      return text.append(value)
    }
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text.append(#"\""#)
      case "\\": text.append(#"\\"#)
      case "\n": text.append(#"\n"#)
      case "\r": text.append(#"\r"#)
      case "\t": text.append(#"\t"#)
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text.append("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)")
      default: text.append(String(scalar))
      }
    }
  }
}
