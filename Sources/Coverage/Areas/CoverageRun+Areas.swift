import Geography
import Parallel
import Walking

extension CoverageRun {
  /// Sums up each area, and the whole.
  mutating func makeAreas() {
    let (homes, limit) = (homeResults, parameters.limit)
    let longest = homes.lazy.map(\.time).filter(\.isReachable).max() ?? limit
    let sheet = parameters.rule.map(RuleSheet.init)
    let terms = AreaTally.Terms(weight: homes.reduce(0) { $0 + $1.home.weight }, longest: longest)
    let sums = AreaSums(
      areas, homes: prepared.areasOfHomes, venues: prepared.areasOfVenues, workers: parameters.workers
    ) { members, type in
      var tally = AreaTally()
      for home in members {
        let found = homes[home]
        terms.add(
          weight: found.home.weight, time: found.time, gap: found.gap(within: limit, sheet),
          isCovered: found.isCovered(within: limit), venues: found.venuesWithin, type: type, to: &tally)
      }
      return tally
    }
    let rows = sums.rows
    let layers = layerTotals(rows, sums)
    let groups = self.homes.groups
    let rulesBeside = parameters.rulesBeside.indices
    let run = catchment == nil ? nil : self
    let band = parameters.tellsFirmness ? CoverageBandwidth(parameters) : nil
    areaResults = concurrentMap(count: rows.count, workers: parameters.workers) { number in
      let row = rows[number]
      let members = row.homes.flatMap { sums.homes.members[$0] }.sorted()
      let found = members.lazy.map { homes[$0] }
      var area = AreaResult(row, sums, walks: found.map(\.time).sorted(), layer: layers[row.layer])
      area.groups = GroupCount.all(groups, of: members, covered: members.filter { homes[$0].isCovered(within: limit) })
      area.failures = sheet.map { RuleFailure.sums(of: found, $0) } ?? []
      area.passesBeside = rulesBeside.map { rule in HomeCount(of: found) { $0.rulesBeside[rule].passes } }
      area.firmness = band?.sums(of: found)
      area.capacity = run?.capacity(of: members)
      return area
    }
    indicators = runIndicators(sums)
    tellOfNesting(rows, sums)
  }

  /// The weight and the venues of each layer's areas.
  private func layerTotals(_ rows: [AreaSums.Row], _ sums: AreaSums) -> [(weight: Double, venues: Int)] {
    var totals = sums.layers.layers.map { _ in (weight: 0.0, venues: 0) }
    for row in rows where !row.isUnassigned {
      totals[row.layer].weight += sums.sum(row.homes).weight
      totals[row.layer].venues += sums.venueCount(row.venues)
    }
    return totals
  }

  private func runIndicators(_ sums: AreaSums) -> RunIndicators {
    var found = RunIndicators()
    let whole = sums.sum(sums.tallies.indices)
    let study = prepared.studyArea.source == .extractBounds ? nil : PlacePolygonIndex([prepared.studyArea.polygons])
    let all = venues
    let inside = all.filter { venue in study.map { $0.contains(venue.coordinate, area: 0) } ?? true }
    found.venues = inside.count
    found.whole = AreaIndicators(whole, venues: inside.count)
    found.kinds = parameters.kinds.enumerated().map { place, kind in
      RunIndicators.Kind(
        kind: kind,
        weightCovered: CoverageTotals(homeResults, within: parameters.limit) { $0.timesByKind[place] }.weightCovered,
        venues: inside.count { $0.kind == kind })
    }
    found.layers = sums.layerIndicators(kinds: parameters.kinds) { all[$0].kind }
    return found
  }

  /// Says how many homes lie in an area but outside the one that holds it.
  private mutating func tellOfNesting(_ rows: [AreaSums.Row], _ sums: AreaSums) {
    guard sums.layers.holdsSupplied else { return }
    let strangers = rows.reduce(0) { $0 + sums.sum($1.strangers).homes }
    counts.append(("homes_outside_parent_area", strangers))
    if strangers > 0 {
      let message = "homes in an area but outside the wider one that holds it; areas.csv has them by area"
      warnings.append(Warning(count: strangers, message: message))
    }
  }
}

extension AreaResult {
  fileprivate init(
    _ row: AreaSums.Row, _ sums: AreaSums, walks: [TravelTime], layer: (weight: Double, venues: Int)
  ) {
    let tally = sums.sum(row.homes)
    let venueCount = sums.venueCount(row.venues)
    self.init(
      area: row.area, homes: tally.homes, weight: tally.weight, homesCovered: tally.homesCovered,
      weightCovered: tally.weightCovered, venues: venueCount, worst: walks.last,
      median: walks.isEmpty ? nil : walks[(walks.count - 1) / 2])
    indicators = AreaIndicators(tally, venues: venueCount)
    parent = row.parent.map { sums.areas[$0].id }
    isUnassigned = row.isUnassigned
    let strangers = sums.sum(row.strangers)
    outsideParent = HomeCount(homes: strangers.homes, weight: strangers.weight)
    if !row.isUnassigned, tally.weight > 0, layer.weight > 0, layer.venues > 0 {
      indicators.locationQuotient =
        (Double(venueCount) / Double(layer.venues)) / (tally.weight / layer.weight)
    }
  }
}
