import Geography

@testable import Walking

/// All usable street segments above ground in buckets of about 100 m, for looking around a place by brute force.
struct SegmentBuckets: Sendable {
  private struct Segment: Sendable {
    var edge: Int
    var point: Int
  }

  private static let step = 10_000.0
  private let graph: SearchGraph
  private var buckets: [SIMD2<Int32>: [Segment]] = [:]

  init(_ graph: SearchGraph) {
    self.graph = graph
    let streets = graph.streets
    // No one above a tunnel stands in it.
    for edge in 0..<streets.edgeCount
    where graph.isUsable(edge) && !streets.edgeFlags[edge].contains(.underground) {
      for point in streets.shapeRange(edge).dropLast() {
        let a = Self.bucket(streets.shapeCoordinates[point])
        let b = Self.bucket(streets.shapeCoordinates[point + 1])
        for x in min(a.x, b.x) - 1...max(a.x, b.x) + 1 {
          for y in min(a.y, b.y) - 1...max(a.y, b.y) + 1 {
            buckets[SIMD2(x, y), default: []].append(Segment(edge: edge, point: point))
          }
        }
      }
    }
  }

  private static func bucket(_ c: Coordinate) -> SIMD2<Int32> {
    SIMD2(
      Int32((Double(c.longitudeE7) / step).rounded(.down)), Int32((Double(c.latitudeE7) / step).rounded(.down)))
  }

  /// The nearest point of each edge within some metres (under 50) that no obstacle parts from the place.
  func near(
    _ place: Coordinate, metres: Double, obstacles: ObstacleIndex, speed: WalkingSpeed
  ) -> [IsochroneOracle.Way] {
    let plane = Walking.LocalPlane(at: place)
    let streets = graph.streets
    var best: [Int: (squared: Double, offset: UInt32, x: Double, y: Double)] = [:]
    for segment in buckets[Self.bucket(place)] ?? [] {
      let near = plane.nearest(
        streets.shapeCoordinates[segment.point], streets.shapeCoordinates[segment.point + 1])
      guard near.squared <= metres * metres, near.squared < best[segment.edge]?.squared ?? .infinity else { continue }
      let start = streets.shapeTimes[segment.point]
      let length = Double(streets.shapeTimes[segment.point + 1] - start)
      best[segment.edge] = (near.squared, start + UInt32((near.share * length).rounded()), near.x, near.y)
    }
    return best.compactMap { edge, found in
      guard obstacles.crossing(plane, toX: found.x, y: found.y) == .none else { return nil }
      let leg = UInt64(speed.time(forMetres: found.squared.squareRoot()).milliseconds)
      return IsochroneOracle.Way(edge: edge, offset: found.offset, leg: leg)
    }
  }
}
