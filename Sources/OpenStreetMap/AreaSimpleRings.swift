import Geography

/// The short way for relations of a few closed ways that touch nowhere, as buildings with courtyards are.
enum AreaSimpleRings {
  /// Above this many points in all the pairwise test costs more than an index.
  static let mostPoints = 64

  /// The polygons between the rings when these are simple and apart; `nil` when it takes the full assembly to judge.
  ///
  /// What an odd number of rings surrounds is inside, as in ``AreaAssembly``.
  /// - Parameter rings: closed rings, each last point repeating the first.
  static func polygons(_ rings: [[Coordinate]]) -> [GeographicPolygon]? {
    for (number, ring) in rings.enumerated() {
      guard ring.count >= 4, AreaSimpleRing.isSimple(ring, ring.count - 1),
        !rings[..<number].contains(where: { meet($0, ring) })
      else { return nil }
    }
    // As rings are apart, one of their points tells for all.
    let around = rings.indices.map { own in
      rings.indices.filter { $0 != own && contains(rings[$0], rings[own][0]) }
    }
    var polygons: [(number: Int, exterior: [Coordinate], holes: [[Coordinate]])] = []
    for number in rings.indices where around[number].count % 2 == 0 {
      guard let exterior = AreaSimpleRing.directed(rings[number], isCounterclockwise: true) else { return nil }
      polygons.append((number, exterior, []))
    }
    for number in rings.indices where around[number].count % 2 == 1 {
      let depth = around[number].count - 1
      guard let hole = AreaSimpleRing.directed(rings[number], isCounterclockwise: false),
        let outer = polygons.firstIndex(where: {
          around[number].contains($0.number) && around[$0.number].count == depth
        })
      else { return nil }
      polygons[outer].holes.append(hole)
    }
    return polygons.map { GeographicPolygon(exterior: $0.exterior, holes: $0.holes.sorted(by: precedes)) }
      .sorted { precedes($0.exterior, $1.exterior) }
  }

  private static func precedes(_ a: [Coordinate], _ b: [Coordinate]) -> Bool {
    a.lexicographicallyPrecedes(b, by: AreaGeometry.precedes)
  }

  /// Whether two rings share a point of their lines.
  private static func meet(_ first: [Coordinate], _ second: [Coordinate]) -> Bool {
    guard let box = CoordinateBox(around: first), let other = CoordinateBox(around: second), box.intersects(other)
    else { return false }
    for i in 1..<first.count {
      let side = AreaGeometry.box(first[i - 1], first[i])
      guard side.intersects(other) else { continue }
      for j in 1..<second.count
      where side.intersects(AreaGeometry.box(second[j - 1], second[j]))
        && AreaGeometry.segmentsMeet(first[i - 1], first[i], second[j - 1], second[j])
      {
        return true
      }
    }
    return false
  }

  /// Whether a point that is not on a ring lies in it: an odd number of its segments pass east of the point.
  private static func contains(_ ring: [Coordinate], _ point: Coordinate) -> Bool {
    var isInside = false
    for i in 1..<ring.count where (ring[i - 1].latitudeE7 > point.latitudeE7) != (ring[i].latitudeE7 > point.latitudeE7)
    {
      let isUpward = ring[i].latitudeE7 > ring[i - 1].latitudeE7
      if (AreaGeometry.side(ring[i - 1], ring[i], point) > 0) == isUpward { isInside.toggle() }
    }
    return isInside
  }
}
