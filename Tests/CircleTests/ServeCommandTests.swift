import Foundation
import Testing

/// `circle serve` hands over to the program beside it.
@Suite struct ServeCommandTests {
  /// A copy of the command in a folder of its own; a link would lead back to where the server is.
  private func copied(_ body: (_ folder: String, _ run: ([String]) throws -> (Int32, String, String)) throws -> Void)
    throws
  {
    let folder = FileManager.default.temporaryDirectory.path + "/circle-serve-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.copyItem(atPath: ProgramUnderTest.executable.path, toPath: folder + "/circle")
    try body(folder) { arguments in
      let (output, errors) = (Pipe(), Pipe())
      let process = try Self.started(folder + "/circle", arguments, output, errors)
      let texts = [output, errors].map {
        String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      }
      process.waitUntilExit()
      return (process.terminationStatus, texts[0], texts[1])
    }
  }

  /// A program whose file another test's child still holds open for writing is busy for a moment.
  private static func started(
    _ path: String, _ arguments: [String], _ output: Pipe, _ errors: Pipe
  ) throws -> Process {
    var attemptsLeft = 100
    while true {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = arguments
      process.standardOutput = output
      process.standardError = errors
      do {
        try process.run()
        return process
      } catch {
        guard attemptsLeft > 0 else { throw error }
        attemptsLeft -= 1
        usleep(50_000)
      }
    }
  }

  @Test func saysHowToBuildTheServer() throws {
    try copied { _, run in
      let (status, output, errors) = try run(["serve", "city.osm.pbf"])
      #expect(status == 1)
      #expect(output.isEmpty)
      #expect(errors.split(separator: "\n").count == 1)
      #expect(errors.hasPrefix("error: "))
      #expect(errors.contains("swift build -c release --product circle-map"))
    }
  }

  @Test func handsOverAllArguments() throws {
    try copied { folder, run in
      let script = folder + "/circle-map"
      try "#!/bin/sh\nfor word; do echo \"[$word]\"; done\nexit 7\n".write(
        toFile: script, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
      let (status, output, _) = try run(["serve", "a city.osm.pbf", "--port", "0", "--help", ""])
      #expect(status == 7)
      #expect(output == "[a city.osm.pbf]\n[--port]\n[0]\n[--help]\n[]\n")
    }
  }
}
