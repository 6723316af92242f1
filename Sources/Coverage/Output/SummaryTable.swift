import Geography
import Walking

/// What a run found, as an aligned table for a terminal.
package struct SummaryTable {
  private let result: CoverageResult
  private let limit: String

  /// Makes the table of a result.
  package init(_ result: CoverageResult) {
    self.result = result
    limit = OutputText.minutesLabel(result.parameters.limit)
  }

  /// The table, lines ended by line feeds.
  package var text: String {
    let rule = SummaryRule(result)
    let more = [rule?.lines, SummaryFirmness(result)?.lines].compactMap { $0 }.flatMap { $0 + [""] }
    let top = [heading, ""] + shares + OutputSelection.summary(result) + [""]
    let lines =
      top + more + SummaryWalkers(result).lines + SummaryCatchment(result).lines + Self.populationLines(result)
      + gaps(rule) + dropped
    return lines.map { $0.trimmedRight + "\n" }.joined()
  }

  /// Area, speed and venues in one line.
  private var heading: String {
    let speed = OutputText.shortDecimal(result.parameters.profile.speed.kilometresPerHour)
    let kinds = result.parameters.kinds.compactMap { kind -> String? in
      let count = result.venues.count { $0.venue.kind == kind }
      return count > 0 ? "\(count) \(kind.rawValue)" : nil
    }
    let venues = OutputText.counted(result.venues.count, "venue")
    let list = kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))"
    let walker = result.walkers.first.map { $0.name == "standard" ? "" : " (\($0.name))" } ?? ""
    return "\(SummaryText.oneLine(result.studyArea.name)) · \(limit) at \(speed) km/h\(walker) · \(venues)\(list)"
  }

  /// Homes, their weight, and the weight by kind within each cutoff.
  private var shares: [String] {
    let cutoffs = result.parameters.cutoffs
    let within = cutoffs.map { cutoff in CoverageTotals(result.homes, within: cutoff) { $0.time } }
    let total = CoverageTotals(result)
    var rows: [[String]] = [["", "all"] + cutoffs.flatMap { ["≤ " + OutputText.minutesLabel($0), ""] }]
    rows.append(
      ["homes", OutputText.grouped(Double(total.homes))]
        + within.flatMap { share(Double($0.homesCovered), of: Double(total.homes)) })
    rows.append(
      [result.weightUnit.rawValue, OutputText.grouped(total.weight)]
        + within.flatMap { share($0.weightCovered, of: total.weight) })
    rows += Self.groupRows(result)
    guard result.parameters.kinds.count > 1 else { return SummaryText.aligned(rows) }
    for (index, kind) in result.parameters.kinds.enumerated() {
      guard result.venues.contains(where: { $0.venue.kind == kind }) else { continue }
      let reached = cutoffs.map { cutoff in
        CoverageTotals(result.homes, within: cutoff) {
          $0.timesByKind.indices.contains(index) ? $0.timesByKind[index] : .unreachable
        }
      }
      let article = "aeiou".contains(kind.rawValue.prefix(1)) ? "an" : "a"
      rows.append(
        ["  to \(article) \(kind.rawValue)", ""] + reached.flatMap { share($0.weightCovered, of: total.weight) })
    }
    return SummaryText.aligned(rows)
  }

  private func share(_ part: Double, of whole: Double) -> [String] {
    [OutputText.grouped(part), OutputText.percentage(part, of: whole)]
  }

  /// How many gaps there are, and the worst one.
  private func gaps(_ rule: SummaryRule?) -> [String] {
    guard let worst = result.gaps.first else { return noGaps(rule) }
    let unit = result.weightUnit.rawValue
    let weight = result.gaps.reduce(0) { $0 + $1.weight }
    let area = result.gaps.reduce(0) { $0 + $1.areaInSquareMetres }
    let place = worst.areaNames.last.map(SummaryText.oneLine) ?? "unnamed place"
    let venue = worst.nearestVenue.flatMap { result.venues.indices.contains($0) ? result.venues[$0].venue : nil }
    let name = venue.map { $0.name.isEmpty ? $0.id : SummaryText.oneLine($0.name) }
    let walk = worst.median.map { "median \(OutputText.walk($0))" } ?? "no way to a venue"
    return [
      "gaps     \(OutputText.grouped(Double(result.gaps.count))), \(OutputText.decimal(area / 1e6, places: 2)) km², "
        + "\(OutputText.grouped(weight)) \(unit) \(rule?.failing ?? "beyond \(limit)")",
      "  worst  \(place): \(OutputText.grouped(worst.weight)) \(unit), \(walk)" + (name.map { " to \($0)" } ?? ""),
      "         \(worst.cause.rawValue): \(SummaryText.oneLine(worst.evidence))",
    ] + (rule.map { ["         \($0.failures(of: worst))"] } ?? [])
  }

  private func noGaps(_ rule: SummaryRule?) -> [String] {
    let misses = result.homes.count { !$0.isCovered(within: result.parameters.limit) }
    if result.homes.isEmpty { return ["gaps     none: no homes are known in the study area"] }
    return misses > 0
      ? [
        "gaps     none drawn, though \(OutputText.grouped(Double(misses))) homes are \(rule?.failing ?? "beyond \(limit)")"
      ]
      : ["gaps     none: every home \(rule == nil ? "is within \(limit)" : "passes the rule")"]
  }

  /// What does not count as covered for want of a way, and what the reading dropped.
  private var dropped: [String] {
    let unsnapped = result.homes.count { $0.homeLegInMetres == nil }
    let cutOff = result.homes.count { $0.homeLegInMetres != nil && !$0.time.isReachable }
    let edge = result.homes.count { $0.isEdgeLimited }
    let offNetwork = result.venues.count { !$0.doorLegsInMetres.contains { $0 != nil } }
    let snap = OutputText.shortDecimal(result.parameters.snapRadiusInMetres)
    let counts: [(Int, String)] = [
      (unsnapped, "homes without a street within \(snap) m"), (cutOff, "homes without a way to a venue"),
      (offNetwork, "venues without a street within \(snap) m"),
      (edge, "homes whose surroundings leave the data"),
      (result.reading.waysWithMissingNodes, "ways cut at the data's edge"),
    ]
    let told = counts.filter { $0.0 > 0 }.map { "\(OutputText.grouped(Double($0.0))) \($0.1)" }
    return told.enumerated().map { ($0.offset == 0 ? "beware   " : "         ") + $0.element }
  }
}
