import Foundation
import Geography

/// The map library that the page draws with, MapLibre GL JS, which is taken from an installed package and never kept
/// with the project.
///
/// It is looked for in a folder that is named, else beside the program, else in the user's data folder; there as bare
/// files or as the Python package `roadstyle` unpacks them.
public struct VendorFiles: Sendable {
  /// The files and their types; no other is ever opened.
  static let types = [
    "maplibre-gl.js": "text/javascript; charset=utf-8", "maplibre-gl.css": "text/css; charset=utf-8",
    "maplibre-gl-csp.js": "text/javascript; charset=utf-8",
    "maplibre-gl-csp-worker.js": "text/javascript; charset=utf-8",
  ]
  /// Files without which no map is drawn.
  private static let needed = ["maplibre-gl.js", "maplibre-gl.css"]
  private static let largestFile = 16 << 20

  /// Sets the library up, once: digests are checked by pip.
  public static let setUpCommand = """
    echo 'roadstyle==0.25.0 --hash=sha256:\(wheelDigest)' > circle-map.txt && \
    pip install --no-deps --require-hashes --target ~/.local/share/circle/vendor -r circle-map.txt
    """
  static let wheelDigest = "26940d75acdc08e445251aac5f273375237c17913f1eb9c8cc25a7749317fed3"

  let files: [String: StaticAnswer]
  /// Where they were found; `nil` when nowhere.
  public let folder: String?

  /// Whether the page can draw a map.
  public var isComplete: Bool { Self.needed.allSatisfy { files[$0] != nil } }

  /// No files: the page says so.
  public static let none = VendorFiles(files: [:], folder: nil)

  private init(files: [String: StaticAnswer], folder: String?) {
    self.files = files
    self.folder = folder
  }

  /// Looks for the files.
  ///
  /// - Parameter named: a folder that the user named, the only one then.
  /// - Throws: ``InputError`` when the named folder lacks them, or a file cannot be read.
  public static func find(named: String?, environment: [String: String], programPath: String?) throws -> VendorFiles {
    if let named {
      let found = try [named, named + "/roadstyle/vendor"].lazy.compactMap { try read($0) }.first
      guard let found else {
        throw InputError(
          named, "holds no \(needed.joined(separator: " and "))",
          remedy: "name the folder with MapLibre GL JS, or set it up: \(setUpCommand)")
      }
      return found
    }
    for folder in folders(environment: environment, programPath: programPath) {
      if let found = try read(folder) { return found }
    }
    return .none
  }

  private static func folders(environment: [String: String], programPath: String?) -> [String] {
    var folders: [String] = []
    if let programPath {
      folders.append(URL(fileURLWithPath: programPath).deletingLastPathComponent().path + "/vendor")
    }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      folders.append(data + "/circle/vendor")
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      folders.append(home + "/.local/share/circle/vendor")
    }
    return folders.flatMap { [$0, $0 + "/roadstyle/vendor"] }
  }

  /// The files of a folder; `nil` when a needed one is missing.
  private static func read(_ folder: String) throws -> VendorFiles? {
    guard needed.allSatisfy({ access(folder + "/" + $0, F_OK) == 0 }) else { return nil }
    var files: [String: StaticAnswer] = [:]
    for (name, type) in types {
      let path = folder + "/" + name
      guard access(path, F_OK) == 0 else { continue }
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      guard let size, size <= largestFile, let bytes = FileManager.default.contents(atPath: path) else {
        throw InputError(path, "cannot be read", remedy: "check the file, or name another folder with --vendor")
      }
      files[name] = StaticAnswer([UInt8](bytes), type: type)
    }
    return VendorFiles(files: files, folder: folder)
  }
}
