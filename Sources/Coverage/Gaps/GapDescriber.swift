import Geography
import Parallel
import Walking

/// Sums up the homes of a gap: how many, how far, to which venue, where and why.
struct GapDescriber: Sendable {
  let homes: [HomeResult]
  let joins: JoinTable
  let venues: [Venue]
  let causes: any GapReasons
  let areas: [AdministrativeArea]
  let areasOfHomes: HomeAreas
  let layers: AreaLayers

  /// A gap of these homes (ascending); its rank is set later.
  func gap(polygons: [GeographicPolygon], homes members: [Int]) -> CoverageGap {
    let walks = members.map { homes[$0].time }.filter(\.isReachable).sorted()
    let (cause, witness) = cause(of: members)
    let facts = witness.map { causes.evidence(for: cause, home: homes[$0], joins: joins[$0], venues: venues) }
    return CoverageGap(
      rank: 0, polygons: polygons, areaInSquareMetres: polygons.areaInSquareMetres, homes: members,
      weight: members.reduce(0) { $0 + homes[$1].home.weight }, nearestVenue: nearestVenue(of: members),
      shortest: walks.first, median: walks.isEmpty ? nil : walks[(walks.count - 1) / 2], longest: walks.last,
      areaNames: areaNames(of: members), cause: cause,
      evidence: witness.map { facts??.text ?? causes.nothing(to: homes[$0]) } ?? "", facts: facts ?? nil)
  }

  /// The cause of most weight, ties to the earlier in the list of causes; and the home with the median walk among it.
  private func cause(of members: [Int]) -> (GapCause, Int?) {
    var weights = [Double](repeating: 0, count: GapCause.allCases.count)
    var witnesses = [[Int]](repeating: [], count: GapCause.allCases.count)
    for home in members {
      let cause = causes.cause(of: homes[home], joins: joins[home])
      guard let place = GapCause.allCases.firstIndex(of: cause) else { continue }
      // A home of no weight still has a say among its like.
      weights[place] += homes[home].home.weight + 1e-9
      witnesses[place].append(home)
    }
    guard let best = weights.indices.max(by: { (weights[$0], $1) < (weights[$1], $0) }) else { return (.far, nil) }
    let sorted = witnesses[best].sorted { (homes[$0].time, $0) < (homes[$1].time, $1) }
    return (GapCause.allCases[best], sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2])
  }

  private func nearestVenue(of members: [Int]) -> Int? {
    var weights: [Int: Double] = [:]
    for home in members {
      if let venue = homes[home].venue { weights[venue, default: 0] += homes[home].home.weight + 1e-9 }
    }
    return weights.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// In each layer the area with most of the weight, where it has half of it.
  private func areaNames(of members: [Int]) -> [String] {
    var weights: [Int: Double] = [:]
    var total = 0.0
    for home in members {
      // A home of no weight still has a say among its like.
      let weight = homes[home].home.weight + 1e-9
      total += weight
      for area in areasOfHomes[home] { weights[Int(area), default: 0] += weight }
    }
    let layers = layers.layerOfArea
    var best: [Int: (area: Int, weight: Double)] = [:]
    for (area, weight) in weights.sorted(by: { $0.key < $1.key })
    where 2 * weight >= total && weight > best[layers[area]]?.weight ?? 0 {
      best[layers[area]] = (area, weight)
    }
    return best.sorted { $0.key < $1.key }.map { areas[$0.value.area].name }
  }
}
