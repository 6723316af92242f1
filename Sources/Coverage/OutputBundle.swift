import Geography
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
    "areas.geojson", "run.json", "map.svg",
  ]

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
    try OutputFolder(path, overwrites: overwrites, makesParent: false).write(try files())
  }

  /// All files of the run's folder, encoded.
  package func files() throws -> [(name: String, bytes: [UInt8])] {
    [
      ("gaps.geojson", try gaps()), ("isochrones.geojson", try isochrones()), ("covered.geojson", try covered()),
      ("venues.geojson", try venues()), ("homes.csv", homesTable()), ("areas.csv", areasTable()),
      ("areas.geojson", try areas()), ("run.json", RunRecord(self).encoded()),
      ("map.svg", MapPicture(result).encoded()),
    ]
  }

  /// The key and word for what the weights count: "people" or "dwellings".
  var unit: String { result.weightUnit.rawValue }
}
