import Foundation
import Geography

/// One file to write whole or not at all.
///
/// `-` and `/dev/stdout` are standard output; devices and pipes are written in place; a symbolic link keeps pointing
/// and its target is replaced. Anything else is written beside its place under a hidden name and renamed.
package struct OutputFile {
  /// What stands at the path.
  private enum Kind { case standardOutput, inPlace, replaced }

  /// The path as the user named it.
  package let path: String
  private let kind: Kind
  private let finalPath: String
  private let temporaryPath: String
  private let mode: mode_t
  private let overwrites: Bool

  /// Whether the bytes go to standard output.
  package var isStandardOutput: Bool { kind == .standardOutput }

  /// Judges the place before any work is done.
  ///
  /// - Parameters:
  ///   - option: the option that named it, for messages.
  ///   - inputs: files that must not be overwritten.
  ///   - overwrites: whether a file that is there may be replaced.
  /// - Throws: ``InputError`` when it cannot be written or must not.
  package init(_ path: String, option: String, inputs: [String], overwrites: Bool) throws {
    guard !path.isEmpty else {
      throw InputError(option, "the path is empty", remedy: "name a file, or - for standard output")
    }
    self.path = path
    self.overwrites = overwrites
    if ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(path) {
      (kind, finalPath, temporaryPath, mode) = (.standardOutput, path, "", 0)
      return
    }
    let resolved = try OutputPath.resolvingLinks(path)
    var mode: mode_t = 0o666
    if let status = OutputPath.status(of: resolved) {
      switch status.st_mode & S_IFMT {
      case S_IFDIR: throw InputError(path, "is a directory", remedy: "name a file to write")
      case S_IFREG:
        if inputs.contains(where: { OutputPath.isSameFile($0, status) }) {
          throw InputError(path, "the output is an input of this run", remedy: "name another file to write")
        }
        guard overwrites else {
          throw Self.existing(path)
        }
        mode = status.st_mode & 0o777
      default:
        (kind, finalPath, temporaryPath, self.mode) = (.inPlace, resolved, "", 0)
        return
      }
    }
    let (folder, name) = OutputPath.split(resolved)
    try OutputPath.requireWritableFolder(folder, for: path)
    (kind, finalPath, self.mode) = (.replaced, resolved, mode)
    temporaryPath = OutputPath.temporarySibling(folder: folder, name: name)
  }

  /// Writes the bytes to the hidden sibling; in-place targets are written now.
  package func stage(_ bytes: [UInt8]) throws { try stage { try $0(bytes) } }

  /// Writes what is given to a sink to the hidden sibling; in-place targets are written now.
  package func stage(fill: (@escaping GeoJSONWriter.Sink) throws -> Void) throws {
    switch kind {
    case .standardOutput: try fill { try OutputPath.write($0, to: 1, named: "standard output") }
    case .inPlace:
      // Without waiting: a pipe that nobody reads would hold the program for ever.
      let descriptor = open(finalPath, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { throw OutputPath.failure(path, "cannot open to write") }
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
      defer { close(descriptor) }
      try fill { try OutputPath.write($0, to: descriptor, named: path) }
    case .replaced:
      do {
        try OutputPath.create(temporaryPath, mode: mode, named: path, fill: fill)
      } catch {
        discard()
        throw error
      }
    }
  }

  /// Puts the staged file in its place.
  package func commit() throws {
    guard kind == .replaced else { return }
    if !overwrites {
      switch OutputExchange.renameToFreePlace(temporaryPath, finalPath) {
      case .done: return
      case .refused:
        // Another program wrote it while this one was at work.
        discard()
        throw Self.existing(path)
      case .unknown: break
      }
    }
    guard rename(temporaryPath, finalPath) == 0 else {
      let error = OutputPath.failure(path, "cannot put the output in place")
      discard()
      throw error
    }
  }

  private static func existing(_ path: String) -> InputError {
    InputError(path, "the output exists already", remedy: "name another file, or add --force to replace it")
  }

  /// Whether two outputs would end up as one: the later would silently take the earlier's place.
  package func isSamePlace(as other: OutputFile) -> Bool {
    if kind == .standardOutput || other.kind == .standardOutput { return kind == other.kind }
    return kind == .replaced && other.kind == .replaced
      && OutputPath.place(of: finalPath) == OutputPath.place(of: other.finalPath)
  }

  /// Whether the file would lie in a run's folder, which is replaced as a whole.
  package func lies(in folder: OutputFolder) -> Bool {
    kind == .replaced && folder.isSameFolder(OutputPath.split(finalPath).folder)
  }

  /// Removes the staged file, if there is one.
  package func discard() {
    if kind == .replaced { unlink(temporaryPath) }
  }

  /// Writes one file in pieces.
  package func write(fill: (@escaping GeoJSONWriter.Sink) throws -> Void) throws {
    do {
      try stage(fill: fill)
      guard kind == .replaced else { return }
      try OutputCleanup.settling([temporaryPath]) { try commit() }
    } catch {
      OutputCleanup.removeUnfinished()
      throw error
    }
  }

  /// Writes several files: none takes its place before all are whole.
  ///
  /// - Parameter between: what else must be whole before any file takes its place, such as a run's folder.
  package static func write(
    _ files: [(file: OutputFile, bytes: [UInt8])], between: () throws -> Void = {}
  ) throws {
    do {
      for entry in files where entry.file.kind == .replaced { try entry.file.stage(entry.bytes) }
      try between()
      // What cannot be taken back comes last: pipes and devices, then standard output.
      for entry in files where entry.file.kind == .inPlace { try entry.file.stage(entry.bytes) }
      for entry in files where entry.file.isStandardOutput { try entry.file.stage(entry.bytes) }
      try OutputCleanup.settling(files.filter { $0.file.kind == .replaced }.map(\.file.temporaryPath)) {
        for entry in files { try entry.file.commit() }
      }
    } catch {
      OutputCleanup.removeUnfinished()
      throw error
    }
  }
}
