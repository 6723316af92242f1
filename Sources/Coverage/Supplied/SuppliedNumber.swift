/// Numbers of a supplied list, read strictly: what `Double.init` takes besides (nan, inf, hexadecimal) is refused.
enum SuppliedNumber {
  /// A finite decimal number with a point, an exponent allowed; `nil` for anything else. No locale is asked.
  static func parse(_ text: String) -> Double? {
    let allowed: Set<Character> = ["+", "-", ".", "e", "E"]
    guard !text.isEmpty, text.utf8.count <= 64,
      text.allSatisfy({ ($0.isASCII && $0.isNumber) || allowed.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }
}
