@testable import Columns

/// A file of columns in which someone changes what he likes and then makes all checksums fit.
struct ForgedArchive {
  private(set) var bytes: [UInt8]
  let sections: [ArchiveSection]

  /// `nil` for bytes that are no file of columns.
  init?(_ bytes: [UInt8]) {
    guard let header = bytes.withUnsafeBytes({ ArchiveHeader($0) }) else { return nil }
    self.bytes = bytes
    sections = (0..<header.sectionCount).compactMap { number in
      bytes.withUnsafeBytes { ArchiveSection($0, at: header.table + number * ArchiveSection.encodedBytes) }
    }
  }

  /// Puts bytes over those of a section, as far as it goes.
  mutating func change(section number: Int, at offset: Int, to value: [UInt8]) {
    let section = sections[number]
    for (place, byte) in zip(offset..<section.byteCount, value) { bytes[section.offset + place] = byte }
  }

  /// The file with the checksums of what it holds.
  var sealed: [UInt8] {
    guard var header = bytes.withUnsafeBytes({ ArchiveHeader($0) }) else { return bytes }
    var sealed = bytes
    var table: [UInt8] = []
    for var section in sections {
      section.checksum = bytes[section.offset..<section.offset + section.byteCount].withUnsafeBytes { Checksum.of($0) }
      table += section.encoded
    }
    sealed.replaceSubrange(header.table..<header.table + table.count, with: table)
    header.tableChecksum = table.withUnsafeBytes { Checksum.of($0) }
    sealed.replaceSubrange(0..<ArchiveHeader.byteCount, with: header.encoded)
    return sealed
  }
}
