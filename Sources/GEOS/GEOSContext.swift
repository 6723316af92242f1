import CGEOS

/// GEOS's reentrant context: geometries are made by it and must be used where it is.
///
/// Neither it nor its geometries are `Sendable`, so the compiler keeps each on one thread. Making one costs
/// 0.3 µs. Nothing else of the library is touched without one: the non-reentrant functions are compiled out.
public final class GEOSContext {
  let handle: OpaquePointer
  private let messages = Messages()

  /// The last message. A class, so that the C callback has a fixed address to write to.
  private final class Messages {
    var last: String?
  }

  /// Makes a context.
  ///
  /// - Throws: ``GEOSError`` when there is no memory for one.
  public init() throws {
    guard let handle = GEOS_init_r() else { throw GEOSError(operation: "init", message: "no context") }
    self.handle = handle
    // The callback keeps no reference: `messages` lives until the context is finished.
    _ = GEOSContext_setErrorMessageHandler_r(
      handle,
      { message, userData in
        guard let message, let userData else { return }
        Unmanaged<Messages>.fromOpaque(userData).takeUnretainedValue().last = String(cString: message)
      }, Unmanaged.passUnretained(messages).toOpaque())
  }

  deinit { GEOS_finish_r(handle) }

  /// GEOS's version, such as "3.11.1-CAPI-1.17.1", for the record of a run.
  public static var version: String { String(cString: GEOSversion()) }

  /// Calls something that gives a pointer; nil is a failure.
  func call(_ operation: String, _ body: (OpaquePointer) -> OpaquePointer?) throws -> OpaquePointer {
    messages.last = nil
    guard let pointer = body(handle) else { throw failure(operation) }
    return pointer
  }

  /// Calls a predicate: 0 and 1 are its answers, 2 a failure.
  func test(_ operation: String, _ body: (OpaquePointer) -> CChar) throws -> Bool {
    messages.last = nil
    switch body(handle) {
    case 0: return false
    case 1: return true
    default: throw failure(operation)
    }
  }

  /// Calls something that gives 1 for success and 0 for failure.
  func perform(_ operation: String, _ body: (OpaquePointer) -> Int32) throws {
    messages.last = nil
    guard body(handle) == 1 else { throw failure(operation) }
  }

  private func failure(_ operation: String) -> GEOSError {
    GEOSError(operation: operation, message: messages.last ?? "no reason given")
  }
}
