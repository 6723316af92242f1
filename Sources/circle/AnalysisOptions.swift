import ArgumentParser
import Coverage

/// The options that whole runs share, as the user typed them.
struct AnalysisOptions: ParsableArguments {
  @OptionGroup var city: CityOptions

  @OptionGroup var limit: LimitOptions

  @Option(help: "Write the plain times of street nodes and homes as JSON.")
  var travelTimes: String?

  @Option(parsing: .unconditional, help: "End with status 3 when less than this share is covered, such as 95%.")
  var require: String?
}

extension AnalysisOptions {
  /// The options checked, before any file is touched but for finding the embedded extract.
  ///
  /// - Throws: ``UsageError``, or ``InputError`` for a path that cannot be.
  func analysis() throws -> CoverageAnalysis {
    var analysis = try city.analysis()
    try limit.apply(to: &analysis.parameters)
    analysis.parameters.keepsStreetNodeTimes = travelTimes != nil
    return analysis
  }

  /// The share asked for, in percent.
  func requiredPercentage() throws -> Double? {
    try require.map { try OptionValue.percentage($0, option: "--require") }
  }
}
