import Foundation
import Geography
import Parallel

/// A run's folder, written beside its place under a hidden name and renamed when whole.
package struct OutputFolder {
  /// The folder as the user named it.
  package let path: String
  private let finalPath: String
  private let temporaryPath: String
  private let overwrites: Bool

  /// Judges the place before any work is done.
  ///
  /// - Parameters:
  ///   - overwrites: whether an earlier run may be replaced. A folder that holds anything which is not a run's
  ///     output is never replaced.
  ///   - makesParent: whether the folder around it is made when it is missing.
  /// - Throws: ``InputError`` when it cannot be written or must not.
  package init(_ path: String, overwrites: Bool, makesParent: Bool) throws {
    guard !path.isEmpty else { throw InputError("--output", "the path is empty", remedy: "name a folder to write") }
    self.path = path
    let resolved = try OutputPath.resolvingLinks(path)
    let (folder, name) = OutputPath.split(resolved)
    guard name != ".", name != "..", name != "/", !name.isEmpty else {
      throw InputError(path, "cannot be a run's folder", remedy: "name a new folder to write")
    }
    self.overwrites = overwrites
    _ = try Self.mayReplace(resolved, named: path, overwrites: overwrites)
    if makesParent, OutputPath.status(of: folder) == nil, mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw OutputPath.failure(folder, "cannot make the folder")
    }
    try OutputPath.requireWritableFolder(folder, for: path)
    finalPath = folder + "/" + name
    temporaryPath = OutputPath.temporarySibling(folder: folder, name: name)
  }

  private static let ownNames = CoverageOutput.fileNames + CoverageOutput.optionalFileNames

  /// Whether something is there that may be replaced.
  private static func mayReplace(_ resolved: String, named path: String, overwrites: Bool) throws -> Bool {
    guard let status = OutputPath.status(of: resolved) else { return false }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw InputError(path, "is a file, and a folder is to be written", remedy: "name a new folder")
    }
    guard overwrites else {
      throw InputError(path, "the output folder exists already", remedy: "name another, or add --force to replace it")
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: resolved) else {
      throw InputError(path, "the output folder exists and cannot be read", remedy: "name another folder")
    }
    func isOwn(_ name: String) -> Bool {
      var status = stat()
      return Self.ownNames.contains(name) && lstat(resolved + "/" + name, &status) == 0
        && status.st_mode & S_IFMT == S_IFREG
    }
    if let foreign = names.sorted().first(where: { !isOwn($0) }) {
      throw InputError(
        path, "the folder holds \(foreign), which no run of circle writes", remedy: "name another folder")
    }
    return true
  }

  /// Writes all files; the folder appears whole or not at all.
  package func write(_ files: [(name: String, bytes: [UInt8])]) throws {
    let bytes = Dictionary(files.map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
    try write(files.map(\.name), workers: 1) { name, sink in try sink(bytes[name] ?? []) }
  }

  /// Writes all files as they are encoded; the folder appears whole or not at all.
  ///
  /// - Parameter encode: gives the bytes of a file, named first, to a sink in pieces; called on up to `workers` threads.
  package func write(
    _ names: [String], workers: Int, encode: @Sendable (String, @escaping GeoJSONWriter.Sink) throws -> Void
  ) throws {
    do {
      guard OutputCleanup.creating(temporaryPath, { mkdir(temporaryPath, 0o777) }) == 0 else {
        throw OutputPath.failure(path, "cannot write the output folder")
      }
      let written = concurrentMap(count: names.count, workers: workers) { number in
        let name = names[number]
        return Result {
          try OutputPath.create(temporaryPath + "/" + name, mode: 0o666, named: path + "/" + name) { sink in
            try encode(name, sink)
          }
        }
      }
      for outcome in written { try outcome.get() }
      try OutputCleanup.settling([temporaryPath], putInPlace)
    } catch {
      OutputCleanup.removeUnfinished()
      throw error
    }
  }

  /// Whether a path leads to this folder as it is now.
  func isSameFolder(_ other: String) -> Bool {
    OutputPath.status(of: other).map { OutputPath.isSameFile(finalPath, $0) } ?? false
  }

  private func putInPlace() throws {
    // Judged again: another run may have written the folder, or a user put something in, in the meantime. Runs that
    // end at once take turns, so a second look settles it.
    for _ in 0..<10 {
      if try Self.mayReplace(finalPath, named: path, overwrites: overwrites) {
        guard OutputExchange.exchange(temporaryPath, finalPath) else { break }
        return Self.remove(temporaryPath)
      }
      let outcome = OutputExchange.renameToFreePlace(temporaryPath, finalPath)
      if outcome == .done { return }
      if outcome == .unknown { break }
    }
    try putInPlaceByTwoSteps()
  }

  /// Without an exchange (some network file systems) the earlier run steps aside first.
  private func putInPlaceByTwoSteps() throws {
    let aside = temporaryPath + ".old"
    let replaces = rename(finalPath, aside) == 0
    guard replaces || errno == ENOENT else { throw OutputPath.failure(path, "cannot replace the earlier run") }
    guard rename(temporaryPath, finalPath) == 0 else {
      let error = OutputPath.failure(path, "cannot put the output in place")
      if replaces { rename(aside, finalPath) }
      throw error
    }
    if replaces { Self.remove(aside) }
  }

  /// Removes a folder that holds a run's files only.
  private static func remove(_ folder: String) {
    for name in ownNames { unlink(folder + "/" + name) }
    rmdir(folder)
  }
}
