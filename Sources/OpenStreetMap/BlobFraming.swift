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
  init(_ file: PaddedBytes, path: String) throws {
    var offset = 0
    var number = 0
    while offset < file.count {
      number += 1
      do throws(DecodingError) {
        let (type, range) = try Self.next(in: file.bytes, at: offset)
        let blob = Blob(number: number, range: range)
        if let problem = add(blob, of: type) { throw DecodingError(problem: problem, offset: offset) }
        offset = range.upperBound
      } catch {
        throw InputError(
          path, "\(error.problem) (blob \(number), byte \(error.offset))",
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
    default: break  // The format says to pass over blobs of other types.
    }
    return nil
  }

  private static func next(
    in file: UnsafeRawBufferPointer, at start: Int
  ) throws(DecodingError) -> (type: String, blob: Range<Int>) {
    func error(_ problem: String) -> DecodingError { DecodingError(problem: problem, offset: start) }
    guard file.count - start >= 4 else { throw error("truncated: unexpected end of file in the length of a header") }
    let length = Int(UInt32(bigEndian: file.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
    guard length <= headerLimit else {
      throw error("a blob header of \(length) bytes, over the limit of \(headerLimit): not PBF or damaged")
    }
    let bodyStart = start + 4 + length
    guard bodyStart <= file.count else { throw error("truncated: unexpected end of file in a blob header") }
    var type: String?
    var size: UInt64?
    guard var reader = WireReader(UnsafeRawBufferPointer(rebasing: file[start + 4..<bodyStart])) else {
      throw error("unreadable header")
    }
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
    guard Int(size) <= file.count - bodyStart else { throw error("truncated: unexpected end of file in a blob") }
    return (type, bodyStart..<bodyStart + Int(size))
  }
}
