extension GeoJSONGeometry {
  /// All polygons in it, those of collections too; points and lines have none. Linear.
  public var polygons: [GeographicPolygon] {
    switch self {
    case .polygon(let polygon): [polygon]
    case .multiPolygon(let polygons): polygons
    case .collection(let geometries): geometries.flatMap(\.polygons)
    case .point, .multiPoint, .lineString, .multiLineString: []
    }
  }

  /// All coordinates in it, in file order; closed rings repeat their first. Linear.
  public var coordinates: [Coordinate] {
    switch self {
    case .point(let coordinate): [coordinate]
    case .multiPoint(let coordinates), .lineString(let coordinates): coordinates
    case .multiLineString(let lines): lines.flatMap { $0 }
    case .polygon(let polygon): polygon.rings.flatMap { $0 }
    case .multiPolygon(let polygons): polygons.flatMap { $0.rings.flatMap { $0 } }
    case .collection(let geometries): geometries.flatMap(\.coordinates)
    }
  }
}
