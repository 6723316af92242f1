import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// `circle build`: a prepared city in one file, which all commands take in place of an extract.
struct BuildCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Prepares a city in one file that opens in milliseconds.",
    discussion: """
      All commands take the file in place of an extract and give the same answers. What shapes the city (speed, gates, \
      venues, homes, study area) is settled here; --minutes and --cutoffs stay free, and --kinds may name some of those \
      built.

      EXAMPLES
        circle build city.osm.pbf --output city.circle
        circle build city.osm.pbf --speed 3 --kinds all --homes people.csv --output city.circle --force
        circle coverage city.circle --minutes 10 --kinds library
      """)

  @OptionGroup var city: CityOptions

  @OptionGroup var runOptions: RunOptions

  @Option(help: "The file to write (default: the extract's name with .circle, in this folder).")
  var output: String?

  func execute() throws -> ExitStatus {
    let analysis = try city.analysis()
    guard !PreparedCity.isCity(analysis.extractPath) else {
      throw InputError(analysis.extractPath, "is a prepared city already", remedy: "name the extract it was built from")
    }
    let progress = try ProgressReporter(runOptions.progress, isQuiet: runOptions.quiet)
    let path = output ?? CoverageCommand.name(of: analysis.extractPath) + ".circle"
    let file = try OutputFile(
      path, option: "--output", inputs: analysis.inputPaths.map(\.path), overwrites: runOptions.force)

    // The digests are of what is about to be read.
    let recipe = try CityRecipe(analysis)
    let prepared = try progress.watch { try analysis.prepare(progress: $0) }
    Console.warnings(prepared.warnings)
    if !runOptions.quiet { prepared.notes.forEach(Console.note) }
    try file.write { sink in try prepared.write(recipe, workers: analysis.parameters.workers, to: sink) }
    if !runOptions.quiet, !file.isStandardOutput {
      let held =
        "\(OutputText.counted(prepared.venues.count, "venue")), \(OutputText.counted(prepared.homes.count, "home"))"
      Console.note("city \(path): \(held)")
    }
    return .done
  }
}
