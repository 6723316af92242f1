import ArgumentParser
import Coverage

/// How supplied files are to be read.
package struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("venues-crs"), parsing: .unconditional,
    help: "Coordinate system of --venues: wgs84, gcj02, bd09, EPSG:4549 or as PROJ takes it (default: wgs84).")
  package var venuesCRS: String?

  @Option(name: .customLong("homes-crs"), parsing: .unconditional, help: "Coordinate system of --homes.")
  package var homesCRS: String?

  @Option(name: .customLong("boundary-crs"), parsing: .unconditional, help: "Coordinate system of --boundary.")
  package var boundaryCRS: String?

  @Option(name: .customLong("areas-crs"), parsing: .unconditional, help: "Coordinate system of --areas.")
  package var areasCRS: String?

  @Option(parsing: .unconditional, help: "What the columns of --venues are called, such as lat=纬度,name=馆名.")
  package var columns: String?

  package init() {}
}

extension FormatOptions {
  /// The options that were given.
  var given: [CityOption] {
    let all: [(CityOption, String?)] = [
      (.venuesCRS, venuesCRS), (.homesCRS, homesCRS), (.boundaryCRS, boundaryCRS), (.areasCRS, areasCRS),
      (.columns, columns),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }

  /// The options checked.
  ///
  /// - Throws: ``UsageError`` for the system of a file that was not given, ``InputError`` for one that does not exist.
  func formats(hasVenues: Bool, hasHomes: Bool, hasBoundary: Bool, hasAreas: Bool) throws -> SuppliedFormats {
    let uses = [
      ("--venues-crs", venuesCRS, "--venues", hasVenues), ("--columns", columns, "--venues", hasVenues),
      ("--homes-crs", homesCRS, "--homes", hasHomes), ("--boundary-crs", boundaryCRS, "--boundary", hasBoundary),
      ("--areas-crs", areasCRS, "--areas", hasAreas),
    ]
    for (option, value, file, hasFile) in uses where value != nil && !hasFile {
      throw UsageError("\(option) says how \(file) is to be read, which is not given; give both or neither")
    }
    var formats = SuppliedFormats()
    formats.venues.crs = try venuesCRS.map { try SuppliedCRS($0, option: "--venues-crs") }
    formats.homes.crs = try homesCRS.map { try SuppliedCRS($0, option: "--homes-crs") }
    formats.boundary.crs = try boundaryCRS.map { try SuppliedCRS($0, option: "--boundary-crs") }
    formats.areas.crs = try areasCRS.map { try SuppliedCRS($0, option: "--areas-crs") }
    if let columns { formats.venues.columns = try SuppliedFormat.columns(columns, option: "--columns") }
    if formats.venues.namesMetres, venuesCRS == nil {
      throw UsageError("--columns names x and y, whose coordinate system is not told; add --venues-crs")
    }
    return formats
  }
}
