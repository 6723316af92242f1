import Foundation

/// The real and the hostile data beside the package: `../shared/geodata` and `../shared/hostile`.
///
/// Where they are absent it says so once, loudly, and the tests that need them are skipped.
public enum SharedData {
  /// Whether both are there, for `.enabled(if:)`: tests that need them show as skipped elsewhere.
  public static var isPresent: Bool { geodata != nil && hostile != nil }
  /// The folder of real extracts, or `nil`.
  public static let geodata: URL? = folder("geodata")
  /// The folder of hostile inputs, or `nil`.
  public static let hostile: URL? = folder("hostile")

  /// A file or folder of the real data, such as `extracts/monaco.osm.pbf`; `nil` when absent.
  public static func geodata(_ path: String) -> URL? { existing(path, in: geodata) }
  /// A file or folder of the hostile data, such as `cases/osm/base_pbf.osm.pbf`; `nil` when absent.
  public static func hostile(_ path: String) -> URL? { existing(path, in: hostile) }

  /// The path of a file by its name below `shared`, such as `hostile/cases/osm/base_pbf.osm.pbf`; `nil` when absent.
  public static func path(_ name: String) -> String? {
    existing(name, in: packageRoot.deletingLastPathComponent().appendingPathComponent("shared"))?.path
  }

  /// The names in a folder below `shared`, sorted; none when absent.
  public static func names(in folder: String) -> [String] {
    guard let path = path(folder) else { return [] }
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// The root of the package that this file belongs to.
  public static let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func folder(_ name: String) -> URL? {
    let url = packageRoot.deletingLastPathComponent().appendingPathComponent("shared/\(name)")
    guard FileManager.default.fileExists(atPath: url.path) else {
      print("*** SKIPPED: ../shared/\(name) is not beside the package; the tests that need it prove nothing ***")
      return nil
    }
    return url
  }

  private static func existing(_ path: String, in folder: URL?) -> URL? {
    guard let url = folder?.appendingPathComponent(path) else { return nil }
    guard FileManager.default.fileExists(atPath: url.path) else {
      print("*** SKIPPED: \(path) is not in the shared data; the test that needs it proves nothing ***")
      return nil
    }
    return url
  }
}
