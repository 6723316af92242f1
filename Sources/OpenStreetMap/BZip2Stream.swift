import CBZip2
import Geography

/// Unpacks bzip2, also of several streams one behind the other, as parallel packers write it.
///
/// Unsafe because bzip2 works on a struct of pointers that must not move.
final class BZip2Stream: ByteStream {
  private let source: FileStream
  private let path: String
  private let state: UnsafeMutablePointer<bz_stream>
  private let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: BZip2Stream.capacity)
  private static let capacity = 256 << 10
  private var isInStream = false
  private var isAtEnd = false
  private var unpackedCount = 0

  init(_ source: FileStream, path: String) {
    self.source = source
    self.path = path
    state = .allocate(capacity: 1)
    state.initialize(to: bz_stream())
  }

  deinit {
    if isInStream { BZ2_bzDecompressEnd(state) }
    state.deallocate()
    buffer.deallocate()
  }

  func next() throws -> UnsafeRawBufferPointer? {
    while !isAtEnd {
      if state.pointee.avail_in == 0 { try refill() }
      if isAtEnd { break }
      if !isInStream {
        let result = BZ2_bzDecompressInit(state, 0, 0)
        guard result == BZ_OK else { throw failure("cannot begin to decompress (bzip2 \(result))") }
        isInStream = true
      }
      state.pointee.next_out = buffer
      state.pointee.avail_out = UInt32(Self.capacity)
      let result = BZ2_bzDecompress(state)
      if result == BZ_STREAM_END {
        BZ2_bzDecompressEnd(state)
        isInStream = false
      } else if result != BZ_OK {
        throw failure("corrupt bzip2 data near byte \(source.position) (bzip2 \(result))")
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
      guard !isInStream else { throw failure("truncated bzip2 data: unexpected end of file") }
      isAtEnd = true
      return
    }
    state.pointee.next_in = UnsafeMutablePointer(mutating: chunk.bindMemory(to: CChar.self).baseAddress)
    state.pointee.avail_in = UInt32(chunk.count)
  }

  private func failure(_ problem: String) -> InputError {
    InputError(path, problem, remedy: "download or copy the file again")
  }
}
