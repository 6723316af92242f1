import CFuzzer
import Glibc

/// A file in memory that has a path, for readers that open paths.
///
/// Unsafe code because bytes go to the system as they came from libFuzzer, without a copy.
struct MemoryFile: ~Copyable {
  private let descriptor: Int32
  /// Where readers find it.
  let path: String

  init(_ bytes: UnsafeRawBufferPointer) {
    descriptor = fuzz_memory_file()
    var written = 0
    while written < bytes.count {
      let count = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      guard count > 0 else { violated("no memory file") }
      written += count
    }
    path = "/proc/self/fd/\(descriptor)"
  }

  init(_ bytes: [UInt8]) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { buffer.deallocate() }
    buffer.copyBytes(from: bytes)
    self.init(UnsafeRawBufferPointer(buffer))
  }

  deinit { close(descriptor) }
}
