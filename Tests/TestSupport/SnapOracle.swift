import Foundation
import Geography
import Walking

/// Where places join the streets by definition, for tests: every segment is measured in space, none looked up.
package struct SnapOracle {
  /// A join as the rule demands it.
  package struct Join {
    /// The edge and the OSM way.
    package var edge: Int, way: Int64
    /// Metres of the straight leg.
    package var metres: Double
    /// Whether the leg crosses an obstacle.
    package var crossesObstacle: Bool
    /// Metres of the next candidate of another edge: a near tie may go either way.
    package var runnerUpInMetres: Double
  }

  private struct Candidate {
    var edge: Int
    var way: Int64
    var metres: Double
    var foot: (longitude: Double, latitude: Double)
  }

  private let streets: StreetGraph
  private let usable: [Int]
  private let obstacles: Obstacles
  private let radius: Double

  /// Takes the streets and obstacles of a city; edges that a gate policy closes are the caller's to leave out.
  package init(
    _ streets: StreetGraph, obstacles: Obstacles, radiusInMetres: Double, usable: (Int) -> Bool = { _ in true }
  ) {
    self.streets = streets
    self.usable = (0..<streets.edgeCount).filter(usable)
    self.obstacles = obstacles
    radius = radiusInMetres
  }

  /// The joins of a place: the nearest edge, and the largest component's for a place on an island of streets.
  package func joins(_ place: Coordinate) -> [Join] {
    let near = candidates(place)
    func component(_ candidate: Candidate) -> Int { Int(streets.edgeComponents[candidate.edge]) }
    func isUnderground(_ candidate: Candidate) -> Bool { streets.edgeFlags[candidate.edge].contains(.underground) }
    let large = near.filter { !streets.components[component($0)].isSmall && !isUnderground($0) }
    let wanted = large.isEmpty ? near : large
    guard let nearest = wanted.first else { return [] }
    let free = wanted.first { worst(place, $0) == 0 }
    let own = join(free ?? nearest, among: wanted, crosses: free == nil)
    let ownComponent = Int(streets.edgeComponents[own.edge])
    let isShutOff = (0..<streets.edgeCount).contains { edge in
      Int(streets.edgeComponents[edge]) == ownComponent
        && [streets.edgeTails[edge], streets.edgeHeads[edge]].contains { streets.passages[Int($0)] == .blocked }
    }
    guard !isShutOff || ownComponent == 0 else { return [own] }
    let open = near.filter { !isUnderground($0) }
    guard let largest = open.map(component).min(), largest < ownComponent else { return [own] }
    let mainland = open.filter { component($0) == largest }
    if let free = mainland.first(where: { worst(place, $0) == 0 }) {
      return [own, join(free, among: mainland, crosses: false)]
    }
    if let walled = mainland.first(where: { worst(place, $0) == 1 }) {
      return [own, join(walled, among: mainland, crosses: true)]
    }
    return [own]
  }

  private func join(_ chosen: Candidate, among candidates: [Candidate], crosses: Bool) -> Join {
    let other = candidates.first { $0.edge != chosen.edge && $0.metres >= chosen.metres }
    return Join(
      edge: chosen.edge, way: chosen.way, metres: chosen.metres, crossesObstacle: crosses,
      runnerUpInMetres: other?.metres ?? .infinity)
  }

  /// All segments within the radius, nearest first, ties of 0.1 mm by way.
  private func candidates(_ place: Coordinate) -> [Candidate] {
    let north = (radius + 5) / 110_000
    let east = north / max(0.01, cos(place.latitude * .pi / 180)) * 1.02
    var found: [Candidate] = []
    for edge in usable {
      for point in streets.shapeRange(edge).dropLast() {
        let a = streets.shapeCoordinates[point]
        let b = streets.shapeCoordinates[point + 1]
        guard min(a.latitude, b.latitude) <= place.latitude + north,
          max(a.latitude, b.latitude) >= place.latitude - north,
          min(a.longitude, b.longitude) <= place.longitude + east,
          max(a.longitude, b.longitude) >= place.longitude - east
        else { continue }
        let (metres, share) = Self.distance(place, a, b)
        guard metres <= radius else { continue }
        found.append(
          Candidate(
            edge: edge, way: streets.ways[Int(streets.shapeWays[point])], metres: metres,
            foot: (
              a.longitude + share * (b.longitude - a.longitude), a.latitude + share * (b.latitude - a.latitude)
            )))
      }
    }
    return found.sorted {
      (($0.metres * 10_000).rounded(), $0.way, $0.edge) < (($1.metres * 10_000).rounded(), $1.way, $1.edge)
    }
  }

  /// Metres from a place to a segment that is straight in longitude and latitude, and the share of the nearest point:
  /// by chords of 20 m or less in space, whose middle lies 8 µm below the ellipsoid.
  private static func distance(_ place: Coordinate, _ a: Coordinate, _ b: Coordinate) -> (metres: Double, share: Double)
  {
    let origin = space(place.longitude, place.latitude)
    func at(_ share: Double) -> SIMD3<Double> {
      space(
        a.longitude + share * (b.longitude - a.longitude), a.latitude + share * (b.latitude - a.latitude)) - origin
    }
    func length(_ v: SIMD3<Double>) -> Double { (v * v).sum().squareRoot() }
    let pieces = max(1, Int((length(at(1) - at(0)) / 20).rounded(.up)))
    var best = (metres: Double.infinity, share: 0.0)
    for piece in 0..<pieces {
      let start = at(Double(piece) / Double(pieces))
      let step = at(Double(piece + 1) / Double(pieces)) - start
      let square = (step * step).sum()
      let t = square == 0 ? 0 : max(0, min(1, -(start * step).sum() / square))
      let metres = length(start + t * step)
      if metres < best.metres { best = (metres, (Double(piece) + t) / Double(pieces)) }
    }
    return best
  }

  /// The place on the ellipsoid in metres from the Earth's middle.
  private static func space(_ longitude: Double, _ latitude: Double) -> SIMD3<Double> {
    let (lambda, phi) = (longitude * .pi / 180, latitude * .pi / 180)
    let e2 = Ellipsoid.eccentricitySquared
    let n = Ellipsoid.semiMajorAxisInMetres / (1 - e2 * sin(phi) * sin(phi)).squareRoot()
    return SIMD3(n * cos(phi) * cos(lambda), n * cos(phi) * sin(lambda), n * (1 - e2) * sin(phi))
  }

  /// 2 when the leg, short of its street by half a metre, crosses a line; 1 when it crosses only walls.
  private func worst(_ place: Coordinate, _ candidate: Candidate) -> Int {
    guard candidate.metres > 0.5 else { return 0 }
    let share = (candidate.metres - 0.5) / candidate.metres
    // Whether lines cross does not depend on the scale of the axes.
    let end = (
      x: (candidate.foot.longitude - place.longitude) * share, y: (candidate.foot.latitude - place.latitude) * share
    )
    func crosses(_ line: [Coordinate]) -> Bool {
      for (a, b) in zip(line, line.dropFirst()) {
        let p = (x: a.longitude - place.longitude, y: a.latitude - place.latitude)
        let q = (x: b.longitude - place.longitude, y: b.latitude - place.latitude)
        guard max(p.x, q.x) >= min(0, end.x), min(p.x, q.x) <= max(0, end.x), max(p.y, q.y) >= min(0, end.y),
          min(p.y, q.y) <= max(0, end.y)
        else { continue }
        // Solve t · end = p + u · (q − p).
        let d = (x: q.x - p.x, y: q.y - p.y)
        let determinant = end.x * d.y - end.y * d.x
        guard determinant != 0 else { continue }
        let t = (p.x * d.y - p.y * d.x) / determinant
        let u = (p.x * end.y - p.y * end.x) / determinant
        if t > 0, t < 1, u >= 0, u <= 1 { return true }
      }
      return false
    }
    if obstacles.lines.contains(where: crosses) { return 2 }
    return obstacles.walls.contains(where: crosses) ? 1 : 0
  }
}
