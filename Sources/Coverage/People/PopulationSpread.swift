import Geography
import OpenStreetMap
import Parallel
import Walking

/// Spreads the people of zones over the homes in them (domain §10), nobody lost and nobody rounded.
///
/// The homes that the map knows get a zone's people in proportion to their dwellings. Where it knows none, points about
/// every 50 m along the streets of the zone on which people live get them by metres; where there are none either, one
/// home in the zone's middle gets them. A zone that reaches beyond the extract's streets loses the share of its land that
/// lies there.
struct PopulationSpread {
  private let zones: PopulationZones
  private let land: PopulationLand
  private let index: PlacePolygonIndex
  private let file: String
  private let groupCount: Int
  /// What each zone has to give: the share of its people that live on land the extract knows.
  private var shares: [Double]
  /// The homes so far, and the people of each group in them.
  private(set) var homes: [Home] = []
  private(set) var groups: [[Double]]
  private(set) var record = PopulationRecord()
  private var beyond: [CompensatedSum]

  init(_ zones: PopulationZones, file: String, land: PopulationLand) {
    self.zones = zones
    self.land = land
    self.file = file
    groupCount = zones.groups.count
    index = PlacePolygonIndex(zones.outlines)
    shares = [Double](repeating: 1, count: zones.count)
    groups = [[Double]](repeating: [], count: groupCount)
    beyond = [CompensatedSum](repeating: CompensatedSum(), count: groupCount + 1)
    record.zones = zones.count
  }

  /// Goes all the way.
  ///
  /// - Parameters:
  ///   - known: the map's homes with their dwellings.
  ///   - zonesOfHome: the zones that hold each; `nil` to look them up in the zones' outlines.
  ///   - streets: where people live along streets that have no homes on the map.
  /// - Complexity: a look-up a home and a street point, linear in the zones.
  mutating func spread(
    over known: [Home], zonesOfHome: [Int32]?, streets: StreetGraph, in extract: Extract, workers: Int
  ) {
    let holding = zonesOfHome.map { zones in zones.map { $0 < 0 ? [] : [Int($0)] } } ?? lookUp(known, workers)
    measureLand(workers)
    let empty = spread(over: known, holding)
    let left = spreadAlongStreets(empty, streets, extract, workers)
    for zone in left { putInTheMiddle(zone) }
    record.people.outsideData = beyond[0].value
    record.groups = beyond.dropFirst().map { sum in
      var mass = PopulationRecord.Mass()
      mass.outsideData = sum.value
      return mass
    }
  }

  private func lookUp(_ known: [Home], _ workers: Int) -> [[Int]] {
    let chunk = 1024
    let index = index
    return concurrentMap(count: (known.count + chunk - 1) / chunk, workers: workers) { part in
      known[part * chunk..<min(known.count, (part + 1) * chunk)].map { index.all(containing: $0.coordinate) }
    }.flatMap { $0 }
  }

  /// Finds what of each zone lies beyond the extract's streets.
  private mutating func measureLand(_ workers: Int) {
    let (zones, land, index) = (zones, land, index)
    shares = concurrentMap(count: zones.count, workers: workers) { land.share(of: $0, zones.outlines[$0], in: index) }
    for zone in shares.indices where shares[zone] < 1 {
      loseBeyondData(zone, share: 1 - shares[zone])
      if shares[zone] > 0 { record.zonesCut += 1 } else { record.zonesOutsideData += 1 }
    }
  }

  private mutating func loseBeyondData(_ zone: Int, share: Double) {
    beyond[0].add(zones.people[zone] * share)
    for group in 0..<groupCount { beyond[group + 1].add(zones.groups[group][zone] * share) }
  }

  /// Spreads over the map's homes; gives the zones that have none.
  private mutating func spread(over known: [Home], _ holding: [[Int]]) -> [Int] {
    var dwellings = [CompensatedSum](repeating: CompensatedSum(), count: zones.count)
    for (home, own) in zip(known, holding) { for zone in own { dwellings[zone].add(home.weight) } }
    for (home, own) in zip(known, holding) {
      var people = 0.0
      var ofGroups = [Double](repeating: 0, count: groupCount)
      for zone in own where dwellings[zone].value > 0 {
        let share = shares[zone] * (home.weight / dwellings[zone].value)
        people += zones.people[zone] * share
        for group in 0..<groupCount { ofGroups[group] += zones.groups[group][zone] * share }
      }
      guard people > 0 || ofGroups.contains(where: { $0 > 0 }) else {
        record.homesWithoutPeople += 1
        continue
      }
      var home = home
      home.weight = people
      keep(home, ofGroups)
    }
    let empty = shares.indices.filter { shares[$0] > 0 && dwellings[$0].value <= 0 }
    record.zonesOverHomes = shares.count { $0 > 0 } - empty.count
    return empty
  }

  private mutating func keep(_ home: Home, _ ofGroups: [Double]) {
    homes.append(home)
    for group in 0..<groupCount { groups[group].append(ofGroups[group]) }
  }

  /// Spreads along streets; gives the zones that have none.
  private mutating func spreadAlongStreets(
    _ empty: [Int], _ streets: StreetGraph, _ extract: Extract, _ workers: Int
  ) -> [Int] {
    guard !empty.isEmpty else { return [] }
    let index = PlacePolygonIndex(empty.map { zones.outlines[$0] })
    let points = HomeStreetPoints.points(
      of: streets, in: extract, index, isMapped: empty.map { _ in false }, isUnmapped: empty.map { _ in true },
      workers: workers)
    var left: [Int] = []
    var alongStreets = CompensatedSum()
    for (zone, own) in zip(empty, points) {
      let metres = CompensatedSum.of(own.map(\.metres))
      guard metres > 0 else {
        left.append(zone)
        continue
      }
      record.zonesAlongStreets += 1
      for (number, point) in HomeStreetPoints.byPlace(own).enumerated() {
        let share = shares[zone] * (point.metres / metres)
        let home = Home(
          id: "\(file):\(zones.names[zone])/\(number + 1)", coordinate: point.coordinate,
          weight: zones.people[zone] * share, source: .street)
        alongStreets.add(home.weight)
        keep(home, (0..<groupCount).map { zones.groups[$0][zone] * share })
      }
    }
    record.peopleAlongStreets = alongStreets.value
    return left
  }

  /// The last resort; nowhere for a zone at the edge of the data, whose homes and streets they lack.
  private mutating func putInTheMiddle(_ zone: Int) {
    guard let middle = zones.middle(of: zone, in: index), land.surrounds(middle) else {
      loseBeyondData(zone, share: shares[zone])
      // Of one that reaches beyond with a part the rest is lost too.
      if shares[zone] < 1 { record.zonesCut -= 1 }
      record.zonesOutsideData += 1
      return
    }
    record.zonesAtMiddle += 1
    let people = zones.people[zone] * shares[zone]
    record.peopleAtMiddle += people
    keep(
      Home(id: "\(file):\(zones.names[zone])", coordinate: middle, weight: people, source: .middle),
      (0..<groupCount).map { zones.groups[$0][zone] * shares[zone] })
  }
}
