import CPROJ

/// PROJ's threading context: off the network, silent, its messages kept.
///
/// PROJ's error numbers say little ("Unknown error (code 4096)"); the reason comes only through the log.
final class ProjectionContext {
  /// The handle; valid as long as this object.
  let handle: OpaquePointer
  private let log = Log()

  /// The messages of one context. A class, so that the C callback has a fixed address to write to.
  private final class Log {
    var lastError: String?
  }

  /// Makes a context.
  ///
  /// - Throws: ``ProjectionError`` when PROJ has no memory for one.
  init() throws {
    guard let handle = proj_context_create() else {
      throw ProjectionError(operation: "proj_context_create", message: "no context")
    }
    self.handle = handle
    proj_log_level(handle, PJ_LOG_ERROR)
    // Without a log function PROJ writes to standard error. The context never outlives `log`.
    proj_log_func(handle, Unmanaged.passUnretained(log).toOpaque()) { userData, level, message in
      guard let userData, let message, level == PJ_LOG_ERROR.rawValue else { return }
      Unmanaged<Log>.fromOpaque(userData).takeUnretainedValue().lastError = String(cString: message)
    }
    proj_context_set_enable_network(handle, 0)
  }

  deinit { proj_context_destroy(handle) }

  /// Runs one call with the memory of earlier errors wiped.
  func call<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    log.lastError = nil
    return body(handle)
  }

  /// PROJ's own words for the last failure.
  var lastMessage: String {
    if let message = log.lastError {
      // "proj_create: crs not found": the function's name helps no user.
      return message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? message
    }
    let code = proj_context_errno(handle)
    guard code != 0, let text = proj_context_errno_string(handle, code) else { return "no reason given" }
    return String(cString: text)
  }

  /// Whether PROJ finds its database.
  var hasDatabase: Bool { proj_context_get_database_path(handle) != nil }
}

/// A failure of PROJ that is no fault of the user's input.
public struct ProjectionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The operation that failed.
  public var operation: String
  /// PROJ's reason.
  public var message: String
  /// Both as one line.
  public var description: String { "PROJ \(operation): \(message)" }
}

/// Versions of the library and its database, for the record of a run.
public struct ProjectionLibrary: Hashable, Sendable {
  /// PROJ's release, such as "9.1.1".
  public var version: String
  /// The EPSG data set's version, such as "v10.076"; `nil` without proj.db.
  public var databaseVersion: String?

  /// Asks the library; opens proj.db.
  public init() {
    version = proj_info().version.map { String(cString: $0) } ?? "unknown"
    databaseVersion = (try? ProjectionContext()).flatMap { context in
      context.call { proj_context_get_database_metadata($0, "EPSG.VERSION") }.map { String(cString: $0) }
    }
  }
}
