import Foundation

/// The compressed contents of a PBF file's blobs: as little of the format as it takes to inflate them, so that the floor
/// does not depend on the decoder it is the floor of.
///
/// https://wiki.openstreetmap.org/wiki/PBF_Format
struct BlobList {
  /// One blob of zlib data.
  struct Blob {
    /// The compressed bytes in ``BlobList/file``, and the size they inflate to.
    var range: Range<Int>, rawSize: Int
  }

  let file: [UInt8]
  private(set) var blobs: [Blob] = []

  /// Finds the blobs; `nil` for a file that is no PBF or holds blobs without zlib data.
  init?(path: String) {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    file = [UInt8](data)
    var offset = 0
    while offset + 4 <= file.count {
      let length = file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let headerEnd = offset + 4 + length
      guard length < 1 << 16, headerEnd <= file.count,
        let size = fields(offset + 4..<headerEnd)?.last(where: { $0.number == 3 })?.value,
        size <= file.count - headerEnd, let blob = fields(headerEnd..<headerEnd + size)
      else { return nil }
      if let raw = blob.first(where: { $0.number == 2 })?.value, let zlib = blob.first(where: { $0.number == 3 })?.bytes
      {
        blobs.append(Blob(range: zlib, rawSize: raw))
      }
      offset = headerEnd + size
    }
    guard !blobs.isEmpty else { return nil }
  }

  private struct Field {
    var number: Int
    var value = 0
    var bytes = 0..<0
  }

  /// The fields of a message that holds varints and byte strings only.
  private func fields(_ range: Range<Int>) -> [Field]? {
    var at = range.lowerBound
    func varint() -> Int? {
      var value = 0
      for shift in stride(from: 0, to: 56, by: 7) {
        guard at < range.upperBound else { return nil }
        let byte = file[at]
        at += 1
        value |= Int(byte & 0x7F) << shift
        if byte < 0x80 { return value }
      }
      return nil
    }
    var found: [Field] = []
    while at < range.upperBound {
      guard let key = varint(), let value = varint() else { return nil }
      switch key & 7 {
      case 0: found.append(Field(number: key >> 3, value: value))
      case 2:
        guard value <= range.upperBound - at else { return nil }
        found.append(Field(number: key >> 3, bytes: at..<at + value))
        at += value
      default: return nil
      }
    }
    return found
  }
}
