import CGEOS
import Geography

extension GEOSGeometry {
  /// The polygons in it, in metres as they are; points and lines in a mixed result are no land and left out.
  public func projectedPolygons() throws -> [ProjectedPolygon] {
    switch try kind {
    case GEOS_POLYGON:
      return try isEmpty ? [] : [try polygon()]
    case GEOS_MULTIPOLYGON, GEOS_GEOMETRYCOLLECTION:
      return try parts.flatMap { try $0.projectedPolygons() }
    default:
      return []
    }
  }

  /// The polygons in it as coordinates, from degrees rounded to 1e-7.
  ///
  /// Oriented by the right-hand rule of RFC 7946; repeated points and rings flat after rounding are
  /// dropped. Rounding can make valid polygons invalid: see ``GEOSContext/validAfterRounding(_:)``.
  ///
  /// - Throws: ``GEOSError`` when a coordinate lies off the Earth.
  public func geographicPolygons() throws -> [GeographicPolygon] {
    try projectedPolygons().compactMap { polygon in
      try polygon.mapped { point in
        guard let coordinate = Coordinate(longitude: point.x, latitude: point.y) else {
          throw GEOSError(operation: "read", message: "(\(point.x), \(point.y)) is not in degrees")
        }
        return coordinate
      }.withoutDegenerateRings()?.orientedByRightHandRule()
    }
  }

  /// The one point of a point geometry, such as a centroid; `nil` for another kind or an empty point.
  public func point() throws -> ProjectedPoint? {
    guard try kind == GEOS_POINT, try !isEmpty else { return nil }
    return try context.points(ofLine: pointer()).first
  }

  /// The lines in it, in metres as they are.
  public func projectedLines() throws -> [[ProjectedPoint]] {
    switch try kind {
    case GEOS_LINESTRING, GEOS_LINEARRING:
      return try isEmpty ? [] : [try context.points(ofLine: pointer())]
    case GEOS_MULTILINESTRING, GEOS_GEOMETRYCOLLECTION:
      return try parts.flatMap { try $0.projectedLines() }
    default:
      return []
    }
  }

  private func polygon() throws -> ProjectedPolygon {
    let pointer = try pointer()
    let exterior = try context.call("getExteriorRing") { GEOSGetExteriorRing_r($0, pointer) }
    let holeCount = GEOSGetNumInteriorRings_r(context.handle, pointer)
    guard holeCount >= 0 else { throw GEOSError(operation: "getNumInteriorRings", message: "no count") }
    let holes = try (0..<holeCount).map { index in
      let hole = try context.call("getInteriorRing") { GEOSGetInteriorRingN_r($0, pointer, index) }
      return try context.points(ofLine: hole)
    }
    return ProjectedPolygon(exterior: try context.points(ofLine: exterior), holes: holes)
  }
}

extension Polygon where Point == Coordinate {
  /// Without repeated points and rings of no area; `nil` when the exterior has none.
  func withoutDegenerateRings() -> Self? {
    guard let shell = Self.ringWithArea(exterior) else { return nil }
    return Self(exterior: shell, holes: holes.compactMap(Self.ringWithArea))
  }

  private static func ringWithArea(_ ring: [Coordinate]) -> [Coordinate]? {
    var points: [Coordinate] = []
    points.reserveCapacity(ring.count)
    for point in ring where point != points.last { points.append(point) }
    return points.count >= 4 && !isFlat(points) ? points : nil
  }

  /// Whether all points lie on one line. The signed area does not tell: it is 0 for an even figure of eight.
  private static func isFlat(_ points: [Coordinate]) -> Bool {
    guard let first = points.first, let second = points.first(where: { $0 != first }) else { return true }
    return points.allSatisfy { doubledArea(of: [first, second, $0]) == 0 }
  }
}
