import Geography
import Walking

/// A walker as a file describes one: who it is, and where the numbers come from.
public struct NamedProfile: Sendable {
  /// How the walker walks; the name is its own.
  public var profile: WalkingProfile
  /// Who walks, in a few words, and where the numbers are from.
  public var title: String, source: String
  /// The file's text.
  public var text: String

  /// The names of the profiles that come with the program.
  public static var shippedNames: [String] { ShippedProfiles.names }

  /// A profile that comes with the program, else one of a file.
  ///
  /// - Parameter name: the name, or the path of a JSON file (one that has a dot or a slash).
  /// - Throws: ``InputError`` for what is neither, or a file that is not sound.
  public init(_ name: String) throws {
    if let text = ShippedProfiles.text(name) {
      self = try ProfileReader.read(Array(text.utf8), path: name)
      return
    }
    let known = "one of \(Self.shippedNames.joined(separator: ", ")), or a JSON file"
    guard Self.isPath(name) else {
      throw InputError(SuppliedFile.quoted(name), "is no profile", remedy: "name \(known)")
    }
    self = try ProfileReader.read(SuppliedFile.read(name, wanted: known), path: name)
  }

  /// A profile by the text of its file.
  ///
  /// - Throws: ``InputError`` for a text that is not sound.
  init(text: String, path: String) throws { self = try ProfileReader.read(Array(text.utf8), path: path) }

  /// A profile of known parts.
  init(profile: WalkingProfile, title: String, source: String, text: String) {
    (self.profile, self.title, self.source, self.text) = (profile, title, source, text)
  }

  /// Whether a profile's name means a file.
  public static func isPath(_ name: String) -> Bool { name.contains(".") || name.contains("/") }
}
