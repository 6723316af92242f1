import BenchmarkRecords
import Foundation

/// The table of a batch on disk: lines are appended whole, by one process at a time.
final class BatchFile {
  private let path: String
  private let descriptor: Int32

  /// Opens the table, or begins it.
  init(_ path: String, resumes: Bool) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | (resumes ? 0 : O_EXCL), 0o666)
    guard descriptor >= 0 else {
      let reason = errno == EEXIST ? "exists; add --resume to go on with it" : String(cString: strerror(errno))
      throw BenchError("\(path): \(reason)")
    }
    try locked {
      let bytes = try contents()
      // A process that died while it wrote may have left half a line.
      let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      guard ftruncate(descriptor, off_t(whole)) == 0 else { throw failure() }
      guard whole == 0 else { return }
      try write(BatchTable.header)
    }
  }

  deinit { close(descriptor) }

  /// The lines so far.
  func rows() throws -> [BatchTable.Row] {
    try locked { BatchTable.rows(String(decoding: try contents(), as: UTF8.self)) }
  }

  /// Appends a line in one piece and waits until it is on the disk.
  func append(_ row: BatchTable.Row) throws {
    try locked { try write(BatchTable.line(row)) }
  }

  private func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else { throw failure() }
  }

  private func contents() throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else { throw failure() }
    return [UInt8](data)
  }

  private func locked<Value>(_ body: () throws -> Value) throws -> Value {
    guard flock(descriptor, LOCK_EX) == 0 else { throw failure() }
    defer { flock(descriptor, LOCK_UN) }
    return try body()
  }

  private func failure() -> BenchError { BenchError("\(path): \(String(cString: strerror(errno)))") }
}
