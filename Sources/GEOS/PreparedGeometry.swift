import CGEOS

/// A geometry with an index over its segments, for many questions about one area.
public final class PreparedGeometry {
  private let geometry: GEOSGeometry
  private let prepared: OpaquePointer

  /// Prepares a geometry, which is kept alive.
  ///
  /// - Throws: ``GEOSError``.
  /// - Complexity: Linear in its segments, paid at the first question.
  public init(_ geometry: GEOSGeometry) throws {
    let pointer = try geometry.pointer()
    prepared = try geometry.context.call("prepare") { GEOSPrepare_r($0, pointer) }
    self.geometry = geometry
  }

  deinit { GEOSPreparedGeom_destroy_r(geometry.context.handle, prepared) }

  /// Whether a point lies inside; the border is not inside.
  ///
  /// - Complexity: Logarithmic in the segments.
  public func contains(x: Double, y: Double) throws -> Bool {
    try test("preparedContains", x, y, GEOSPreparedContains_r)
  }

  /// Whether a point lies inside or on the border.
  ///
  /// - Complexity: Logarithmic in the segments.
  public func covers(x: Double, y: Double) throws -> Bool {
    try test("preparedIntersects", x, y, GEOSPreparedIntersects_r)
  }

  /// Whether another geometry shares a point with this one.
  public func intersects(_ other: GEOSGeometry) throws -> Bool {
    precondition(other.context === geometry.context, "geometries of two GEOS contexts must not meet")
    let pointer = try other.pointer()
    return try geometry.context.test("preparedIntersects") { GEOSPreparedIntersects_r($0, prepared, pointer) }
  }

  /// Whether no point of another geometry lies outside.
  public func covers(_ other: GEOSGeometry) throws -> Bool {
    precondition(other.context === geometry.context, "geometries of two GEOS contexts must not meet")
    let pointer = try other.pointer()
    return try geometry.context.test("preparedCovers") { GEOSPreparedCovers_r($0, prepared, pointer) }
  }

  private func test(
    _ operation: String, _ x: Double, _ y: Double, _ body: (OpaquePointer, OpaquePointer, OpaquePointer) -> CChar
  ) throws -> Bool {
    let context = geometry.context
    let point = try context.call("createPoint") { GEOSGeom_createPointFromXY_r($0, x, y) }
    defer { GEOSGeom_destroy_r(context.handle, point) }
    return try context.test(operation) { body($0, prepared, point) }
  }
}
