import ArgumentParser

/// Measures the engine.
@main
struct CircleBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "circle-bench", abstract: "Measures circle stage by stage, compares runs, and works through folders.",
    subcommands: [
      StagesCommand.self, CompareCommand.self, BatchCommand.self, InstructionsCommand.self, MeasureCommand.self,
    ])
}
