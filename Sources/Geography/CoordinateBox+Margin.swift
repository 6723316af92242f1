import Foundation

extension CoordinateBox {
  /// The box with a margin on all sides, of about so many metres, cut at the poles and at 180°.
  package func grown(byMetres metres: Double) -> CoordinateBox {
    let metresADegree = 111_320.0
    let latitude = Swift.max(abs(southWest.latitude), abs(northEast.latitude))
    let north = metres / metresADegree
    let east = metres / (metresADegree * Swift.max(0.01, cos(latitude * .pi / 180)))
    func degreesE7(_ value: Double, limit: Double) -> Int32 { Int32(Swift.min(limit, Swift.max(-limit, value)) * 1e7) }
    return CoordinateBox(
      southWest: Coordinate(
        longitudeE7: degreesE7(southWest.longitude - east, limit: 180),
        latitudeE7: degreesE7(southWest.latitude - north, limit: 90)),
      northEast: Coordinate(
        longitudeE7: degreesE7(northEast.longitude + east, limit: 180),
        latitudeE7: degreesE7(northEast.latitude + north, limit: 90)))
  }
}
