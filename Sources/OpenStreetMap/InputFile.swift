import Geography
import Glibc

/// A regular file, read with plain reads: a file that is cut short meanwhile gives an error, where a mapped one
/// would end the process with SIGBUS.
final class InputFile {
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
    guard let base = buffer.baseAddress else { return 0 }
    var filled = 0
    while filled < buffer.count {
      let got = Glibc.read(descriptor, base + filled, buffer.count - filled)
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
