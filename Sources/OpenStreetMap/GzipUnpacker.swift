import CZlib

/// Unpacks gzip by zlib.
///
/// Unsafe because zlib works on a struct of pointers that must not move.
final class GzipUnpacker: Unpacker {
  static let format = "gzip"
  private let state: UnsafeMutablePointer<z_stream>
  private var isOpen = false

  init() {
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
  }

  deinit {
    if isOpen { inflateEnd(state) }
    state.deallocate()
  }

  var inputCount: Int { Int(state.pointee.avail_in) }

  func give(_ input: UnsafeRawBufferPointer) {
    state.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
    state.pointee.avail_in = UInt32(input.count)
  }

  /// zlib checks the magic bytes of each member, so stray bytes behind the last one are refused.
  func begin() throws(UnpackingProblem) {
    // 16 asks for gzip, 15 for the largest window.
    let result =
      isOpen
      ? inflateReset(state) : inflateInit2_(state, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw UnpackingProblem(reason: "zlib \(result)") }
    isOpen = true
  }

  func unpack(into output: UnsafeMutableRawBufferPointer) throws(UnpackingProblem) -> (count: Int, isEnd: Bool) {
    state.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    state.pointee.avail_out = UInt32(output.count)
    let result = inflate(state, Z_NO_FLUSH)
    guard result == Z_OK || result == Z_BUF_ERROR || result == Z_STREAM_END else {
      throw UnpackingProblem(reason: state.pointee.msg.map { String(cString: $0) } ?? "zlib \(result)")
    }
    return (output.count - Int(state.pointee.avail_out), result == Z_STREAM_END)
  }
}
