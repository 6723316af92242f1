import Geography

/// A box in metres of the working reference system.
package struct PlanarBox: Sendable {
  private var west = Double.infinity
  private var south = Double.infinity
  private var east = -Double.infinity
  private var north = -Double.infinity

  /// The box around a ring. Linear.
  package init(_ ring: [ProjectedPoint]) {
    for p in ring {
      west = min(west, p.x)
      south = min(south, p.y)
      east = max(east, p.x)
      north = max(north, p.y)
    }
  }

  /// Whether the other box lies inside, borders included.
  func contains(_ other: PlanarBox) -> Bool {
    west <= other.west && south <= other.south && east >= other.east && north >= other.north
  }

  /// Whether a point lies inside, borders included.
  package func contains(_ p: ProjectedPoint) -> Bool { p.x >= west && p.x <= east && p.y >= south && p.y <= north }
}

extension ProjectedPoint {
  /// Whether the point lies inside a closed ring, by the even-odd rule. Linear.
  package func isInside(_ ring: [ProjectedPoint]) -> Bool {
    var isInside = false
    for (a, b) in zip(ring, ring.dropFirst()) where (a.y > y) != (b.y > y) {
      if x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x { isInside.toggle() }
    }
    return isInside
  }
}
