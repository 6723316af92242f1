import ArgumentParser
import CommandOptions
import Coverage
import Foundation
import Geography

/// `circle coverage`: the whole run, with a summary on standard output and all outputs in a folder.
struct CoverageCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Tells who is covered and writes all outputs into a folder.",
    discussion: """
      EXAMPLES
        circle coverage
        circle coverage city.osm.pbf --output run --require 95%
        circle coverage city.osm.pbf --kinds library --minutes 10 --output libraries --force
      """)

  @OptionGroup var options: AnalysisOptions

  @Option(help: "The folder to write (default: out/NAME, where an earlier run is replaced).")
  var output: String?

  @Flag(help: "Tell the covered share of each hour of the week in hours.csv.")
  var weekly = false

  @OptionGroup var formats: OutputFormatOptions

  func execute() throws -> ExitStatus {
    var analysis = try analysis()
    let required = try options.requirement.percentage()
    let forms = try formats.formats()
    analysis.parameters.requiredPercentage = required
    let progress = try ProgressReporter(options.runOptions.progress, isQuiet: options.runOptions.quiet)
    let inputs = analysis.inputPaths
    let folder = try outputFolder(extract: analysis.extractPath)
    let times = try options.travelTimes.map {
      try OutputFile($0, option: "--travel-times", inputs: inputs.map(\.path), overwrites: options.runOptions.force)
    }
    if let times, times.lies(in: folder) {
      throw UsageError("--travel-times lies in the output folder, which is replaced as a whole; name another place")
    }

    let result = try progress.watch { try analysis.run(progress: $0) }
    Console.warnings(result.warnings)
    if !options.runOptions.quiet { result.notes.forEach(Console.note) }
    var output = CoverageOutput(
      result, inputs: try inputs.map { try RunInput(role: $0.role, path: $0.path) } + result.builtFrom,
      versions: OutputNotice.libraryVersions)
    (output.formats, output.marksByteOrder) = (forms, formats.bom)
    let reports = times.map { [($0, TravelTimesReport(result).encoded())] } ?? []
    try OutputFile.write(reports) { try output.write(to: folder) }
    if !options.runOptions.quiet {
      let summary =
        SummaryTable(result).text + "outputs  \(folder.path)/: \(output.writtenFileNames.joined(separator: " "))\n"
      let printed = Console.print(summary)
      guard printed == .done else { return printed }
    }
    return Requirement(percent: required).judge(result)
  }

  private func analysis() throws -> CoverageAnalysis {
    var analysis = try options.analysis()
    guard !weekly || analysis.parameters.selection.moment == nil else {
      throw UsageError("--weekly tells all hours, --at is for one; leave one away")
    }
    analysis.parameters.selection.isWeekly = weekly
    return analysis
  }

  /// The named folder, else `out/NAME`, which is the program's own and may be replaced.
  private func outputFolder(extract: String) throws -> OutputFolder {
    if let output { return try OutputFolder(output, overwrites: options.runOptions.force, makesParent: false) }
    return try OutputFolder("out/" + Self.name(of: extract), overwrites: true, makesParent: true)
  }

  /// The file's name without what tells its format: `monaco` of `geodata/monaco.osm.pbf`.
  static func name(of extract: String) -> String {
    var name = String(extract.split(separator: "/").last ?? "")
    for suffix in [".circle", ".gz", ".bz2", ".pbf", ".osm"] where name.hasSuffix(suffix) {
      name.removeLast(suffix.count)
    }
    return name.isEmpty || name.hasPrefix(".") ? "run" : name
  }
}
