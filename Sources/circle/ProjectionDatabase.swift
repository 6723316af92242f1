import Foundation
import Geography

/// The folders where the environment lets PROJ look for its database.
enum ProjectionDatabase {
  /// Keeps PROJ to its database: another that cannot be opened would make it do without any.
  static func leaveOthersOut() { unsetenv("PROJ_AUX_DB") }

  /// What would hold the program for ever: SQLite waits for a writer where the database's place is taken by a pipe.
  static func problem(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> InputError? {
    for name in ["PROJ_DATA", "PROJ_LIB"] {
      for folder in (environment[name] ?? "").split(separator: ":") {
        var state = stat()
        guard stat(folder + "/proj.db", &state) == 0, ![S_IFREG, S_IFDIR].contains(state.st_mode & S_IFMT) else {
          continue
        }
        return InputError(
          name, "proj.db in \(folder.prefix(100)) is no file", remedy: "name the folder that holds PROJ's database")
      }
    }
    return nil
  }
}
