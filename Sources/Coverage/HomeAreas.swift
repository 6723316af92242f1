import Geography
import Parallel

/// The administrative areas that each home lies in.
struct HomeAreas: Sendable {
  /// `homes + 1` entries: the areas of home h are `areas[first[h]..<first[h + 1]]`, ascending.
  let first: [UInt32]
  let areas: [UInt32]

  init(first: [UInt32], areas: [UInt32]) {
    self.first = first
    self.areas = areas
  }

  /// A search in the areas' index for each home.
  init(_ homes: [Home], in index: PlacePolygonIndex, workers: Int) {
    let chunk = 4096
    let found = concurrentMap(count: (homes.count + chunk - 1) / chunk, workers: workers) { number in
      (number * chunk..<min(homes.count, (number + 1) * chunk)).map { index.all(containing: homes[$0].coordinate) }
    }
    var first: [UInt32] = [0]
    var areas: [UInt32] = []
    first.reserveCapacity(homes.count + 1)
    for own in found.joined() {
      areas += own.map { UInt32($0) }
      first.append(UInt32(areas.count))
    }
    (self.first, self.areas) = (first, areas)
  }

  /// The areas of a home: places in ``PreparedCity/areas``.
  subscript(home: Int) -> ArraySlice<UInt32> { areas[Int(first[home])..<Int(first[home + 1])] }

  /// The homes of each area, ascending.
  func members(areaCount: Int) -> [[Int]] {
    var members = [[Int]](repeating: [], count: areaCount)
    for home in 0..<first.count - 1 {
      for area in self[home] { members[Int(area)].append(home) }
    }
    return members
  }
}
