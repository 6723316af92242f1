import Geography

/// What a ``Projection`` is made from: plain text, so that every worker makes its own, all alike.
public struct ProjectionDefinition: Hashable, Sendable {
  /// The CRS as asked for: an authority's code, a PROJ string or WKT.
  public let definition: String
  /// The chosen operation from longitude and latitude in degrees to metres, as a PROJ pipeline.
  public let pipeline: String
  /// Projected length over ellipsoidal length at the centre, the mean of east and north; 1 is true to scale.
  public let scaleAtCentre: Double

  package init(definition: String, pipeline: String, scaleAtCentre: Double) {
    self.definition = definition
    self.pipeline = pipeline
    self.scaleAtCentre = scaleAtCentre
  }

  /// Lambert's azimuthal equal-area projection about a centre, rounded to 1e-4 degree.
  ///
  /// Areas are exact, distances within 1e-4 up to 170 km off. It needs no proj.db and takes no time to find.
  public static func localEqualArea(centre: Coordinate) -> ProjectionDefinition {
    let latitude = fourDecimals(centre.latitudeE7)
    let longitude = fourDecimals(centre.longitudeE7)
    let parameters = "+proj=laea +lat_0=\(latitude) +lon_0=\(longitude)"
    return ProjectionDefinition(
      definition: "\(parameters) +datum=WGS84 +units=m +type=crs",
      pipeline: "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        + "+step \(parameters) +x_0=0 +y_0=0 +ellps=WGS84",
      scaleAtCentre: 1)
  }

  /// A projection of this definition, for one worker.
  ///
  /// - Throws: ``ProjectionError``.
  public func makeProjection() throws -> Projection { try Projection(self) }

  /// Degrees with exactly four decimals, without a locale.
  private static func fourDecimals(_ degreesE7: Int32) -> String {
    let units = Int((Double(degreesE7) / 1000).rounded())
    let fraction = String(units.magnitude % 10_000)
    let padding = String(repeating: "0", count: 4 - fraction.count)
    return "\(units < 0 ? "-" : "")\(units.magnitude / 10_000).\(padding)\(fraction)"
  }
}
