import ArgumentParser
import CommandOptions
import Coverage

/// The options that whole runs share, as the user typed them.
struct AnalysisOptions: ParsableArguments {
  @OptionGroup var city: CityOptions

  @OptionGroup var runOptions: RunOptions

  @OptionGroup var cutoffs: CutoffOptions

  @OptionGroup var selection: SelectionOptions

  @Option(help: "Write the plain times of street nodes and homes as JSON.")
  var travelTimes: String?

  @OptionGroup var rule: RuleOptions

  @OptionGroup var firmness: FirmnessOptions

  @OptionGroup var requirement: RequirementOptions
}

extension AnalysisOptions {
  /// The options checked, before any file is touched but for finding the embedded extract.
  ///
  /// - Throws: ``UsageError``, or ``InputError`` for a path that cannot be.
  func analysis() throws -> CoverageAnalysis {
    var analysis = try city.analysis()
    try cutoffs.apply(to: &analysis.parameters)
    try rule.apply(to: &analysis, kindsAreNamed: city.kinds != nil)
    analysis.parameters.tellsFirmness = firmness.band
    analysis.parameters.selection = try selection.selection()
    analysis.parameters.keepsStreetNodeTimes = travelTimes != nil
    try checkNames(analysis.parameters)
    return analysis
  }

  private func checkNames(_ parameters: CoverageParameters) throws {
    guard let rule = parameters.rule else { return }
    if rule.name == "rule" || parameters.rulesBeside.contains(where: { $0.name == "rule" }) {
      throw UsageError("--rule: a rule's file cannot be called rule.json, for a column has that name; rename it")
    }
  }
}
