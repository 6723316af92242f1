import ArgumentParser
import Coverage
import Foundation
import Geography
import Walking

/// The options that shape a city: what is read, who walks, which venues and homes count.
///
/// Those not given stay `nil`: a prepared city has its own.
package struct CityOptions: ParsableArguments {
  @Argument(help: "An .osm.pbf, .osm, .osm.gz or .osm.bz2 file, or a city of circle build; without it Monaco.")
  package var extract: String?

  @Option(parsing: .unconditional, help: "Walking speed in km/h, 0.1 to 50 (default: 4.8).")
  package var speed: String?

  @OptionGroup package var walker: WalkerOptions

  @Option(
    parsing: .unconditional, help: "Kinds of venues that count, or all (default: museum,theatre,library).")
  package var kinds: String?

  @Option(parsing: .unconditional, help: "How far a place may lie from its street, in metres (default: 250).")
  package var snap: String?

  @Option(
    parsing: .unconditional, help: "Working reference system in metres as PROJ takes it (default: local equal-area).")
  package var crs: String?

  @Option(help: "Venues as CSV or GeoJSON.")
  package var venues: String?

  @Option(help: "Whether the list replaces the extract's venues or adds to them: replace or add (default: replace).")
  package var venuesMode: String?

  @Option(help: "Homes with people as CSV or GeoJSON, in place of the extract's buildings.")
  package var homes: String?

  @OptionGroup package var people: PopulationOptions

  @Option(help: "The study area as GeoJSON.")
  package var boundary: String?

  @Option(parsing: .unconditional, help: "The study area by the name of an administrative area of the extract.")
  package var within: String?

  @OptionGroup package var areas: AreaOptions

  @Option(help: "What gates and private streets allow: open, resident (no through way) or closed (default: resident).")
  package var gates: String?

  @Flag(help: "Walk trunk roads also without a tagged sidewalk.")
  package var trunk = false

  @OptionGroup package var elevation: ElevationOptions

  @OptionGroup package var formats: FormatOptions

  @Option(parsing: .unconditional, help: "Threads (default: all processors).")
  package var threads: String?

  package init() {}
}

extension CityOptions {
  /// The options checked, with the usual limit, before any file is touched but for finding the embedded extract.
  ///
  /// - Throws: ``UsageError``, or ``InputError`` for a path that cannot be.
  package func analysis() throws -> CoverageAnalysis {
    var analysis = CoverageAnalysis(extract: try extractPath(), parameters: try parameters())
    analysis.boundaryPath = try Self.existing(boundary, option: "--boundary")
    analysis.venuesPath = try Self.existing(venues, option: "--venues")
    analysis.homesPath = try Self.existing(homes, option: "--homes")
    analysis.population = try people.request { try Self.existing($0, option: $1) ?? $0 }
    if homes != nil, analysis.population != nil {
      throw UsageError("--homes and --population both say where people live; give one")
    }
    if let venuesMode {
      guard venuesMode == "replace" || venuesMode == "add" else {
        throw OptionValue.refusal(venuesMode, "--venues-mode", "replace or add")
      }
      analysis.venuesReplace = venuesMode == "replace"
    }
    if let within {
      guard boundary == nil else { throw UsageError("--within and --boundary both name the study area; give one") }
      guard !within.isEmpty else { throw InputError("--within", "the name is empty", remedy: "name an area") }
      analysis.areaName = within
    }
    analysis.formats = try formats.formats(
      hasVenues: venues != nil, hasHomes: homes != nil, hasBoundary: boundary != nil,
      hasAreas: !areas.areas.isEmpty)
    try areas.apply(to: &analysis) { try Self.existing($0, option: "--areas") }
    try elevation.apply(to: &analysis) { try Self.existing($0, option: "--dem") }
    analysis.insisted = insisted.union(formats.given)
    return analysis
  }

  /// The options that were given.
  private var insisted: Set<CityOption> {
    let given: [(CityOption, Bool)] = [
      (.speed, speed != nil), (.gates, gates != nil), (.trunk, trunk), (.snap, snap != nil), (.kinds, kinds != nil),
      (.crs, crs != nil), (.venues, venues != nil), (.venuesMode, venuesMode != nil), (.homes, homes != nil),
      (.boundary, boundary != nil), (.within, within != nil), (.population, !people.population.isEmpty),
      (.populationCRS, people.populationCrs != nil), (.groups, people.groups != nil),
    ]
    return Set((given + walker.insisted + areas.insisted + elevation.insisted).filter(\.1).map(\.0))
  }

  private func extractPath() throws -> String {
    guard let extract else { return try EmbeddedExtract.path() }
    return try Self.existing(extract, option: "EXTRACT") ?? extract
  }

  /// A path that names a readable file; `nil` for none.
  ///
  /// - Throws: ``InputError``.
  package static func existing(_ path: String?, option: String) throws -> String? {
    guard let path else { return nil }
    guard !path.isEmpty else { throw InputError(option, "the path is empty", remedy: "name a file to read") }
    guard access(path, R_OK) == 0 else {
      let reason = String(cString: strerror(errno))
      throw InputError(path, "cannot read the file: \(reason)", remedy: "check the path given as \(option)")
    }
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
      throw InputError(path, "is a directory", remedy: "name a file to read")
    }
    return path
  }

  private func parameters() throws -> CoverageParameters {
    var parameters = CoverageParameters(workers: try workers())
    parameters.walkers = try walker.choice(withSpeed: speed != nil)
    if let speed {
      let kilometresPerHour = try OptionValue.decimal(speed, option: "--speed", in: 0.1...50, unit: "km/h")
      guard let speed = WalkingSpeed(kilometresPerHour: kilometresPerHour) else {
        throw OptionValue.refusal(speed, "--speed", "a number from 0.1 to 50 km/h")
      }
      parameters.profile.speed = speed
    }
    if let kinds { parameters.kinds = try OptionValue.kinds(kinds, option: "--kinds") }
    if let snap {
      parameters.snapRadiusInMetres = try OptionValue.decimal(snap, option: "--snap", in: 0...5000, unit: "metres")
    }
    if let crs, crs.isEmpty {
      throw InputError("--crs", "the coordinate reference system is empty", remedy: "name one, such as EPSG:32633")
    }
    parameters.workingCRS = crs
    if let gates {
      guard let policy = WalkingProfile.GatePolicy(rawValue: gates) else {
        throw OptionValue.refusal(gates, "--gates", "open, resident or closed")
      }
      parameters.profile.gates = policy
    }
    parameters.profile.allowsTrunk = trunk
    let options = parameters.profile
    parameters.profile = parameters.walkers.main(options)
    if speed != nil { parameters.profile.speed = options.speed }
    return parameters
  }

  private func workers() throws -> Int {
    guard let threads else { return max(1, min(64, ProcessInfo.processInfo.activeProcessorCount)) }
    return try OptionValue.whole(threads, option: "--threads", in: 1...256)
  }
}
