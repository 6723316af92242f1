import Columns

/// Many short texts in flat columns; each is made when it is asked for.
struct TextTable: RandomAccessCollection, Sendable {
  /// `count + 1` entries: the letters of text t are `bytes[first[t]..<first[t + 1]]` in UTF-8.
  private let first: Column<UInt64>
  private let bytes: Column<UInt8>

  /// Linear in the letters.
  init(_ texts: some Collection<String>) {
    var first: [UInt64] = [0]
    var bytes: [UInt8] = []
    first.reserveCapacity(texts.count + 1)
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      first.append(UInt64(bytes.count))
    }
    (self.first, self.bytes) = (Column(first), Column(bytes))
  }

  var startIndex: Int { 0 }
  var endIndex: Int { first.count - 1 }

  subscript(number: Int) -> String {
    let range = Int(first[number])..<Int(first[number + 1])
    return bytes.withUnsafeBufferPointer { String(decoding: $0[range], as: UTF8.self) }
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(first)
    archive.put(bytes)
  }

  init(from archive: inout ArchiveReader) throws {
    first = try archive.column()
    bytes = try archive.column()
    try archive.expect(first.arePlaces(ofRuns: first.count - 1, in: bytes.count), "texts")
  }
}
