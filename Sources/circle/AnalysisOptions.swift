import ArgumentParser
import CommandOptions
import Coverage

/// The options that whole runs share, as the user typed them.
struct AnalysisOptions: ParsableArguments {
  @OptionGroup var city: CityOptions

  @OptionGroup var runOptions: RunOptions

  @OptionGroup var cutoffs: CutoffOptions

  @Option(help: "Write the plain times of street nodes and homes as JSON.")
  var travelTimes: String?

  @OptionGroup var requirement: RequirementOptions
}

extension AnalysisOptions {
  /// The options checked, before any file is touched but for finding the embedded extract.
  ///
  /// - Throws: ``UsageError``, or ``InputError`` for a path that cannot be.
  func analysis() throws -> CoverageAnalysis {
    var analysis = try city.analysis()
    try cutoffs.apply(to: &analysis.parameters)
    analysis.parameters.keepsStreetNodeTimes = travelTimes != nil
    return analysis
  }
}
