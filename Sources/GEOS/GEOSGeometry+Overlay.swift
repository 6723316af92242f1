import CGEOS

/// The overlays of two geometries. Each is tried as it is, then with both sides made valid, then on a fine grid;
/// only then does its ``GEOSError`` come out.
extension GEOSGeometry {
  /// What both have.
  public func intersection(_ other: GEOSGeometry) throws -> GEOSGeometry {
    try overlay("intersection", other, GEOSIntersection_r, GEOSIntersectionPrec_r)
  }

  /// What this has and the other has not.
  public func difference(_ other: GEOSGeometry) throws -> GEOSGeometry {
    try overlay("difference", other, GEOSDifference_r, GEOSDifferencePrec_r)
  }

  /// What either has.
  public func union(_ other: GEOSGeometry) throws -> GEOSGeometry {
    try overlay("union", other, GEOSUnion_r, GEOSUnionPrec_r)
  }

  /// What one has and the other has not.
  public func symmetricDifference(_ other: GEOSGeometry) throws -> GEOSGeometry {
    try overlay("symmetricDifference", other, GEOSSymDifference_r, GEOSSymDifferencePrec_r)
  }

  private typealias Overlay = (OpaquePointer, OpaquePointer, OpaquePointer) -> OpaquePointer?
  private typealias GridOverlay = (OpaquePointer, OpaquePointer, OpaquePointer, Double) -> OpaquePointer?

  private func overlay(
    _ operation: String, _ other: GEOSGeometry, _ plain: Overlay, _ onGrid: GridOverlay
  ) throws -> GEOSGeometry {
    precondition(other.context === context, "geometries of two GEOS contexts must not meet")
    func attempt(_ a: GEOSGeometry, _ b: GEOSGeometry, _ body: Overlay) throws -> GEOSGeometry {
      let (left, right) = (try a.pointer(), try b.pointer())
      return GEOSGeometry(context, owning: try context.call(operation) { body($0, left, right) })
    }
    do {
      return try attempt(self, other, plain)
    } catch is GEOSError {
      let (left, right) = (try makeValid(), try other.makeValid())
      do {
        return try attempt(left, right, plain)
      } catch is GEOSError {
        let gridSize = max(try left.fineGridSize, try right.fineGridSize)
        return try attempt(left, right) { onGrid($0, $1, $2, gridSize) }
      }
    }
  }

  /// A grid just coarse enough for exact noding: 1e-9 for degrees, 1e-5 for metres of a projected CRS.
  private var fineGridSize: Double {
    get throws {
      guard try !isEmpty else { return 1e-9 }
      let pointer = try pointer()
      var (west, east, south, north) = (0.0, 0.0, 0.0, 0.0)
      try context.perform("getXMin") { GEOSGeom_getXMin_r($0, pointer, &west) }
      try context.perform("getXMax") { GEOSGeom_getXMax_r($0, pointer, &east) }
      try context.perform("getYMin") { GEOSGeom_getYMin_r($0, pointer, &south) }
      try context.perform("getYMax") { GEOSGeom_getYMax_r($0, pointer, &north) }
      return max(abs(west), abs(east), abs(south), abs(north)) <= 360 ? 1e-9 : 1e-5
    }
  }
}
