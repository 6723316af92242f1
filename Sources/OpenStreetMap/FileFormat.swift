import Geography

/// What a file is, told by its first bytes; its name counts for nothing.
enum FileFormat: Equatable {
  /// How an XML file is packed.
  enum Compression {
    case none
    case gzip
    case bzip2
  }

  case pbf
  case xml(Compression)

  /// Looks at the first bytes of a file.
  ///
  /// - Throws: ``InputError`` that says what the file is instead of an extract.
  init(of file: InputFile) throws {
    let head = [UInt8](unsafeUninitializedCapacity: 512) { buffer, count in
      count = (try? file.read(into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
    }
    file.rewind()
    switch try Self.content(head, path: file.path) {
    case .pbf: self = .pbf
    case .xml: self = .xml(.none)
    case .gzip: self = .xml(.gzip)
    case .bzip2: self = .xml(.bzip2)
    }
  }

  /// What bytes may be.
  enum Content {
    case pbf
    case xml
    case gzip
    case bzip2
  }

  /// What the first bytes of a file, or of what is packed in it, say.
  static func content(_ head: [UInt8], path: String) throws -> Content {
    func refusal(_ what: String) -> InputError {
      InputError(path, "is \(what), not an OpenStreetMap extract", remedy: "give an .osm.pbf or .osm (XML) file")
    }
    func begins(_ text: String) -> Bool { head.starts(with: text.utf8) }
    if head.isEmpty { throw refusal("empty") }
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    if begins("BZh") { return .bzip2 }
    guard let first = head.first(where: { !isBlank($0) }) else {
      throw refusal("blank: it has no XML element")
    }
    if isHTML(head) { throw refusal("a page of HTML (perhaps a server's error message)") }
    if isXML(head) { return .xml }
    if head[0] == 0 || head.count < 4 || isHeader(head) { return .pbf }
    if begins("version https://git-lfs") {
      throw InputError(path, "is a Git LFS pointer, not the file itself", remedy: "fetch the file with `git lfs pull`")
    }
    if begins("SQLite format 3") { throw refusal("in the format of SQLite, such as a GeoPackage") }
    if begins("PK\u{3}\u{4}") { throw refusal("in the format of ZIP archives") }
    if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A]) { throw refusal("in the format of xz") }
    if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { throw refusal("in the format of zstd") }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      throw InputError(
        path, "is JSON, not an OpenStreetMap extract in PBF or XML format",
        remedy: "with Overpass ask for [out:xml]")
    }
    throw refusal("in an unknown format")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The BlobHeader of an OSMHeader, behind four bytes of length that may be damaged.
  private static func isHeader(_ head: [UInt8]) -> Bool {
    head.count > 15 && head[4] == 0x0A && head[6...].starts(with: "OSMHeader".utf8)
  }

  private static func isHTML(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head.drop { isBlank($0) }.prefix(15), as: UTF8.self).lowercased()
    return text.hasPrefix("<!doctype html") || text.hasPrefix("<html")
  }

  private static func isXML(_ head: [UInt8]) -> Bool {
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return true }
    if head.starts(with: [0, 0x3C, 0]) || head.starts(with: [0x3C, 0]) { return true }
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head[3...] : head[...]
    return text.first { !isBlank($0) } == UInt8(ascii: "<")
  }
}
