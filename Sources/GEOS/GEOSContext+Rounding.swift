import Geography

extension GEOSContext {
  /// Polygons that cover the same land, to within 1e-7 degree, and are valid as one multipolygon when read back
  /// from their written decimals.
  ///
  /// Valid input keeps its points. Other input is made valid and snap-rounded on the integers, where every
  /// coordinate is exact and a vertex either lies on a segment or half a unit off it, far more than the doubles
  /// of degrees err. The order is canonical: rings start at their lowest (longitude, latitude), holes and
  /// polygons are sorted, so the same polygons in any order give the same output.
  ///
  /// - Throws: ``GEOSError`` when GEOS cannot repair the polygons.
  /// - Complexity: O(n log n) in the points.
  public func validAfterRounding(_ polygons: [GeographicPolygon]) throws -> [GeographicPolygon] {
    var candidate = polygons.compactMap { $0.withoutDegenerateRings() }
    for round in 0..<4 {
      guard !candidate.isEmpty else { return [] }
      // Once rings have been dropped the rest may be invalid only by chance: check before and after each repair.
      if try isValid(candidate) { return candidate.inCanonicalOrder() }
      candidate = try repaired(candidate, round: round)
    }
    guard try candidate.isEmpty || isValid(candidate) else {
      let reason = try geometry(candidate).invalidReason ?? "unknown"
      throw GEOSError(operation: "validAfterRounding", message: "still invalid: \(reason)")
    }
    return candidate.inCanonicalOrder()
  }

  private func isValid(_ polygons: [GeographicPolygon]) throws -> Bool {
    guard polygons.allSatisfy({ $0.rings.allSatisfy { $0.first == $0.last } }) else { return false }
    return try geometry(polygons).isValid
  }

  /// Makes valid and rounds, in integer units of 1e-7 degree.
  private func repaired(_ polygons: [GeographicPolygon], round: Int) throws -> [GeographicPolygon] {
    let closed = polygons.map { $0.orientedByRightHandRule() }
    let units = try geometry(closed.map { $0.mapped(\.inUnits) })
    // Later rounds use a coarser grid: what will not settle at 1 cm settles at 2 or 4.
    let snapped = try units.makeValid().setPrecision(gridSize: Double(1 << max(0, round - 1)))
    return try snapped.projectedPolygons().compactMap { polygon in
      try polygon.mapped { point in
        guard abs(point.x) <= 1_800_000_000, abs(point.y) <= 900_000_000 else {
          throw GEOSError(operation: "validAfterRounding", message: "(\(point.x), \(point.y)) is off the Earth")
        }
        return Coordinate(longitudeE7: Int32(point.x.rounded()), latitudeE7: Int32(point.y.rounded()))
      }.withoutDegenerateRings()
    }
  }
}
