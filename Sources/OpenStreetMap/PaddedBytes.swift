/// Bytes in memory with ``padding`` zero bytes behind them, so that ``WireReader`` may load whole words anywhere.
///
/// Unsafe because arrays cannot promise readable bytes behind their last element. One worker owns and writes it.
final class PaddedBytes {
  /// Readable zero bytes behind the last one.
  static let padding = 8
  private var storage: UnsafeMutableRawPointer
  private var capacity = PaddedBytes.padding
  /// The bytes in use.
  private(set) var count: Int

  /// Makes an empty buffer.
  init() {
    storage = .allocate(byteCount: Self.padding, alignment: 16)
    storage.initializeMemory(as: UInt8.self, repeating: 0, count: Self.padding)
    count = 0
  }

  /// Reads a range of a file, what was there before being lost.
  func read(_ range: Range<Int>, of file: InputFile) throws {
    try file.read(at: range.lowerBound, into: reset(count: range.count))
  }

  deinit { storage.deallocate() }

  /// The bytes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: storage, count: count) }

  /// The bytes as a message, to be read until they change.
  var reader: WireReader { WireReader(base: storage, offset: 0, end: count) }

  /// Some of the bytes as a message.
  func reader(_ range: Range<Int>) -> WireReader {
    WireReader(base: storage + range.lowerBound, offset: 0, end: range.count)
  }

  /// Room for `count` bytes to write to, what was there before being lost.
  func reset(count: Int) -> UnsafeMutableRawBufferPointer {
    if capacity < count + Self.padding {
      storage.deallocate()
      capacity = count + Self.padding
      storage = .allocate(byteCount: capacity, alignment: 16)
    }
    self.count = count
    (storage + count).initializeMemory(as: UInt8.self, repeating: 0, count: Self.padding)
    return UnsafeMutableRawBufferPointer(start: storage, count: count)
  }
}
