import Foundation

/// A place in degrees of doubles, finer than ``Coordinate``.
public struct GeographicPoint: Hashable, Sendable {
  /// Degrees east of Greenwich.
  public var longitude: Double
  /// Degrees north of the equator.
  public var latitude: Double

  /// Makes a point.
  public init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }

  /// A coordinate's place.
  public init(_ coordinate: Coordinate) {
    self.init(longitude: coordinate.longitude, latitude: coordinate.latitude)
  }
}

/// The ways in which Chinese maps shift places by some hundred metres (domain §9.2).
///
/// Both are used on the mainland only; elsewhere a map's places are WGS 84, so that nothing is shifted there.
public enum ChineseShift: String, Hashable, Sendable, CaseIterable {
  /// The state's own, of all licensed maps: some 500 m.
  case gcj02
  /// Baidu's, on top of GCJ-02: some 1.2 km.
  case bd09

  /// Where such a map shows a place of WGS 84; the place itself outside mainland China.
  public func shifted(_ place: GeographicPoint) -> GeographicPoint {
    MainlandChina.contains(longitude: place.longitude, latitude: place.latitude) ? unchecked(place) : place
  }

  /// The place of WGS 84 that such a map shows at a point; `nil` when that is outside mainland China.
  ///
  /// By fixed-point iteration: each step leaves a hundredth of the error or less, ten leave none that a double shows.
  public func restored(_ shown: GeographicPoint) -> GeographicPoint? {
    // Within the box the formulas are tame; far outside they are not.
    guard MainlandChina.boxContains(longitude: shown.longitude, latitude: shown.latitude) else { return nil }
    var place = shown
    for _ in 0..<10 {
      let image = unchecked(place)
      place.longitude += shown.longitude - image.longitude
      place.latitude += shown.latitude - image.latitude
    }
    return MainlandChina.contains(longitude: place.longitude, latitude: place.latitude) ? place : nil
  }

  private func unchecked(_ place: GeographicPoint) -> GeographicPoint {
    switch self {
    case .gcj02: Self.gcj02(place)
    case .bd09: Self.bd09(ofGCJ02: Self.gcj02(place))
    }
  }

  /// The public formula of GCJ-02, on Krasovsky's ellipsoid.
  private static func gcj02(_ place: GeographicPoint) -> GeographicPoint {
    let (a, ee) = (6_378_245.0, 0.006_693_421_622_965_943_23)
    let x = place.longitude - 105
    let y = place.latitude - 35
    let root = abs(x).squareRoot()
    let ripple = 20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)
    let waveNorth =
      ripple + 20 * sin(y * .pi) + 40 * sin(y / 3 * .pi) + 160 * sin(y / 12 * .pi) + 320 * sin(y / 30 * .pi)
    let waveEast =
      ripple + 20 * sin(x * .pi) + 40 * sin(x / 3 * .pi) + 150 * sin(x / 12 * .pi) + 300 * sin(x / 30 * .pi)
    let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waveNorth * 2 / 3
    let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waveEast * 2 / 3
    let phi = place.latitude / 180 * .pi
    let m = 1 - ee * sin(phi) * sin(phi)
    return GeographicPoint(
      longitude: place.longitude + east * 180 * m.squareRoot() / (a * cos(phi) * .pi),
      latitude: place.latitude + north * 180 * m * m.squareRoot() / (a * (1 - ee) * .pi))
  }

  private static func bd09(ofGCJ02 place: GeographicPoint) -> GeographicPoint {
    let k = Double.pi * 3000 / 180
    let (x, y) = (place.longitude, place.latitude)
    let z = (x * x + y * y).squareRoot() + 2e-5 * sin(y * k)
    let theta = atan2(y, x) + 3e-6 * cos(x * k)
    return GeographicPoint(longitude: z * cos(theta) + 0.0065, latitude: z * sin(theta) + 0.006)
  }
}
