import Foundation
import Geography

/// The folder of a run and its files that a report reads.
struct ReportFolder {
  /// The largest file read.
  static let maximumBytes = 256 << 20
  /// What helps against all that can be wrong with a run's files.
  static let remedy = "name a folder that circle coverage wrote, or write it again"
  /// The files read, the run's record first.
  static let fileNames = [
    "run.json", "homes.csv", "areas.csv", "failing.csv", "gaps.geojson", "venues.geojson", "map.svg",
  ]

  /// The path as the user named it, without slashes at its end.
  let path: String

  /// - Throws: ``InputError`` when there is no such folder.
  init(_ path: String) throws {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw InputError("RUN", "the path is empty", remedy: "name the folder of a run")
    }
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = String(trimmed)
    guard let status = OutputPath.status(of: path) else {
      throw InputError(path, "there is no such folder", remedy: "name the folder that circle coverage wrote")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw InputError(path, "is not a folder", remedy: "name the folder that circle coverage wrote")
    }
    guard FileManager.default.fileExists(atPath: file("run.json")) else {
      throw InputError(path, "holds no run.json, so it is not the folder of a run", remedy: Self.remedy)
    }
  }

  /// The path of one of its files.
  func file(_ name: String) -> String { path == "/" ? "/\(name)" : "\(path)/\(name)" }

  /// The paths of all files that a report reads.
  var files: [String] { Self.fileNames.map(file) }
}

/// A file with its digest.
struct ReportFile {
  var name: String
  var bytes: Int?
  var sha256: String?
}
