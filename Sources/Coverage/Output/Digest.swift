import CCrypto
import Foundation
import Geography

/// The SHA-256 of a file, read in pieces, or of bytes.
package enum Digest {
  /// The digest of bytes in lower-case hexadecimal; empty when there is no memory for it. Linear.
  package static func sha256(of bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    guard EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil) == 1 else { return "" }
    return hexadecimal(digest)
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String(256 + Int($0), radix: 16).dropFirst() }.joined()
  }

  /// The digest in lower-case hexadecimal, and the bytes read; `nil` for anything but a regular file.
  ///
  /// - Throws: ``InputError`` when the file cannot be read.
  /// - Complexity: linear in the file, constant in memory.
  package static func sha256(ofFile path: String) throws -> (hexadecimal: String, bytes: Int)? {
    guard let status = OutputPath.status(of: path), status.st_mode & S_IFMT == S_IFREG else { return nil }
    guard let file = fopen(path, "rbe") else {
      throw InputError(path, "cannot be read again", remedy: "check the file")
    }
    defer { fclose(file) }
    guard let context = EVP_MD_CTX_new() else { return nil }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var total = 0
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      EVP_DigestUpdate(context, buffer, count)
      total += count
    }
    guard ferror(file) == 0 else { throw InputError(path, "cannot be read again", remedy: "check the file") }
    var digest = [UInt8](repeating: 0, count: 32)
    guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else { return nil }
    return (hexadecimal(digest), total)
  }
}
