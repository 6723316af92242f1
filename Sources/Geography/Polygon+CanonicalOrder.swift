extension [GeographicPolygon] {
  /// The same polygons in one order whatever theirs was: oriented by the right-hand rule, rings begun at their lowest
  /// (longitude, latitude), holes and polygons sorted.
  ///
  /// - Complexity: O(n log n) in the rings, linear in the points.
  package func inCanonicalOrder() -> [GeographicPolygon] {
    map { polygon in
      let oriented = polygon.orientedByRightHandRule()
      return GeographicPolygon(
        exterior: oriented.exterior.rotatedToLowest(),
        holes: oriented.holes.map { $0.rotatedToLowest() }.sorted { $0.precedes($1) })
    }.sorted { $0.precedes($1) }
  }
}

extension GeographicPolygon {
  fileprivate func precedes(_ other: GeographicPolygon) -> Bool {
    exterior == other.exterior
      ? holes.lexicographicallyPrecedes(other.holes) { $0.precedes($1) } : exterior.precedes(other.exterior)
  }
}

extension Coordinate {
  /// Longitude, then latitude, as one number of the same order.
  fileprivate var rank: Int64 { Int64(longitudeE7) << 32 + (Int64(latitudeE7) + 1 << 31) }
}

extension [Coordinate] {
  fileprivate func precedes(_ other: [Coordinate]) -> Bool {
    for (a, b) in zip(self, other) where a != b { return a.rank < b.rank }
    return count < other.count
  }

  /// A closed ring turned to begin at its lowest point. Where a ring touches itself there the smaller sequence wins.
  fileprivate func rotatedToLowest() -> [Coordinate] {
    let open = self.dropLast()
    guard let lowest = open.min(by: { $0.rank < $1.rank }), let first = open.firstIndex(of: lowest) else { return self }
    let rotation = rotated(to: first)
    let others = open.indices.filter { $0 > first && open[$0] == lowest }
    return others.map { rotated(to: $0) }.reduce(rotation) { $1.precedes($0) ? $1 : $0 }
  }

  private func rotated(to start: Int) -> [Coordinate] {
    guard start > 0 else { return self }
    var rotation: [Coordinate] = []
    rotation.reserveCapacity(count)
    rotation += self[start...].dropLast()
    rotation += self[...start]
    return rotation
  }
}
