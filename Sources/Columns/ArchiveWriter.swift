import CDeflate

/// Collects what a file of columns holds, in the order in which ``ArchiveReader`` takes it out again: columns, which are
/// written from where they lie, and small values, which are gathered as records.
package struct ArchiveWriter {
  /// A column's bytes where they lie, and what they belong to.
  private struct Section {
    let bytes: UnsafeRawBufferPointer
    let stride: Int
    let owner: AnyObject
  }

  private var sections: [Section] = []
  private var records: [UInt8] = []

  package init() {}

  /// Puts a column in; it is held until the file is written.
  package mutating func put<Element>(_ column: Column<Element>) {
    let bytes = UnsafeRawBufferPointer(
      start: column.base, count: column.count * MemoryLayout<Element>.stride)
    sections.append(Section(bytes: bytes, stride: MemoryLayout<Element>.stride, owner: column.owner))
  }

  /// Puts a value of plain bits in.
  package mutating func put<Value: BitwiseCopyable>(_ value: Value) {
    withUnsafeBytes(of: value) { records.append(contentsOf: $0) }
  }

  /// Puts a short array of plain bits in.
  package mutating func put<Element: BitwiseCopyable>(list: [Element]) {
    put(list.count)
    list.withUnsafeBytes { records.append(contentsOf: $0) }
  }

  /// Puts a text in.
  package mutating func put(_ text: String) { put(list: Array(text.utf8)) }

  /// Puts a value in that may lack.
  package mutating func put<Value>(optional value: Value?, _ put: (inout ArchiveWriter, Value) -> Void) {
    self.put(UInt8(value == nil ? 0 : 1))
    if let value { put(&self, value) }
  }

  /// Puts a list in, element by element.
  package mutating func put<Element>(_ list: [Element], _ put: (inout ArchiveWriter, Element) -> Void) {
    self.put(list.count)
    for element in list { put(&self, element) }
  }

  /// Gives the file's bytes in pieces; no column is ever copied as a whole.
  ///
  /// - Parameters:
  ///   - kind: what is written; a reader of another kind refuses it.
  ///   - remark: a text that any later version can still read (the command that makes the file anew).
  /// - Complexity: linear: each byte is read twice, for its checksum and to be written.
  package consuming func write(
    kind: ArchiveKind, remark: String, to sink: ([UInt8]) throws -> Void
  ) rethrows {
    let records = Column(records)
    put(records)
    let remark = Array(remark.utf8.prefix(ArchiveHeader.longestRemark))
    var header = ArchiveHeader(kind: kind, remarkBytes: remark.count, sectionCount: sections.count)
    var place = header.firstSection
    var table: [UInt8] = []
    for section in sections {
      let entry = ArchiveSection(
        offset: place, byteCount: section.bytes.count, stride: section.stride,
        checksum: Checksum.of(section.bytes))
      table += entry.encoded
      place = ArchiveHeader.aligned(place + section.bytes.count)
    }
    header.byteCount = place
    header.tableChecksum = table.withUnsafeBytes { Checksum.of($0) }
    var written = 0
    func write(_ bytes: [UInt8]) throws {
      try sink(bytes)
      written += bytes.count
    }
    func pad() throws {
      let missing = ArchiveHeader.aligned(written) - written
      if missing > 0 { try write([UInt8](repeating: 0, count: missing)) }
    }
    try write(header.encoded + remark)
    try pad()
    try write(table)
    try pad()
    for section in sections {
      try withExtendedLifetime(section.owner) {
        var from = 0
        while from < section.bytes.count {
          let end = min(section.bytes.count, from + 1 << 20)
          try write(Array(section.bytes[from..<end]))
          from = end
        }
      }
      try pad()
    }
  }
}
