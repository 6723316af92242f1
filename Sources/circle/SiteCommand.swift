import ArgumentParser
import CommandOptions
import Coverage
import Geography
import Walking

/// `circle site`: who gains by a new venue, who loses by a closed one.
struct SiteCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Tries new venue sites and closures: who gains, who loses.",
    discussion: """
      Each site is tried alone, and all together with the closures. People who gain come within the limit; the \
      overlap has a venue within it today; minutes saved are those of all whose nearest venue comes nearer.

      EXAMPLES
        circle site city.osm.pbf --at 7.42,43.74
        circle site city.osm.pbf --at 7.42,43.74 --at 7.41,43.73 --kind library --output sites.geojson
        circle site city.osm.pbf --candidates sites.csv --json > sites.json
        circle site city.osm.pbf --close w123456
        circle site city.osm.pbf --at 7.42,43.74 --kind library --rule zj-1plus2
      """)

  @OptionGroup var city: CityOptions

  @OptionGroup var runOptions: RunOptions

  @OptionGroup var cutoffs: CutoffOptions

  @OptionGroup var selection: PlannerSelectionOptions

  @OptionGroup var ruleOptions: RuleOptions

  @Option(parsing: .unconditionalSingleValue, help: "A site as LON,LAT in WGS 84; may be given often.")
  var at: [String] = []

  @Option(help: "Sites as CSV or GeoJSON: lat, lon, and if known name.")
  var candidates: String?

  @Option(
    parsing: .unconditionalSingleValue, help: "The id of a venue to close, as in venues.geojson; may be given often.")
  var close: [String] = []

  @Option(help: "The kind of venue the sites would be, such as library.")
  var kind: String?

  @Flag(help: "Print JSON in place of the table.")
  var json = false

  @Option(help: "The GeoJSON file of sites and isochrones to write; - for standard output, in place of the table.")
  var output: String?

  func execute() throws -> ExitStatus {
    var analysis = try city.analysis()
    try cutoffs.apply(to: &analysis.parameters)
    analysis.parameters.selection = try selection.selection()
    var question = SiteAnswer.Question()
    question.sites = try at.map { CandidateSite(coordinate: try OptionValue.coordinate($0, option: "--at")) }
    question.closedIDs = close
    question.kind = try kind.map(newKind)
    question.rule = try ruleOptions.one(for: &analysis, kindsAreNamed: city.kinds != nil)
    guard !at.isEmpty || candidates != nil || !close.isEmpty else {
      throw UsageError("nothing to try; name a site with --at LON,LAT or --candidates, or a venue with --close")
    }
    if cutoffs.cutoffs != nil, output == nil {
      throw UsageError("--cutoffs are drawn into the file of --output; name one, or leave --cutoffs away")
    }
    if kind != nil, at.isEmpty, candidates == nil {
      throw UsageError("--kind is of new sites, and there are none; leave it away")
    }
    if question.rule != nil, kind == nil, !at.isEmpty || candidates != nil {
      throw UsageError("--rule counts venues by kind, and the sites have none; name theirs with --kind")
    }
    let progress = try ProgressReporter(runOptions.progress, isQuiet: runOptions.quiet)
    let inputs = analysis.inputPaths.map(\.path) + (candidates.map { [$0] } ?? [])
    let file = try output.map { try OutputFile($0, option: "--output", inputs: inputs, overwrites: runOptions.force) }
    if json, file?.isStandardOutput ?? false {
      throw UsageError("--json and --output - both print on standard output; name a file")
    }
    if file != nil { question.cutoffs = analysis.parameters.cutoffs }
    var list = try candidates.map { try CandidateList.read(path: $0) }

    let prepared = try progress.watch { try analysis.city(progress: $0) }
    try analysis.checkRule(prepared)
    try refuseUncounted(question.kind, among: prepared.parameters.kinds)
    try refuseFar(question.sites, from: prepared)
    try list?.removeFar(from: prepared.box)
    question.sites += list?.candidates ?? []
    let answer = try SiteAnswer(
      question, on: prepared, limit: analysis.parameters.limit, workers: analysis.parameters.workers)
    Console.warnings(prepared.warnings + (list?.warnings ?? []))
    if !runOptions.quiet { prepared.notes.forEach(Console.note) }
    let report = SiteOutput(answer)
    if let file { try OutputFile.write([(file, try report.geoJSON())]) }
    if file?.isStandardOutput ?? false { return .done }
    return Console.print(json ? String(decoding: report.json(), as: UTF8.self) : SiteTable(answer).text)
  }

  private func newKind(_ text: String) throws -> VenueKind {
    let named = try OptionValue.kinds(text, option: "--kind")
    guard named.count == 1 else { throw OptionValue.refusal(text, "--kind", "one kind of venue") }
    return named[0]
  }

  private func refuseUncounted(_ kind: VenueKind?, among kinds: [VenueKind]) throws {
    guard let kind, !kinds.contains(kind) else { return }
    let known = kinds.map(\.rawValue).joined(separator: ", ")
    throw OptionValue.refusal(kind.rawValue, "--kind", "one of the kinds that count: \(known)")
  }

  /// A typed place far outside is a slip: latitude first, or another city.
  private func refuseFar(_ sites: [CandidateSite], from prepared: PreparedCity) throws {
    guard let place = sites.firstIndex(where: { !prepared.holdsNearby($0.coordinate) }) else { return }
    throw InputError(
      "--at", "\(at[place]) lies over 5 km outside the city's streets", remedy: "give LON,LAT, longitude first")
  }
}
