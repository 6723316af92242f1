import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// `circle inspect`: the quality of the data before anything is analysed.
struct InspectCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Looks the data over before anything is analysed: what is wrong, where, whom it concerns.",
    discussion: """
      Islands of streets, homes and venues that join badly, duplicates, missing tags, broken areas, missing buildings, and \
      a list of venues against OpenStreetMap. Each topic is graded from A to E; the whole has the worst grade of those \
      that a run with these inputs depends on.

      EXAMPLES
        circle inspect city.osm.pbf
        circle inspect city.osm.pbf --venues list.csv --venues-crs gcj02 --output findings.geojson
        circle inspect city.osm.pbf --population census.geojson --json
      """)

  @OptionGroup var city: CityOptions

  @OptionGroup var runOptions: RunOptions

  @Flag(help: "Print JSON in place of text: grades, thresholds, figures and all findings.")
  var json = false

  @Option(help: "The file of all findings to write, .geojson, .csv or .json; - for GeoJSON on standard output.")
  var output: String?

  func execute() throws -> ExitStatus {
    let analysis = try city.analysis()
    let form = try output.map(Self.form)
    if json, output == "-" { throw UsageError("--json and --output - both print on standard output; name a file") }
    let progress = try ProgressReporter(runOptions.progress, isQuiet: runOptions.quiet)
    let inputs = analysis.inputPaths.map(\.path)
    let file = try output.map { try OutputFile($0, option: "--output", inputs: inputs, overwrites: runOptions.force) }

    let inspection = try progress.watch { try analysis.inspect(progress: $0) }
    Console.warnings(inspection.reading.warnings + inspection.city.warnings)
    if !runOptions.quiet { inspection.city.notes.forEach(Console.note) }
    let report = InspectionOutput(inspection)
    if let file, let form { try OutputFile.write([(file, try form(report))]) }
    if file?.isStandardOutput ?? false { return .done }
    return Console.print(json ? String(decoding: report.json(), as: UTF8.self) : report.text)
  }

  /// What a file's name asks for.
  private static func form(_ path: String) throws -> (InspectionOutput) throws -> [UInt8] {
    let name = path.lowercased()
    if name.hasSuffix(".csv") { return { try $0.table() } }
    if name.hasSuffix(".geojson") || path == "-" { return { try $0.geoJSON() } }
    if name.hasSuffix(".json") { return { $0.json() } }
    throw UsageError("--output: the name must end with .geojson, .csv or .json, or be -")
  }
}
