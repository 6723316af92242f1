import Geography

extension GEOSContext {
  /// A boundary that a user gives, checked and brought into canonical form.
  ///
  /// A polygon that crosses itself does not say which land it means, and is refused with the place of the
  /// crossing. Parts that touch or overlap are joined, repeated points dropped.
  ///
  /// - Parameters:
  ///   - polygons: The parts.
  ///   - name: The file or relation, for errors.
  /// - Throws: ``InputError`` when a part is invalid or no land is left; ``GEOSError`` when GEOS fails.
  /// - Complexity: O(n log n) in the points.
  public func validBoundary(_ polygons: [GeographicPolygon], named name: String) throws -> [GeographicPolygon] {
    let subject = name.printable(limit: 200)
    let remedy = "correct the boundary polygon or give another"
    guard !polygons.isEmpty else {
      throw InputError(subject, "the boundary is empty: it has no polygon", remedy: remedy)
    }
    for (index, polygon) in polygons.enumerated() {
      let place = polygons.count > 1 ? "polygon \(index + 1) of the boundary" : "the boundary polygon"
      guard let cleaned = polygon.withoutDegenerateRings() else {
        throw InputError(subject, "\(place) encloses nothing (empty geometry)", remedy: remedy)
      }
      if let reason = try geometry(cleaned.orientedByRightHandRule()).invalidReason {
        throw InputError(subject, "\(place) is invalid: \(reason)", remedy: remedy)
      }
    }
    let valid = try validAfterRounding(polygons)
    guard !valid.isEmpty else { throw InputError(subject, "the boundary encloses nothing", remedy: remedy) }
    return valid
  }
}
