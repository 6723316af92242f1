import Columns
import Geography
import Parallel

/// The administrative areas that each home lies in.
struct HomeAreas: Sendable {
  /// `homes + 1` entries: the areas of home h are `areas[first[h]..<first[h + 1]]`, ascending.
  let first: Column<UInt32>
  let areas: Column<UInt32>

  /// A search in the areas' index for each home.
  init(_ homes: Column<Coordinate>, in index: PlacePolygonIndex, workers: Int) {
    let chunk = 4096
    let found = concurrentMap(count: (homes.count + chunk - 1) / chunk, workers: workers) { number in
      (number * chunk..<min(homes.count, (number + 1) * chunk)).map { index.all(containing: homes[$0]) }
    }
    var first: [UInt32] = [0]
    var areas: [UInt32] = []
    first.reserveCapacity(homes.count + 1)
    for own in found.joined() {
      areas += own.map { UInt32($0) }
      first.append(UInt32(areas.count))
    }
    (self.first, self.areas) = (Column(first), Column(areas))
  }

  /// The areas of a home: places in ``PreparedCity/areas``.
  subscript(home: Int) -> Slice<Column<UInt32>> { areas[Int(first[home])..<Int(first[home + 1])] }

  /// The homes of each area, ascending.
  func members(areaCount: Int) -> [[Int]] {
    var members = [[Int]](repeating: [], count: areaCount)
    for home in 0..<first.count - 1 {
      for area in self[home] { members[Int(area)].append(home) }
    }
    return members
  }
}

extension HomeAreas {
  func put(into archive: inout ArchiveWriter) {
    archive.put(first)
    archive.put(areas)
  }

  init(from archive: inout ArchiveReader) throws {
    first = try archive.column()
    areas = try archive.column()
  }
}
