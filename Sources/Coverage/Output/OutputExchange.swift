import Foundation

/// Renames that look before they replace, in one step that no other process can come between.
///
/// Unsafe code of the outputs, kept here: a function found by name.
enum OutputExchange {
  /// What became of an attempt.
  enum Outcome { case done, refused, unknown }

  /// Two paths change places; false where the C library or the file system cannot.
  static func exchange(_ a: String, _ b: String) -> Bool { rename(a, b, flags: 2) == .done }

  /// Renames unless something is there by now (`refused`); `unknown` where the file system cannot tell.
  static func renameToFreePlace(_ a: String, _ b: String) -> Outcome { rename(a, b, flags: 1) }

  /// Linux's `renameat2` with RENAME_NOREPLACE (1) or RENAME_EXCHANGE (2), which Swift's Glibc module lacks.
  private static func rename(_ a: String, _ b: String, flags: CUnsignedInt) -> Outcome {
    typealias Rename = @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt
    guard let symbol = dlsym(nil, "renameat2") else { return .unknown }
    if unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, flags) == 0 { return .done }
    return errno == EEXIST ? .refused : .unknown
  }
}
