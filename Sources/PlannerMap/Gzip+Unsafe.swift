import CDeflate

/// Packs bytes as gzip (RFC 1952) by libdeflate. Unsafe pointers stay in this file: they are the library's interface.
enum Gzip {
  /// The packed bytes; `nil` when there is no memory for it.
  static func packed(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8]? {
    guard let compressor = libdeflate_alloc_compressor(level) else { return nil }
    defer { libdeflate_free_compressor(compressor) }
    let bound = libdeflate_gzip_compress_bound(compressor, bytes.count)
    let packed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = libdeflate_gzip_compress(compressor, bytes, bytes.count, buffer.baseAddress, bound)
    }
    return packed.isEmpty ? nil : packed
  }
}
