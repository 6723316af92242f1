import Walking

extension SummaryTable {
  /// A row a group: its people, and those within each cutoff.
  static func groupRows(_ result: CoverageResult) -> [[String]] {
    guard !result.groups.isEmpty else { return [] }
    let within = result.parameters.cutoffs.map { result.groupCounts(within: $0) }
    return result.groups.names.enumerated().map { group, name in
      let people = within.first?[group].people ?? 0
      return ["  " + SummaryText.oneLine(name), OutputText.grouped(people)]
        + within.flatMap {
          [OutputText.grouped($0[group].covered), OutputText.percentage($0[group].covered, of: people)]
        }
    }
  }

  /// What became of the people of a population file, and how groups fare beside all.
  static func populationLines(_ result: CoverageResult) -> [String] {
    guard let population = result.population else { return [] }
    let mass = population.people
    var parts = ["\(OutputText.grouped(mass.inHomes)) in homes"]
    func add(_ people: Double, _ where: String) {
      if people > 0 { parts.append("\(OutputText.grouped(people)) \(`where`)") }
    }
    add(mass.outsideStudyArea, "outside the study area")
    add(mass.outsideData, "beyond the extract's streets")
    add(mass.withoutPlace, "without a place")
    add(mass.elsewhere, "elsewhere")
    var lines = ["people   \(OutputText.grouped(mass.read)) read: \(parts.joined(separator: ", "))"]
    if population.zones > 0 {
      let zones = population.kind == .grid ? "cells" : "polygons"
      var ways = ["\(OutputText.grouped(Double(population.zonesOverHomes))) over homes"]
      if population.zonesAlongStreets > 0 {
        ways.append(
          "\(OutputText.grouped(Double(population.zonesAlongStreets))) along streets "
            + "(\(OutputText.grouped(population.peopleAlongStreets)) people)")
      }
      if population.zonesAtMiddle > 0 {
        ways.append(
          "\(OutputText.grouped(Double(population.zonesAtMiddle))) at their middle "
            + "(\(OutputText.grouped(population.peopleAtMiddle)) people)")
      }
      lines.append(
        "         \(OutputText.grouped(Double(population.zones))) \(zones) spread: \(ways.joined(separator: ", "))")
    }
    let what = result.parameters.rule.map { ", by passing \(SummaryText.oneLine($0.name))" } ?? ""
    let parities = result.parities.compactMap { parity -> String? in
      guard let difference = parity.difference, let ratio = parity.ratio else { return nil }
      let points = OutputText.decimal(abs(difference) * 100, places: 1)
      let more = difference < 0 ? "less" : "more"
      return "\(SummaryText.oneLine(parity.name)) \(points) points \(more) than all "
        + "(\(OutputText.decimal(ratio, places: 3)) of it)\(what)"
    }
    return lines + parities.enumerated().map { ($0.offset == 0 ? "parity   " : "         ") + $0.element }
  }
}
