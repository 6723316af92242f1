import Foundation

/// Lengths and areas on the WGS 84 ellipsoid, in closed form.
public enum Ellipsoid {
  /// Equatorial radius of WGS 84 in metres (NIMA TR8350.2).
  public static let semiMajorAxisInMetres = 6_378_137.0
  /// Flattening of WGS 84 (NIMA TR8350.2).
  public static let flattening = 1 / 298.257223563
  /// First eccentricity squared, f(2 − f).
  public static let eccentricitySquared = flattening * (2 - flattening)

  /// Metres a 1e-7 degree step spans at one latitude, east and north.
  @frozen
  public struct LocalScale: Sendable {
    /// Metres of 1e-7 degree of longitude.
    public var eastInMetres: Double
    /// Metres of 1e-7 degree of latitude.
    public var northInMetres: Double

    /// The scale at a latitude in degrees, by the radii of curvature N and M (Snyder 1987, eq. 4-18, 4-20).
    public init(latitude: Double) {
      let phi = latitude * .pi / 180
      let sine = sin(phi)
      let w = 1 - eccentricitySquared * sine * sine
      let primeVertical = semiMajorAxisInMetres / w.squareRoot()
      let meridional = semiMajorAxisInMetres * (1 - eccentricitySquared) / (w * w.squareRoot())
      let step = Double.pi / 180 * 1e-7
      eastInMetres = primeVertical * cos(phi) * step
      northInMetres = meridional * step
    }
  }

  /// Length in metres of the straight way between two coordinates.
  ///
  /// Up to 0.05° apart the mid-latitude formula (relative error under 4e-7); beyond, Lambert's formula on
  /// reduced latitudes (error about 10 m in thousands of kilometres). The shorter way round the Earth is taken.
  public static func lengthInMetres(from a: Coordinate, to b: Coordinate) -> Double {
    var east = Int64(b.longitudeE7) - Int64(a.longitudeE7)
    if east > 1_800_000_000 { east -= 3_600_000_000 } else if east < -1_800_000_000 { east += 3_600_000_000 }
    let north = Int64(b.latitudeE7) - Int64(a.latitudeE7)
    guard east.magnitude < 500_000, north.magnitude < 500_000 else {
      return longLengthInMetres(from: a, to: b, longitudeStep: Double(east) / 1e7)
    }
    let scale = LocalScale(latitude: (a.latitude + b.latitude) / 2)
    let dx = Double(east) * scale.eastInMetres
    let dy = Double(north) * scale.northInMetres
    return (dx * dx + dy * dy).squareRoot()
  }

  /// Lambert's formula (Andoyer–Lambert, on reduced latitudes).
  private static func longLengthInMetres(from a: Coordinate, to b: Coordinate, longitudeStep: Double) -> Double {
    let radians = Double.pi / 180
    let beta1 = atan((1 - flattening) * tan(a.latitude * radians))
    let beta2 = atan((1 - flattening) * tan(b.latitude * radians))
    let half1 = sin((beta2 - beta1) / 2)
    let half2 = sin(longitudeStep * radians / 2)
    let h = min(1, half1 * half1 + cos(beta1) * cos(beta2) * half2 * half2)
    let sigma = 2 * asin(h.squareRoot())
    guard sigma > 1e-12, sigma < .pi - 1e-9 else { return sigma * semiMajorAxisInMetres }
    let p = (beta1 + beta2) / 2
    let q = (beta2 - beta1) / 2
    let sigmaHalfCosine = cos(sigma / 2)
    let sigmaHalfSine = sin(sigma / 2)
    let x = (sigma - sin(sigma)) * pow(sin(p) * cos(q) / sigmaHalfCosine, 2)
    let y = (sigma + sin(sigma)) * pow(cos(p) * sin(q) / sigmaHalfSine, 2)
    return semiMajorAxisInMetres * (sigma - flattening / 2 * (x + y))
  }

  /// Signed area of a ring in square metres, positive when counterclockwise.
  ///
  /// Exact for the authalic (equal-area cylindrical) image of the ring: x = aλ, y = a·q(φ)/2 (Snyder 1987,
  /// eq. 3-12 and 10-1); edges are straight there, which for edges under 1 km differs by under 1e-6. Linear.
  public static func signedAreaInSquareMetres(of ring: [Coordinate]) -> Double {
    guard ring.count >= 3, let origin = ring.first else { return 0 }
    let originY = authalicNorthing(origin.latitude)
    func planar(_ c: Coordinate) -> (Double, Double) {
      let x = Double(Int64(c.longitudeE7) - Int64(origin.longitudeE7)) * 1e-7 * .pi / 180 * semiMajorAxisInMetres
      return (x, authalicNorthing(c.latitude) - originY)
    }
    var twice = 0.0
    var previous = planar(ring[ring.count - 1])
    for coordinate in ring {
      let current = planar(coordinate)
      twice += previous.0 * current.1 - current.0 * previous.1
      previous = current
    }
    return twice / 2
  }

  /// Area of a polygon in square metres, holes taken off. Linear.
  public static func areaInSquareMetres(of polygon: GeographicPolygon) -> Double {
    polygon.holes.reduce(abs(signedAreaInSquareMetres(of: polygon.exterior))) {
      $0 - abs(signedAreaInSquareMetres(of: $1))
    }
  }

  /// The northing of the equal-area cylindrical projection, a·q(φ)/2.
  private static func authalicNorthing(_ latitude: Double) -> Double {
    let sine = sin(latitude * .pi / 180)
    let e = eccentricitySquared.squareRoot()
    let q =
      (1 - eccentricitySquared)
      * (sine / (1 - eccentricitySquared * sine * sine) + atanh(e * sine) / e)
    return semiMajorAxisInMetres * q / 2
  }
}
