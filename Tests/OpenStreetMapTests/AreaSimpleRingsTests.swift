import Geography
import TestSupport
import Testing

@testable import OpenStreetMap

/// The short way for relations of closed ways against the full assembly.
struct AreaSimpleRingsTests {
  /// Rings of 3 to 9 corners around random middles, small enough to be apart often and to lie in one another.
  private static func rings(_ seed: UInt64) -> [[Coordinate]] {
    var random = SeededGenerator(seed: seed)
    return (0..<random.integer(in: 1...5)).map { _ in
      let reach = [10, 60, 300][random.integer(in: 0...2)]
      let middle = (random.integer(in: -200...200), random.integer(in: -200...200))
      let corners = (0..<random.integer(in: 3...9)).map { _ in
        (random.integer(in: -reach...reach), random.integer(in: -reach...reach))
      }
      // By angle, so that most do not cross themselves.
      let sorted = corners.sorted { a, b in
        let (upperA, upperB) = (a.1 > 0 || (a.1 == 0 && a.0 > 0), b.1 > 0 || (b.1 == 0 && b.0 > 0))
        return upperA != upperB ? upperA : a.0 * b.1 - a.1 * b.0 > 0
      }
      let ring = (random.chance(0.5) ? sorted : sorted.reversed()).map {
        Coordinate(longitudeE7: Int32(middle.0 + $0.0), latitudeE7: Int32(middle.1 + $0.1))
      }
      return ring + [ring[0]]
    }
  }

  @Test func agreesWithTheFullAssembly() {
    var taken = 0
    var withHoles = 0
    for seed in UInt64(1)...4000 {
      let rings = Self.rings(seed)
      guard let polygons = AreaSimpleRings.polygons(rings) else { continue }
      var coordinates: [Coordinate] = []
      let ways = rings.map { ring in
        let first = UInt32(coordinates.count)
        coordinates += ring.dropLast()
        return (first..<UInt32(coordinates.count)).map { $0 } + [first]
      }
      let expected = AreaAssembly.polygons(of: ways.map { $0[...] }, coordinates: coordinates)
      #expect(expected == .success(polygons), "seed \(seed)")
      taken += 1
      if polygons.contains(where: { !$0.holes.isEmpty }) { withHoles += 1 }
    }
    #expect(taken > 1000 && withHoles > 100)
  }
}
