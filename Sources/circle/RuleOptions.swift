import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// The rule that says who is covered.
struct RuleOptions: ParsableArguments {
  @Option(help: "A rule that says who is covered: one of circle rules, or a JSON file (default: any1).")
  var rule: String?

  @Option(help: "What homes are to the rule: urban or rural (default: urban).")
  var areaType: String?
}

extension RuleOptions {
  /// Puts the rule into an analysis, and the kinds that it counts.
  ///
  /// - Parameter kindsAreNamed: whether the analysis' kinds are the user's own; then they must hold all that the rule
  ///   counts, and may hold others, which are drawn and searched but do not count.
  /// - Throws: ``UsageError`` for contradictions, ``InputError`` for a rule that cannot be used.
  func apply(to analysis: inout CoverageAnalysis, kindsAreNamed: Bool) throws {
    if let areaType {
      guard let type = AreaType(rawValue: areaType) else {
        throw OptionValue.refusal(areaType, "--area-type", "urban or rural")
      }
      guard rule != nil else { throw UsageError("--area-type chooses among a rule's clauses; give --rule too") }
      analysis.parameters.areaType = type
    }
    // The promise's own rule is a run without one: its limit and kinds are --minutes and --kinds.
    guard let rule, rule != CoverageRule.promise else { return }
    let found: CoverageRule
    if CoverageRule.packNames.contains(rule) {
      found = try CoverageRule(pack: rule)
    } else {
      do {
        analysis.rulePath = try CityOptions.existing(rule, option: "--rule")
      } catch var error as InputError {
        error.remedy = "name a rule's file, or one of \(CoverageRule.packNames.joined(separator: ", "))"
        throw error
      }
      found = try CoverageRule(path: rule)
    }
    let missing = found.kinds.filter { !analysis.parameters.kinds.contains($0) }.map(\.rawValue)
    if kindsAreNamed, !missing.isEmpty {
      throw UsageError(
        "--kinds: the rule \(found.name) counts \(missing.joined(separator: ", ")) too; name them, or leave --kinds out"
      )
    }
    if !kindsAreNamed { analysis.parameters.kinds = found.kinds }
    analysis.insisted.insert(.kinds)
    analysis.parameters.rule = found
  }
}
