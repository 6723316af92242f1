import Geography

/// Where the blobs of a PBF file lie.
///
/// A file is a run of: four bytes of length (big endian), a BlobHeader of that length, a Blob of the length the
/// header tells. https://wiki.openstreetmap.org/wiki/PBF_Format, which also gives the limits.
struct BlobFraming {
  /// Bytes a BlobHeader may have at most.
  static let headerLimit = 64 << 10
  /// Bytes a Blob may have at most, deflated and inflated.
  static let blobLimit = 32 << 20
  /// Bytes that hold the length and the header of nearly every blob.
  private static let usualHead = 128

  /// One blob.
  struct Blob: Sendable {
    /// Its number in the file, from 1.
    var number: Int
    /// Its bytes within the file, without its header.
    var range: Range<Int>
  }

  private(set) var header: Blob?
  private(set) var data: [Blob] = []

  /// Finds the blobs; reads none of them. Linear in their number.
  init(_ file: InputFile) throws {
    let head = PaddedBytes()
    var offset = 0
    var number = 0
    while offset < file.byteCount {
      number += 1
      try head.read(offset..<min(file.byteCount, offset + Self.usualHead), of: file)
      if let length = Self.headerLength(head), length <= Self.headerLimit, 4 + length > Self.usualHead {
        try head.read(offset..<min(file.byteCount, offset + 4 + length), of: file)
      }
      do throws(DecodingError) {
        let (type, range) = try Self.next(head, at: offset, byteCount: file.byteCount)
        let blob = Blob(number: number, range: range)
        if let problem = add(blob, of: type) { throw DecodingError(problem: problem, offset: offset) }
        offset = range.upperBound
      } catch {
        throw InputError(
          file.path, "\(error.problem) (blob \(number), byte \(error.offset))",
          remedy: "download or copy the .osm.pbf file again")
      }
    }
  }

  /// Takes up a blob; what is wrong with it there, if anything.
  private mutating func add(_ blob: Blob, of type: String) -> String? {
    switch type {
    case "OSMHeader":
      if header != nil { return "a second OSMHeader blob: two files joined byte by byte" }
      header = blob
    case "OSMData":
      if header == nil { return "OSMData before the OSMHeader blob: not a whole PBF file" }
      data.append(blob)
    default:
      // The format says to pass over blobs of other types; one byte off is no other type, but a damaged one.
      for known in ["OSMHeader", "OSMData"] where Self.isOneByteOff(type, known) {
        return "a blob of the type \"\(excerpt(type.utf8))\", one byte off \(known): damaged"
      }
    }
    return nil
  }

  private static func isOneByteOff(_ type: String, _ known: String) -> Bool {
    // A byte that is no UTF-8 has become one scalar.
    let (scalars, others) = (type.unicodeScalars, known.unicodeScalars)
    return scalars.count == others.count && zip(scalars, others).count { $0 != $1 } == 1
  }

  /// The length that the first four bytes tell; `nil` where there are fewer.
  private static func headerLength(_ head: PaddedBytes) -> Int? {
    head.count < 4 ? nil : Int(UInt32(bigEndian: head.bytes.loadUnaligned(as: UInt32.self)))
  }

  /// Reads the header that begins at `start`, whose bytes are in `head` as far as the file has them.
  private static func next(
    _ head: PaddedBytes, at start: Int, byteCount: Int
  ) throws(DecodingError) -> (type: String, blob: Range<Int>) {
    func error(_ problem: String) -> DecodingError { DecodingError(problem: problem, offset: start) }
    guard let length = headerLength(head) else {
      throw error("truncated: unexpected end of file in the length of a header")
    }
    guard length <= headerLimit else {
      throw error("a blob header of \(length) bytes, over the limit of \(headerLimit): not PBF or damaged")
    }
    let bodyStart = start + 4 + length
    guard bodyStart <= byteCount else { throw error("truncated: unexpected end of file in a blob header") }
    var type: String?
    var size: UInt64?
    var reader = head.reader(4..<4 + length)
    do throws(DecodingError) {
      while let field = try reader.nextField() {
        switch field.number {
        case 1: type = String(decoding: try reader.message(field).bytes.prefix(64), as: UTF8.self)
        case 3: size = try reader.varint(field)
        default: try reader.skip(field)
        }
      }
    } catch let inner {
      throw DecodingError(problem: "blob header: \(inner.problem)", offset: start + 4 + inner.offset)
    }
    guard let type else { throw error("a blob header without a type") }
    guard let size, size <= UInt64(blobLimit) else {
      throw error(
        "a blob header with the data size \(size.map { "\(Int64(bitPattern: $0))" } ?? "missing"), limit 32 MiB")
    }
    guard Int(size) <= byteCount - bodyStart else { throw error("truncated: unexpected end of file in a blob") }
    return (type, bodyStart..<bodyStart + Int(size))
  }
}
