import Foundation

/// Two paths change places in one step.
///
/// Unsafe code of the outputs, kept here: a function found by name.
enum OutputExchange {
  /// Linux's `renameat2` with RENAME_EXCHANGE (2), which Swift's Glibc module does not declare; false where the C
  /// library or the file system lacks it.
  static func exchange(_ a: String, _ b: String) -> Bool {
    typealias Rename = @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, 2) == 0
  }
}
