import Geography

/// Metres east and north of an origin, turned into coordinates so that lengths along rows and columns are exact to
/// the centimetre that coordinates are rounded to (a sinusoidal projection of the ellipsoid; for towns, not countries).
public struct LocalPlane: Sendable {
  /// Where east and north are 0.
  public let origin: Coordinate

  /// 15° E 50° N: degrees of longitude and latitude differ there, so that swapped axes show.
  public static let standard = LocalPlane(origin: Coordinate(longitudeE7: 150_000_000, latitudeE7: 500_000_000))

  /// Makes a plane about an origin.
  public init(origin: Coordinate) { self.origin = origin }

  /// The coordinate some metres east and north of the origin.
  public func coordinate(east: Double, north: Double) -> Coordinate {
    let start = Ellipsoid.LocalScale(latitude: origin.latitude)
    // The scale halfway north is the one that lengthInMetres uses for a way due north.
    let halfway = Ellipsoid.LocalScale(latitude: origin.latitude + north / start.northInMetres / 2 * 1e-7)
    let latitudeE7 = Double(origin.latitudeE7) + north / halfway.northInMetres
    let scale = Ellipsoid.LocalScale(latitude: latitudeE7 * 1e-7)
    let longitudeE7 = Double(origin.longitudeE7) + east / scale.eastInMetres
    return Coordinate(longitudeE7: Int32(longitudeE7.rounded()), latitudeE7: Int32(latitudeE7.rounded()))
  }
}
