import Geography

/// Numbers of XML attributes, read strictly and without a locale.
enum XMLNumber {
  /// A whole number in decimal digits that fits into 64 bits.
  static func integer(_ text: UnsafeRawBufferPointer) -> Int64? {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative ? text.dropFirst() : text[...]
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard (0x30...0x39).contains(byte) else { return nil }
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - 0x30)
      let (sum, overflows) = tenfold.addingReportingOverflow(isNegative ? -digit : digit)
      guard !overflow, !overflows else { return nil }
      value = sum
    }
    return value
  }

  /// Degrees in units of 1e-7, halves rounded away from zero; `Int64.max` far off the Earth.
  ///
  /// Digits are counted, not converted to binary, so that seven decimals are exact. Exponents are allowed because
  /// Java programs write them.
  static func degreesE7(_ text: UnsafeRawBufferPointer) -> Int64? {
    let isNegative = text.first == UInt8(ascii: "-")
    let number = isNegative ? text.dropFirst() : text[...]
    var value: Int64 = 0
    var decimals: Int?
    var digits = 0
    var roundsUp = false
    for byte in number {
      switch byte {
      case UInt8(ascii: ".") where decimals == nil: decimals = 0
      case 0x30...0x39:
        digits += 1
        if let count = decimals {
          decimals = count + 1
          if count == 7 { roundsUp = byte >= 0x35 }
          if count >= 7 { continue }
        }
        if value < 1_000_000_000_000_000 { value = value * 10 + Int64(byte - 0x30) }
      case UInt8(ascii: "e") where digits > 0, UInt8(ascii: "E") where digits > 0: return exponential(text)
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    for _ in min(decimals ?? 0, 7)..<7 where value < 1_000_000_000_000_000 { value *= 10 }
    if roundsUp { value += 1 }
    return isNegative ? -value : value
  }

  private static func exponential(_ text: UnsafeRawBufferPointer) -> Int64? {
    let characters = Set("0123456789.eE+-".utf8)
    guard text.allSatisfy(characters.contains), let degrees = Double(String(decoding: text, as: UTF8.self)) else {
      return nil
    }
    return abs(degrees) <= 1_000 ? Int64((degrees * 1e7).rounded()) : .max
  }
}
