/// A place on WGS 84 as OpenStreetMap stores it: two integers of 1e-7 degree (about 1.1 cm of latitude).
///
/// Integers make equality, ordering and hashing exact. A coordinate never becomes a ``ProjectedPoint``
/// without a projection.
@frozen
public struct Coordinate: Hashable, Sendable {
  /// Longitude east of Greenwich in 1e-7 degree, -1 800 000 000 … 1 800 000 000.
  public var longitudeE7: Int32
  /// Latitude north of the equator in 1e-7 degree, -900 000 000 … 900 000 000.
  public var latitudeE7: Int32

  /// Makes a coordinate from integers of 1e-7 degree; the caller vouches for the range.
  @inlinable
  public init(longitudeE7: Int32, latitudeE7: Int32) {
    self.longitudeE7 = longitudeE7
    self.latitudeE7 = latitudeE7
  }

  /// Makes a coordinate from degrees, rounded to 1e-7; `nil` when not finite or off the Earth.
  @inlinable
  public init?(longitude: Double, latitude: Double) {
    guard longitude.isFinite, latitude.isFinite, abs(longitude) <= 180, abs(latitude) <= 90 else { return nil }
    longitudeE7 = Int32((longitude * 1e7).rounded())
    latitudeE7 = Int32((latitude * 1e7).rounded())
  }

  /// Longitude in degrees.
  @inlinable public var longitude: Double { Double(longitudeE7) / 1e7 }
  /// Latitude in degrees.
  @inlinable public var latitude: Double { Double(latitudeE7) / 1e7 }
  /// Whether the coordinate lies on the Earth.
  @inlinable public var isValid: Bool {
    longitudeE7.magnitude <= 1_800_000_000 && latitudeE7.magnitude <= 900_000_000
  }
}

/// A point in metres of one projected coordinate reference system, x east and y north.
@frozen
public struct ProjectedPoint: Hashable, Sendable {
  /// Easting in metres.
  public var x: Double
  /// Northing in metres.
  public var y: Double

  /// Makes a point from easting and northing in metres.
  @inlinable
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
