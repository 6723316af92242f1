import CPROJ
import Foundation
import Geography
import PROJ
import Testing

/// Our closed formulas for the ellipsoid against Karney's geodesics, which PROJ brings along (errors of nanometres).
@Suite struct EllipsoidTests {
  private static func geodesic() -> geod_geodesic {
    var geodesic = geod_geodesic()
    geod_init(&geodesic, 6_378_137, 1 / 298.257223563)
    return geodesic
  }

  private static func trueLength(_ a: Coordinate, _ b: Coordinate) -> Double {
    var geodesic = geodesic()
    var length = 0.0
    geod_inverse(&geodesic, a.latitude, a.longitude, b.latitude, b.longitude, &length, nil, nil)
    return length
  }

  private static func trueArea(_ ring: [Coordinate]) -> Double {
    var geodesic = geodesic()
    // GeoJSON's edges are straight in longitude and latitude (RFC 7946, 3.1.1), geodesics are not: many short
    // geodesics along each edge tell the area that is meant.
    let pieces = 256
    var latitudes: [Double] = []
    var longitudes: [Double] = []
    for (a, b) in zip(ring, ring.dropFirst()) {
      for piece in 0..<pieces {
        let share = Double(piece) / Double(pieces)
        latitudes.append(a.latitude + (b.latitude - a.latitude) * share)
        longitudes.append(a.longitude + (b.longitude - a.longitude) * share)
      }
    }
    var area = 0.0
    var perimeter = 0.0
    geod_polygonarea(&geodesic, &latitudes, &longitudes, Int32(latitudes.count), &area, &perimeter)
    return area
  }

  @Test(arguments: [-78.0, -51.7, -30.05, -0.001, 0, 1.3, 19.4, 28.1, 30.25, 50.0, 60.17, 71, 85])
  func shortLengths(latitude: Double) {
    for (east, north) in [(0.0001, 0.0), (0, 0.0001), (0.003, 0.002), (0.01, -0.01), (0.0499, 0.0499)] {
      let a = place(15, latitude)
      let b = place(15 + east, latitude + north)
      let expected = Self.trueLength(a, b)
      let error = abs(Ellipsoid.lengthInMetres(from: a, to: b) - expected)
      // Beyond latitude 60 a degree of longitude bends more: the formula is for cities.
      let tolerance = abs(latitude) <= 61 ? 4e-7 : 3e-6 * (abs(latitude) > 80 ? 10 : 1)
      #expect(error <= expected * tolerance + 1e-6, "\(latitude): \(error) of \(expected)")
    }
  }

  @Test(arguments: [(0.05, 0.0), (0.1, 0.1), (1, 0.5), (10, 10), (60, -20), (150, 10), (-170, 5)])
  func longLengths(east: Double, north: Double) {
    for latitude in [-55.0, -10, 0, 28.1, 50, 60] {
      let a = place(0, latitude)
      let b = place(east, latitude + north)
      let expected = Self.trueLength(a, b)
      let error = abs(Ellipsoid.lengthInMetres(from: a, to: b) - expected)
      let tolerance = expected < 1_000_000 ? 3e-6 : 2e-5
      #expect(error <= expected * tolerance, "\(latitude) + (\(east), \(north)): \(error) of \(expected)")
    }
  }

  /// The two formulas must not differ by a jump where one takes over from the other.
  @Test func theFormulasMeet() {
    for latitude in [0.0, 30, 50, 60] {
      let a = place(15, latitude)
      let near = Ellipsoid.lengthInMetres(from: a, to: place(15.0499999, latitude))
      let far = Ellipsoid.lengthInMetres(from: a, to: place(15.0500001, latitude))
      #expect(far > near && far - near < 0.05, "\(latitude): \(near) \(far)")
    }
  }

  @Test func lengthsAreSymmetricAndZeroAtHome() {
    let (a, b) = (place(15, 50), place(15.3, 50.4))
    #expect(Ellipsoid.lengthInMetres(from: a, to: a) == 0)
    #expect(Ellipsoid.lengthInMetres(from: a, to: b) == Ellipsoid.lengthInMetres(from: b, to: a))
    let (west, east) = (place(179.99, 0), place(-179.99, 0))
    #expect(abs(Ellipsoid.lengthInMetres(from: west, to: east) - 2_226.39) < 0.01)
  }

  @Test(arguments: [-51.7, -30.05, 0, 28.1, 30.25, 50.0, 60.17, 70])
  func areas(latitude: Double) {
    for size in [0.0002, 0.002, 0.01] {
      let ring = [
        place(15, latitude), place(15 + size, latitude), place(15 + 1.3 * size, latitude + 0.7 * size),
        place(15 + 0.4 * size, latitude + size), place(15, latitude),
      ]
      let expected = Self.trueArea(ring)
      let area = Ellipsoid.signedAreaInSquareMetres(of: ring)
      let error = area / expected - 1
      // Our edges are straight in the equal-area cylinder: off by the sagitta of y(latitude), which grows with
      // the size and the tangent of the latitude. The constant is what the oracle itself loses on 300 m².
      let tolerance = 1e-3 * size * abs(tan(latitude * .pi / 180)) + 1.5e-6
      #expect(abs(error) <= tolerance, "\(latitude), \(size): \(error)")
      #expect(abs(Ellipsoid.signedAreaInSquareMetres(of: ring.reversed()) + area) <= area * 1e-12)
    }
  }

  @Test func holesAreTakenOff() {
    func square(_ size: Double) -> [Coordinate] {
      [place(15, 50), place(15 + size, 50), place(15 + size, 50 + size), place(15, 50 + size), place(15, 50)]
    }
    let whole = Ellipsoid.areaInSquareMetres(of: GeographicPolygon(exterior: square(0.02)))
    let hole = Ellipsoid.areaInSquareMetres(of: GeographicPolygon(exterior: square(0.01)))
    let rest = Ellipsoid.areaInSquareMetres(of: GeographicPolygon(exterior: square(0.02), holes: [square(0.01)]))
    #expect(abs(rest - (whole - hole)) < 1e-6)
  }

  /// The equal-area plane and the ellipsoid must agree on the area of the same ring.
  @Test func equalAreaPlaneAgrees() throws {
    let ring = [place(15, 50), place(15.004, 50), place(15.004, 50.003), place(15, 50.003), place(15, 50)]
    let points = try ProjectionDefinition.localEqualArea(centre: place(15.002, 50.001)).makeProjection().project(ring)
    let twice = zip(points, points.dropFirst()).reduce(0.0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
    #expect(abs(twice / 2 / Ellipsoid.signedAreaInSquareMetres(of: ring) - 1) < 1e-6)
  }
}
