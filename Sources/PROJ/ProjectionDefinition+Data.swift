import Geography

extension ProjectionDefinition {
  /// The way between WGS 84 and the system that supplied data are in: projected or geographic, in any unit, as its
  /// numbers stand in files, x or longitude first whatever order the authority gives its axes.
  ///
  /// Unlike a working reference system it may distort lengths: nothing is measured in it.
  ///
  /// - Parameters:
  ///   - crs: An authority's code ("EPSG:3035", "ESRI:54009"), a PROJ string, WKT, or a name that is exact.
  ///   - subject: The option or file that names it, for messages.
  ///   - box: Where the data are wanted; PROJ chooses one operation for it, and its area of use must hold the middle.
  /// - Throws: ``InputError`` with the reason; ``ProjectionError`` when PROJ itself fails.
  public init(ofData crs: String, namedBy subject: String, around box: CoordinateBox) throws {
    let request = CRSRequest(text: crs, subject: subject)
    try request.checkText()
    let context = try ProjectionContext()
    let system = try request.open(in: context)
    try system.checkHorizontal()
    try system.checkAreaOfUse(holds: box.centre)
    let definition = ProjectionDefinition(
      definition: crs, pipeline: try system.pipeline(over: box), scaleAtCentre: 1)
    do {
      try request.checkRoundTrip(of: try Projection(definition), over: box)
    } catch let failure as ProjectionError {
      throw request.error("the CRS cannot show the study area (\(failure.message.printable(limit: 120)))")
    }
    self = definition
  }
}
