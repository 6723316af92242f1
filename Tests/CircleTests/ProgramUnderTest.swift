import Foundation

/// The built command, run in a folder of its own.
struct ProgramUnderTest {
  /// What a run left.
  struct Run {
    var status: Int32
    /// The number of the signal that ended it; 0 when it ended by itself.
    var signal: Int32
    var output: String
    var errors: String
    var errorLines: [Substring] { errors.split(separator: "\n") }
  }

  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/circle-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Beside the test bundle, where SwiftPM puts all products of a configuration.
  static var executable: URL {
    let candidates =
      [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])]
      + Bundle.allBundles.map(\.executableURL)
    for candidate in candidates.compactMap({ $0?.resolvingSymlinksInPath() }) {
      let beside = candidate.deletingLastPathComponent().appendingPathComponent("circle")
      if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    }
    return URL(fileURLWithPath: "circle")
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
  }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: folder + "/" + name).map { String(decoding: $0, as: UTF8.self) }
  }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

  /// Runs the command to its end; its streams go through files, so that no pipe can fill up.
  func run(_ arguments: [String], shell: String? = nil) throws -> Run {
    let streams = FileManager.default.temporaryDirectory.path + "/circle-streams-\(UUID().uuidString)"
    defer { ["out", "err"].forEach { try? FileManager.default.removeItem(atPath: "\(streams).\($0)") } }
    let process = Process()
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    if let shell {
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-c", shell, Self.executable.path] + arguments
    } else {
      process.executableURL = Self.executable
      process.arguments = arguments
    }
    for name in ["out", "err"] { try Data().write(to: URL(fileURLWithPath: "\(streams).\(name)")) }
    let output = FileHandle(forWritingAtPath: "\(streams).out")
    let errors = FileHandle(forWritingAtPath: "\(streams).err")
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) -> String {
      String(decoding: FileManager.default.contents(atPath: "\(streams).\(name)") ?? Data(), as: UTF8.self)
    }
    let died = process.terminationReason == .uncaughtSignal
    return Run(
      status: died ? -1 : process.terminationStatus, signal: died ? process.terminationStatus : 0,
      output: text("out"), errors: text("err"))
  }
}
