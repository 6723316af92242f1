import CDeflate

/// CRC-32 as gzip has it: libdeflate computes it at many gigabytes a second.
enum Checksum {
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    // Without a place libdeflate gives the start value.
    bytes.isEmpty ? 0 : libdeflate_crc32(0, bytes.baseAddress, bytes.count)
  }
}
