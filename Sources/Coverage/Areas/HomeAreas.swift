import Columns
import Geography
import Parallel

/// The areas that each home, or each venue, lies in.
struct HomeAreas: Sendable {
  /// `homes + 1` entries: the areas of home h are `areas[first[h]..<first[h + 1]]`, ascending.
  let first: Column<UInt32>
  let areas: Column<UInt32>

  private init(_ found: some Sequence<some Collection<UInt32>>) {
    var first: [UInt32] = [0]
    var areas: [UInt32] = []
    for own in found {
      areas += own
      first.append(UInt32(areas.count))
    }
    (self.first, self.areas) = (Column(first), Column(areas))
  }

  /// A search in the areas' index for each place; where layers were supplied it belongs to the first area of each.
  ///
  /// - Returns: also how many places lie in several areas of one layer.
  static func of(
    _ places: Column<Coordinate>, in index: PlacePolygonIndex, layers: AreaLayers, workers: Int
  ) -> (areas: HomeAreas, overlaps: Int) {
    let chunk = 4096
    let isUnique = layers.holdsSupplied
    let found = concurrentMap(count: (places.count + chunk - 1) / chunk, workers: workers) { number in
      var overlaps = 0
      let own = (number * chunk..<min(places.count, (number + 1) * chunk)).map { place -> [UInt32] in
        let all = index.all(containing: places[place])
        guard isUnique else { return all.map { UInt32($0) } }
        let kept = layers.firstOfEach(all)
        if kept.count < all.count { overlaps += 1 }
        return kept.map { UInt32($0) }
      }
      return (own, overlaps)
    }
    return (HomeAreas(found.lazy.map(\.0).joined()), found.reduce(0) { $0 + $1.1 })
  }

  /// How many places there are.
  var count: Int { first.count - 1 }

  /// The areas of a home: places in ``PreparedCity/areas``.
  subscript(home: Int) -> Slice<Column<UInt32>> { areas[Int(first[home])..<Int(first[home + 1])] }

  /// Some of the places only.
  func selecting(_ places: [Int]) -> HomeAreas { HomeAreas(places.lazy.map { self[$0] }) }

  /// The number of places in each area.
  func counts(areaCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: areaCount)
    for area in areas { counts[Int(area)] += 1 }
    return counts
  }
}

extension HomeAreas {
  func put(into archive: inout ArchiveWriter) {
    archive.put(first)
    archive.put(areas)
  }

  /// - Parameters:
  ///   - places: how many homes or venues there are.
  ///   - count: how many areas.
  init(places: Int, areas count: Int, from archive: inout ArchiveReader) throws {
    first = try archive.column()
    areas = try archive.column()
    try archive.expect(first.arePlaces(ofRuns: places, in: areas.count) && areas.areBelow(count), "areas of places")
  }
}
