import Foundation
import Geography
import TestSupport
import Testing

@testable import Columns

@Suite("Files of columns")
struct ArchiveTests {
  private static let kind = ArchiveKind(name: "test", version: 3, program: "tests 1")

  private func bytes(_ put: (inout ArchiveWriter) -> Void, kind: ArchiveKind = kind) -> [UInt8] {
    var writer = ArchiveWriter()
    put(&writer)
    var bytes: [UInt8] = []
    writer.write(kind: kind, remark: "make it again") { bytes += $0 }
    return bytes
  }

  private func reading<Value>(
    _ bytes: [UInt8], workers: Int = 1, _ take: (inout ArchiveReader) throws -> Value
  ) throws -> Value {
    let path = FileManager.default.temporaryDirectory.appending(path: "columns-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    var reader = try ArchiveReader(path: path, kind: Self.kind, workers: workers)
    let value = try take(&reader)
    try reader.finish()
    return value
  }

  private static func putAll(_ writer: inout ArchiveWriter) {
    writer.put(Column<UInt64>([1, .max, 3]))
    writer.put("名 \u{0} \n\"'")
    writer.put(Column<UInt8>([]))
    writer.put(-7.5)
    writer.put(list: [Coordinate(longitudeE7: -1, latitudeE7: 2)])
    writer.put(optional: Int?.none) { $0.put($1) }
    writer.put(optional: 5) { $0.put($1) }
    writer.put(["a", ""]) { $0.put($1) }
    writer.put(Column<Bool>([true, false]))
  }

  @Test("What was put in comes out, in its order, also when the file is gone")
  func roundTrip() throws {
    let numbers = try reading(bytes(Self.putAll)) { reader in
      let numbers = try reader.column(UInt64.self)
      #expect(try reader.text() == "名 \u{0} \n\"'")
      #expect(try reader.column(UInt8.self).isEmpty)
      #expect(try reader.value(Double.self) == -7.5)
      #expect(try reader.list() == [Coordinate(longitudeE7: -1, latitudeE7: 2)])
      #expect(try reader.optional { try $0.value(Int.self) } == nil)
      #expect(try reader.optional { try $0.value(Int.self) } == 5)
      #expect(try reader.list { try $0.text() } == ["a", ""])
      #expect(Array(try reader.column(Bool.self, upTo: 1)) == [true, false])
      return numbers
    }
    #expect(Array(numbers) == [1, .max, 3])
  }

  @Test("Each cut and each changed byte is refused, or lies in what nobody reads")
  func damage() throws {
    let whole = bytes(Self.putAll)
    let header = try #require(whole.withUnsafeBytes { ArchiveHeader($0) })
    #expect(header.byteCount == whole.count && whole.count % 64 == 0)
    // Between the header's text and the table, and between sections, lie zeros; the text is for people.
    let remark = 64..<64 + "make it again".utf8.count
    for damage in ByteDamage.all(whole.count) {
      do {
        try reading(damage.applied(to: whole)) { reader in
          #expect(Array(try reader.column(UInt64.self)) == [1, .max, 3])
          #expect(try reader.text() == "名 \u{0} \n\"'")
          _ = try reader.column(UInt8.self)
          #expect(try reader.value(Double.self) == -7.5)
          let _: [Coordinate] = try reader.list()
          _ = try reader.optional { try $0.value(Int.self) }
          _ = try reader.optional { try $0.value(Int.self) }
          #expect(try reader.list { try $0.text() } == ["a", ""])
          #expect(Array(try reader.column(Bool.self, upTo: 1)) == [true, false])
        }
        #expect(damage.kind != .cut && (remark.contains(damage.offset) || whole[damage.offset] == 0), "\(damage)")
      } catch is ArchiveProblem {
      } catch is InputError {
        #expect(damage.kind == .cut && damage.offset == 0)
      }
    }
  }

  @Test("A reader that asks for something else is refused, not served")
  func otherContent() throws {
    let whole = bytes(Self.putAll)
    #expect(throws: ArchiveProblem.self) { try reading(whole) { _ = try $0.column(UInt32.self) } }
    #expect(throws: ArchiveProblem.self) { try reading(whole) { _ = try $0.column(UInt64.self) } }
    #expect(throws: ArchiveProblem.self) { try reading(whole) { for _ in 0..<4 { _ = try $0.column(UInt64.self) } } }
    let records = bytes { writer in for _ in 0..<3 { writer.put(Int.max) } }
    #expect(throws: ArchiveProblem.self) { try reading(records) { _ = try $0.text() } }
    #expect(throws: ArchiveProblem.self) { try reading(records) { _ = try $0.list(UInt64.self) } }
    #expect(throws: ArchiveProblem.self) { try reading(records) { _ = try $0.list { try $0.value(UInt8.self) } } }
    let negative = bytes { $0.put(-1) }
    #expect(throws: ArchiveProblem.self) { try reading(negative) { _ = try $0.list(UInt8.self) } }
    let cases = bytes { $0.put(Column<UInt8>([0, 2])) }
    #expect(throws: ArchiveProblem.self) { try reading(cases) { _ = try $0.column(Bool.self, upTo: 1) } }
  }

  @Test("Sections forged with right checksums lie in the file or are refused")
  func forgedTable() throws {
    let whole = bytes(Self.putAll)
    let table = try #require(whole.withUnsafeBytes { ArchiveHeader($0) }).table
    for (offset, value) in [
      (0, UInt64.max), (0, UInt64(Int.max) - 63), (0, 1), (8, UInt64.max), (8, UInt64(Int.max)), (8, 1 << 40), (16, 0),
      (0, UInt64(whole.count) + 64),
    ] {
      var forged = whole
      let size = offset == 16 ? 4 : 8
      withUnsafeBytes(of: value.littleEndian) {
        forged.replaceSubrange(table + offset..<table + offset + size, with: $0.prefix(size))
      }
      var header = try #require(forged.withUnsafeBytes { ArchiveHeader($0) })
      header.tableChecksum = forged[table..<table + header.sectionCount * 24].withUnsafeBytes { Checksum.of($0) }
      forged.replaceSubrange(0..<64, with: header.encoded)
      #expect(throws: ArchiveProblem.self) { try reading(forged) { _ = try $0.column(UInt64.self) } }
    }
  }

  @Test("Another version says so, with the remark")
  func otherVersion() throws {
    let old = bytes(Self.putAll, kind: ArchiveKind(name: "test", version: 2, program: "tests 0"))
    #expect(throws: ArchiveProblem.otherVersion(remark: "make it again", version: 2, program: "tests 0")) {
      try reading(old) { _ in }
    }
    let foreign = bytes(Self.putAll, kind: ArchiveKind(name: "else", version: 3, program: "tests 1"))
    #expect(throws: ArchiveProblem.foreign) { try reading(foreign) { _ in } }
  }

  @Test("A large file is checked by several workers, each section")
  func large() throws {
    let put: (inout ArchiveWriter) -> Void = { writer in
      for column in 0..<5 { writer.put(Column((0..<UInt32(700_000)).map { $0 &* 2_654_435_769 &+ UInt32(column) })) }
    }
    var whole = bytes(put)
    #expect(whole.count > 8 << 20)
    for workers in [1, 4] {
      let columns = try reading(whole, workers: workers) { reader in
        try (0..<5).map { _ in try reader.column(UInt32.self) }
      }
      #expect(columns[4].last == UInt32(699_999) &* 2_654_435_769 &+ 4)
    }
    whole[whole.count / 2] ^= 1
    #expect(throws: ArchiveProblem.self) { try reading(whole, workers: 4) { _ in } }
  }
}
