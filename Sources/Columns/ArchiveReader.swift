import Geography
import Parallel

/// Why a file of columns cannot be used.
package enum ArchiveProblem: Error, Equatable {
  /// It begins like no such file.
  case foreign
  /// Another version of the program wrote it; its remark, and the version that the file is of.
  case otherVersion(remark: String, version: UInt32, program: String)
  /// It is cut short, or bytes in it changed; its remark where that can still be read.
  case damaged(remark: String, what: String)
}

/// Takes columns and records out of a file in the order in which ``ArchiveWriter`` put them in.
///
/// All checksums are looked at before anything is taken out, so that what comes out is what was put in. Who takes tables
/// out looks whether the places in one table that another names are there, as a forger can make checksums too. Columns
/// are views of the mapped file, which lives as long as one of them does.
package struct ArchiveReader {
  private let file: MappedFile
  private let sections: [ArchiveSection]
  private var next = 0
  /// The records, and the next one's place.
  private let records: UnsafeRawBufferPointer
  private var place = 0
  private let remark: String
  /// What is to be looked at when all is taken out.
  private var expectations: [(tables: String, isSound: @Sendable () -> Bool)] = []

  /// Bytes of the whole file.
  package var byteCount: Int { file.bytes.count }

  /// Whether a file begins like one of this kind; false for what cannot be read.
  package static func isArchive(_ path: String, kind: ArchiveKind) -> Bool {
    InputFile.beginning(path: path, count: kind.magic.count) == kind.magic
  }

  /// Opens and checks a file.
  ///
  /// - Throws: ``ArchiveProblem``, or ``InputError`` when it cannot be read.
  /// - Complexity: one pass over the bytes by libdeflate's checksum, shared among the workers.
  package init(path: String, kind: ArchiveKind, workers: Int) throws {
    let file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.prefix(8).elementsEqual(kind.magic) else { throw ArchiveProblem.foreign }
    guard let header = ArchiveHeader(bytes) else {
      throw ArchiveProblem.damaged(remark: "", what: "its header is damaged")
    }
    let remarkEnd = min(bytes.count, ArchiveHeader.byteCount + header.remarkBytes)
    let remark = String(decoding: bytes[ArchiveHeader.byteCount..<remarkEnd], as: UTF8.self)
    guard header.version == kind.version else {
      throw ArchiveProblem.otherVersion(remark: remark, version: header.version, program: header.program)
    }
    guard header.byteCount == bytes.count, header.firstSection <= bytes.count else {
      let what = "it holds \(bytes.count) of \(header.byteCount) bytes"
      throw ArchiveProblem.damaged(remark: remark, what: what)
    }
    let table = header.table..<header.table + header.sectionCount * ArchiveSection.encodedBytes
    guard Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[table])) == header.tableChecksum else {
      throw ArchiveProblem.damaged(remark: remark, what: "its table of sections is damaged")
    }
    var sections: [ArchiveSection] = []
    for number in 0..<header.sectionCount {
      let section = ArchiveSection(bytes, at: table.lowerBound + number * ArchiveSection.encodedBytes)
      guard let section, section.offset % ArchiveHeader.alignment == 0, section.offset <= bytes.count,
        section.byteCount <= bytes.count - section.offset, section.stride > 0, section.byteCount % section.stride == 0
      else { throw ArchiveProblem.damaged(remark: remark, what: "section \(number) lies beyond its end") }
      sections.append(section)
    }
    guard let last = sections.last else { throw ArchiveProblem.damaged(remark: remark, what: "it has no sections") }
    if let number = Self.damagedSection(sections, of: file, workers: workers) {
      throw ArchiveProblem.damaged(remark: remark, what: "bytes of section \(number) have changed")
    }
    self.file = file
    self.sections = sections
    self.remark = remark
    records = UnsafeRawBufferPointer(rebasing: bytes[last.offset..<last.offset + last.byteCount])
  }

  /// The first section whose bytes are not those that were written. Sections are looked at side by side.
  private static func damagedSection(_ sections: [ArchiveSection], of file: MappedFile, workers: Int) -> Int? {
    @Sendable func isDamaged(_ section: ArchiveSection) -> Bool {
      let bytes = file.bytes[section.offset..<section.offset + section.byteCount]
      return Checksum.of(UnsafeRawBufferPointer(rebasing: bytes)) != section.checksum
    }
    // Threads are not worth their start for a few megabytes.
    guard file.bytes.count > 8 << 20 else { return sections.firstIndex(where: isDamaged) }
    let order = sections.indices.sorted { sections[$0].byteCount > sections[$1].byteCount }
    let damaged = concurrentMap(count: order.count, workers: workers) { isDamaged(sections[order[$0]]) }
    return zip(order, damaged).filter { $0.1 }.map { $0.0 }.min()
  }

  private func damaged(_ what: String) -> ArchiveProblem { .damaged(remark: remark, what: what) }

  /// Refuses a file whose checksums fit and whose tables do not fit together, as a forger's.
  ///
  /// - Parameter tables: what does not fit, for the message.
  package func expect(_ isSound: Bool, _ tables: @autoclosure () -> String) throws {
    guard isSound else { throw damaged("its \(tables()) do not fit together") }
  }

  /// Refuses such a file when it is finished: looking takes as long as reading the tables, and several are looked at
  /// side by side.
  package mutating func expectLater(_ tables: String, _ isSound: @escaping @Sendable () -> Bool) {
    expectations.append((tables, isSound))
  }

  /// The next column.
  ///
  /// - Throws: ``ArchiveProblem`` when it holds other elements.
  package mutating func column<Element>(_: Element.Type = Element.self) throws -> Column<Element> {
    guard next < sections.count - 1, sections[next].stride == MemoryLayout<Element>.stride,
      let start = file.bytes.baseAddress
    else { throw damaged("section \(next) holds something else") }
    let section = sections[next]
    next += 1
    // Sections are aligned to 64 bytes, the mapping to a page.
    let base = (start + section.offset).assumingMemoryBound(to: Element.self)
    return Column(base, count: section.byteCount / section.stride, owner: file)
  }

  /// The next column, of single bytes none of which is over a bound: what may be read as truth values or cases.
  package mutating func column<Element>(
    _: Element.Type = Element.self, upTo most: UInt8
  ) throws -> Column<Element> {
    let column = try column(Element.self)
    let isSound = UnsafeRawBufferPointer(start: column.base, count: column.count).allSatisfy { $0 <= most }
    guard MemoryLayout<Element>.stride == 1, isSound else { throw damaged("section \(next - 1) holds unknown cases") }
    return column
  }

  /// The next record of plain bits. For numbers and structures of them only: any bits are a value.
  package mutating func value<Value: BitwiseCopyable>(_: Value.Type = Value.self) throws -> Value {
    let size = MemoryLayout<Value>.size
    guard records.count - place >= size else { throw damaged("its records end too early") }
    defer { place += size }
    return records.loadUnaligned(fromByteOffset: place, as: Value.self)
  }

  /// The next count: none is so large that sums of them overflow.
  package mutating func count() throws -> Int {
    let count: Int = try value()
    try expect((0...1 << 48).contains(count), "counts")
    return count
  }

  /// The next number that is none of the infinite ones, and not none.
  package mutating func number(in range: ClosedRange<Double> = -1e15...1e15) throws -> Double {
    let number: Double = try value()
    try expect(range.contains(number), "numbers")
    return number
  }

  /// The next truth value.
  package mutating func flag() throws -> Bool { try value(UInt8.self) != 0 }

  /// The next short array of plain bits.
  package mutating func list<Element: BitwiseCopyable>(_: Element.Type = Element.self) throws -> [Element] {
    let count = try value(Int.self)
    let stride = MemoryLayout<Element>.stride
    guard count >= 0, count <= (records.count - place) / stride else { throw damaged("its records end too early") }
    let bytes = records[place..<place + count * stride]
    place += count * stride
    // An array of none shares its storage with all such, and this would write to it.
    guard count > 0 else { return [] }
    return [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      UnsafeMutableRawBufferPointer(buffer).copyBytes(from: bytes)
      filled = count
    }
  }

  /// The next text.
  package mutating func text() throws -> String {
    let count = try value(Int.self)
    guard count >= 0, count <= records.count - place else { throw damaged("its records end too early") }
    defer { place += count }
    return String(decoding: records[place..<place + count], as: UTF8.self)
  }

  /// The next value that may lack.
  package mutating func optional<Value>(_ take: (inout ArchiveReader) throws -> Value) throws -> Value? {
    try flag() ? take(&self) : nil
  }

  /// The next list, element by element.
  package mutating func list<Element>(of take: (inout ArchiveReader) throws -> Element) throws -> [Element] {
    let count = try value(Int.self)
    // An element takes a byte at least.
    guard count >= 0, count <= records.count - place else { throw damaged("its records end too early") }
    return try (0..<count).map { _ in try take(&self) }
  }

  /// The case of an enumeration by its text.
  package mutating func named<Value: RawRepresentable<String>>(_: Value.Type = Value.self) throws -> Value {
    let text = try text()
    guard let value = Value(rawValue: text) else { throw damaged("it names the unknown \(text.printable(limit: 40))") }
    return value
  }

  /// The case of an enumeration by its number.
  package mutating func numbered<Value: RawRepresentable<UInt8>>(_: Value.Type = Value.self) throws -> Value {
    let number = try value(UInt8.self)
    guard let value = Value(rawValue: number) else { throw damaged("it holds the unknown case \(number)") }
    return value
  }

  /// Ends the reading: everything was taken out, and the tables fit together.
  ///
  /// - Complexity: linear in the tables to be looked at, shared among the workers.
  package func finish(workers: Int = 1) throws {
    guard next == sections.count - 1, place == records.count else { throw damaged("it holds more than it should") }
    // Threads are not worth their start for a few megabytes.
    let workers = file.bytes.count > 8 << 20 ? workers : 1
    let expectations = expectations
    let isSound = concurrentMap(count: expectations.count, workers: workers) { expectations[$0].isSound() }
    for (expected, isSound) in zip(expectations, isSound) { try expect(isSound, expected.tables) }
  }
}
