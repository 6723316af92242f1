import CPROJ
import Geography

/// A transformation between WGS 84 coordinates and metres of one projected CRS, both ways.
///
/// It owns its PROJ context and is not `Sendable`: make one a worker from a ``ProjectionDefinition`` (about
/// 0.1 ms). Longitude comes first and x runs east whatever order the CRS's authority gives its axes.
public final class Projection {
  /// What it was made from.
  public let definition: ProjectionDefinition
  private let transformation: OpaquePointer
  // Declared after and released after the transformation, which needs it to be destroyed.
  private let context: ProjectionContext

  /// Makes the transformation of a definition; reads no database.
  ///
  /// - Throws: ``ProjectionError`` when PROJ cannot build the pipeline.
  public init(_ definition: ProjectionDefinition) throws {
    let context = try ProjectionContext()
    guard let transformation = context.call({ proj_create($0, definition.pipeline) }) else {
      throw ProjectionError(operation: "create", message: context.lastMessage)
    }
    self.definition = definition
    self.context = context
    self.transformation = transformation
  }

  deinit {
    // Before the context: PROJ frees a transformation through it.
    proj_destroy(transformation)
  }

  /// A coordinate in metres.
  ///
  /// - Throws: ``ProjectionError`` when the coordinate lies outside what the projection can show.
  public func project(_ coordinate: Coordinate) throws -> ProjectedPoint {
    var points = [ProjectedPoint(x: coordinate.longitude, y: coordinate.latitude)]
    try transform(&points, PJ_FWD)
    return points[0]
  }

  /// Coordinates in metres, in their order.
  ///
  /// - Throws: ``ProjectionError`` naming the first coordinate that cannot be projected.
  /// - Complexity: Linear; about 0.15 µs a point.
  @inlinable
  public func project(_ coordinates: some Collection<Coordinate>) throws -> [ProjectedPoint] {
    // Inlinable, so that the caller goes through its own kind of collection: unspecialised, that takes twice PROJ's time.
    try project(degrees: coordinates.map { ProjectedPoint(x: $0.longitude, y: $0.latitude) })
  }

  /// Places given in degrees, longitude as x, in metres.
  @usableFromInline
  func project(degrees: [ProjectedPoint]) throws -> [ProjectedPoint] {
    var points = degrees
    try transform(&points, PJ_FWD)
    return points
  }

  /// The coordinate of a point, rounded to 1e-7 degree.
  ///
  /// - Throws: ``ProjectionError`` when the point is no image of a place.
  public func unproject(_ point: ProjectedPoint) throws -> Coordinate { try unproject([point])[0] }

  /// The coordinates of points, rounded to 1e-7 degree, in their order.
  ///
  /// - Throws: ``ProjectionError`` naming the first point that is no image of a place.
  /// - Complexity: Linear; about 0.2 µs a point.
  public func unproject(_ points: [ProjectedPoint]) throws -> [Coordinate] {
    var degrees = points
    try transform(&degrees, PJ_INV)
    return try degrees.indices.map { index in
      guard let coordinate = Coordinate(longitude: degrees[index].x, latitude: degrees[index].y) else {
        throw ProjectionError(
          operation: "unproject", message: "(\(points[index].x), \(points[index].y)) leads off the Earth")
      }
      return coordinate
    }
  }

  /// The degrees of a point, not rounded.
  func degrees(of point: ProjectedPoint) throws -> ProjectedPoint {
    var points = [point]
    try transform(&points, PJ_INV)
    return points[0]
  }

  /// Transforms in place and checks that every result is finite: PROJ marks failed points by infinities.
  private func transform(_ points: inout [ProjectedPoint], _ direction: PJ_DIRECTION) throws {
    let original = points
    proj_errno_reset(transformation)
    context.call { _ in Self.transform(&points, by: transformation, direction) }
    guard let index = points.firstIndex(where: { !($0.x.isFinite && $0.y.isFinite) }) else { return }
    let operation = direction == PJ_FWD ? "project" : "unproject"
    throw ProjectionError(
      operation: operation, message: "(\(original[index].x), \(original[index].y)): \(context.lastMessage)")
  }
}
