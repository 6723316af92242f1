import Geography
import Parallel
import Walking

extension CoverageRun {
  /// Venues whose reach is kept at a time: of a large city it is thousands of homes each.
  private static let venuesAtATime = 256

  /// Shares the venues' capacities among the homes, if that was asked for.
  ///
  /// - Throws: ``InputError`` when no venue tells a capacity.
  /// - Complexity: a bounded search a venue, linear in the homes it reaches.
  mutating func makeCatchment() throws {
    guard let decay = parameters.catchment else { return }
    var found = FloatingCatchment(decay, capacities: venues.map(FloatingCatchment.capacity), homeCount: homes.count)
    guard found.venueCount > 0 else {
      throw InputError(
        "--catchment", "none of the \(venues.count) venues tells a capacity",
        remedy: "give a list of --venues with a column capacity, or leave --catchment out")
    }
    let told = venues.indices.filter { found.capacities[$0] != nil }
    let (city, index, doors, limit) = (city, prepared.homeIndex, doors, parameters.limit)
    let weights = homes.weights
    for start in stride(from: 0, to: told.count, by: Self.venuesAtATime) {
      let part = Array(told[start..<min(told.count, start + Self.venuesAtATime)])
      let reaches = concurrentMap(
        count: part.count, workers: parameters.workers, workspace: { SearchWorkspace(city.graph) }
      ) { number, search in
        Self.walks(to: doors[part[number]], search, city, index, limit).compactMap { home, time in
          let weight = decay.weight(time, limit: limit)
          return weight > 0 ? (home: home, weight: weight) : nil
        }
      }
      for (venue, homes) in zip(part, reaches) { found.add(venue: venue, homes: homes) { weights[$0] } }
    }
    for venue in told {
      venueResults[venue].weightInCatchment = found.demand[venue]
      venueResults[venue].capacityPerHead = found.capacityPerHead(ofVenue: venue)
    }
    catchment = found
    tellOfCatchment(found)
  }

  private mutating func tellOfCatchment(_ found: FloatingCatchment) {
    counts.append(("venues_with_capacity", found.venueCount))
    let unread = venues.indices.count {
      found.capacities[$0] == nil && !(venues[$0].attributes["capacity"] ?? "").isEmpty
    }
    if unread > 0 {
      warnings.append(
        Warning(count: unread, message: "capacities are not understood, and not shared: write a plain number over 0"))
    }
    let untold = venues.count - found.venueCount - unread
    if untold > 0 {
      warnings.append(
        Warning(count: untold, message: "venues without a capacity: no part of it is shared among the homes"))
    }
    let unused = venues.indices.count { found.capacities[$0] != nil && found.demand[$0] <= 0 }
    if unused > 0 {
      warnings.append(
        Warning(count: unused, message: "venues with a capacity and nobody in reach: it is shared by no one"))
    }
  }

  /// The homes within the limit of a venue, ascending, each with its quickest walk.
  private static func walks(
    to doors: [[Join]], _ search: SearchWorkspace, _ city: CityModel, _ index: HomeIndex, _ limit: TravelTime
  ) -> [(home: Int, time: TravelTime)] {
    search.search(from: doors.joined().map { $0.source(number: 0) }, cutoff: limit)
    var found: [(home: UInt32, milliseconds: UInt64)] = []
    for edge in search.reachedEdges(city.incidence, graph: city.graph) {
      for entry in index.entries(on: Int(edge)) {
        let time = search.time(edge: Int(edge), offset: entry.offset, in: city.graph) + UInt64(entry.leg)
        if time <= UInt64(limit.milliseconds) { found.append((entry.home, time)) }
      }
    }
    found.sort { $0 < $1 }
    // Homes on islands join twice: the quicker walk comes first.
    return found.indices.filter { $0 == 0 || found[$0].home != found[$0 - 1].home }.map {
      (home: Int(found[$0].home), time: TravelTime(milliseconds: UInt32(found[$0].milliseconds)))
    }
  }

  /// The capacity that falls to some homes, each home's part rounded so that sums are exact in any order.
  func capacity(of members: [Int]) -> Double? {
    guard let catchment else { return nil }
    let summable = SummableWeights(total: catchment.capacityInReach)
    return members.reduce(0) { $0 + summable.rounded(homes.weights[$1] * catchment.access[$1]) }
  }
}
