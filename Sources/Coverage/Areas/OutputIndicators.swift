import Geography

/// One row of `indicators.csv`: a figure and what it means.
struct IndicatorRow {
  var indicator: String
  /// "all", a layer of areas, or a type of area.
  var scope = "all"
  /// A kind of venue; empty for all that count.
  var kind = ""
  var value: Double?
  var places = 4
  var unit: String
  var definition: String
}

extension CoverageOutput {
  /// `indicators.csv`: the run's figures for reports that compare places, each with its definition.
  public func indicatorsTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try table(indicatorRecords, to: sink)
  }

  var indicatorRecords: OutputRecords {
    OutputRecords(
      columns: ["indicator", "scope", "kind", "value", "unit", "definition"],
      rows: indicatorRows.map {
        [
          .string($0.indicator), .string($0.scope), .string($0.kind), figure($0.value, places: $0.places),
          .string($0.unit), .string($0.definition),
        ]
      })
  }

  /// The figures, the whole first.
  var indicatorRows: [IndicatorRow] { coverageRows + gapRows + venueRows + typeRows + layerRows }

  private var limitLabel: String { OutputText.minutesLabel(result.parameters.limit) }

  /// What makes a home covered.
  private var covered: String {
    result.parameters.rule.map { "for whom all clauses of \($0.name) hold" }
      ?? "within \(limitLabel) on foot of a venue"
  }

  private var gapFormula: String {
    let terms =
      result.parameters.rule == nil
      ? "t the walk, z = \(limitLabel), 1 without a way"
      : "t the walk to the last venue that a clause needs, z its limit, 1 without one, the largest over the clauses"
    return "g = min(1, max(0, (t - z)/z)), \(terms); after Foster, Greer and Thorbecke"
  }

  private var coverageRows: [IndicatorRow] {
    let totals = CoverageTotals(result)
    let kinds = result.indicators.kinds
    let rule = result.parameters.rule
    return [
      IndicatorRow(
        indicator: "coverage", value: totals.share, unit: "share", definition: "\(unit) \(covered) / all \(unit)"),
      IndicatorRow(
        indicator: "beyond", value: totals.weight - totals.weightCovered, places: 1, unit: unit,
        definition: rule.map { "\(unit) for whom a clause of \($0.name) fails" }
          ?? "\(unit) not within \(limitLabel) of any venue"),
      IndicatorRow(
        indicator: "homes_covered", value: totals.homes > 0 ? Double(totals.homesCovered) / Double(totals.homes) : nil,
        unit: "share",
        definition: rule.map { "homes for which all clauses of \($0.name) hold / all homes, each counting one" }
          ?? "homes within \(limitLabel) / all homes, each counting one"),
    ]
      + kinds.map {
        IndicatorRow(
          indicator: "coverage", kind: $0.kind.rawValue,
          value: totals.weight > 0 ? $0.weightCovered / totals.weight : nil, unit: "share",
          definition: "\(unit) within \(limitLabel) on foot of a venue of this kind / all \(unit)")
      }
  }

  private var gapRows: [IndicatorRow] {
    let whole = result.indicators.whole
    let gap = gapFormula
    let worst = result.homes.lazy.map(\.time).filter(\.isReachable).max()
    return [
      IndicatorRow(
        indicator: "worst_home", value: worst.flatMap(OutputText.tenthsOfMinute).map { Double($0) / 10 }, places: 1,
        unit: "minutes", definition: "longest walk of a home that has a way to a venue"),
      IndicatorRow(
        indicator: "mean_walk", value: whole.meanMinutes, places: 1, unit: "minutes",
        definition: "mean walk to the nearest venue over the \(unit) that have a way"),
      IndicatorRow(
        indicator: "fgt0", value: whole.headcount, unit: "share",
        definition: "headcount: share of \(unit) with g > 0, which is 1 - coverage; \(gap)"),
      IndicatorRow(
        indicator: "fgt1", value: whole.depth, unit: "", definition: "depth: mean of g over all \(unit); \(gap)"),
      IndicatorRow(
        indicator: "fgt2", value: whole.severity, unit: "", definition: "severity: mean of g² over all \(unit); \(gap)"),
    ]
  }

  private var venueRows: [IndicatorRow] {
    let (whole, weight) = (result.indicators.whole, CoverageTotals(result).weight)
    let x = "x = number of venues within \(limitLabel)"
    let per = "venues in the study area / \(unit) × 100,000"
    return [
      IndicatorRow(
        indicator: "mean_venues", value: whole.meanVenues, unit: "venues", definition: "mean of \(x) over \(unit)"),
      IndicatorRow(
        indicator: "gini", value: whole.gini, unit: "",
        definition:
          "1 - sum of (F_i - F_(i-1))(L_i + L_(i-1)) over \(unit) by ascending x, equal x together, F their share, L their share of x; \(x); 0 is equal, empty where all have none"
      ),
      IndicatorRow(
        indicator: "theil", value: whole.theil, unit: "",
        definition: "T = sum of (p/P)(x/m) ln(x/m), p of P \(unit) having x, m the mean; \(x); 0 is equal"),
      IndicatorRow(
        indicator: "palma", value: whole.palma, unit: "",
        definition:
          "mean x of the 10 % of \(unit) with most / mean x of the 40 % with least; \(x); by venues, not income; empty where the 40 % have none"
      ),
      IndicatorRow(
        indicator: "venues_per_100000", value: whole.venuesPer100000, places: 2, unit: "venues", definition: per),
    ]
      + result.indicators.kinds.map {
        IndicatorRow(
          indicator: "venues_per_100000", kind: $0.kind.rawValue,
          value: weight > 0 ? Double($0.venues) / weight * 100_000 : nil, places: 2, unit: "venues", definition: per)
      }
  }

  private var typeRows: [IndicatorRow] {
    let whole = result.indicators.whole
    guard whole.urbanShare != nil || whole.ruralShare != nil else { return [] }
    let share = "\(unit) \(covered) / all \(unit), in areas of this type"
    return [
      IndicatorRow(
        indicator: "coverage", scope: "urban", value: whole.urbanShare, unit: "share", definition: share),
      IndicatorRow(
        indicator: "coverage", scope: "rural", value: whole.ruralShare, unit: "share", definition: share),
      IndicatorRow(
        indicator: "rural_to_urban", value: whole.ruralToUrban, unit: "",
        definition: "coverage in rural areas / coverage in urban areas; 1 is parity"),
    ]
  }

  private var layerRows: [IndicatorRow] {
    result.indicators.layers.flatMap { layer -> [IndicatorRow] in
      let isAlone = result.indicators.layers.count { $0.name == layer.name } == 1
      let scope = isAlone ? layer.name : "\(layer.name) \(layer.level)"
      let split = "part of theil (of all \(unit), those in no area as one more area)"
      let likeness =
        "1 - 1/2 sum over the areas of |share of venues - share of \(unit)|, shares of what lies in the areas; UNESCO-style distribution; 1 is like the population"
      func row(_ name: String, _ value: Double?, _ unit: String, _ definition: String, kind: String = "")
        -> IndicatorRow
      {
        IndicatorRow(
          indicator: name, scope: scope, kind: kind, value: value, places: unit.isEmpty ? 4 : 1, unit: unit,
          definition: definition)
      }
      return [
        row("areas", Double(layer.areas), "areas", "areas of the layer"),
        row("unassigned", layer.unassigned.weight, unit, "\(unit) in no area of the layer"),
        row("theil_between", layer.theilBetween, "", "\(split): between areas, sum of s ln(m_a/m), s their share of x"),
        row("theil_within", layer.theilWithin, "", "\(split): within areas, sum of s T_a"),
        row("distribution", layer.likeness, "", likeness),
      ]
        + zip(result.indicators.kinds, layer.likenessByKind).map {
          row("distribution", $1, "", likeness, kind: $0.kind.rawValue)
        }
    }
  }
}
