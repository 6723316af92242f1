import Foundation
import GEOS
import Geography
import OpenStreetMap
import PROJ
import Parallel
import TestSupport

@testable import Coverage
@testable import Walking

/// A city run stage by stage, so that tests can question its streets beside what was drawn from them.
struct IsochroneTestCity: Sendable {
  let run: CoverageRun
  let city: CityModel
  let result: CoverageResult

  init(_ run: CoverageRun) throws {
    var run = run
    try run.draw()
    self.run = run
    city = run.city
    result = run.result()
  }

  /// A real extract, run once a test process; `nil` when the shared data are absent.
  static func real(_ name: String) throws -> IsochroneTestCity? {
    try cache[name]?.get()
  }

  private static let cache: [String: Result<IsochroneTestCity, any Error>] = {
    var cities: [String: Result<IsochroneTestCity, any Error>] = [:]
    for name in ["monaco", "las_palmas", "helsinki"] {
      guard let path = SharedData.path("geodata/extracts/\(name).osm.pbf") else { continue }
      cities[name] = Result { try IsochroneTestCity(CoverageAnalysis(extract: path).searched()) }
    }
    return cities
  }()

  /// A drawn extract.
  static func made(_ extract: Extract, cutoffs: [TravelTime] = [.minutes(5), .minutes(10), .minutes(15)]) throws
    -> IsochroneTestCity
  {
    var analysis = CoverageAnalysis(extract: "made up")
    analysis.parameters.cutoffs = cutoffs
    return try IsochroneTestCity(analysis.searched(extract))
  }

  func projection() throws -> Projection { try run.prepared.projection.makeProjection() }

  /// Searches from one venue's doors.
  func search(_ venue: Int) -> SearchWorkspace {
    let workspace = SearchWorkspace(city.graph)
    workspace.search(from: run.doors[venue].joined().map { $0.source(number: 0) }, cutoff: run.parameters.limit)
    return workspace
  }

  /// Venues that are drawn.
  var drawnVenues: [Int] { result.venues.indices.filter { !result.venues[$0].isochrones.isEmpty } }
}

/// What a place joins, found place by place without lattice or contours: the rule of homes and the 15 m around streets.
struct IsochroneOracle {
  let city: CityModel
  let speed: WalkingSpeed
  let water: WaterIndex
  let walls: ObstacleIndex
  let segments: SegmentBuckets

  init(_ test: IsochroneTestCity) {
    city = test.city
    speed = test.run.parameters.profile.speed
    water = WaterIndex(city.waters)
    walls = city.snaps.obstacles
    segments = SegmentBuckets(city.graph)
  }

  /// A way onto the network.
  struct Way {
    var edge: Int
    var offset: UInt32
    var leg: UInt64
  }

  /// The ways onto the network of who lives or stands here.
  func ways(_ place: Coordinate) -> [Way] {
    var ways: [Way] = []
    if !water.contains(longitudeE7: Double(place.longitudeE7), latitudeE7: Double(place.latitudeE7)) {
      let snaps = city.snaps.snaps(place)
      for (number, snap) in snaps.enumerated() where number > 0 || !snap.crossesObstacle {
        ways.append(
          Way(
            edge: Int(snap.edge), offset: snap.offset,
            leg: UInt64(speed.time(forMetres: snap.legInMetres).milliseconds)))
      }
    }
    return ways + segments.near(place, metres: 15, obstacles: walls, speed: speed)
  }

  /// Milliseconds of the quickest; `UInt64.max / 2` or more without one.
  func time(_ ways: [Way], _ search: SearchWorkspace) -> UInt64 {
    ways.map { search.time(edge: $0.edge, offset: $0.offset, in: city.graph) + $0.leg }.min() ?? .max / 2
  }
}
