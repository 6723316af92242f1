import Geography
import Parallel
import Walking

/// What an analysis is published as: GeoJSON, CSV, a picture and a record of the run.
///
/// ```swift
/// let result = try CoverageAnalysis(extract: "monaco.osm.pbf").run()
/// try CoverageOutput(result).write(toFolder: "monaco-run")
/// ```
///
/// Equal results give equal bytes, but for `run.json`, which holds timings.
public struct CoverageOutput: Sendable {
  /// The names of all files of a run's folder, in the order they are written.
  public static let fileNames = [
    "gaps.geojson", "isochrones.geojson", "covered.geojson", "venues.geojson", "homes.csv", "areas.csv",
    "areas.geojson", "failing.csv", "indicators.csv", "columns.csv", "run.json", "map.svg",
  ]
  /// The names of files that some runs have beside.
  public static let optionalFileNames =
    ["merges.csv", "hours.csv", "profiles.csv", "survey.csv"]
    + OutputFormat.allCases.flatMap(\.fileNames)

  /// The names of this run's files, in the order they are written.
  public var writtenFileNames: [String] {
    let optional = [
      ("merges.csv", result.merges != nil), ("hours.csv", result.weekly != nil),
      ("profiles.csv", !result.walkers.isEmpty), ("survey.csv", result.hasSurvey),
    ]
    return Self.fileNames + optional.filter(\.1).map(\.0)
      + OutputFormat.allCases.filter(formats.contains).flatMap(\.fileNames)
  }

  /// Forms to write beside GeoJSON and CSV.
  public var formats: Set<OutputFormat> = []
  /// Whether tables begin with a byte order mark, for spreadsheets that take UTF-8 for something else.
  public var marksByteOrder = false
  /// What was found.
  public var result: CoverageResult
  /// What the run read, for the record.
  public var inputs: [RunInput]
  /// Versions of the libraries at work, for the record: name and version.
  public var versions: [(name: String, version: String)]

  /// Makes the outputs of a result.
  public init(
    _ result: CoverageResult, inputs: [RunInput] = [], versions: [(name: String, version: String)] = []
  ) {
    self.result = result
    self.inputs = inputs
    self.versions = versions
  }

  /// Writes the folder: whole, or not at all.
  ///
  /// - Parameter overwrites: whether the folder of an earlier run may be replaced.
  /// - Throws: ``InputError`` when the folder exists, holds other files, or cannot be written.
  /// - Complexity: linear in the result.
  public func write(toFolder path: String, overwrites: Bool = false) throws {
    try write(to: OutputFolder(path, overwrites: overwrites, makesParent: false))
  }

  /// Writes the folder: whole, or not at all. Files are encoded in parallel, the largest first, each as it is written,
  /// so that no document is ever in memory as a whole.
  package func write(to folder: OutputFolder) throws {
    try folder.write(largestFirst, workers: result.parameters.workers) { name, sink in
      _ = try encoded(name, to: sink)
    }
  }

  /// All files of the run's folder in memory, encoded in parallel.
  package func files() throws -> [(name: String, bytes: [UInt8])] {
    let (names, largestFirst) = (writtenFileNames, largestFirst)
    let encoded = concurrentMap(count: names.count, workers: result.parameters.workers) { index in
      let name = largestFirst[index]
      return Result { (name: name, bytes: try self.encoded(name, to: nil)) }
    }
    let files = try encoded.map { try $0.get() }
    return names.compactMap { name in files.first { $0.name == name } }
  }

  private static let largestFirst = [
    "isochrones.geojson", "map.svg", "homes.csv", "covered.geojson", "gaps.geojson", "venues.geojson",
    "areas.geojson", "areas.csv", "failing.csv", "indicators.csv", "columns.csv", "run.json",
  ]

  private var largestFirst: [String] {
    Self.largestFirst + writtenFileNames.filter { !Self.largestFirst.contains($0) }
  }

  /// One file: its bytes, or none where a sink takes them.
  private func encoded(_ name: String, to sink: GeoJSONWriter.Sink?) throws -> [UInt8] {
    switch name {
    case "gaps.geojson": return try gaps(to: sink)
    case "isochrones.geojson": return try isochrones(to: sink)
    case "covered.geojson": return try covered(to: sink)
    case "venues.geojson": return try venues(to: sink)
    case "homes.csv": return try homesTable(to: sink)
    case "areas.csv": return try areasTable(to: sink)
    case "areas.geojson": return try areas(to: sink)
    case "failing.csv": return try failingTable(to: sink)
    case "indicators.csv": return try indicatorsTable(to: sink)
    case "columns.csv": return try columnsTable(to: sink)
    case "run.gpkg": return try geoPackage(to: sink)
    case "gaps.geojsons": return try sequence(of: features(of: .gaps), to: sink)
    case "isochrones.geojsons": return try sequence(of: isochroneFeatures, to: sink)
    case "covered.geojsons": return try sequence(of: coveredFeatures, to: sink)
    case "venues.geojsons": return try sequence(of: features(of: .venues), to: sink)
    case "areas.geojsons": return try sequence(of: areaFeatures, to: sink)
    case "merges.csv": return try mergesTable(to: sink)
    case "hours.csv": return try hoursTable(to: sink)
    case "profiles.csv": return try profilesTable(to: sink)
    case "survey.csv": return try surveyTable(to: sink)
    case "run.json":
      let record = RunRecord(self).encoded()
      guard let sink else { return record }
      try sink(record)
      return []
    default: return try MapPicture(result).encoded(to: sink)
    }
  }

  /// The key and word for what the weights count: "people" or "dwellings".
  var unit: String { result.weightUnit.rawValue }
}
