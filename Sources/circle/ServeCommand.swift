import ArgumentParser
import Coverage
import Foundation
import Geography

/// `circle serve`: hands over to `circle-map`, a program of its own, so that building `circle` builds no server.
struct ServeCommand: ParsableCommand, StatusCommand {
  static let program = "circle-map"
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves a map to planners' browsers on this machine; circle serve --help tells its options.")

  @Argument(parsing: .captureForPassthrough, help: "The city and the options of circle-map.")
  var arguments: [String] = []

  /// Becomes `circle-map`; comes back only when that cannot be.
  func execute() throws -> ExitStatus {
    let path = try Self.path()
    var words = ([path] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    execv(path, words)
    throw InputError(path, "cannot be started: \(String(cString: strerror(errno)))", remedy: "build it again")
  }

  /// The program beside this one, by the place of this one's file.
  private static func path() throws -> String {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let path = own.deletingLastPathComponent().appendingPathComponent(program).path
    guard access(path, X_OK) == 0 else {
      throw InputError(
        path, "the map's server is not there", remedy: "build it: swift build -c release --product \(program)")
    }
    return path
  }
}
