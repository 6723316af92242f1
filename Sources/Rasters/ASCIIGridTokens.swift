import Foundation
import Geography

/// The words of a text file between blanks and line ends, read in pieces.
struct ASCIIGridTokens {
  /// A word and the line it stands on.
  struct Token {
    let text: String
    let line: Int

    /// A plain decimal number; `nil` for anything else.
    var number: Double? {
      let isPlain = text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
      }
      guard isPlain, let value = Double(text), value.isFinite else { return nil }
      return value
    }

    /// How programs write what is no number.
    var isNotANumber: Bool { ["nan", "-nan", "+nan"].contains(text.lowercased()) }
  }

  /// More letters have no number.
  static let longestWord = 64
  private static let pieceInBytes = 1 << 20

  let path: String
  private let handle: FileHandle
  private var piece: [UInt8] = []
  private var place = 0
  private var line = 1

  init(path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw InputError(
        path.printable(limit: 200), "cannot be opened for reading", remedy: "check the path and its permissions")
    }
    let size = (try? handle.seekToEnd()) ?? 0
    guard size <= UInt64(RasterLimits.largestTextInBytes) else {
      throw InputError(
        path.printable(limit: 200), "is larger than \(RasterLimits.largestTextInBytes >> 30) GiB",
        remedy: "cut it to the city, or convert it to GeoTIFF")
    }
    try? handle.seek(toOffset: 0)
    self.path = path
    self.handle = handle
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The next word; `nil` at the end.
  mutating func next() throws -> Token? {
    var word: [UInt8] = []
    while let byte = try nextByte() {
      if Self.isBlank(byte) {
        place -= 1
        if !word.isEmpty { break }
        place += 1
        if byte == 0x0A { line += 1 }
        continue
      }
      word.append(byte)
      guard word.count <= Self.longestWord else {
        throw InputError(
          path.printable(limit: 200), "line \(line): a word is longer than \(Self.longestWord) letters",
          remedy: "check that it is a text grid")
      }
    }
    return word.isEmpty ? nil : Token(text: String(decoding: word, as: UTF8.self), line: line)
  }

  /// Passes over words without looking at them; gives how many there were.
  mutating func skip(_ count: Int) throws -> Int {
    var passed = 0
    var isInWord = false
    while passed < count, let byte = try nextByte() {
      if Self.isBlank(byte) {
        if byte == 0x0A { line += 1 }
        if isInWord { passed += 1 }
        isInWord = false
      } else {
        isInWord = true
      }
    }
    return isInWord && passed < count ? passed + 1 : passed
  }

  private mutating func nextByte() throws -> UInt8? {
    if place == piece.count {
      guard let data = try? handle.read(upToCount: Self.pieceInBytes) else { return nil }
      piece = [UInt8](data)
      place = 0
      guard !piece.isEmpty else { return nil }
    }
    defer { place += 1 }
    return piece[place]
  }
}
