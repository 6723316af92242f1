import Walking

/// The walkers of a run side by side, as lines of its summary.
struct SummaryWalkers {
  let lines: [String]

  /// No lines where no walker was named.
  init(_ result: CoverageResult) {
    guard let first = result.walkers.first, first.name != "standard" || result.walkers.count > 1 else {
      lines = []
      return
    }
    let all = CoverageTotals(result)
    let unit = result.weightUnit.rawValue
    let base = WalkerTotals(first, of: result)
    let isCompared = result.walkers.count > 1
    var rows = [["walker", "km/h", "covered", unit] + (isCompared ? ["gap", "between"] : [])]
    for walker in result.walkers {
      let totals = WalkerTotals(walker, of: result)
      var covered = OutputText.percentage(totals.weightCovered, of: all.weight)
      if walker.strictTimes != nil {
        covered = "\(OutputText.percentage(totals.weightLow, of: all.weight)) to \(covered)"
      }
      var row = [
        walker.name, OutputText.shortDecimal(walker.speed.kilometresPerHour), covered,
        OutputText.grouped(totals.weightCovered),
      ]
      if isCompared {
        let gap = all.weight > 0 ? (base.weightCovered - totals.weightCovered) / all.weight * 100 : 0
        row += [
          walker.name == first.name ? "" : OutputText.decimal(gap, places: 1),
          walker.name == first.name ? "" : OutputText.grouped(totals.weightBetween),
        ]
      }
      rows.append(row)
    }
    var lines = SummaryText.aligned(rows)
    if isCompared {
      lines.append("gap: percentage points less than \(first.name); between: \(unit) covered as \(first.name) only")
    }
    if let rule = result.parameters.rule { lines.append("covered: passing \(SummaryText.oneLine(rule.name))") }
    for walker in result.walkers {
      let count = result.survey.count { $0.profile == walker.name }
      guard count > 0 else { continue }
      let totals = WalkerTotals(walker, of: result)
      let whose = isCompared ? "\(walker.name): " : ""
      lines.append(
        "survey   \(whose)\(OutputText.grouped(Double(count))) ways and nodes lack tags that the answer of "
          + "\(OutputText.grouped(totals.weightCovered - totals.weightLow)) \(unit) hangs on: survey.csv")
    }
    self.lines = lines + [""]
  }
}
