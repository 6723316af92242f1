import Foundation
import Geography

/// What the reader of standard output closed; the command ends quietly on it.
package struct ReaderLeft: Error {
  package init() {}
}

/// Paths and plain system calls of the output writers, with the system's own reason in every error.
enum OutputPath {
  /// The state of what the path leads to; `nil` when there is nothing.
  static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// Whether an input is the very file of a state.
  static func isSameFile(_ input: String, _ status: stat) -> Bool {
    guard let other = Self.status(of: input) else { return false }
    return other.st_dev == status.st_dev && other.st_ino == status.st_ino
  }

  /// Follows symbolic links of the last component, also one that leads to nothing yet.
  static func resolvingLinks(_ path: String) throws -> String {
    var current = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = readlink(current, &buffer, buffer.count)
      guard length >= 0 else {
        // Else it would be told when the work is done.
        guard errno != ENAMETOOLONG else { throw failure(path, "cannot write the output") }
        return current
      }
      let target = String(decoding: buffer[0..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
      current = target.hasPrefix("/") ? target : split(current).folder + "/" + target
    }
    throw InputError(path, "too many symbolic links", remedy: "name the file itself")
  }

  /// Folder and last component; trailing slashes are dropped.
  static func split(_ path: String) -> (folder: String, name: String) {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return (".", String(trimmed)) }
    let folder = slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    return (folder, String(trimmed[trimmed.index(after: slash)...]))
  }

  /// A file's place whatever its path: the folder by its number, and the name.
  static func place(of path: String) -> String {
    let (folder, name) = split(path)
    guard let status = status(of: folder) else { return path }
    return "\(status.st_dev):\(status.st_ino)/\(name)"
  }

  /// A hidden name beside the target that no other run takes.
  static func temporarySibling(folder: String, name: String) -> String {
    let token = String(UInt64.random(in: .min ... .max), radix: 36)
    return "\(folder)/.\(name.prefix(40)).\(token).part"
  }

  /// Refuses a folder that is not there or not open to writing.
  static func requireWritableFolder(_ folder: String, for path: String) throws {
    guard let status = status(of: folder) else {
      throw InputError(path, "its directory is not there", remedy: "create \(folder) first")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw InputError(path, "its directory is a file", remedy: "name a place in a directory")
    }
    guard access(folder, W_OK | X_OK) == 0 else { throw failure(path, "cannot write in its directory") }
  }

  /// Makes a file that was not there and fills it with what is given to a sink.
  static func create(
    _ path: String, mode: mode_t, named name: String, fill: (@escaping GeoJSONWriter.Sink) throws -> Void
  ) throws {
    let descriptor = OutputCleanup.creating(path) { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode) }
    guard descriptor >= 0 else { throw failure(name, "cannot write the output") }
    do {
      try fill { try write($0, to: descriptor, named: name) }
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems tell of a full disk only now.
    guard close(descriptor) == 0 else { throw failure(name, "cannot write the output") }
  }

  /// Writes all bytes, going on after interruptions.
  static func write(_ bytes: [UInt8], to descriptor: Int32, named name: String) throws {
    var offset = 0
    while offset < bytes.count {
      let written = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        offset += written
        continue
      }
      if written < 0, errno == EINTR { continue }
      if written < 0, errno == EPIPE, descriptor == 1 { throw ReaderLeft() }
      throw failure(name, "cannot write the output")
    }
  }

  /// The system's reason as an error.
  static func failure(_ path: String, _ problem: String) -> InputError {
    let code = errno
    let remedy =
      switch code {
      case ENOSPC, EDQUOT: "free some space, or write elsewhere"
      case ENXIO: "start what reads the pipe first, or write to a file"
      case EMFILE, ENFILE: "allow more open files"
      case ENAMETOOLONG: "give a shorter name"
      case EFBIG: "allow larger files, or write elsewhere"
      default: "name a place that can be written"
      }
    return InputError(path, "\(problem): \(String(cString: strerror(code)))", remedy: remedy)
  }
}
