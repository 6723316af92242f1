import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// `circle profiles`: who can walk, and the file of one to copy and edit.
struct ProfilesCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "profiles",
    abstract: "Lists the walkers that --profile knows, or prints the file of one.",
    discussion: """
      EXAMPLES
        circle profiles
        circle profiles wheelchair > mine.json
        circle coverage city.osm.pbf --profile mine.json
      """)

  @Argument(help: "The profile to print; a file is checked.")
  var name: String?

  func execute() throws -> ExitStatus {
    if let name { return Console.print(try NamedProfile(name).text.trimmedOfNewlines + "\n") }
    let lines = try NamedProfile.shippedNames.map { name in
      let profile = try NamedProfile(name)
      let padding = String(repeating: " ", count: max(1, 12 - name.count))
      return "\(name)\(padding)\(profile.title)\n"
    }
    return Console.print(lines.joined())
  }
}

extension String {
  /// The text without line ends behind it.
  fileprivate var trimmedOfNewlines: String { String(reversed().drop(while: \.isNewline).reversed()) }
}
