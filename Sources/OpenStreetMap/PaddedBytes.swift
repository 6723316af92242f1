/// Bytes in memory with ``padding`` zero bytes behind them, so that ``WireReader`` may load whole words anywhere.
///
/// Unsafe because arrays cannot promise readable bytes behind their last element. One worker owns and writes it.
final class PaddedBytes {
  /// Readable zero bytes behind the last one.
  static let padding = 8
  private var storage: UnsafeMutableRawBufferPointer
  /// The bytes in use.
  private(set) var count: Int

  /// Makes an empty buffer.
  init() {
    storage = .allocate(byteCount: Self.padding, alignment: 16)
    storage.initializeMemory(as: UInt8.self, repeating: 0)
    count = 0
  }

  /// Reads a range of a file, what was there before being lost.
  func read(_ range: Range<Int>, of file: InputFile) throws {
    try file.read(at: range.lowerBound, into: reset(count: range.count))
  }

  deinit { storage.deallocate() }

  /// The bytes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[..<count]) }

  /// Room for `count` bytes to write to, what was there before being lost.
  func reset(count: Int) -> UnsafeMutableRawBufferPointer {
    if storage.count < count + Self.padding {
      storage.deallocate()
      storage = .allocate(byteCount: count + Self.padding, alignment: 16)
    }
    self.count = count
    UnsafeMutableRawBufferPointer(rebasing: storage[count..<count + Self.padding])
      .initializeMemory(as: UInt8.self, repeating: 0)
    return UnsafeMutableRawBufferPointer(rebasing: storage[..<count])
  }
}
