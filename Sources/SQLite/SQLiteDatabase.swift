import CSQLite

/// A value of a row.
public enum SQLiteValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// A whole number.
  case integer(Int64)
  /// Any other number.
  case real(Double)
  /// A text.
  case text(String)
  /// Bytes.
  case blob([UInt8])
}

/// A database in memory. Not `Sendable`: one thread has it.
///
/// **Unsafe code, kept here:** pointers to the library's objects, which are closed with this one, and to bytes that are
/// copied by the library before the call returns.
public final class SQLiteDatabase {
  private let handle: OpaquePointer

  /// SQLite's version, such as "3.40.1".
  public static var version: String { String(cString: sqlite3_libversion()) }

  /// Opens an empty database in memory.
  ///
  /// - Throws: ``SQLiteError`` when there is no memory for one.
  public init() throws {
    var handle: OpaquePointer?
    let status = sqlite3_open_v2(
      ":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard status == SQLITE_OK, let handle else {
      sqlite3_close(handle)
      throw SQLiteError(operation: "open", message: String(cString: sqlite3_errstr(status)))
    }
    self.handle = handle
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements without values.
  ///
  /// - Throws: ``SQLiteError`` with the library's reason.
  public func run(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
  }

  /// Makes a statement that is run many times.
  ///
  /// - Throws: ``SQLiteError`` with the library's reason.
  public func statement(_ sql: String) throws -> SQLiteStatement {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw failure(sql)
    }
    return SQLiteStatement(statement, of: self)
  }

  /// The whole database as the bytes of a file, in pieces.
  ///
  /// - Throws: ``SQLiteError`` when there is no memory for a copy, and what the sink throws.
  public func write(to sink: ([UInt8]) throws -> Void) throws {
    var count: Int64 = 0
    guard let bytes = sqlite3_serialize(handle, "main", &count, 0) else {
      throw SQLiteError(operation: "serialize", message: "no memory for \(count) bytes")
    }
    defer { sqlite3_free(bytes) }
    let all = UnsafeRawBufferPointer(start: bytes, count: Int(count))
    var place = 0
    while place < all.count {
      let end = min(all.count, place + 1 << 20)
      try sink(Array(all[place..<end]))
      place = end
    }
  }

  func failure(_ operation: String) -> SQLiteError {
    SQLiteError(operation: String(operation.prefix(80)), message: String(cString: sqlite3_errmsg(handle)))
  }
}

/// A statement with places for values.
public final class SQLiteStatement {
  private let handle: OpaquePointer
  private let database: SQLiteDatabase

  init(_ handle: OpaquePointer, of database: SQLiteDatabase) {
    self.handle = handle
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  /// Runs it with values for its places, in their order.
  ///
  /// - Throws: ``SQLiteError`` with the library's reason.
  public func run(_ values: [SQLiteValue]) throws {
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    for (place, value) in values.enumerated() {
      guard bind(value, at: Int32(place + 1)) == SQLITE_OK else { throw database.failure("bind") }
    }
    guard sqlite3_step(handle) == SQLITE_DONE else { throw database.failure("insert") }
  }

  private func bind(_ value: SQLiteValue, at place: Int32) -> Int32 {
    // SQLITE_TRANSIENT: the library copies the bytes before it returns.
    let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: return sqlite3_bind_null(handle, place)
    case .integer(let number): return sqlite3_bind_int64(handle, place, number)
    case .real(let number): return sqlite3_bind_double(handle, place, number)
    // An empty text may have no place in memory, which would bind nothing.
    case .text(""): return sqlite3_bind_text(handle, place, "", 0, copying)
    case .text(let text):
      var text = text
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text64(
            handle, place, $0.baseAddress, UInt64($0.count), copying, UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes { sqlite3_bind_blob64(handle, place, $0.baseAddress, UInt64($0.count), copying) }
    }
  }
}
