import Foundation
import Synchronization

/// Unfinished outputs, removed when a signal ends the process.
///
/// Unsafe code of the outputs, kept in this file: a signal handler may neither allocate nor lock, so the paths are C strings
/// in a fixed table that the handler only reads. Entries are registered before the file exists and never freed.
package enum OutputCleanup {
  private static let capacity = 64
  private static let count = Mutex(0)
  // Written under the lock, read by the handler; an aligned pointer is stored whole.
  private nonisolated(unsafe) static let paths: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
    let table = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: capacity)
    table.initialize(repeating: nil, count: capacity)
    return table
  }()

  /// Allocates the table, so that the handler need not. Call it before installing the handler.
  package static func prepare() { _ = paths }

  /// Remembers a path that is about to be created. Folders first, then the files in them.
  static func register(_ path: String) {
    count.withLock { used in
      guard used < capacity else { return }
      paths[used] = strdup(path)
      used += 1
    }
  }

  /// Forgets all paths: they are in place, or gone.
  static func forgetAll() {
    count.withLock { used in
      for index in 0..<used { paths[index] = nil }
      used = 0
    }
  }

  /// Removes what is unfinished, last registered first. Async-signal-safe: `unlink` and `rmdir` only.
  package static func removeUnfinished() {
    for index in stride(from: capacity - 1, through: 0, by: -1) {
      guard let path = paths[index] else { continue }
      if unlink(path) != 0 { rmdir(path) }
    }
  }
}

/// Two paths change places in one step.
enum OutputExchange {
  /// Linux's `renameat2` with RENAME_EXCHANGE (2), which Swift's Glibc module does not declare, hence looked up by
  /// name; false where the C library or the file system lacks it.
  static func exchange(_ a: String, _ b: String) -> Bool {
    typealias Rename = @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, 2) == 0
  }
}
