import Geography
import Walking

/// A plan as an aligned table for a terminal.
package struct PlanTable {
  private let plan: SitePlan
  private var unit: String { plan.weightUnit.rawValue }
  private var limit: String { OutputText.minutesLabel(plan.question.limit) }

  package init(_ plan: SitePlan) { self.plan = plan }

  /// The table, lines ended by line feeds.
  package var text: String {
    ([heading, ""] + rows + [""] + findings).map { $0.trimmedRight + "\n" }.joined()
  }

  private var heading: String {
    let speed = OutputText.shortDecimal(plan.parameters.profile.speed.kilometresPerHour)
    let candidates =
      "\(OutputText.grouped(Double(plan.candidates))) \(plan.question.candidates == nil ? "street corners" : "candidates")"
    return "\(SummaryText.oneLine(plan.studyArea)) · \(limit) at \(speed) km/h · "
      + "\(OutputText.counted(plan.venues, "venue")) \(plan.venues == 1 ? "stays" : "stay") · \(candidates)"
  }

  private var rows: [String] {
    let hasCosts = plan.sites.contains { $0.candidate.cost != nil }
    let hasBounds = plan.bounds.count == plan.sites.count + 1
    let head =
      ["site", "lon", "lat"] + (hasCosts ? ["cost"] : []) + ["homes", unit, "covered"]
      + (hasBounds ? ["at most"] : [])
    var rows = [head]
    rows.append(
      ["   today", "", ""] + (hasCosts ? [""] : [])
        + [
          OutputText.grouped(Double(plan.homesCoveredBefore)), OutputText.grouped(plan.weightCoveredBefore),
          OutputText.percentage(plan.weightCoveredBefore, of: plan.weight),
        ] + (hasBounds ? [""] : []))
    let digits = String(plan.sites.count).count
    for site in plan.sites {
      let place = site.candidate.coordinate
      let rank = String(repeating: " ", count: max(0, max(2, digits) - String(site.rank).count)) + "\(site.rank)"
      var row = [
        "\(rank) \(SummaryText.oneLine(Self.name(of: site)))", OutputText.decimal(place.longitude, places: 7),
        OutputText.decimal(place.latitude, places: 7),
      ]
      if hasCosts { row.append(site.candidate.cost.map(OutputText.grouped) ?? "") }
      row += [
        "+" + OutputText.grouped(Double(site.homesGained)), "+" + OutputText.grouped(site.weightGained),
        OutputText.percentage(site.weightCovered, of: plan.weight),
      ]
      if hasBounds { row.append(Self.ceiling(max(site.weightCovered, plan.bounds[site.rank]), of: plan.weight)) }
      rows.append(row)
    }
    return SummaryText.aligned(rows)
  }

  /// What a reader knows the place by.
  private static func name(of site: SitePlan.Site) -> String {
    let street = site.streets.isEmpty ? "unnamed street" : site.streets
    let area = site.area.isEmpty ? "" : ", \(site.area)"
    if !site.candidate.name.isEmpty { return "\(site.candidate.name) (\(street))" }
    return site.candidate.id.isEmpty ? street + area : "\(site.candidate.id) (\(street))"
  }

  /// A bound in per cent, rounded up, so that nothing exceeds what is read.
  private static func ceiling(_ part: Double, of whole: Double) -> String {
    guard whole > 0 else { return "–" }
    let tenths = (part / whole * 1000 - 1e-6).rounded(.up)
    return OutputText.decimal(min(1000, max(0, tenths)) / 10, places: 1) + " %"
  }

  private var findings: [String] {
    let covered = OutputText.percentage(plan.weightCovered, of: plan.weight)
    guard plan.weight > 0 else { return ["bound  no \(unit) are known in the study area"] }
    guard plan.weightCoveredBefore < plan.weight else { return ["bound  every home is within \(limit) already"] }
    guard plan.usefulCandidates > 0 else {
      return ["bound  \(covered) covered; no candidate reaches a home beyond \(limit)"]
    }
    return [boundLine] + gapLine + reachLine + moneyLine
  }

  /// How near the plan without a solver came, where one was asked.
  private var gapLine: [String] {
    guard let searched = plan.weightWithoutSolver, case .optimal = plan.proof else { return [] }
    let gap = max(0, plan.weightCovered - searched)
    let added = max(plan.weightCovered - plan.weightCoveredBefore, .leastNonzeroMagnitude)
    func percentage(_ part: Double, _ whole: Double) -> String {
      OutputText.decimal(part / whole * 100, places: 2) + " %"
    }
    return [
      "gap    without a solver \(OutputText.percentage(searched, of: plan.weight)): "
        + "\(percentage(gap, plan.weight)) of all less, \(percentage(gap, added)) of what the sites add"
    ]
  }

  private var boundLine: String {
    let covered = OutputText.percentage(plan.weightCovered, of: plan.weight)
    let most = Self.ceiling(plan.bound, of: plan.weight)
    switch (plan.question.goal, plan.proof) {
    case (.share(let share), let proof):
      let wanted = "\(OutputText.shortDecimal(share * 100)) %"
      guard plan.isGoalMet else {
        let all = "all candidates together cover \(Self.ceiling(plan.weightReachable, of: plan.weight))"
        guard plan.isGoalInReach else { return "bound  \(covered) covered: \(wanted) cannot be reached, \(all)" }
        if case .optimal(let name) = proof {
          return "bound  \(covered) covered: sites so far apart cannot reach \(wanted) (\(Self.proven(name))); \(all)"
        }
        return "bound  \(covered) covered: no plan found that reaches \(wanted) with sites so far apart; \(all)"
          + Self.open(proof)
      }
      guard !plan.sites.isEmpty else { return "bound  \(covered) covered: \(wanted) is reached without a new site" }
      if case .optimal(let name) = proof {
        return "bound  \(covered) covered; fewer than \(counted) cannot reach \(wanted) (\(Self.proven(name)))"
      }
      return "bound  \(covered) covered by \(counted); fewer than \(plan.fewestSites ?? 0) cannot reach \(wanted)"
        + Self.open(proof)
    case (_, .optimal(let name)):
      return "bound  \(covered) covered; no choice \(choice) covers more (\(Self.proven(name)))"
    case (_, let proof):
      return "bound  \(covered) covered; no choice \(choice) can exceed \(most)\(Self.open(proof))"
    }
  }

  private var counted: String { OutputText.counted(plan.sites.count, "site") }

  private var choice: String {
    if case .sites(let count) = plan.question.goal { return "of \(OutputText.counted(count, "site"))" }
    return "for this budget"
  }

  private static func proven(_ name: String) -> String {
    name == "bound" ? "proven by the bound" : "proven by \(name)"
  }

  private static func open(_ proof: SitePlan.Proof) -> String {
    if case .bounded(let reason?) = proof { return "; \(reason)" }
    return ""
  }

  private var reachLine: [String] {
    if case .share = plan.question.goal { return [] }
    let reach = Self.ceiling(plan.weightReachable, of: plan.weight)
    return ["reach  all \(OutputText.grouped(Double(plan.usefulCandidates))) useful candidates together: \(reach)"]
  }

  private var moneyLine: [String] {
    guard let cost = plan.cost, plan.sites.contains(where: { $0.candidate.cost != nil }) else { return [] }
    if case .budget(let money) = plan.question.goal {
      return ["cost   \(OutputText.grouped(cost)) of \(OutputText.grouped(money))"]
    }
    return ["cost   \(OutputText.grouped(cost))"]
  }
}
