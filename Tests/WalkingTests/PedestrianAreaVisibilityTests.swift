import Geography
import TestSupport
import Testing

@testable import Walking

@Suite("Lines inside an area against sampling")
struct PedestrianAreaVisibilityTests {
  /// A hall of columns with ragged floor and ceiling, and at times a pillar: full of collinear and touching corners.
  static func hall(_ random: inout SeededGenerator) -> GeographicPolygon {
    let columns = random.integer(in: 1...7)
    var floor: [(Int, Int)] = []
    var ceiling: [(Int, Int)] = []
    for column in 0..<columns {
      let (low, high) = (random.integer(in: 0...3), random.integer(in: 6...9))
      floor += [(column, low), (column + 1, low)]
      ceiling += [(column, high), (column + 1, high)]
    }
    func ring(_ points: [(Int, Int)]) -> [Coordinate] {
      let places = points.map {
        Coordinate(longitudeE7: Int32(150_000_000 + $0.0), latitudeE7: Int32(500_000_000 + $0.1))
      }
      let distinct = places.indices.filter { $0 == 0 || places[$0] != places[$0 - 1] }.map { places[$0] }
      return distinct + [distinct[0]]
    }
    let hasPillar = columns > 2 && random.chance(0.5)
    let holes = hasPillar ? [ring([(1, 4), (1, 5), (columns - 1, 5), (columns - 1, 4)])] : []
    return GeographicPolygon(exterior: ring(floor + ceiling.reversed()), holes: holes)
  }

  @Test("Every pair of corners", arguments: UInt64(1)...15)
  func pairs(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let polygon = Self.hall(&random)
    let visibility = try #require(PedestrianAreaVisibility(polygon))
    let corners = Array(Set(polygon.rings.flatMap { $0 }))
    for (position, a) in corners.enumerated() {
      for b in corners[..<position] {
        #expect(
          visibility.contains(from: a, to: b) == !Self.leaves(polygon, from: a, to: b), "\(a) to \(b)")
      }
    }
  }

  /// Corners lie within 7 by 9 units, so a piece outside is at least a 63rd of the line: 250 points find it.
  ///
  /// Whether some of 250 points of the line lies clearly outside: neither even-odd inside nor near the border.
  private static func leaves(_ polygon: GeographicPolygon, from a: Coordinate, to b: Coordinate) -> Bool {
    (1..<250).contains { step in
      let share = Double(step) / 250
      let x = Double(a.longitudeE7) + share * Double(b.longitudeE7 - a.longitudeE7)
      let y = Double(a.latitudeE7) + share * Double(b.latitudeE7 - a.latitudeE7)
      var isInside = false
      for ring in polygon.rings {
        for (u, v) in zip(ring, ring.dropFirst()) {
          let (ux, uy, vx, vy) = (
            Double(u.longitudeE7), Double(u.latitudeE7), Double(v.longitudeE7), Double(v.latitudeE7)
          )
          let along = max(
            0, min(1, ((x - ux) * (vx - ux) + (y - uy) * (vy - uy)) / ((vx - ux) * (vx - ux) + (vy - uy) * (vy - uy))))
          let (dx, dy) = (ux + along * (vx - ux) - x, uy + along * (vy - uy) - y)
          if dx * dx + dy * dy < 1e-12 { return false }
          if (uy > y) != (vy > y), x < (vx - ux) * (y - uy) / (vy - uy) + ux { isInside.toggle() }
        }
      }
      return !isInside
    }
  }
}
