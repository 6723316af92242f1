import Foundation
import Geography

/// What a process must be granted to begin at all: with less, Dispatch and the allocator trap or wait for ever.
///
/// Unsafe code of the command, kept here: the C types of limits and threads.
enum ProcessShortage {
  /// The limit that is too low, if one is.
  static func found() -> InputError? {
    if let limit = limit(stackLimit), limit < 256 << 10 {
      return InputError("stack", "it is limited to \(limit >> 10) KiB, under 256", remedy: "raise it: `ulimit -s 8192`")
    }
    if let limit = limit(addressSpaceLimit), limit < 256 << 20 {
      return InputError(
        "memory", "the address space is limited to \(limit >> 20) MiB, under 256",
        remedy: "raise it: `ulimit -v unlimited`")
    }
    guard canOpenFiles() else {
      return InputError("open files", "this process may open too few", remedy: "raise the limit: `ulimit -n 64`")
    }
    guard canStartThreads() else {
      return InputError("threads", "this process may start none", remedy: "raise the limit: `ulimit -u 64`")
    }
    return nil
  }

  // Numbers of Linux, where Swift's Glibc module types the names.
  private static let stackLimit = 3, addressSpaceLimit = 9

  private static func limit(_ resource: Int) -> UInt64? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(UInt32(resource)), &limit) == 0, limit.rlim_cur < UInt64(Int64.max) else {
      return nil
    }
    return UInt64(limit.rlim_cur)
  }

  /// Whether a few descriptors are free.
  private static func canOpenFiles() -> Bool {
    let spare = (0..<8).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
    for descriptor in spare where descriptor >= 0 { close(descriptor) }
    return !spare.contains { $0 < 0 }
  }

  /// Whether a few threads can run at once.
  private static func canStartThreads() -> Bool {
    var threads: [pthread_t] = []
    defer { for thread in threads { pthread_join(thread, nil) } }
    for _ in 0..<3 {
      var thread = pthread_t()
      let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { _ in
        usleep(500)
        return nil
      }
      guard pthread_create(&thread, nil, start, nil) == 0 else { return false }
      threads.append(thread)
    }
    return true
  }
}
