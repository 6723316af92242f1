import Foundation
import Geography

/// The one line in which bad input is refused, as the command prints it behind `error: `: for comparing word for word.
public enum RefusalLine {
  /// Puts bytes into a file of its own, has it read and tells how it is refused; of the path the name is left.
  public static func of(_ name: String, _ bytes: [UInt8], _ read: (_ path: String) throws -> Void) -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("refusal-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return of {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
      try read(folder + "/" + name)
    }.replacingOccurrences(of: folder + "/", with: "")
  }

  /// The same of a text.
  public static func of(_ name: String, _ text: String, _ read: (_ path: String) throws -> Void) -> String {
    of(name, Array(text.utf8), read)
  }

  /// How a call refuses its input. What is no refusal, or no line for a terminal, says so instead.
  public static func of(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "not refused"
    } catch let error as InputError {
      let line = error.description
      let isPlain = line.unicodeScalars.allSatisfy {
        ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
      }
      guard isPlain else { return "not printable: \(line.debugDescription)" }
      return line.unicodeScalars.count <= 400 ? line : "\(line.unicodeScalars.count) characters: \(line)"
    } catch let told as Told {
      return told.line
    } catch {
      return "\(type(of: error)): \(error)"
    }
  }
}

extension RefusalLine {
  /// How a file is refused that may not be read, also where the tests run as root; `nil` where this cannot be had.
  public static func ofForbidden(_ name: String, _ read: (_ path: String) throws -> Void) -> String? {
    var isForbidden = true
    let line = of(name, "text") { path in
      chmod(path, 0)
      guard let line = asNobody({ of { try read(path) } }) else { return isForbidden = false }
      throw Told(line: line)
    }
    return isForbidden ? line : nil
  }

  /// Runs a body as a user who owns nothing and may write nowhere; `nil` where this cannot be had.
  public static func asNobody<Value>(_ body: () -> Value) -> Value? {
    guard getuid() == 0 else { return body() }
    guard let setFileSystemUser else { return nil }
    // Of this thread alone, and of files alone.
    let user = setFileSystemUser(65_534)
    defer { _ = setFileSystemUser(UInt32(bitPattern: user)) }
    // It tells the user before, so that a second call tells whether the first was heard.
    guard setFileSystemUser(65_534) == 65_534 else { return nil }
    return body()
  }

  /// setfsuid(2), which Swift's module of the C library lacks.
  private static let setFileSystemUser = dlsym(nil, "setfsuid").map {
    unsafeBitCast($0, to: (@convention(c) (UInt32) -> Int32).self)
  }

  /// A file of so many bytes that takes no room on the disk.
  public static func ofHoles(_ name: String, bytes: Int, _ read: (_ path: String) throws -> Void) -> String {
    of(name, "") { path in
      guard truncate(path, off_t(bytes)) == 0 else { throw POSIXError(.EFBIG) }
      try read(path)
    }
  }
}

/// A line told by an inner call.
private struct Told: Error {
  let line: String
}
