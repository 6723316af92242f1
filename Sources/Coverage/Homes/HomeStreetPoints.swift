import Geography
import OpenStreetMap
import Parallel
import Walking

/// Points along the streets of residential land whose buildings are not mapped, about every 50 m, that share the
/// land's estimated dwellings by the metres of street they stand for.
///
/// Of land with a few mapped homes, points near those, or on another land that is mapped, are left out with their
/// share: the rest of the land holds no more people for that.
struct HomeStreetPoints {
  private let extract: Extract
  private let streets: StreetGraph
  private let lands: HomeLands
  private let workers: Int
  /// Points made.
  private(set) var count = 0
  /// Lands without a mapped home, and those among them without a street.
  private(set) var landsWithoutHomes = 0, landsWithoutStreets = 0
  /// Lands with mapped homes, but too few.
  private(set) var landsThinlyMapped = 0

  /// Streets that no one lives along.
  private static let skippedHighways: Set<String> = [
    "service", "track", "steps", "path", "cycleway", "elevator", "corridor", "motorway", "motorway_link", "trunk",
    "trunk_link",
  ]
  private static let edgesAtATime = 512

  init(extract: Extract, streets: StreetGraph, lands: HomeLands, workers: Int) {
    self.extract = extract
    self.streets = streets
    self.lands = lands
    self.workers = workers
  }

  /// The homes, by land and then by place.
  ///
  /// - Complexity: linear in the streets near such land, plus a look-up in the lands for each point.
  mutating func homes() -> [Home] {
    let isMapped = lands.ids.indices.map { lands.isMapped($0) }
    let isUnmapped = lands.ids.indices.map { lands.areasInSquareMetres[$0] > 0 && !isMapped[$0] }
    let unmapped = isUnmapped.indices.filter { isUnmapped[$0] }
    let empty = unmapped.filter { lands.homes[$0].isEmpty }
    landsWithoutHomes = empty.count
    landsThinlyMapped = unmapped.count - empty.count
    guard !unmapped.isEmpty else { return [] }
    let points = points(isMapped: isMapped, isUnmapped: isUnmapped)
    landsWithoutStreets = empty.count { points[$0].isEmpty }
    let found = points.indices.flatMap { homes(of: $0, points[$0]) }
    count = found.count
    return found
  }

  /// The points by land, in the order of the edges.
  private func points(isMapped: [Bool], isUnmapped: [Bool]) -> [[HomeStreetSampler.Point]] {
    Self.points(
      of: streets, in: extract, lands.index, isMapped: isMapped, isUnmapped: isUnmapped, workers: workers)
  }

  /// Points along the streets people live along, by the land they lie on and in the order of the edges.
  ///
  /// - Parameters:
  ///   - index: the lands.
  ///   - isUnmapped: whether a land gets points.
  ///   - isMapped: whether points on a land, should they lie on an unmapped one as well, are marked as known.
  static func points(
    of streets: StreetGraph, in extract: Extract, _ index: PlacePolygonIndex, isMapped: [Bool], isUnmapped: [Bool],
    workers: Int
  ) -> [[HomeStreetSampler.Point]] {
    let skipped = skippedWays(of: streets, in: extract)
    let step = edgesAtATime
    let parts = concurrentMap(
      count: (streets.edgeCount + step - 1) / step, workers: workers,
      workspace: { HomeStreetSampler(streets, isSkipped: skipped, index, isMapped: isMapped, isUnmapped: isUnmapped) }
    ) { part, sampler in
      sampler.points(of: part * step..<min(streets.edgeCount, (part + 1) * step))
    }
    var points = [[HomeStreetSampler.Point]](repeating: [], count: isUnmapped.count)
    for part in parts { for point in part { points[Int(point.land)].append(point) } }
    return points
  }

  /// By place, so that the numbering does not hang on the graph's order.
  static func byPlace(_ points: [HomeStreetSampler.Point]) -> [HomeStreetSampler.Point] {
    points.sorted { a, b in
      (a.coordinate.longitudeE7, a.coordinate.latitudeE7, a.metres)
        < (b.coordinate.longitudeE7, b.coordinate.latitudeE7, b.metres)
    }
  }

  private func homes(of land: Int, _ points: [HomeStreetSampler.Point]) -> [Home] {
    let dwellings = lands.areasInSquareMetres[land] / 10_000 * DwellingEstimate.dwellingsPerHectare
    let metres = points.reduce(0) { $0 + $1.metres }
    guard metres > 0 else { return [] }
    let mapped = PlaceGrid(lands.homes[land])
    let unknown = points.filter { point in
      !point.isKnown
        && !mapped.hasPlace(
          within: DwellingEstimate.mappedHomeReachInMetres, of: point.coordinate, point.coordinate)
    }
    let prefix = lands.ids[land].description + "/"
    return Self.byPlace(unknown).enumerated().map { number, point in
      Home(
        id: prefix + String(number + 1), coordinate: point.coordinate,
        weight: dwellings * point.metres / metres, source: .estimated)
    }
  }

  /// For each way of the graph whether no one lives along it.
  private static func skippedWays(of streets: StreetGraph, in extract: Extract) -> [Bool] {
    let rules = TagRuleBits([.init("highway", skippedHighways, sets: 1)], extract.strings)
    let bits = rules.ofWays(extract)
    // Both lists ascend.
    var way = 0
    return streets.ways.map { id in
      while way < extract.ways.ids.count, extract.ways.ids[way] < id { way += 1 }
      return way < extract.ways.ids.count && extract.ways.ids[way] == id && bits[way] != 0
    }
  }
}
