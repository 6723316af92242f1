import ArgumentParser
import Coverage
import Geography

/// The options on how high the land is.
package struct ElevationOptions: ParsableArguments {
  @Option(help: "Heights as GeoTIFF or ESRI ASCII grid in metres: slopes change walks (Tobler), each way its own.")
  package var dem: String?

  @Option(
    parsing: .unconditional,
    help: "The reference system of the heights, as PROJ takes it (default: the file's, or WGS 84).")
  package var demCrs: String?

  package init() {}
}

extension ElevationOptions {
  /// The options that were given.
  var insisted: [(CityOption, Bool)] { [(.dem, dem != nil), (.demCRS, demCrs != nil)] }

  /// Puts the request into an analysis.
  ///
  /// - Parameter existing: checks that a path can be read.
  /// - Throws: ``UsageError``, or ``InputError`` for a path that cannot be.
  func apply(to analysis: inout CoverageAnalysis, existing: (String) throws -> String?) throws {
    guard let dem else {
      guard demCrs == nil else { throw UsageError("--dem-crs is given without --dem; name the file of heights") }
      return
    }
    if let demCrs, demCrs.isEmpty {
      throw InputError("--dem-crs", "the reference system is empty", remedy: "name one, such as EPSG:25832")
    }
    analysis.elevation = try existing(dem).map { ElevationRequest(path: $0, crs: demCrs) }
    analysis.parameters.profile.usesHeights = analysis.elevation != nil
  }
}
