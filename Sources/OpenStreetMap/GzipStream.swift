import CZlib
import Geography

/// Unpacks gzip, also of several members one behind the other.
///
/// Unsafe because zlib works on a struct of pointers that must not move.
final class GzipStream: ByteStream {
  private let source: FileStream
  private let path: String
  private let state: UnsafeMutablePointer<z_stream>
  private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: GzipStream.capacity)
  private static let capacity = 256 << 10
  private var isInMember = true
  private var isAtEnd = false
  private var unpackedCount = 0

  init(_ source: FileStream, path: String) throws {
    self.source = source
    self.path = path
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    // 16 asks for gzip, 15 for the largest window.
    let result = inflateInit2_(state, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw failure("cannot begin to decompress (zlib \(result))") }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
    buffer.deallocate()
  }

  func next() throws -> UnsafeRawBufferPointer? {
    while !isAtEnd {
      if state.pointee.avail_in == 0 { try refill() }
      if isAtEnd { break }
      if !isInMember {
        // zlib checks the magic bytes of the next member, so stray bytes behind the last one are refused.
        inflateReset(state)
        isInMember = true
      }
      state.pointee.next_out = buffer
      state.pointee.avail_out = UInt32(Self.capacity)
      let result = inflate(state, Z_NO_FLUSH)
      if result == Z_STREAM_END {
        isInMember = false
      } else if result != Z_OK, result != Z_BUF_ERROR {
        let reason = state.pointee.msg.map { String(cString: $0) } ?? "zlib \(result)"
        throw failure("corrupt gzip data near byte \(source.position): \(reason)")
      }
      let count = Self.capacity - Int(state.pointee.avail_out)
      unpackedCount += count
      guard ExpansionLimit.text.allows(unpackedCount, from: source.byteCount) else {
        throw failure(ExpansionLimit.text.problem)
      }
      if count > 0 { return UnsafeRawBufferPointer(start: buffer, count: count) }
    }
    return nil
  }

  private func refill() throws {
    guard let chunk = try source.next() else {
      guard !isInMember else { throw failure("truncated gzip data: unexpected end of file") }
      isAtEnd = true
      return
    }
    state.pointee.next_in = UnsafeMutablePointer(mutating: chunk.bindMemory(to: UInt8.self).baseAddress)
    state.pointee.avail_in = UInt32(chunk.count)
  }

  private func failure(_ problem: String) -> InputError {
    InputError(path, problem, remedy: "download or copy the file again")
  }
}
