import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// `circle gaps`: the gaps alone, for pipes and scripts.
struct GapsCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "gaps",
    abstract: "Writes the coverage gaps as GeoJSON.",
    discussion: """
      EXAMPLES
        circle gaps city.osm.pbf > gaps.geojson
        circle gaps city.osm.pbf --output gaps.geojson --force
        circle gaps city.osm.pbf --format gpkg --output gaps.gpkg
        circle gaps city.osm.pbf --travel-times times.json --output gaps.geojson
      """)

  @OptionGroup var options: AnalysisOptions

  @Option(help: "The file to write; - or nothing for standard output.")
  var output = "-"

  @Option(help: "The form: geojson, geojsonseq (RFC 8142: a feature at a time) or gpkg (a GeoPackage).")
  var format = "geojson"

  func execute() throws -> ExitStatus {
    var analysis = try options.analysis()
    analysis.parameters.drawsIsochrones = false
    let encode = try form()
    let required = try options.requirement.percentage()
    let progress = try ProgressReporter(options.runOptions.progress, isQuiet: options.runOptions.quiet)
    let inputs = analysis.inputPaths.map(\.path)
    let gaps = try OutputFile(output, option: "--output", inputs: inputs, overwrites: options.runOptions.force)
    let times = try options.travelTimes.map {
      try OutputFile($0, option: "--travel-times", inputs: inputs, overwrites: options.runOptions.force)
    }
    if let times, times.isSamePlace(as: gaps) {
      throw UsageError("--output and --travel-times name the same place; give each its own")
    }

    let result = try progress.watch { try analysis.run(progress: $0) }
    Console.warnings(result.warnings)
    if !options.runOptions.quiet {
      result.notes.forEach(Console.note)
      // These ask what gaps alone cannot tell.
      let untold = [
        ("--band", result.parameters.tellsFirmness), ("further rules", !result.parameters.rulesBeside.isEmpty),
        ("further walkers", result.parameters.walkers.profiles.count > 1),
      ].filter(\.1).map(\.0)
      if !untold.isEmpty {
        Console.note("gaps tell nothing of \(untold.joined(separator: ", ")): circle coverage does")
      }
    }
    var files = [(file: gaps, bytes: try encode(CoverageOutput(result)))]
    if let times { files.append((times, TravelTimesReport(result).encoded())) }
    try OutputFile.write(files)
    return Requirement(percent: required).judge(result)
  }

  /// How the gaps are written.
  private func form() throws -> (CoverageOutput) throws -> [UInt8] {
    switch format {
    case "geojson": return { try $0.gaps() }
    case OutputFormat.sequence.rawValue: return { try $0.gapSequence() }
    case OutputFormat.geoPackage.rawValue: return { try $0.gapPackage() }
    default: throw OptionValue.refusal(format, "--format", "geojson, geojsonseq or gpkg")
    }
  }
}
