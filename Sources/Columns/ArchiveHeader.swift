/// What a file of columns is for.
package struct ArchiveKind: Sendable {
  /// Eight bytes that no text file and no compressed file begins with.
  let magic: [UInt8]
  /// Counts up whenever what is written changes its meaning.
  let version: UInt32
  /// The program that writes, at most 20 bytes.
  let program: String

  /// - Parameter name: six bytes of ASCII.
  package init(name: StaticString, version: UInt32, program: String) {
    let letters = name.withUTF8Buffer { Array($0.prefix(6)) }
    // As PNG does it: a byte beyond ASCII, and a line feed that a transfer as text would change.
    magic = [0x89] + letters + [UInt8](repeating: 0x20, count: 6 - letters.count) + [0x0A]
    self.version = version
    self.program = program
  }
}

/// The first 64 bytes of a file of columns. All numbers are little-endian.
///
/// | bytes | |
/// |---|---|
/// | 0–7 | magic |
/// | 8–11 | format version |
/// | 12–15 | sections |
/// | 16–23 | bytes of the whole file |
/// | 24–27 | checksum of the table of sections |
/// | 28–31 | bytes of the remark, which follows the header |
/// | 32–59 | program, filled with zeros |
/// | 60–63 | checksum of bytes 0–59 |
///
/// The remark, the table and each section begin at multiples of 64 bytes.
struct ArchiveHeader {
  static let byteCount = 64
  static let alignment = 64
  static let longestRemark = 1 << 16

  var magic: [UInt8]
  var version: UInt32
  var sectionCount: Int
  var byteCount = 0
  var tableChecksum: UInt32 = 0
  var remarkBytes: Int
  var program: String

  static func aligned(_ place: Int) -> Int { (place + alignment - 1) / alignment * alignment }

  var table: Int { Self.aligned(Self.byteCount + remarkBytes) }
  var firstSection: Int { Self.aligned(table + sectionCount * ArchiveSection.encodedBytes) }

  init(kind: ArchiveKind, remarkBytes: Int, sectionCount: Int) {
    (magic, version, program) = (kind.magic, kind.version, kind.program)
    self.remarkBytes = remarkBytes
    self.sectionCount = sectionCount
  }

  /// `nil` for anything else than a whole header.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.byteCount else { return nil }
    func number(_ place: Int) -> UInt32 {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }
    guard number(60) == Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<60])) else { return nil }
    let size = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
    guard let byteCount = Int(exactly: size), number(12) < 1 << 20, number(28) <= Self.longestRemark else { return nil }
    magic = Array(bytes[..<8])
    version = number(8)
    sectionCount = Int(number(12))
    self.byteCount = byteCount
    tableChecksum = number(24)
    remarkBytes = Int(number(28))
    program = String(decoding: bytes[32..<60].prefix { $0 != 0 }, as: UTF8.self)
  }

  var encoded: [UInt8] {
    var bytes = magic
    func append(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(version)
    append(UInt32(truncatingIfNeeded: sectionCount))
    append(UInt64(byteCount))
    append(tableChecksum)
    append(UInt32(truncatingIfNeeded: remarkBytes))
    let name = Array(program.utf8.prefix(28))
    bytes += name + [UInt8](repeating: 0, count: 28 - name.count)
    append(bytes.withUnsafeBytes { Checksum.of($0) })
    return bytes
  }
}

/// Where a section lies and what it holds.
struct ArchiveSection {
  static let encodedBytes = 24

  var offset: Int
  var byteCount: Int
  /// Bytes of an element: the fingerprint of the layout.
  var stride: Int
  var checksum: UInt32

  init(offset: Int, byteCount: Int, stride: Int, checksum: UInt32) {
    self.offset = offset
    self.byteCount = byteCount
    self.stride = stride
    self.checksum = checksum
  }

  /// An entry of the table; `nil` for numbers that cannot be.
  init?(_ bytes: UnsafeRawBufferPointer, at place: Int) {
    let (offset, size) = (
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)),
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self))
    )
    guard let offset = Int(exactly: offset), let size = Int(exactly: size) else { return nil }
    self.offset = offset
    byteCount = size
    stride = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 16, as: UInt32.self)))
    checksum = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 20, as: UInt32.self))
  }

  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    withUnsafeBytes(of: UInt64(offset).littleEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: UInt64(byteCount).littleEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: stride).littleEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: checksum.littleEndian) { bytes.append(contentsOf: $0) }
    return bytes
  }
}
