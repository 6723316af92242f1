import Geography
import Walking

/// A plan as JSON and as GeoJSON.
package struct PlanOutput: Sendable {
  private let plan: SitePlan
  private let osmTimestamp: Int64?
  private let selection: [JSONMember]
  private var unit: String { plan.weightUnit.rawValue }

  /// - Parameter city: the one that was asked.
  package init(_ plan: SitePlan, city: PreparedCity) {
    self.plan = plan
    osmTimestamp = city.header.timestamp
    selection = city.selectionMembers
  }

  /// One JSON document.
  package func json() -> [UInt8] {
    OutputEncoder.document(
      .object(members + [JSONMember("sites", .array(plan.sites.map { .object(properties(of: $0, withPlace: true)) }))]),
      pretty: true)
  }

  /// The sites as points, by rank; what holds for the whole plan as members of the collection.
  package func geoJSON() throws -> [UInt8] {
    try GeoJSONWriter.encode(
      plan.sites.map { site in
        GeoJSONFeature(
          id: "site-\(site.rank)", geometry: .point(site.candidate.coordinate),
          properties: properties(of: site, withPlace: false))
      }, members: members)
  }

  private var members: [JSONMember] {
    var members = [
      JSONMember("attribution", .string(OutputText.attribution)), JSONMember("study_area", .string(plan.studyArea)),
      JSONMember("limit_minutes", OutputEncoder.plain(plan.question.limit.minutes)),
      JSONMember("speed_kmh", OutputEncoder.plain(plan.parameters.profile.speed.kilometresPerHour)),
      JSONMember("kinds", .array(plan.parameters.kinds.map { .string($0.rawValue) })),
    ]
    if let osmTimestamp { members.append(JSONMember("osm_timestamp", .string(RunRecord.isoTime(osmTimestamp)))) }
    return members + selection + [
      JSONMember("goal", goal),
      JSONMember("minimum_separation_m", OutputEncoder.plain(plan.question.minimumSeparation)),
      JSONMember("candidates", .integer(plan.candidates)),
      JSONMember("candidates_useful", .integer(plan.usefulCandidates)),
      JSONMember("before", totals(plan.homesCoveredBefore, plan.weightCoveredBefore)),
      JSONMember("after", totals(plan.homesCovered, plan.weightCovered)),
      JSONMember("share_reachable", share(plan.weightReachable)),
      JSONMember("cost", plan.cost.map(OutputEncoder.plain) ?? .null), JSONMember("bound", bound),
      JSONMember("curve", curve),
    ]
  }

  private var goal: JSONValue {
    switch plan.question.goal {
    case .sites(let count): .object([JSONMember("sites", .integer(count))])
    case .share(let share):
      .object([JSONMember("share", .number(share)), JSONMember("is_met", .bool(plan.isGoalMet))])
    case .budget(let money): .object([JSONMember("budget", OutputEncoder.plain(money))])
    }
  }

  /// What no choice of as many sites, or for the same money, can exceed.
  private var bound: JSONValue {
    var members = [JSONMember("share", share(plan.bound, isBound: true))]
    members.append(JSONMember("\(unit)_covered", .decimal(plan.bound, places: 1)))
    switch plan.proof {
    case .optimal(let name):
      members += [JSONMember("is_optimal", .bool(true)), JSONMember("proven_by", .string(name))]
    case .bounded(let reason):
      members += [JSONMember("is_optimal", .bool(false)), JSONMember("reason", reason.map(JSONValue.string) ?? .null)]
    }
    if let searched = plan.weightWithoutSolver {
      members.append(JSONMember("\(unit)_covered_without_solver", .decimal(searched, places: 1)))
    }
    if let fewest = plan.fewestSites { members.append(JSONMember("fewest_sites", .integer(fewest))) }
    return .object(members)
  }

  /// Coverage by number of sites, and what no choice of as many can exceed.
  private var curve: JSONValue {
    let covered = [plan.weightCoveredBefore] + plan.sites.map(\.weightCovered)
    let hasBounds = plan.bounds.count == covered.count
    return .array(
      covered.enumerated().map { number, weight in
        .object(
          [
            JSONMember("sites", .integer(number)), JSONMember("\(unit)_covered", .decimal(weight, places: 1)),
            JSONMember("share", share(weight)),
          ]
            + (hasBounds
              ? [JSONMember("share_bound", share(max(weight, plan.bounds[number]), isBound: true))] : []))
      })
  }

  private func totals(_ homes: Int, _ weight: Double) -> JSONValue {
    .object([
      JSONMember("homes", .integer(plan.homes)), JSONMember("homes_covered", .integer(homes)),
      JSONMember(unit, .decimal(plan.weight, places: 1)), JSONMember("\(unit)_covered", .decimal(weight, places: 1)),
      JSONMember("share", share(weight)),
    ])
  }

  /// Six decimals; a bound is rounded up.
  private func share(_ weight: Double, isBound: Bool = false) -> JSONValue {
    guard plan.weight > 0 else { return .null }
    let share = weight / plan.weight
    return .decimal(isBound ? min(1, (share * 1e6 - 1e-3).rounded(.up) / 1e6) : share, places: 6)
  }

  private func properties(of site: SitePlan.Site, withPlace: Bool) -> [JSONMember] {
    var members = [JSONMember("rank", .integer(site.rank))]
    if withPlace {
      members += [
        JSONMember("lon", OutputEncoder.plain(site.candidate.coordinate.longitude)),
        JSONMember("lat", OutputEncoder.plain(site.candidate.coordinate.latitude)),
      ]
    }
    func text(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }
    return members + [
      JSONMember("candidate", text(site.candidate.id)), JSONMember("name", text(site.candidate.name)),
      JSONMember("streets", text(site.streets)), JSONMember("area", text(site.area)),
      JSONMember("cost", site.candidate.cost.map(OutputEncoder.plain) ?? .null),
      JSONMember("homes_gained", .integer(site.homesGained)),
      JSONMember("\(unit)_gained", .decimal(site.weightGained, places: 1)),
      JSONMember("\(unit)_covered", .decimal(site.weightCovered, places: 1)),
      JSONMember("share_covered", share(site.weightCovered)),
    ]
  }
}
