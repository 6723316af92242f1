import Geography

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A regular file mapped for reading; its bytes come into memory when they are first looked at.
///
/// **Unsafe code, kept here:** the mapping, which lives as long as this object. A file that another program cuts short
/// meanwhile ends the process (SIGBUS): whoever replaces a mapped file must rename a new one into its place, as all
/// outputs of this program do.
final class MappedFile: Sendable {
  /// The bytes; aligned to a page.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  /// - Throws: ``InputError`` when it cannot be opened, is no regular file or is empty.
  init(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw InputError(path, "cannot open the file: \(reason)", remedy: "check the path and its permissions")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "not a regular file"
      throw InputError(path, "is \(kind)", remedy: "name a file")
    }
    let count = Int(status.st_size)
    guard count > 0 else { throw InputError(path, "is empty", remedy: "name another file") }
    guard let place = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), place != MAP_FAILED else {
      let reason = String(cString: strerror(errno))
      throw InputError(path, "cannot map the file: \(reason)", remedy: "allow more memory")
    }
    bytes = UnsafeRawBufferPointer(start: place, count: count)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
