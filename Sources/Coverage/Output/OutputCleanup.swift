import Foundation
import Synchronization

/// Unfinished outputs, removed when a signal ends the process.
///
/// Creating, putting in place and removing exclude each other, so that nothing is made after the removal.
package enum OutputCleanup {
  /// Paths in the order they were made: folders before the files in them.
  private static let unfinished = Mutex<[String]>([])

  /// Makes a file or folder and remembers it.
  static func creating<Value>(_ path: String, _ make: () throws -> Value) rethrows -> Value {
    try unfinished.withLock { paths in
      paths.append(path)
      return try make()
    }
  }

  /// Puts outputs in place and forgets that they and what lies in them were unfinished.
  static func settling(_ settled: [String], _ putInPlace: () throws -> Void) rethrows {
    try unfinished.withLock { paths in
      try putInPlace()
      paths.removeAll { path in settled.contains { path == $0 || path.hasPrefix($0 + "/") } }
    }
  }

  /// Removes what is unfinished, last made first, then runs `end` before anything else can be made.
  package static func removeUnfinished(then end: () -> Void = {}) {
    unfinished.withLock { paths in
      for path in paths.reversed() where unlink(path) != 0 { rmdir(path) }
      paths.removeAll()
      end()
    }
  }
}
