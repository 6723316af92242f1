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

  /// All files of the run's folder, encoded in parallel.
  package func files() throws -> [(name: String, bytes: [UInt8])] {
    let encoded = concurrentMap(count: Self.fileNames.count, workers: result.parameters.workers) { index in
      // The largest are begun first.
      let name = Self.largestFirst[index]
      return Result { (name: name, bytes: try bytes(of: name)) }
    }
    let files = try encoded.map { try $0.get() }
    return Self.fileNames.compactMap { name in files.first { $0.name == name } }
  }

  private static let largestFirst = [
    "isochrones.geojson", "map.svg", "homes.csv", "covered.geojson", "gaps.geojson", "venues.geojson",
    "areas.geojson", "areas.csv", "run.json",
  ]

  private func bytes(of name: String) throws -> [UInt8] {
    switch name {
    case "gaps.geojson": try gaps()
    case "isochrones.geojson": try isochrones()
    case "covered.geojson": try covered()
    case "venues.geojson": try venues()
    case "homes.csv": homesTable()
    case "areas.csv": areasTable()
    case "areas.geojson": try areas()
    case "run.json": RunRecord(self).encoded()
    default: MapPicture(result).encoded()
    }
  }

  /// The key and word for what the weights count: "people" or "dwellings".
  var unit: String { result.weightUnit.rawValue }
}
