import Geography
import Glibc

/// A regular file, read with plain reads: a file that is cut short meanwhile gives an error, where a mapped one
/// would end the process with SIGBUS.
final class InputFile: Sendable {
  /// The path, as the user named it.
  let path: String
  /// The size when it was opened, in bytes.
  let byteCount: Int
  private let descriptor: Int32

  /// Opens without waiting, so that a pipe no one writes to is refused instead of hanging.
  init(path: String) throws {
    guard !path.isEmpty else {
      throw InputError("extract", "the path of the file is empty", remedy: "name an .osm.pbf or .osm file")
    }
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw InputError(path, "cannot open the file: \(reason)", remedy: "check the path and its permissions")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "not a regular file"
      throw InputError(path, "is \(kind)", remedy: "name a file: an .osm.pbf or .osm extract")
    }
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads the next bytes into the buffer, as many as fit or are left; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try fill(buffer) { Glibc.read(descriptor, $0, $1) }
  }

  /// Reads the bytes from `offset` on, all that the buffer has room for; from any thread.
  ///
  /// - Throws: ``InputError``, also where the file ends before: it was longer when it was opened.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
    var place = offset
    let got = try fill(buffer) { target, room in
      let got = pread(descriptor, target, room, place)
      place += max(got, 0)
      return got
    }
    guard got == buffer.count else {
      throw InputError(
        path, "changed while it was read: \(offset + got) of \(byteCount) bytes are left, it is truncated",
        remedy: "wait until it is written, then try again")
    }
  }

  private func fill(
    _ buffer: UnsafeMutableRawBufferPointer, _ read: (UnsafeMutableRawPointer, Int) -> Int
  ) throws -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var filled = 0
    while filled < buffer.count {
      let got = read(base + filled, buffer.count - filled)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else {
        let reason = String(cString: strerror(errno))
        throw InputError(path, "cannot read the file: \(reason)", remedy: "check the disk, or copy the file again")
      }
      if got == 0 { break }
      filled += got
    }
    return filled
  }

  /// Starts again at the first byte.
  func rewind() { lseek(descriptor, 0, SEEK_SET) }
}
