import ArgumentParser
import CommandOptions
import Coverage
import Geography
import Walking

/// `circle explain`: why one place is covered or not.
struct ExplainCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells why a place is covered or not: the walk part by part, the nearest venues, the cause.",
    discussion: """
      The minutes are those of a whole run, to the millisecond.

      EXAMPLES
        circle explain city.osm.pbf 7.42,43.74
        circle explain city.osm.pbf --at 7.42,43.74 --output walk.geojson
        circle explain city.osm.pbf --at 7.42,43.74 --nearest 10 --json
        circle explain city.osm.pbf --at 7.42,43.74 --rule zj-1plus2
      """)

  @OptionGroup var city: CityOptions

  @OptionGroup var runOptions: RunOptions

  @OptionGroup var limit: LimitOptions

  @OptionGroup var selection: PlannerSelectionOptions

  @OptionGroup var ruleOptions: RuleOptions

  @Argument(help: "The place as LON,LAT in WGS 84; a west longitude goes with --at.")
  var place: String?

  @Option(parsing: .unconditional, help: "The place as LON,LAT in WGS 84.")
  var at: String?

  @Option(parsing: .unconditional, help: "How many of the nearest venues to name, 1 to 100.")
  var nearest = "5"

  @Flag(help: "Print JSON in place of text.")
  var json = false

  @Option(help: "The GeoJSON file of the walk to write; - for standard output, in place of the text.")
  var output: String?

  func execute() throws -> ExitStatus {
    var analysis = try city.analysis()
    analysis.parameters.limit = try limit.limit()
    analysis.parameters.selection = try selection.selection()
    let rule = try ruleOptions.one(for: &analysis, kindsAreNamed: city.kinds != nil)
    guard let at = self.at ?? self.place else { throw UsageError("no place; name it with --at LON,LAT") }
    guard self.at == nil || self.place == nil else { throw UsageError("--at and LON,LAT both name a place; give one") }
    let place = try OptionValue.coordinate(at, option: "--at")
    let count = try OptionValue.whole(nearest, option: "--nearest", in: 1...100)
    let progress = try ProgressReporter(runOptions.progress, isQuiet: runOptions.quiet)
    let inputs = analysis.inputPaths.map(\.path)
    let file = try output.map { try OutputFile($0, option: "--output", inputs: inputs, overwrites: runOptions.force) }
    if json, file?.isStandardOutput ?? false {
      throw UsageError("--json and --output - both print on standard output; name a file")
    }

    let prepared = try progress.watch { try analysis.city(progress: $0) }
    guard prepared.holdsNearby(place) else {
      throw InputError(
        "--at", "\(at) lies over 5 km outside the city's streets", remedy: "give LON,LAT, longitude first")
    }
    try analysis.checkRule(prepared)
    let ruled = rule.map {
      RuledCity($0.rule, areaType: $0.areaType, on: prepared, workers: analysis.parameters.workers)
    }
    let explainer = PlaceExplainer(prepared, limit: analysis.parameters.limit, ruled: ruled)
    let explanation = explainer.explanation(of: place, nearest: count)
    Console.warnings(prepared.warnings)
    if !runOptions.quiet { prepared.notes.forEach(Console.note) }
    let report = ExplanationOutput(explanation, city: prepared)
    if let file { try OutputFile.write([(file, try report.geoJSON())]) }
    if file?.isStandardOutput ?? false { return .done }
    return Console.print(json ? String(decoding: report.json(), as: UTF8.self) : report.text)
  }
}
