#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a small input file whole. The only unsafe code of this module: bytes are read straight into an array.
package enum InputFile {
  /// The bytes of a regular file.
  ///
  /// Pipes and devices are refused, since a pipe nobody writes to would hang the program.
  ///
  /// - Parameters:
  ///   - path: The file, as the user named it.
  ///   - maximumBytes: The largest size accepted.
  /// - Throws: ``InputError`` when it cannot be opened, is no regular file or is too large.
  package static func bytes(path: String, maximumBytes: Int) throws -> [UInt8] {
    let subject = subject(path)
    let (descriptor, size) = try opened(path, subject: subject)
    defer { close(descriptor) }
    guard size <= maximumBytes else {
      throw InputError(
        subject, "holds \(size) bytes, over the limit of \(words(maximumBytes))",
        remedy: "simplify or split the file")
    }
    return try read(descriptor, expecting: size, maximumBytes: maximumBytes, subject: subject)
  }

  /// Refuses what is no regular file that can be opened, in the words of ``bytes(path:maximumBytes:)``.
  ///
  /// - Throws: ``InputError``.
  package static func check(path: String) throws {
    close(try opened(path, subject: subject(path)).descriptor)
  }

  /// What a file is called in messages.
  private static func subject(_ path: String) -> String { path.isEmpty ? "input file" : path.printable(limit: 200) }

  private static func opened(_ path: String, subject: String) throws -> (descriptor: Int32, size: Int) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw InputError(subject, "the path is empty or holds a NUL", remedy: "name a file")
    }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw InputError(subject, "cannot open the file: \(reason(errno))", remedy: "check the path and its permissions")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "a pipe or device"
      throw InputError(subject, "is \(kind), not a regular file", remedy: "name a file on disk")
    }
    return (descriptor, Int(status.st_size))
  }

  /// The first bytes of a regular file, as many as it has up to a count; none of anything else, or where it cannot be
  /// read.
  package static func beginning(path: String, count: Int) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { buffer in
      retryingInterrupts { systemRead(descriptor, buffer.baseAddress, buffer.count) }
    }
    return Array(bytes.prefix(max(0, got)))
  }

  /// Reads to the end; the file may have grown or shrunk since it was measured.
  private static func read(
    _ descriptor: Int32, expecting size: Int, maximumBytes: Int, subject: String
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var chunk = [UInt8](repeating: 0, count: max(1, min(size, 1 << 20)))
    while true {
      let count = chunk.withUnsafeMutableBytes { buffer in
        retryingInterrupts { systemRead(descriptor, buffer.baseAddress, buffer.count) }
      }
      guard count >= 0 else {
        throw InputError(subject, "cannot read the file: \(reason(errno))", remedy: "check the file and its disk")
      }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= maximumBytes else {
        throw InputError(subject, "grew over \(words(maximumBytes)) while it was read", remedy: "try again")
      }
    }
  }

  /// A limit in words.
  private static func words(_ limit: Int) -> String {
    limit < 1 << 20 ? "\(limit >> 10) KiB" : "\(limit >> 20) MiB"
  }

  /// Repeats a system call that a signal broke off.
  private static func retryingInterrupts(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  /// The system's words for an error number.
  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

/// The system's `read`, which the method of that name would hide.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
