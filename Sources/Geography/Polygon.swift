/// One outer ring and its holes. Rings are closed: the last point repeats the first.
///
/// It says nothing about validity; GEOS judges that.
public struct Polygon<Point: Hashable & Sendable>: Hashable, Sendable {
  /// The outer ring, closed.
  public var exterior: [Point]
  /// The inner rings, each closed.
  public var holes: [[Point]]

  /// Makes a polygon from closed rings.
  public init(exterior: [Point], holes: [[Point]] = []) {
    self.exterior = exterior
    self.holes = holes
  }

  /// The outer ring followed by the holes.
  public var rings: [[Point]] { [exterior] + holes }
}

/// A polygon of WGS 84 coordinates.
public typealias GeographicPolygon = Polygon<Coordinate>
/// A polygon in metres of the working reference system.
public typealias ProjectedPolygon = Polygon<ProjectedPoint>
