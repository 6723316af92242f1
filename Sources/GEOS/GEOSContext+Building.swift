import CGEOS
import Geography

extension GEOSContext {
  /// A point.
  public func point(x: Double, y: Double) throws -> GEOSGeometry {
    GEOSGeometry(self, owning: try call("createPoint") { GEOSGeom_createPointFromXY_r($0, x, y) })
  }

  /// A line through points in metres; none gives an empty line.
  ///
  /// - Throws: ``GEOSError`` for a single point or a coordinate that is not finite.
  public func lineString(_ points: [ProjectedPoint]) throws -> GEOSGeometry {
    let sequence = try sequence(points)
    return GEOSGeometry(self, owning: try call("createLineString") { GEOSGeom_createLineString_r($0, sequence) })
  }

  /// A line through coordinates, x = longitude in degrees.
  ///
  /// - Throws: ``GEOSError`` for a single coordinate.
  public func lineString(_ coordinates: [Coordinate]) throws -> GEOSGeometry {
    try lineString(coordinates.map(\.inDegrees))
  }

  /// A polygon in metres.
  ///
  /// - Throws: ``GEOSError`` for rings that are not closed, have under four points or are not finite.
  public func geometry(_ polygon: ProjectedPolygon) throws -> GEOSGeometry {
    let shell = try ring(polygon.exterior)
    let holes = try polygon.holes.map(ring)
    let shellPointer = try shell.release()
    var holePointers: [OpaquePointer?] = try holes.map { try $0.release() }
    let count = UInt32(holePointers.count)
    let made = try call("createPolygon") { GEOSGeom_createPolygon_r($0, shellPointer, &holePointers, count) }
    return GEOSGeometry(self, owning: made)
  }

  /// A polygon, x = longitude and y = latitude in degrees.
  ///
  /// - Throws: ``GEOSError`` for rings that are not closed or have under four points.
  public func geometry(_ polygon: GeographicPolygon) throws -> GEOSGeometry {
    try geometry(polygon.mapped(\.inDegrees))
  }

  /// A multipolygon in metres; the parts are taken as they are, valid together or not.
  public func geometry(_ polygons: [ProjectedPolygon]) throws -> GEOSGeometry {
    try collection(polygons.map { try geometry($0) }, kind: GEOS_MULTIPOLYGON)
  }

  /// A multipolygon, x = longitude and y = latitude in degrees; the parts are taken as they are.
  public func geometry(_ polygons: [GeographicPolygon]) throws -> GEOSGeometry {
    try collection(polygons.map { try geometry($0) }, kind: GEOS_MULTIPOLYGON)
  }

  /// A collection of any geometries, which are used up.
  public func collection(_ geometries: [GEOSGeometry]) throws -> GEOSGeometry {
    try collection(geometries, kind: GEOS_GEOMETRYCOLLECTION)
  }

  func collection(_ geometries: [GEOSGeometry], kind: GEOSGeomTypes) throws -> GEOSGeometry {
    for geometry in geometries {
      precondition(geometry.context === self, "geometries of two GEOS contexts must not meet")
    }
    var pointers: [OpaquePointer?] = try geometries.map { try $0.release() }
    let count = UInt32(pointers.count)
    let made = try call("createCollection") {
      GEOSGeom_createCollection_r($0, Int32(kind.rawValue), &pointers, count)
    }
    return GEOSGeometry(self, owning: made)
  }

  private func ring(_ points: [ProjectedPoint]) throws -> GEOSGeometry {
    let sequence = try sequence(points)
    return GEOSGeometry(self, owning: try call("createLinearRing") { GEOSGeom_createLinearRing_r($0, sequence) })
  }

  /// A coordinate sequence; whoever makes a geometry of it owns it no more, even on failure.
  private func sequence(_ points: [ProjectedPoint]) throws -> OpaquePointer {
    guard points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
      throw GEOSError(operation: "createSequence", message: "a coordinate is not finite")
    }
    guard let count = UInt32(exactly: points.count) else {
      throw GEOSError(operation: "createSequence", message: "too many points")
    }
    return try call("createSequence") { Self.copy(points, count: count, $0) }
  }
}

extension Coordinate {
  /// Degrees as plain numbers: the correctly rounded doubles that a reader of the written decimals gets.
  var inDegrees: ProjectedPoint { ProjectedPoint(x: longitude, y: latitude) }

  /// Integers of 1e-7 degree as plain numbers, which GEOS computes with exactly.
  var inUnits: ProjectedPoint { ProjectedPoint(x: Double(longitudeE7), y: Double(latitudeE7)) }
}

extension Polygon {
  func mapped<Other>(_ transform: (Point) throws -> Other) rethrows -> Polygon<Other> {
    Polygon<Other>(exterior: try exterior.map(transform), holes: try holes.map { try $0.map(transform) })
  }
}
