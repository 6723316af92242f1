import CDeflate
import CLZ4

/// Unpacks blobs into a buffer of its own; one a worker.
///
/// Unsafe where it hands buffers to libdeflate and LZ4; both are told the size of what they may read and write.
final class BlobInflater {
  private let decompressor = libdeflate_alloc_decompressor()
  private let buffer = PaddedBytes()
  private let budget: ExpansionBudget

  /// - Parameter budget: what all blobs of the file may unpack to, shared by its workers.
  init(_ budget: ExpansionBudget) { self.budget = budget }

  deinit { libdeflate_free_decompressor(decompressor) }

  /// The content of a Blob message, valid until the next call.
  func inflate(_ blob: WireReader) throws(DecodingError) -> WireReader {
    var reader = blob
    var rawSize: UInt64?
    var content: (field: UInt64, bytes: WireReader)?
    while let field = try reader.nextField() {
      switch field.number {
      case 1, 3, 4, 5, 6, 7:
        guard content == nil else { throw reader.error("a blob with data in more than one field") }
        content = (field.number, try reader.message(field))
      case 2: rawSize = try reader.varint(field)
      default: try reader.skip(field)
      }
    }
    guard let content else { throw blob.error("a blob without data, or compressed in an unknown way") }
    switch content.field {
    case 1: return content.bytes
    case 3: return try inflate(content.bytes, rawSize: rawSize, "zlib", inflateZlib)
    case 6: return try inflate(content.bytes, rawSize: rawSize, "lz4", inflateLZ4)
    case 4: throw unsupported("lzma", blob)
    case 5: throw unsupported("bzip2", blob)
    default: throw unsupported("zstd", blob)
    }
  }

  private func unsupported(_ name: String, _ blob: WireReader) -> DecodingError {
    DecodingError(
      problem: "a blob compressed with \(name), which is not supported", offset: blob.offset,
      remedy: "rewrite the file with `osmium cat -f pbf,pbf_compression=zlib`")
  }

  private typealias Method = (_ from: UnsafeRawBufferPointer, _ into: UnsafeMutableRawBufferPointer) -> Bool

  private func inflate(
    _ content: WireReader, rawSize: UInt64?, _ name: String, _ method: Method
  ) throws(DecodingError) -> WireReader {
    guard let rawSize else { throw content.error("a \(name) blob without raw_size") }
    // Checked before memory is taken: the size is only a claim.
    guard rawSize <= UInt64(BlobFraming.blobLimit) else {
      throw content.error("a \(name) blob with the raw size \(Int64(bitPattern: rawSize)), over the limit of 32 MiB")
    }
    guard budget.take(Int(rawSize)) else { throw content.error(ExpansionLimit.blobs.problem) }
    guard method(content.bytes, buffer.reset(count: Int(rawSize))) else {
      throw content.error("corrupt \(name) data: it does not decompress to its raw size of \(rawSize) bytes")
    }
    return buffer.reader
  }

  private func inflateZlib(_ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer) -> Bool {
    guard let decompressor, let base = target.baseAddress else { return false }
    var consumed = 0
    let result = libdeflate_zlib_decompress_ex(
      decompressor, source.baseAddress, source.count, base, target.count, &consumed, nil)
    return result == LIBDEFLATE_SUCCESS && consumed == source.count
  }

  private func inflateLZ4(_ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer) -> Bool {
    let from = source.bindMemory(to: CChar.self)
    let into = target.bindMemory(to: CChar.self)
    guard let from = from.baseAddress, let into = into.baseAddress else { return false }
    return LZ4_decompress_safe(from, into, Int32(source.count), Int32(target.count)) == Int32(target.count)
  }
}
