import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// The rule that says who is covered.
struct RuleOptions: ParsableArguments {
  /// Rules that a run may tell of.
  private static let most = 8

  @Option(
    parsing: .singleValue,
    help: "A rule that says who is covered: one of circle rules, or a JSON file (default: any1). More are told beside.")
  var rule: [String] = []

  @Option(help: "What homes are to the rule where no area says: urban or rural (default: urban).")
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
      guard !rule.isEmpty else { throw UsageError("--area-type chooses among a rule's clauses; give --rule too") }
      analysis.parameters.areaType = type
    }
    // The promise's own rule alone is a run without one, where the limit and the kinds are the promise's.
    let isPromise = rule == [CoverageRule.promise] && !kindsAreNamed && analysis.parameters.limit == .minutes(15)
    guard !rule.isEmpty, !isPromise else { return }
    guard rule.count <= Self.most else { throw UsageError("--rule: \(rule.count) rules, at most \(Self.most)") }
    let rules = try rule.map { try Self.rule($0, paths: &analysis.rulePaths) }
    for (number, rule) in rules.enumerated() where rules[..<number].contains(where: { $0.name == rule.name }) {
      throw UsageError("--rule: two rules are called \(rule.name); name each once, or rename a file")
    }
    let kinds = Set(rules.flatMap(\.kinds)).sorted()
    let missing = kinds.filter { !analysis.parameters.kinds.contains($0) }.map(\.rawValue)
    if kindsAreNamed, !missing.isEmpty {
      let names = rules.count == 1 ? "the rule \(rules[0].name) counts" : "the rules count"
      throw UsageError("--kinds: \(names) \(missing.joined(separator: ", ")) too; name them, or leave --kinds out")
    }
    if !kindsAreNamed {
      analysis.parameters.kinds = kinds
      analysis.parameters.kindsBeside = kinds.filter { !rules[0].kinds.contains($0) }
    }
    analysis.insisted.insert(.kinds)
    analysis.parameters.rule = rules[0]
    analysis.parameters.rulesBeside = Array(rules.dropFirst())
  }

  /// The same for a command that tells of one rule at most.
  ///
  /// - Returns: the rule, and what is asked where no area says; `nil` where the promise alone is asked.
  func one(for analysis: inout CoverageAnalysis, kindsAreNamed: Bool) throws -> (
    rule: CoverageRule, areaType: AreaType
  )? {
    guard rule.count < 2 else { throw UsageError("--rule: one rule at a time here; circle coverage tells of several") }
    try apply(to: &analysis, kindsAreNamed: kindsAreNamed)
    return analysis.parameters.rule.map { ($0, analysis.parameters.areaType) }
  }

  private static func rule(_ name: String, paths: inout [String]) throws -> CoverageRule {
    if CoverageRule.packNames.contains(name) { return try CoverageRule(pack: name) }
    do {
      if let path = try CityOptions.existing(name, option: "--rule") { paths.append(path) }
    } catch var error as InputError {
      error.remedy = "name a rule's file, or one of \(CoverageRule.packNames.joined(separator: ", "))"
      throw error
    }
    return try CoverageRule(path: name)
  }
}
