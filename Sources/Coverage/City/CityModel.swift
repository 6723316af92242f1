import Columns
import Geography
import OpenStreetMap
import PROJ
import Walking

/// A city ready for searches: streets, obstacles, and how places join them.
struct CityModel: Sendable {
  let streets: StreetGraph
  private let shores: CityShores
  let graph: SearchGraph
  let snaps: SnapIndex
  let incidence: StreetIncidence
  /// Where nearly all streets are: 2 % at each side left out, and what lies degrees away from the other 90 %.
  let coreBox: CoordinateBox
  /// Where the largest cluster of streets is, of several cities the largest: the plane to measure in belongs there.
  let mainBox: CoordinateBox
  /// All street vertices.
  let streetBox: CoordinateBox

  /// Water and coastlines; what legs must not cross is in the snap index.
  var waters: Obstacles { shores.obstacles }

  /// - Throws: ``InputError`` when the streets lie on both sides of the antimeridian.
  init(
    streets: StreetGraph, obstacles: Obstacles, profile: WalkingProfile, snapRadiusInMetres: Double, path: String
  ) throws {
    self.streets = streets
    shores = CityShores(Obstacles(coastlines: obstacles.coastlines, water: obstacles.water))
    graph = SearchGraph(streets, gates: profile.gates, isStrict: profile.unknown == .strict)
    snaps = SnapIndex(graph, obstacles: ObstacleIndex(obstacles), radiusInMetres: snapRadiusInMetres)
    incidence = StreetIncidence(streets)
    guard let box = CoordinateBox(around: streets.vertexCoordinates) else {
      throw InputError(path, "no street in it is walkable", remedy: "check that the extract covers the city")
    }
    streetBox = box
    let cluster = StreetCluster(of: streets.vertexCoordinates).members
    mainBox = Self.trimmedBox(of: cluster) ?? box
    let isNearlyAll = cluster.count * 10 >= streets.vertexCount * 9
    coreBox = isNearlyAll ? mainBox : Self.trimmedBox(of: streets.vertexCoordinates) ?? box
    guard !Self.straddlesAntimeridian(streets.vertexCoordinates) else {
      throw InputError(
        path, "its streets lie on both sides of the antimeridian (180°), which is not supported",
        remedy: "cut the extract there and run each side")
    }
  }

  /// Whether at least 2 % of the places lie within 5° of 180° on either side: a city there, not a stray street.
  private static func straddlesAntimeridian(_ coordinates: Column<Coordinate>) -> Bool {
    let east = coordinates.count { $0.longitudeE7 > 1_750_000_000 }
    let west = coordinates.count { $0.longitudeE7 < -1_750_000_000 }
    return min(east, west) * 50 >= max(1, coordinates.count)
  }

  private static func trimmedBox(of coordinates: Column<Coordinate>) -> CoordinateBox? {
    guard !coordinates.isEmpty else { return nil }
    let low = coordinates.count / 50
    let high = coordinates.count - 1 - low
    let longitudes = OrderStatistics(coordinates.map(\.longitudeE7))
    let latitudes = OrderStatistics(coordinates.map(\.latitudeE7))
    return CoordinateBox(
      southWest: Coordinate(longitudeE7: longitudes[low], latitudeE7: latitudes[low]),
      northEast: Coordinate(longitudeE7: longitudes[high], latitudeE7: latitudes[high]))
  }
}

extension CityModel {
  func put(into archive: inout ArchiveWriter) {
    streets.put(into: &archive)
    graph.put(into: &archive)
    snaps.put(into: &archive)
    incidence.put(into: &archive)
    shores.put(into: &archive)
    for box in [coreBox, mainBox, streetBox] { archive.put(box) }
  }

  init(from archive: inout ArchiveReader) throws {
    streets = try StreetGraph(from: &archive)
    graph = try SearchGraph(streets, from: &archive)
    snaps = try SnapIndex(graph, from: &archive)
    incidence = try StreetIncidence(streets, from: &archive)
    shores = try CityShores(from: &archive)
    coreBox = try archive.box()
    mainBox = try archive.box()
    streetBox = try archive.box()
  }
}

/// The k-th smallest of many integers without sorting all: those with the same high half are counted first.
struct OrderStatistics {
  private let values: [Int32]
  /// How many values have a lower high half than h.
  private var below: [Int]

  /// Linear.
  init(_ values: [Int32]) {
    self.values = values
    below = [Int](repeating: 0, count: 1 << 16 + 1)
    for value in values { below[Self.highHalf(of: value) + 1] += 1 }
    for half in 0..<1 << 16 { below[half + 1] += below[half] }
  }

  private static func highHalf(of value: Int32) -> Int { Int(value >> 16) + 1 << 15 }

  /// The value at a rank from 0 on. Linear, n log n in the values with the same high half.
  subscript(rank: Int) -> Int32 {
    var (low, high) = (0, 1 << 16 - 1)
    while low < high {
      let middle = (low + high) / 2
      if below[middle + 1] <= rank { low = middle + 1 } else { high = middle }
    }
    return values.filter { Self.highHalf(of: $0) == low }.sorted()[rank - below[low]]
  }
}

/// Where a home or a door joins the network. A place has none, one, or, on an island near a larger component, two.
struct Join: Sendable {
  var snap: Snap
  /// The straight leg's time.
  var leg: TravelTime

  init(snap: Snap, leg: TravelTime) {
    self.snap = snap
    self.leg = leg
  }

  init(_ snap: Snap, speed: WalkingSpeed) {
    self.snap = snap
    leg = speed.time(forMetres: snap.legInMetres)
  }
}
