import Coverage

/// The share of people that `--require` asks for.
struct Requirement {
  /// Percent of the weight; `nil` when nothing is required.
  var percent: Double?

  /// Judges a result, and tells when it falls short.
  func judge(_ result: CoverageResult) -> ExitStatus {
    guard let percent else { return .done }
    let totals = CoverageTotals(result)
    // Compared without division, so that 95 of 100 meets 95 %.
    if totals.weight > 0, totals.weightCovered * 100 >= percent * totals.weight { return .done }
    let reached =
      totals.share.map { "\(Self.floored($0)) % of \(result.weightUnit.rawValue) are covered" } ?? "no homes"
    Console.error("--require: \(reached), \(OutputText.shortDecimal(percent)) % are required; the outputs are written")
    return .requirementNotMet
  }

  /// Percent with two decimals rounded down, so that a miss never reads as a hit.
  private static func floored(_ share: Double) -> String {
    OutputText.decimal((share * 10_000).rounded(.down) / 100, places: 2)
  }
}
