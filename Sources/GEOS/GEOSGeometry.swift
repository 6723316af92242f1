import CGEOS
import Geography

/// A geometry of GEOS, owned, on one thread.
///
/// Coordinates are plain numbers to GEOS: degrees with x = longitude, or metres. It never converts them.
public final class GEOSGeometry {
  /// The context it was made by, kept alive by it.
  public let context: GEOSContext
  /// Nil once handed over to a collection.
  private var owned: OpaquePointer?
  /// Who owns the pointer if not this object: parts belong to their collection.
  private let owner: GEOSGeometry?

  /// Takes over a pointer that GEOS has given away.
  init(_ context: GEOSContext, owning pointer: OpaquePointer) {
    self.context = context
    owned = pointer
    owner = nil
  }

  /// Refers to a part of another geometry.
  private init(part pointer: OpaquePointer, of owner: GEOSGeometry) {
    context = owner.context
    owned = pointer
    self.owner = owner
  }

  deinit {
    guard owner == nil, let owned else { return }
    GEOSGeom_destroy_r(context.handle, owned)
  }

  /// The pointer, or an error if it was handed over: a defect of this module, but none worth a trap.
  func pointer() throws -> OpaquePointer {
    guard let owned else { throw GEOSError(operation: "use", message: "the geometry was handed over") }
    return owned
  }

  /// Hands the pointer over and forgets it. GEOS owns the arguments of every create… call, even of a failed one.
  func release() throws -> OpaquePointer {
    guard owner == nil else { throw GEOSError(operation: "release", message: "a part belongs to its collection") }
    let pointer = try pointer()
    owned = nil
    return pointer
  }

  /// The pointer of another geometry, which must be of the same context.
  private func pointer(of other: GEOSGeometry) throws -> OpaquePointer {
    precondition(other.context === context, "geometries of two GEOS contexts must not meet")
    return try other.pointer()
  }
}

// MARK: - Questions

extension GEOSGeometry {
  /// Whether there is no point in it.
  public var isEmpty: Bool {
    get throws {
      let pointer = try pointer()
      return try context.test("isEmpty") { GEOSisEmpty_r($0, pointer) }
    }
  }

  /// Whether it is valid by the Simple Features rules.
  public var isValid: Bool {
    get throws {
      let pointer = try pointer()
      return try context.test("isValid") { GEOSisValid_r($0, pointer) }
    }
  }

  /// Why it is invalid and where, such as "Self-intersection[15.01 50.01]"; `nil` when it is valid.
  public var invalidReason: String? {
    get throws {
      guard try !isValid else { return nil }
      let pointer = try pointer()
      let text = try context.call("isValidReason") { GEOSisValidReason_r($0, pointer).map { OpaquePointer($0) } }
      defer { GEOSFree_r(context.handle, UnsafeMutableRawPointer(text)) }
      return String(cString: UnsafePointer<CChar>(text))
    }
  }

  /// Area in square units of the coordinates (of no use in degrees).
  public var area: Double {
    get throws {
      let pointer = try pointer()
      var area = 0.0
      try context.perform("area") { GEOSArea_r($0, pointer, &area) }
      return area
    }
  }

  /// Whether the other lies within, with some of its inside inside.
  public func contains(_ other: GEOSGeometry) throws -> Bool {
    try test("contains", other, GEOSContains_r)
  }

  /// Whether no point of the other lies outside; borders count as inside.
  public func covers(_ other: GEOSGeometry) throws -> Bool {
    try test("covers", other, GEOSCovers_r)
  }

  /// Whether they share at least a point.
  public func intersects(_ other: GEOSGeometry) throws -> Bool {
    try test("intersects", other, GEOSIntersects_r)
  }

  private func test(
    _ operation: String, _ other: GEOSGeometry, _ body: (OpaquePointer, OpaquePointer, OpaquePointer) -> CChar
  ) throws -> Bool {
    let (mine, theirs) = (try pointer(), try pointer(of: other))
    return try context.test(operation) { body($0, mine, theirs) }
  }

  /// The parts of a collection; a simple geometry is its own single part. They keep the whole alive.
  public var parts: [GEOSGeometry] {
    get throws {
      let pointer = try pointer()
      let count = GEOSGetNumGeometries_r(context.handle, pointer)
      guard count >= 0 else { throw GEOSError(operation: "getNumGeometries", message: "no count") }
      return try (0..<count).map { index in
        let part = try context.call("getGeometryN") { GEOSGetGeometryN_r($0, pointer, index) }
        return GEOSGeometry(part: part, of: self)
      }
    }
  }

  /// The kind of geometry.
  var kind: GEOSGeomTypes {
    get throws { GEOSGeomTypes(UInt32(bitPattern: GEOSGeomTypeId_r(context.handle, try pointer()))) }
  }
}

// MARK: - New geometries

extension GEOSGeometry {
  /// All points within a distance, in units of the coordinates.
  ///
  /// - Parameters:
  ///   - distance: The distance; negative shrinks.
  ///   - segmentsAQuarter: How many straight segments stand for a quarter circle (8: 0.5 % short at most).
  public func buffer(by distance: Double, segmentsAQuarter: Int = 8) throws -> GEOSGeometry {
    try derive("buffer") { GEOSBuffer_r($0, $1, distance, Int32(clamping: segmentsAQuarter)) }
  }

  /// The union of all parts.
  public func unaryUnion() throws -> GEOSGeometry {
    try derive("unaryUnion") { GEOSUnaryUnion_r($0, $1) }
  }

  /// The centre of gravity, which may lie outside.
  public func centroid() throws -> GEOSGeometry { try derive("centroid") { GEOSGetCentroid_r($0, $1) } }

  /// Some point that lies within.
  public func pointOnSurface() throws -> GEOSGeometry {
    try derive("pointOnSurface") { GEOSPointOnSurface_r($0, $1) }
  }

  /// The same on a grid: every coordinate a multiple of the grid's size, and valid (by snap rounding).
  ///
  /// What collapses to lines or points is gone.
  public func setPrecision(gridSize: Double) throws -> GEOSGeometry {
    try derive("setPrecision") { GEOSGeom_setPrecision_r($0, $1, gridSize, 0) }
  }

  /// A valid geometry of the same land: overlapping parts are joined, holes taken off, lines dropped.
  ///
  /// GEOS's "structure" method: its older "linework" method turns the overlap of two parts into a hole.
  public func makeValid() throws -> GEOSGeometry {
    let pointer = try pointer()
    let parameters = try context.call("makeValidParams") { GEOSMakeValidParams_create_r($0) }
    defer { GEOSMakeValidParams_destroy_r(context.handle, parameters) }
    try context.perform("makeValidMethod") {
      GEOSMakeValidParams_setMethod_r($0, parameters, GEOS_MAKE_VALID_STRUCTURE)
    }
    try context.perform("makeValidCollapse") { GEOSMakeValidParams_setKeepCollapsed_r($0, parameters, 0) }
    let valid = try context.call("makeValid") { GEOSMakeValidWithParams_r($0, pointer, parameters) }
    return GEOSGeometry(context, owning: valid)
  }

  /// A geometry computed from this one alone.
  private func derive(
    _ operation: String, _ body: (OpaquePointer, OpaquePointer) -> OpaquePointer?
  ) throws -> GEOSGeometry {
    let pointer = try pointer()
    return GEOSGeometry(context, owning: try context.call(operation) { body($0, pointer) })
  }
}
