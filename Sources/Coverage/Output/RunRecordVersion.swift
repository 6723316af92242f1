/// What this program is.
package enum CircleVersion {
  /// The release, as CHANGELOG.md has it.
  package static let number = "0.1.0"

  /// The compiler's language version.
  package static let swift: String = {
    #if swift(>=6.4)
      "6.4 or later"
    #elseif swift(>=6.3.1)
      "6.3.1"
    #elseif swift(>=6.3)
      "6.3"
    #elseif swift(>=6.2)
      "6.2"
    #else
      "6.1"
    #endif
  }()
}
