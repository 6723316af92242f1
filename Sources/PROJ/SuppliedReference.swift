import Geography

/// The reference system in which a supplied file gives its places, as PROJ takes it.
///
/// Unlike the plane to measure in it may be geographic, in any unit, and distort as it likes: places only pass through.
public struct SuppliedReference: Hashable, Sendable {
  /// The system as the user named it.
  public let text: String
  /// Whether it has degrees: longitude and latitude, not east and north.
  public let isGeographic: Bool
  private let request: CRSRequest

  /// Looks a system up.
  ///
  /// - Parameters:
  ///   - text: an authority's code ("EPSG:4549"), a PROJ string, WKT, or a name that is exact.
  ///   - option: the option that names it, or the file, for messages.
  ///   - remedy: what to do where it cannot be used.
  /// - Throws: ``InputError`` about the option; ``ProjectionError`` when PROJ itself fails.
  public init(
    _ text: String, option: String, remedy: String = "name one such as gcj02, bd09, wgs84 or EPSG:4549"
  ) throws {
    request = CRSRequest(text: text, option: option, usualRemedy: remedy)
    try request.checkText()
    let context = try ProjectionContext()
    isGeographic = try request.open(in: context).isGeographic()
    self.text = text
  }

  /// The conversion of places around a box, and whether it leaves a datum shift out that PROJ does not have.
  ///
  /// Longitude or east comes first whatever order the authority gives the axes. CGCS2000 counts as WGS 84.
  public func conversion(near box: CoordinateBox) throws -> (definition: ProjectionDefinition, leavesShiftOut: Bool) {
    let context = try ProjectionContext()
    let system = try request.open(in: context)
    let operation = try system.operation(over: box)
    let definition = ProjectionDefinition(definition: text, pipeline: operation.pipeline, scaleAtCentre: 1)
    return (definition, operation.leavesShiftOut && !system.isOnCGCS2000)
  }
}
