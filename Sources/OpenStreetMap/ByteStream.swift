import Geography

/// Bytes in chunks, unpacked on the way.
protocol ByteStream: AnyObject {
  /// The next chunk, not empty and readable until the next call; `nil` at the end.
  func next() throws -> UnsafeRawBufferPointer?
}

/// The bytes of a file as they are.
final class FileStream: ByteStream {
  private let file: InputFile
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  /// Bytes read so far.
  private(set) var position = 0

  /// Bytes of the whole file.
  var byteCount: Int { file.byteCount }

  init(_ file: InputFile) { self.file = file }

  deinit { buffer.deallocate() }

  func next() throws -> UnsafeRawBufferPointer? {
    let count = try file.read(into: buffer)
    position += count
    return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: buffer[..<count])
  }
}
