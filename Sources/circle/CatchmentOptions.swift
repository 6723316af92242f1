import ArgumentParser
import CommandOptions
import Coverage

/// Whether the venues' capacities are shared among those who reach them.
struct CatchmentOptions: ParsableArguments {
  @Option(
    help: """
      Share the venues' capacities among those within the limit, by a two-step floating catchment: gaussian (the pull \
      falls to nothing at the limit) or uniform.
      """)
  var catchment: String?

  /// - Throws: ``UsageError`` for an unknown word.
  func decay() throws -> CatchmentDecay? {
    guard let catchment else { return nil }
    guard let decay = CatchmentDecay(rawValue: catchment) else {
      throw OptionValue.refusal(catchment, "--catchment", "gaussian or uniform")
    }
    return decay
  }
}
