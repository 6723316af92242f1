import Foundation
import Geography

/// The bytes of a file a user supplies, and what they are.
enum SuppliedFile {
  /// The largest file read, in bytes: a list of a million places has about 100 MB.
  static let largestSize = 256 << 20

  /// Reads a regular file.
  ///
  /// - Throws: ``InputError`` when there is none, it is no regular file (a pipe would never end), is empty, is too
  ///   large, or cannot be read.
  static func read(_ path: String, wanted: String) throws -> [UInt8] {
    guard !path.isEmpty else { throw InputError("\"\"", "the path is empty", remedy: "name \(wanted)") }
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw InputError(path, "no such file can be read", remedy: "name \(wanted)")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw InputError(path, "is not a regular file", remedy: "name \(wanted)")
    }
    guard status.st_size <= largestSize else {
      throw InputError(path, "is larger than \(largestSize >> 20) MiB", remedy: "split the list")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw InputError(path, "cannot be opened for reading", remedy: "check its permissions")
    }
    defer { try? handle.close() }
    // One byte more than allowed tells a file that grows.
    guard let data = try? handle.read(upToCount: largestSize + 1) ?? Data(), data.count <= largestSize else {
      throw InputError(path, "cannot be read to its end", remedy: "check the file and its disk")
    }
    guard !data.isEmpty else { throw InputError(path, "is empty", remedy: "name \(wanted)") }
    return [UInt8](data)
  }

  /// Whether the bytes are JSON: the first one after a byte order mark and blanks opens an object or an array.
  static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    guard let first = rest.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// A user's text for a message: at most 40 characters, none that steers a terminal, in quotes.
  static func quoted(_ text: String) -> String {
    let shown = text.prefix(40).unicodeScalars.map { scalar -> String in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: "\u{FFFD}"
      default: String(Character(scalar))
      }
    }
    // A character can be made of thousands of scalars.
    return "\"" + shown.prefix(60).joined() + (text.count > 40 || shown.count > 60 ? "…\"" : "\"")
  }

  /// The last part of a path, which names the file in the ids of its rows.
  static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
