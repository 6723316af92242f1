import Glibc

/// The encoding of Chinese spreadsheets: GB18030, with GBK and GB 2312 within it.
///
/// Quarantined unsafe code: iconv takes pointers to pointers. They live within two closures, and the output is as large
/// as the longest text the input can become.
enum GB18030 {
  /// The text as UTF-8; `nil` when it is not GB18030, does not look like Chinese, or the C library lacks the table.
  ///
  /// Latin-1 often decodes by chance, with each accented letter and the plain one after it as one rare sign: of the
  /// signs of two bytes at least nine in ten must be in the area of GB 2312, where both bytes are high. Linear.
  static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    guard looksChinese(bytes), let converter = iconv_open("UTF-8", "GB18030"),
      converter != iconv_t(bitPattern: -1)
    else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // Two bytes become three, four become four.
    var output = [CChar](repeating: 0, count: bytes.count * 2 + 16)
    var written = 0
    let isWhole = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        var (left, room) = (source.count, target.count)
        guard iconv(converter, &from, &left, &to, &room) != -1, left == 0 else { return false }
        written = target.count - room
        return true
      }
    }
    guard isWhole else { return nil }
    return output.prefix(written).map { UInt8(bitPattern: $0) }
  }

  private static func looksChinese(_ bytes: [UInt8]) -> Bool {
    var (common, rare) = (0, 0)
    var place = 0
    while place < bytes.count {
      guard bytes[place] >= 0x80 else {
        place += 1
        continue
      }
      guard place + 1 < bytes.count else { return false }
      if bytes[place] >= 0xA1, bytes[place + 1] >= 0xA1 { common += 1 } else { rare += 1 }
      // Four bytes begin with a high one and a digit.
      place += (0x30...0x39).contains(bytes[place + 1]) ? 4 : 2
    }
    return common >= 9 * rare && common > 0
  }
}
