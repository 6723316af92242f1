import Geography
import Walking

/// What outputs say more when a run tells how firm its answers are; nothing of it otherwise.
extension CoverageOutput {
  private var band: CoverageBandwidth? {
    result.parameters.tellsFirmness ? CoverageBandwidth(result.parameters) : nil
  }

  /// The columns that `homes.csv` has more.
  var firmnessHomeColumns: [String] { band == nil ? [] : ["covered_low", "covered_high", "firmness"] }

  func appendFirmness(of home: HomeResult, to table: inout OutputTable) {
    guard let band else { return }
    table.append(band.covers(home, at: .slow))
    table.append(band.covers(home, at: .fast))
    table.append(band.firmness(of: home).rawValue)
  }

  /// The columns that `areas.csv` has more.
  var firmnessAreaColumns: [String] {
    band == nil ? [] : ["\(unit)_covered_low", "\(unit)_covered_high", "share_low", "share_high"]
  }

  func firmnessAreaValues(_ sums: FirmnessSums?) -> [JSONValue] {
    guard band != nil else { return [] }
    guard let sums else { return firmnessAreaColumns.map { _ in .null } }
    func share(_ part: HomeCount) -> JSONValue {
      sums.all.weight > 0 ? .decimal(part.weight / sums.all.weight, places: 4) : .null
    }
    return [
      .decimal(sums.low.weight, places: 1), .decimal(sums.high.weight, places: 1), share(sums.low), share(sums.high),
    ]
  }

  /// The totals that `run.json` has more.
  var firmnessTotals: [JSONMember] {
    guard let band else { return [] }
    let sums = band.sums(of: result.homes)
    func share(_ part: HomeCount) -> JSONValue {
      sums.all.weight > 0 ? .decimal(part.weight / sums.all.weight, places: 6) : .null
    }
    let counts = Firmness.allCases.flatMap { firmness in
      [
        JSONMember("homes_\(firmness.rawValue)", .integer(sums[firmness].homes)),
        JSONMember("\(unit)_\(firmness.rawValue)", .decimal(sums[firmness].weight, places: 1)),
      ]
    }
    return [JSONMember("share_low", share(sums.low)), JSONMember("share_high", share(sums.high))] + counts
  }
}

/// How firm a city's answers are, as lines of the summary.
struct SummaryFirmness {
  private let result: CoverageResult

  /// `nil` for a run that does not tell.
  init?(_ result: CoverageResult) {
    guard result.parameters.tellsFirmness else { return nil }
    self.result = result
  }

  /// The share at both paces, and the homes between.
  var lines: [String] {
    let sums = CoverageBandwidth(result.parameters).sums(of: result.homes)
    let speed = result.parameters.profile.speed.kilometresPerHour
    func share(_ part: HomeCount) -> String { OutputText.percentage(part.weight, of: sums.all.weight) }
    func count(_ firmness: Firmness) -> String {
      "\(OutputText.grouped(sums[firmness].weight)) \(result.weightUnit.rawValue)"
    }
    let (slow, fast) = (OutputText.shortDecimal(speed * 0.9), OutputText.shortDecimal(speed * 1.1))
    let isLengths = result.parameters.rule.map { RuleSheet($0).clauses.allSatisfy(\.limit.isLength) } ?? false
    return [
      "band     \(share(sums.low)) at \(slow) km/h to \(share(sums.high)) at \(fast) km/h",
      "         firm covered \(count(.firmCovered)), borderline \(count(.borderline)), firm gap \(count(.firmGap))",
    ] + (isLengths ? ["         the rule asks for metres, which no speed changes"] : [])
  }
}
