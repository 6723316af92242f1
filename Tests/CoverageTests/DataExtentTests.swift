import Geography
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Where the data end: distances to the hull of a square of streets, worked out by hand.
struct DataExtentTests {
  private static let plane = TestSupport.LocalPlane.standard

  /// A square of 10 km, streets along its border and across its middle.
  private static let streets = stride(from: 0.0, through: 10_000, by: 500).flatMap { at in
    [(at, 0.0), (at, 10_000), (0, at), (10_000, at), (at, 5_000)].map { plane.coordinate(east: $0.0, north: $0.1) }
  }
  private static let everywhere = CoordinateBox(
    southWest: Coordinate(longitudeE7: -1_800_000_000, latitudeE7: -900_000_000),
    northEast: Coordinate(longitudeE7: 1_800_000_000, latitudeE7: 900_000_000))

  private static func endsNear(
    _ extent: DataExtent, east: Double, north: Double, metres: Double
  ) -> Bool {
    extent.endsNear(plane.coordinate(east: east, north: north), metres: metres)
  }

  @Test func theNearestSideDecides() {
    let extent = DataExtent(of: Self.streets, in: Self.everywhere, water: WaterIndex(Obstacles()))
    #expect(!Self.endsNear(extent, east: 5_000, north: 5_000, metres: 1_200))
    #expect(!Self.endsNear(extent, east: 1_300, north: 5_000, metres: 1_200))
    #expect(Self.endsNear(extent, east: 1_100, north: 5_000, metres: 1_200))
    #expect(Self.endsNear(extent, east: 5_000, north: 8_900, metres: 1_200))
    // A shorter walk does not get there.
    #expect(!Self.endsNear(extent, east: 1_100, north: 5_000, metres: 600))
    // Outside, the data have ended.
    #expect(Self.endsNear(extent, east: -50, north: 5_000, metres: 1))
  }

  @Test func aTriangleIsNotItsBox() {
    // The hypotenuse runs from (10 000, 0) to (0, 10 000): 100 m inside it, 5 km from any side of the box.
    let corner = [(0.0, 0.0), (10_000, 0), (0, 10_000)].map { Self.plane.coordinate(east: $0.0, north: $0.1) }
    let extent = DataExtent(of: corner, in: Self.everywhere, water: WaterIndex(Obstacles()))
    #expect(Self.endsNear(extent, east: 4_900, north: 4_900, metres: 200))
    #expect(!Self.endsNear(extent, east: 2_500, north: 2_500, metres: 1_200))
    #expect(Self.endsNear(extent, east: 6_000, north: 6_000, metres: 1))
  }

  @Test func theSeaTakesNothingAway() {
    // A coast 100 m east of the square, land on its left: drawn northwards the sea is in the east.
    let coast = [(10_100.0, -1_000.0), (10_100, 11_000)].map { Self.plane.coordinate(east: $0.0, north: $0.1) }
    let extent = DataExtent(
      of: Self.streets, in: Self.everywhere, water: WaterIndex(Obstacles(coastlines: [coast])))
    #expect(!Self.endsNear(extent, east: 9_500, north: 5_000, metres: 1_200))
    #expect(Self.endsNear(extent, east: 500, north: 5_000, metres: 1_200))
  }

  @Test func streetsOutsideTheCoreDoNotCount() {
    let stray = [Self.plane.coordinate(east: 60_000, north: 60_000)]
    let core = CoordinateBox(around: Self.streets) ?? Self.everywhere
    let extent = DataExtent(of: Self.streets + stray, in: core, water: WaterIndex(Obstacles()))
    #expect(Self.endsNear(extent, east: 9_000, north: 5_000, metres: 1_200))
  }

  /// Against the distance to every side, on hulls of random places.
  @Test(arguments: UInt64(1)...20)
  func agreesWithAllSides(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func place() -> (east: Double, north: Double) {
      (random.number(in: 0...8_000), random.number(in: 0...8_000))
    }
    let corners = (0..<random.integer(in: 3...40)).map { _ in place() }
    let places = corners.map { Self.plane.coordinate(east: $0.east, north: $0.north) }
    let extent = DataExtent(of: places, in: Self.everywhere, water: WaterIndex(Obstacles()))
    // A side of the hull has all places on its left.
    typealias Point = (east: Double, north: Double)
    func left(_ a: Point, _ b: Point, _ c: Point) -> Double {
      let length = ((b.east - a.east) * (b.east - a.east) + (b.north - a.north) * (b.north - a.north)).squareRoot()
      let cross: Double = (b.east - a.east) * (c.north - a.north) - (b.north - a.north) * (c.east - a.east)
      return cross / length
    }
    var sides: [(Point, Point)] = []
    for a in corners {
      for b in corners where b != a && corners.allSatisfy({ left(a, b, $0) > -1e-6 }) { sides.append((a, b)) }
    }
    for _ in 0..<200 {
      let (place, metres) = (place(), random.number(in: 1...3_000))
      // Within a convex hull the nearest line is as near as the nearest side.
      let nearest = sides.map { left($0.0, $0.1, place) }.min() ?? 0
      guard abs(nearest - metres) > 3, abs(nearest) > 3 else { continue }
      #expect(Self.endsNear(extent, east: place.east, north: place.north, metres: metres) == (nearest < metres))
    }
  }
}
