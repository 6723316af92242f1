import Foundation
import Geography
import TestSupport
import Testing

@testable import Walking

/// Where water lies: sides of coastlines against a closed island's inside, and areas with islands.
struct WaterIndexTests {
  private static let plane = TestSupport.LocalPlane.standard

  private static func isWater(_ index: WaterIndex, east: Double, north: Double) -> Bool {
    let place = plane.coordinate(east: east, north: north)
    return index.contains(longitudeE7: Double(place.longitudeE7), latitudeE7: Double(place.latitudeE7))
  }

  @Test func landLiesLeftOfACoastline() {
    // Northwards: the sea is in the east, up to 750 m off; beyond that nothing is said.
    let coast = [(0.0, -2000.0), (0, 2000)].map { Self.plane.coordinate(east: $0.0, north: $0.1) }
    let index = WaterIndex(Obstacles(coastlines: [coast]))
    #expect(Self.isWater(index, east: 5, north: 0))
    #expect(Self.isWater(index, east: 749, north: 300))
    #expect(!Self.isWater(index, east: 751, north: 0))
    #expect(!Self.isWater(index, east: -5, north: 0))
    let turned = WaterIndex(Obstacles(coastlines: [coast.reversed()]))
    #expect(Self.isWater(turned, east: -5, north: 0))
    #expect(!Self.isWater(turned, east: 5, north: 0))
  }

  @Test func noWaterMeansNone() {
    #expect(!Self.isWater(WaterIndex(Obstacles()), east: 0, north: 0))
  }

  @Test(arguments: 0..<8)
  func theSeaIsAroundAnIslandWithSpikes(seed: Int) {
    // A star of random radii, drawn counterclockwise in pieces: the sharp headlands and bays are where the nearest
    // point is a vertex and the side of one segment alone misleads.
    var random = SeededGenerator(seed: UInt64(seed))
    let corners = 24
    let ring = (0..<corners).map { corner -> (x: Double, y: Double) in
      let angle = 2 * Double.pi * Double(corner) / Double(corners)
      let radius = random.number(in: 60...600)
      return (radius * cos(angle), radius * sin(angle))
    }
    let points = ring.map { Self.plane.coordinate(east: $0.x, north: $0.y) }
    let closed = points + [points[0]]
    let cut = random.integer(in: 1...corners - 1)
    let index = WaterIndex(Obstacles(coastlines: [Array(closed[...cut]), Array(closed[cut...])]))
    var compared = 0
    for _ in 0..<2000 {
      let p = (x: random.number(in: -700...700), y: random.number(in: -700...700))
      let (isInside, distance) = Self.side(of: p, ring)
      guard (0.5...480).contains(distance) else { continue }
      compared += 1
      let found = Self.isWater(index, east: p.x, north: p.y)
      #expect(found == !isInside, "seed \(seed) at \(p)")
    }
    #expect(compared > 1000)
  }

  @Test func anIslandInALakeIsLand() {
    func square(_ half: Double) -> [Coordinate] {
      [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)].map {
        Self.plane.coordinate(east: $0.0, north: $0.1)
      }
    }
    // The lake spans several cells of the index; one of 3 km is on the list of large ones.
    for size in [100.0, 900, 9000] {
      let lake = GeographicPolygon(exterior: square(size), holes: [square(size / 3)])
      let index = WaterIndex(Obstacles(water: [lake]))
      #expect(Self.isWater(index, east: size * 0.9, north: -size * 0.9))
      #expect(Self.isWater(index, east: -size * 0.4, north: 0))
      #expect(!Self.isWater(index, east: size * 0.3, north: 0))
      #expect(!Self.isWater(index, east: size * 1.01, north: 0))
    }
  }

  @Test("Areas of many islands against every edge", arguments: [3, 40, 180])
  func manyIslands(_ side: Int) {
    // With 180 × 180 islands and 100,000 questions a look at every edge would take minutes.
    var random = SeededGenerator(seed: UInt64(side))
    func square(_ east: Double, _ north: Double, _ half: Double) -> [Coordinate] {
      [(-half, -half), (half, -half + 1), (half, half), (-half - 1, half), (-half, -half)].map {
        Self.plane.coordinate(east: east + $0.0, north: north + $0.1)
      }
    }
    var holes: [[Coordinate]] = []
    for row in 0..<side {
      for column in 0..<side {
        holes.append(square(Double(column) * 30 + 15, Double(row) * 30 + 15, random.number(in: 3...12)))
      }
    }
    let middle = Double(side) * 15
    let lakes = [
      GeographicPolygon(exterior: square(middle, middle, middle + 1), holes: holes),
      // One that is all long edges, and one whose island lies outside.
      GeographicPolygon(
        exterior: (0..<200).map { Self.plane.coordinate(east: Double($0), north: $0 % 2 == 0 ? 0 : 900) }),
      GeographicPolygon(exterior: square(-300, -300, 50), holes: [square(-300, -340, 30)]),
    ]
    let index = WaterIndex(Obstacles(water: lakes))
    var inside = 0
    for question in 0..<100_000 {
      let place = Self.plane.coordinate(
        east: random.number(in: -400...2 * middle + 50), north: random.number(in: -400...2 * middle + 50))
      let (x, y) = (Double(place.longitudeE7), Double(place.latitudeE7))
      let found = index.contains(longitudeE7: x, latitudeE7: y)
      inside += found ? 1 : 0
      guard question < 400_000 / (side * side) else { continue }
      // Land is looked for within the box of the outer ring, as islands lie there.
      let expected = lakes.contains { lake in
        CoordinateBox(around: lake.exterior)?.contains(place) ?? false && lake.containsE7(x, y)
      }
      #expect(found == expected, "\(place)")
      let point = CoordinateBox(southWest: place, northEast: place)
      var isInside = [false, false, false]
      index.forEachEdge(of: point) { area, a, b in
        if a.isPassedEast(b, x, y) { isInside[area].toggle() }
      }
      #expect(isInside.contains(true) == found, "\(place)")
    }
    #expect(inside > 100 && inside < 99_900)
  }

  /// Even-odd side and distance to a closed ring.
  private static func side(of p: (x: Double, y: Double), _ ring: [(x: Double, y: Double)]) -> (Bool, Double) {
    var isInside = false
    var best = Double.infinity
    for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
      let dx = b.x - a.x
      let dy = b.y - a.y
      let t = max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy)))
      best = min(best, hypot(a.x + t * dx - p.x, a.y + t * dy - p.y))
      if (a.y > p.y) != (b.y > p.y), p.x < dx * (p.y - a.y) / dy + a.x { isInside.toggle() }
    }
    return (isInside, best)
  }
}
