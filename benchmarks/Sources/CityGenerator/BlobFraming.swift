import CDeflate

/// Compresses messages and frames them as the blobs of an `.osm.pbf` file. Not `Sendable`: the compressor is not.
final class BlobFraming {
  private let compressor: OpaquePointer

  /// - Throws: ``CityError/outOfMemory`` when there is no compressor to be had.
  init() throws {
    guard let compressor = libdeflate_alloc_compressor(6) else { throw CityError.outOfMemory }
    self.compressor = compressor
  }

  deinit { libdeflate_free_compressor(compressor) }

  /// The bytes of a whole blob with its length and header: `type` is `OSMHeader` or `OSMData`.
  func blob(type: String, message: [UInt8]) -> [UInt8] {
    var blob = WireBuffer()
    blob.append(field: 2, number: UInt64(message.count))
    blob.append(field: 3, bytes: compressed(message))
    var header = WireBuffer()
    header.append(field: 1, text: type)
    header.append(field: 3, number: UInt64(blob.bytes.count))
    let length = UInt32(truncatingIfNeeded: header.bytes.count)
    let bigEndian = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: length >> $0) }
    return bigEndian + header.bytes + blob.bytes
  }

  /// The message as a zlib stream. The C function sees the two buffers only while they are borrowed here.
  private func compressed(_ message: [UInt8]) -> [UInt8] {
    let bound = libdeflate_zlib_compress_bound(compressor, message.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = message.withUnsafeBytes {
        libdeflate_zlib_compress(compressor, $0.baseAddress, $0.count, buffer.baseAddress, bound)
      }
    }
  }
}
