import Foundation
import Geography
import TestSupport
import Testing

@testable import Columns

/// What a damaged or forged file of columns is refused with, word for word.
@Suite("Files of columns: messages")
struct ArchiveMessageTests {
  private static let kind = ArchiveKind(name: "test", version: 3, program: "tests 1")
  private enum Letter: String { case a, b }
  private enum Digit: UInt8 { case one = 1 }

  private static func bytes(_ put: (inout ArchiveWriter) -> Void) -> [UInt8] {
    var writer = ArchiveWriter()
    put(&writer)
    var bytes: [UInt8] = []
    writer.write(kind: kind, remark: "make it again") { bytes += $0 }
    return bytes
  }

  /// What is wrong with a file, and whether its remark was still read.
  private static func damage(
    _ bytes: [UInt8], _ take: (inout ArchiveReader) throws -> Void = { _ in }
  ) throws -> (what: String, hasRemark: Bool) {
    let path = FileManager.default.temporaryDirectory.appending(path: "columns-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    do {
      var reader = try ArchiveReader(path: path, kind: kind, workers: 1)
      try take(&reader)
      try reader.finish()
    } catch ArchiveProblem.damaged(let remark, let what) {
      return (what, remark == "make it again")
    }
    return ("read", false)
  }

  private static let sound = bytes { writer in
    writer.put(Column<UInt64>([1, 2, 3]))
    writer.put(7)
  }

  @Test("Bytes that changed, by where they lie")
  func changed() throws {
    let header = try #require(Self.sound.withUnsafeBytes { ArchiveHeader($0) })
    let cases: [(place: Int, says: String, hasRemark: Bool)] = [
      (20, "its header is damaged", false), (60, "its header is damaged", false),
      (header.table, "its table of sections is damaged", true),
      (header.firstSection, "bytes of section 0 have changed", true),
      (header.firstSection + 64, "bytes of section 1 have changed", true),
    ]
    for (place, says, hasRemark) in cases {
      var bytes = Self.sound
      bytes[place] ^= 1
      #expect(try Self.damage(bytes) == (says, hasRemark))
    }
    let count = Self.sound.count
    #expect(try Self.damage(Self.sound.dropLast(64)) == ("it holds \(count - 64) of \(count) bytes", true))
    #expect(try Self.damage(Array(Self.sound.prefix(63))) == ("its header is damaged", false))
  }

  @Test("A header that declares no section, and a section beyond the end")
  func forged() throws {
    var header = try #require(Self.sound.withUnsafeBytes { ArchiveHeader($0) })
    (header.sectionCount, header.tableChecksum) = (0, 0)
    let empty = header.encoded + Self.sound.dropFirst(64)
    #expect(try Self.damage(empty) == ("it has no sections", true))

    var beyond = Self.sound
    let section = ArchiveSection(offset: 1 << 30, byteCount: 64, stride: 8, checksum: 0).encoded
    beyond.replaceSubrange(header.table..<header.table + section.count, with: section)
    header.sectionCount = 2
    header.tableChecksum = beyond[header.table..<header.table + 48].withUnsafeBytes { Checksum.of($0) }
    beyond.replaceSubrange(0..<64, with: header.encoded)
    #expect(try Self.damage(beyond) == ("section 0 lies beyond its end", true))
  }

  @Test("Sound files taken for what they are not")
  func misread() throws {
    func says(_ put: (inout ArchiveWriter) -> Void, _ take: (inout ArchiveReader) throws -> Void) throws -> String {
      try Self.damage(Self.bytes(put), take).what
    }
    let early = "its records end too early"
    #expect(try says({ _ in }, { _ = try $0.value(Int.self) }) == early)
    #expect(try says({ $0.put(3) }, { _ = try $0.text() }) == early)
    #expect(try says({ $0.put(-1) }, { _ = try $0.text() }) == early)
    #expect(try says({ $0.put(1 << 40) }, { _ = try $0.list(UInt64.self) }) == early)
    #expect(try says({ $0.put(1) }, { _ = try $0.list { try $0.value(UInt8.self) } }) == early)
    #expect(try says({ $0.put("c") }, { _ = try $0.named(Letter.self) }) == "it names the unknown c")
    let escape = "\u{1B}[31m" + String(repeating: "c", count: 50)
    let shown = "it names the unknown ?[31m" + String(repeating: "c", count: 35) + "…"
    #expect(try says({ $0.put(escape) }, { _ = try $0.named(Letter.self) }) == shown)
    #expect(try says({ $0.put(UInt8(2)) }, { _ = try $0.numbered(Digit.self) }) == "it holds the unknown case 2")
    #expect(try says({ $0.put(-1) }, { _ = try $0.count() }) == "its counts do not fit together")
    #expect(try says({ $0.put(Double.nan) }, { _ = try $0.number() }) == "its numbers do not fit together")
    #expect(try says({ $0.put(1) }, { _ in }) == "it holds more than it should")
    #expect(try says({ $0.put(Column<UInt8>([1])) }, { _ in }) == "it holds more than it should")
    #expect(
      try says({ $0.put(Column<UInt8>([1])) }, { _ = try $0.column(UInt16.self) }) == "section 0 holds something else")
    #expect(
      try says({ $0.put(Column<UInt8>([2])) }, { _ = try $0.column(Bool.self, upTo: 1) })
        == "section 0 holds unknown cases")
  }

  private func opening(_ path: String) -> String {
    RefusalLine.of { _ = try ArchiveReader(path: path, kind: Self.kind, workers: 1) }
  }

  @Test("Paths that lead to no file")
  func paths() throws {
    let nowhere = "cannot open the file: No such file or directory; check the path and its permissions"
    #expect(opening("/nowhere/a.circle") == "/nowhere/a.circle: \(nowhere)")
    #expect(opening("/") == "/: is a directory; name a file")
    #expect(opening("/dev/null") == "/dev/null: is not a regular file; name a file")
    let empty = RefusalLine.of("a.circle", "") { _ = try ArchiveReader(path: $0, kind: Self.kind, workers: 1) }
    #expect(empty == "a.circle: is empty; name another file")
  }

  private static let memoryFolder = "/dev/shm"

  /// A file of holes, larger than addresses reach; disks have no such files.
  @Test(.enabled(if: FileManager.default.isWritableFile(atPath: memoryFolder), "needs files in memory"))
  func tooLargeToMap() {
    let path = Self.memoryFolder + "/columns-\(UUID().uuidString)"
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    defer {
      close(descriptor)
      unlink(path)
    }
    #expect(ftruncate(descriptor, 1 << 60) == 0)
    #expect(opening(path) == "\(path): cannot map the file: Cannot allocate memory; allow more memory")
  }
}
