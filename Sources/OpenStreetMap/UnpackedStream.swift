import Geography

/// One format of compressed files. A file may hold several packed streams one behind the other.
protocol Unpacker: AnyObject {
  /// What the format is called in messages.
  static var format: String { get }
  /// What was given and is not used yet, in bytes.
  var inputCount: Int { get }

  /// Gives more bytes; they stay where they are until they are used up.
  func give(_ input: UnsafeRawBufferPointer)

  /// Begins a packed stream.
  ///
  /// - Throws: ``UnpackingProblem``.
  func begin() throws(UnpackingProblem)

  /// Unpacks what fits.
  ///
  /// - Returns: how many bytes were written, and whether the packed stream ended.
  /// - Throws: ``UnpackingProblem``.
  func unpack(into output: UnsafeMutableRawBufferPointer) throws(UnpackingProblem) -> (count: Int, isEnd: Bool)
}

/// What a library says of bytes that it cannot unpack.
struct UnpackingProblem: Error {
  var reason: String
}

/// A compressed file, unpacked piece by piece.
///
/// Unsafe because the pieces are read where the unpacker writes them; each is good until the next is asked for.
final class UnpackedStream<Format: Unpacker>: ByteStream {
  private let source: FileStream
  private let path: String
  private let unpacker: Format
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
  private var isInStream = false
  private var unpackedCount = 0

  init(_ source: FileStream, path: String, unpacker: Format) {
    self.source = source
    self.path = path
    self.unpacker = unpacker
  }

  deinit { buffer.deallocate() }

  func next() throws -> UnsafeRawBufferPointer? {
    while true {
      if unpacker.inputCount == 0 {
        guard let chunk = try source.next() else {
          guard !isInStream else { throw failure("truncated \(Format.format) data: unexpected end of file") }
          return nil
        }
        unpacker.give(chunk)
      }
      let count = try step()
      unpackedCount += count
      guard ExpansionLimit.text.allows(unpackedCount, from: source.byteCount) else {
        throw failure(ExpansionLimit.text.problem)
      }
      if count > 0 { return UnsafeRawBufferPointer(rebasing: buffer[..<count]) }
    }
  }

  private func step() throws -> Int {
    do throws(UnpackingProblem) {
      if !isInStream { try unpacker.begin() }
      let (count, isEnd) = try unpacker.unpack(into: buffer)
      isInStream = !isEnd
      return count
    } catch {
      throw failure("corrupt \(Format.format) data near byte \(source.position): \(error.reason)")
    }
  }

  private func failure(_ problem: String) -> InputError {
    InputError(path, problem, remedy: "download or copy the file again")
  }
}
