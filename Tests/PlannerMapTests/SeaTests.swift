import Geography
import TestSupport
import Testing

@testable import PlannerMap

@Suite struct SeaTests {
  private static let box = CoordinateBox(southWest: MadeCity.at(0, 0), northEast: MadeCity.at(1, 1))

  private func isSea(_ coastlines: [[Coordinate]], _ longitude: Double, _ latitude: Double) -> Bool {
    let place = MadeCity.at(longitude, latitude)
    return SeaAreas.polygons(coastlines, in: Self.box).contains { polygon in
      SeaAreas.holds(polygon.exterior, place) && !polygon.holes.contains { SeaAreas.holds($0, place) }
    }
  }

  private func line(_ points: (Double, Double)...) -> [Coordinate] { points.map { MadeCity.at($0.0, $0.1) } }

  @Test func waterIsOnTheRight() {
    let north = line((0.5, -1), (0.5, 2))
    #expect(isSea([north], 0.7, 0.5))
    #expect(!isSea([north], 0.3, 0.5))
    #expect(!isSea([Array(north.reversed())], 0.7, 0.5))
    #expect(isSea([Array(north.reversed())], 0.3, 0.5))
    #expect(SeaAreas.polygons([], in: Self.box).isEmpty)
    #expect(SeaAreas.polygons([line((5, 5), (6, 6))], in: Self.box).isEmpty)
  }

  @Test func waysAreJoinedAndIslandsLeftOut() {
    let coast = [line((0.5, 0.4), (0.5, 2)), line((0.5, -1), (0.5, 0.4))]
    let island = line((0.7, 0.7), (0.8, 0.7), (0.8, 0.8), (0.7, 0.8), (0.7, 0.7))
    #expect(isSea(coast + [island], 0.9, 0.5))
    #expect(!isSea(coast + [island], 0.75, 0.75))
    #expect(!isSea(coast + [island], 0.2, 0.75))
    #expect(isSea([island], 0.2, 0.2), "an island alone lies in the sea")
    #expect(!isSea([Array(island.reversed())], 0.2, 0.2), "a lagoon is its own water")
    #expect(isSea([Array(island.reversed())], 0.75, 0.75))
  }

  /// An extract's edge cuts a coast inside the box.
  @Test func looseEndsGoToTheBorder() {
    let cut = [line((0.5, 0.05), (0.5, 0.95))]
    #expect(isSea(cut, 0.7, 0.5))
    #expect(!isSea(cut, 0.3, 0.5))
  }

  @Test func aBayAndTwoShoresAreSeasOfTheirOwn() {
    let bay = line((0.4, -1), (0.4, 0.5), (0.6, 0.5), (0.6, -1))
    #expect(isSea([bay], 0.5, 0.2))
    #expect(!isSea([bay], 0.5, 0.7))
    let spit = Array(bay.reversed())
    #expect(!isSea([spit], 0.5, 0.2))
    #expect(isSea([spit], 0.5, 0.7))
    let strait = [line((0.2, 2), (0.2, -1)), line((0.8, -1), (0.8, 2))]
    #expect(isSea(strait, 0.1, 0.5) && isSea(strait, 0.9, 0.5))
    #expect(!isSea(strait, 0.5, 0.5))
  }

  /// Random star-shaped islands of all sizes, some larger than the box: a place is sea if and only if no island holds it.
  @Test(arguments: 0..<60)
  func islandsAreLand(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let radius = Double.random(in: 0.1...0.9, using: &generator)
    let (cx, cy) = (Double.random(in: 0...1, using: &generator), Double.random(in: 0...1, using: &generator))
    var island = IslandCoast.ring(cx, cy, radius: radius, corners: 40, using: &generator)
    island.append(island[0])
    // As several ways, in any order.
    var ways = stride(from: 0, to: 40, by: 8).map { Array(island[$0...$0 + 8]) }
    ways.shuffle(using: &generator)
    let seas = SeaAreas.polygons(ways, in: Self.box)
    guard !seas.isEmpty else { return }
    for _ in 0..<200 {
      let place = MadeCity.at(
        .random(in: 0.001...0.999, using: &generator), .random(in: 0.001...0.999, using: &generator))
      let isSea = seas.contains { sea in
        SeaAreas.holds(sea.exterior, place) && !sea.holes.contains { SeaAreas.holds($0, place) }
      }
      #expect(isSea == !SeaAreas.holds(island, place))
    }
  }
}
