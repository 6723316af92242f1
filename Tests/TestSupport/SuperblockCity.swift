import Geography
import OpenStreetMap

/// A town as Hangzhou is built: superblocks of 800 m with gates, a river with one bridge, a village along a country road.
/// Its walks follow from addition: all streets run along the axes, all places stand 10 m from theirs.
///
/// Metres east and north; `=` is the river, `#` a private lane with a gate where it meets a street:
///
///     1200            +----H3---M
///     1000   =========|==================   one bridge, from (800, 800) to (800, 1200)
///      800   L--H4----+-T------R#--------C
///            |         |        #        |
///            |    A    |   B    #H2      H6
///            |    #H1  |        #        Y
///        0 --+---S#-H5-G------H7#--------+
///            0   400  800      1200     1600
///
/// V1 and the village hall V lie 3,000 m and 2,800 m west of the origin, V2 1,000 m. Block A's lane has a gate on its south
/// side alone, block B's one on either side.
public struct SuperblockCity: Sendable {
  /// A house of one dwelling: its letter and number, its place, and the id of its way.
  public static let homes: [(name: String, east: Double, north: Double)] = [
    ("H1", 410, 300), ("H2", 1_210, 500), ("H3", 1_000, 1_210), ("H4", 200, 810), ("H5", 600, 10), ("H6", 1_610, 400),
    ("H7", 1_190, -10), ("V1", -3_000, 10), ("V2", -1_000, 10),
  ]

  /// A venue: its letter, its place and its tags.
  public static let venues: [(name: String, east: Double, north: Double, tags: [String: String])] = [
    ("L", 0, 810, ["amenity": "library"]), ("M", 1_200, 1_210, ["tourism": "museum"]),
    ("T", 840, 810, ["amenity": "theatre"]), ("C", 1_600, 810, ["community_centre": "cultural_centre"]),
    ("S", 380, -10, ["community_centre": "village_hall"]), ("Y", 1_610, 100, ["community_centre": "youth_centre"]),
    ("G", 800, -10, ["tourism": "gallery"]), ("V", -2_800, -10, ["community_centre": "village_hall"]),
    ("R", 1_240, 810, ["amenity": "community_centre", "name": "桥头城市书房"]),
  ]

  /// The way of the house at a place in ``homes``.
  public static func id(ofHome home: Int) -> Int64 { 20_000_001 + Int64(home) }
  /// The node of the venue at a place in ``venues``.
  public static func id(ofVenue venue: Int) -> Int64 { 10_000_001 + Int64(venue) }

  /// Where the town lies: near Hangzhou's Wulin Square.
  public let plane = LocalPlane(origin: Coordinate(longitudeE7: 1_201_630_000, latitudeE7: 302_740_000))

  /// Makes the town.
  public init() {}

  /// A coordinate by metres east and north.
  public func coordinate(_ east: Double, _ north: Double) -> Coordinate {
    plane.coordinate(east: east, north: north)
  }

  /// The town's elements.
  public func builder() -> ExtractBuilder {
    var builder = ExtractBuilder()
    var nodes: [[Int]: Int64] = [:]
    func node(_ east: Int, _ north: Int, _ tags: [String: String] = [:]) -> Int64 {
      if let known = nodes[[east, north]] { return known }
      let id = Int64(nodes.count + 1)
      nodes[[east, north]] = id
      builder.addNode(id, at: coordinate(Double(east), Double(north)), tags: tags)
      return id
    }
    func street(_ id: Int64, _ points: [(Int, Int)], _ tags: [String: String]) {
      builder.addWay(id, points.map { node($0.0, $0.1) }, tags: tags)
    }
    let road = ["highway": "secondary"]
    street(1, [(-3_000, 0), (0, 0)], ["highway": "tertiary"])
    for (number, north) in [0, 800, 1_200].enumerated() {
      street(2 + Int64(number), stride(from: 0, through: 1_600, by: 400).map { ($0, north) }, road)
    }
    for (number, east) in [0, 800, 1_600].enumerated() { street(5 + Int64(number), [(east, 0), (east, 800)], road) }
    street(8, [(800, 800), (800, 1_200)], ["highway": "secondary", "bridge": "yes"])
    let gate = ["barrier": "gate", "access": "private"]
    let lane = ["highway": "service", "access": "private"]
    for (east, north) in [(400, 10), (1_200, 10), (1_200, 790)] { _ = node(east, north, gate) }
    street(9, [(400, 0), (400, 10), (400, 300)], lane)
    street(10, [(1_200, 0), (1_200, 10), (1_200, 790), (1_200, 800)], lane)
    street(11, [(-200, 1_000), (1_800, 1_000)], ["waterway": "river"])
    for (number, venue) in Self.venues.enumerated() {
      builder.addNode(Self.id(ofVenue: number), at: coordinate(venue.east, venue.north), tags: venue.tags)
    }
    for (number, home) in Self.homes.enumerated() {
      builder.addHouse(Self.id(ofHome: number)) { coordinate(home.east + $0, home.north + $1) }
    }
    return builder
  }

  /// Its subdistricts as GeoJSON, with codes, names and types: the town south and north of the river, and the country.
  public var subdistricts: String {
    let areas: [(code: String, name: String, type: String, box: (Double, Double, Double, Double))] = [
      ("330106001", "江南街道", "urban", (-100, -100, 1_700, 1_000)),
      ("330106002", "江北街道", "urban", (-100, 1_000, 1_700, 1_400)),
      ("330106103", "西村", "rural", (-3_200, -100, -100, 100)),
    ]
    let features = areas.map { area in
      let (west, south, east, north) = area.box
      let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)].map { corner in
        let place = coordinate(corner.0, corner.1)
        return "[\(place.longitude),\(place.latitude)]"
      }.joined(separator: ",")
      return
        "{\"type\":\"Feature\",\"properties\":{\"code\":\"\(area.code)\",\"name\":\"\(area.name)\",\"type\":\"\(area.type)\"},"
        + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}}"
    }
    return "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
  }
}
