/// The profiles that come with the program: the files of the folder `Profiles`, as users would write them.
enum ShippedProfiles {
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("standard", PackageResources.standard_json), ("older", PackageResources.older_json),
    ("child", PackageResources.child_json), ("pushchair", PackageResources.pushchair_json),
    ("wheelchair", PackageResources.wheelchair_json), ("realistic", PackageResources.realistic_json),
    ("gb", PackageResources.gb_json),
  ]

  /// In the order of lists.
  static let names = files.map(\.name)

  /// The text of a profile without the line end behind it; `nil` for a name that none has.
  static func text(_ name: String) -> String? {
    guard let bytes = files.first(where: { $0.name == name })?.bytes else { return nil }
    return String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }
}
