import Foundation

/// A file written from its front to its end; a hidden one for blobs that follow later in the extract.
final class Spool {
  private let path: String
  private let handle: FileHandle
  private var waiting: [UInt8] = []
  private(set) var bytes = 0

  /// - Throws: ``CityError/writing(path:reason:)`` when the file cannot be made.
  init(path: String) throws {
    self.path = path
    guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forUpdatingAtPath: path)
    else { throw CityError.writing(path: path, reason: "cannot be written") }
    self.handle = handle
  }

  /// Appends bytes; writes once a megabyte is waiting.
  func append(_ contents: [UInt8]) throws {
    waiting.append(contentsOf: contents)
    bytes += contents.count
    if waiting.count >= 1 << 20 { try flush() }
  }

  /// Appends all that `other` holds, a megabyte at a time, and removes its file.
  func take(_ other: Spool) throws {
    try other.flush()
    do {
      try other.handle.seek(toOffset: 0)
      while let piece = try other.handle.read(upToCount: 1 << 20), !piece.isEmpty { try append([UInt8](piece)) }
    } catch let error as CityError {
      throw error
    } catch {
      throw CityError.writing(path: other.path, reason: error.localizedDescription)
    }
    other.remove()
  }

  /// Writes what waits.
  func flush() throws {
    do { try handle.write(contentsOf: waiting) } catch {
      throw CityError.writing(path: path, reason: error.localizedDescription)
    }
    waiting.removeAll(keepingCapacity: true)
  }

  /// Removes the file; it may be gone already.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
