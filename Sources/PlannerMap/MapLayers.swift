import Coverage
import Geography
import Walking

/// All that the map of a city draws, ready to be cut into tiles.
struct MapLayers: Sendable {
  /// How much a street matters on the map.
  enum Rank: UInt8, Sendable, Comparable {
    /// Motorways to secondary roads.
    case main = 0
    /// Tertiary roads.
    case side = 1
    /// Streets where people live.
    case street = 2
    /// Ways for walkers alone.
    case path = 3

    /// The rank of a way by its `highway`.
    init(highway: String?) {
      switch highway {
      case "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary",
        "secondary_link":
        self = .main
      case "tertiary", "tertiary_link": self = .side
      case "unclassified", "residential", "living_street", "pedestrian", "road", "service": self = .street
      default: self = .path
      }
    }

    /// What matters more is less.
    static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
  }

  /// A piece of street with one time.
  struct Street: Sendable {
    /// Its points.
    var line: [Coordinate]
    /// How much it matters.
    var rank: Rank
    /// Walks to the nearest venue of each kind, in the order of ``MapLayers/kinds``.
    var times: [TravelTime]
  }

  /// A home.
  struct Dwelling: Sendable {
    /// Where it is.
    var place: Coordinate
    /// How many live there.
    var weight: Double
    /// As of ``Street/times``.
    var times: [TravelTime]
  }

  /// An administrative area.
  struct Boundary: Sendable {
    /// Its name; may be empty.
    var name: String
    /// Its `admin_level`.
    var level: Int
    /// Its land.
    var polygons: [GeographicPolygon]
  }

  /// The kinds that times are known for.
  let kinds: [String]
  let streets: MapShapes
  let ranks: [Rank]
  /// Seconds by street and kind, rounded up, so that no time over a limit reads as within it.
  let streetTimes: [UInt32]
  let homes: MapShapes
  let weights: [Double]
  let homeTimes: [UInt32]
  let water: MapShapes
  let buildings: MapShapes
  let boundaries: MapShapes
  let boundaryNames: [(name: String, level: Int)]

  /// Takes the layers in. n log n in the features.
  init(
    kinds: [VenueKind], streets: [Street], homes: [Dwelling], water: [GeographicPolygon],
    buildings: [GeographicPolygon], boundaries: [Boundary]
  ) {
    self.kinds = kinds.map(\.rawValue)
    self.streets = MapShapes(count: streets.count) { [streets[$0].line] }
    ranks = streets.map(\.rank)
    streetTimes = streets.flatMap { Self.seconds($0.times, count: kinds.count) }
    self.homes = MapShapes(count: homes.count) { [[homes[$0].place]] }
    weights = homes.map(\.weight)
    homeTimes = homes.flatMap { Self.seconds($0.times, count: kinds.count) }
    self.water = MapShapes(count: water.count) { water[$0].rings }
    self.buildings = MapShapes(count: buildings.count) { buildings[$0].rings }
    self.boundaries = MapShapes(count: boundaries.count) { boundaries[$0].polygons.flatMap(\.rings) }
    boundaryNames = boundaries.map { ($0.name, $0.level) }
  }

  private static func seconds(_ times: [TravelTime], count: Int) -> [UInt32] {
    (0..<count).map { kind in
      guard kind < times.count, times[kind].isReachable else { return .max }
      return (times[kind].milliseconds - (times[kind].milliseconds > 0 ? 1 : 0)) / 1000
        + (times[kind].milliseconds > 0 ? 1 : 0)
    }
  }
}
