import ArgumentParser
import CommandOptions

/// The share that the user holds the city to.
struct RequirementOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "End with status 3 when less than this share is covered, such as 95%.")
  var require: String?

  /// The share asked for, in percent.
  func percentage() throws -> Double? {
    try require.map { try OptionValue.percentage($0, option: "--require") }
  }
}
