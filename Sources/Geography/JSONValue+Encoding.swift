extension JSONValue {
  /// The value as JSON (RFC 8259) in UTF-8. NaN and infinities, which JSON lacks, become `null`.
  ///
  /// - Parameter pretty: Whether to break lines and indent by two blanks.
  /// - Complexity: Linear in the length of the result.
  public func encoded(pretty: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, pretty: pretty, indentation: 0)
    if pretty { bytes.append(0x0A) }
    return bytes
  }

  /// Appends the value as JSON without white space.
  package func append(to bytes: inout [UInt8]) { append(to: &bytes, pretty: false, indentation: 0) }

  private func append(to bytes: inout [UInt8], pretty: Bool, indentation: Int) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value): bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
    case .decimal(let value, let places): bytes.append(contentsOf: Self.fixed(value, places: places).utf8)
    case .string(let text): Self.append(text, to: &bytes)
    case .array(let elements):
      Self.append(elements, between: (0x5B, 0x5D), to: &bytes, pretty: pretty, indentation: indentation) {
        $0.append(to: &$1, pretty: pretty, indentation: indentation + 1)
      }
    case .object(let members):
      Self.append(members, between: (0x7B, 0x7D), to: &bytes, pretty: pretty, indentation: indentation) {
        Self.append($0.name, to: &$1)
        $1.append(0x3A)
        if pretty { $1.append(0x20) }
        $0.value.append(to: &$1, pretty: pretty, indentation: indentation + 1)
      }
    }
  }

  private static func append<Element>(
    _ elements: [Element], between brackets: (UInt8, UInt8), to bytes: inout [UInt8], pretty: Bool, indentation: Int,
    _ appendElement: (Element, inout [UInt8]) -> Void
  ) {
    func breakLine(_ depth: Int) {
      guard pretty, !elements.isEmpty else { return }
      bytes.append(0x0A)
      bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }
    bytes.append(brackets.0)
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      breakLine(indentation + 1)
      appendElement(element, &bytes)
    }
    breakLine(indentation)
    bytes.append(brackets.1)
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
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    defer { bytes.append(0x22) }
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F || $0 == 0xE2 }) else {
      // Nearly all texts; 0xE2 begins U+2028 among others.
      return bytes.append(contentsOf: text.utf8)
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(contentsOf: #"\""#.utf8)
      case "\\": bytes.append(contentsOf: #"\\"#.utf8)
      case "\n": bytes.append(contentsOf: #"\n"#.utf8)
      case "\r": bytes.append(contentsOf: #"\r"#.utf8)
      case "\t": bytes.append(contentsOf: #"\t"#.utf8)
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        bytes.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
      default: bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
      }
    }
  }
}
