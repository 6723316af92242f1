import Geography

/// Bytes in memory with ``padding`` zero bytes behind them, so that ``WireReader`` may load whole words anywhere.
///
/// Unsafe because arrays cannot promise readable bytes behind their last element. `@unchecked Sendable` because
/// the bytes are written only by the initialiser (a file) or by the one worker that owns them (a buffer).
final class PaddedBytes: @unchecked Sendable {
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

  /// Reads a whole file.
  init(contentsOf file: InputFile) throws {
    count = file.byteCount
    storage = .allocate(byteCount: count + Self.padding, alignment: 16)
    let got = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: storage[..<count]))
    guard got == count else {
      throw InputError(
        file.path, "changed while it was read: \(got) of \(count) bytes came, it is truncated",
        remedy: "wait until it is written, then try again")
    }
    UnsafeMutableRawBufferPointer(rebasing: storage[count...]).initializeMemory(as: UInt8.self, repeating: 0)
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
