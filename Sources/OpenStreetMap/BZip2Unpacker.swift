import CBZip2

/// Unpacks bzip2; parallel packers write several streams one behind the other.
///
/// Unsafe because bzip2 works on a struct of pointers that must not move.
final class BZip2Unpacker: Unpacker {
  static let format = "bzip2"
  private let state: UnsafeMutablePointer<bz_stream>
  private var isOpen = false

  init() {
    state = .allocate(capacity: 1)
    state.initialize(to: bz_stream())
  }

  deinit {
    end()
    state.deallocate()
  }

  var inputCount: Int { Int(state.pointee.avail_in) }

  func give(_ input: UnsafeRawBufferPointer) {
    state.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: CChar.self).baseAddress)
    state.pointee.avail_in = UInt32(input.count)
  }

  func begin() throws(UnpackingProblem) {
    let result = BZ2_bzDecompressInit(state, 0, 0)
    guard result == BZ_OK else { throw UnpackingProblem(reason: Self.reason(result)) }
    isOpen = true
  }

  func unpack(into output: UnsafeMutableRawBufferPointer) throws(UnpackingProblem) -> (count: Int, isEnd: Bool) {
    state.pointee.next_out = output.bindMemory(to: CChar.self).baseAddress
    state.pointee.avail_out = UInt32(output.count)
    let result = BZ2_bzDecompress(state)
    guard result == BZ_OK || result == BZ_STREAM_END else { throw UnpackingProblem(reason: Self.reason(result)) }
    let isEnd = result == BZ_STREAM_END
    if isEnd { end() }
    return (output.count - Int(state.pointee.avail_out), isEnd)
  }

  /// The library has numbers only.
  private static func reason(_ result: CInt) -> String {
    switch result {
    case BZ_DATA_ERROR_MAGIC: "no bzip2 stream begins there"
    case BZ_DATA_ERROR: "data or checksum do not fit"
    case BZ_MEM_ERROR: "no memory to unpack it"
    default: "bzip2 \(result)"
    }
  }

  private func end() {
    if isOpen { BZ2_bzDecompressEnd(state) }
    isOpen = false
  }
}
