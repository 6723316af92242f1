import ArgumentParser

/// The command.
@main
struct Circle: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "circle")
}
