import ArgumentParser
import CommandOptions
import Coverage
import Foundation
import Geography

/// `circle plan`: where to open venues.
struct PlanCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Finds where new venues would bring most people within the limit.",
    discussion: """
      Existing venues stay. Candidates are the sites of --candidates, else every street corner of the study area from \
      which a home beyond the limit is reached; a corner in a tunnel or on a fragment of streets is none. Sites are \
      chosen greedily and then exchanged one by one as long as that gains; of equal ones the first along a Hilbert \
      curve, or in the list, is taken. The bound is proven: no choice of as many candidates can exceed it.

      EXAMPLES
        circle plan city.osm.pbf --add 5
        circle plan city.osm.pbf --target 98% --kinds library --output plan.geojson
        circle plan city.osm.pbf --budget 10000000 --candidates costs.csv
        circle plan city.osm.pbf --add 3 --minimum-separation 800 --exact --json

      EXIT STATUS
        3  done and written, but --target cannot be reached, or coverage is under --require
      """)

  @OptionGroup var options: CityOptions

  @OptionGroup var runOptions: RunOptions

  @OptionGroup var limit: LimitOptions

  @OptionGroup var selection: PlannerSelectionOptions

  @OptionGroup var requirement: RequirementOptions

  @Option(parsing: .unconditional, help: "How many sites to add, 1 to 1000.")
  var add: String?

  @Option(parsing: .unconditional, help: "The share to reach with as few sites as can be found, such as 98%.")
  var target: String?

  @Option(parsing: .unconditional, help: "The money to spend, in the currency of the candidates' costs.")
  var budget: String?

  @Option(help: "Candidate sites as CSV or GeoJSON: lat, lon, and if known name and cost.")
  var candidates: String?

  @Option(
    parsing: .unconditional,
    help: "Metres between any two new sites, at least, as the crow flies; existing venues may be nearer.")
  var minimumSeparation = "0"

  @Flag(help: "Prove the optimum, with HiGHS or CBC where the bound leaves it open.")
  var exact = false

  @Flag(help: "Print the plan as JSON in place of the table.")
  var json = false

  @Option(help: "The GeoJSON file of the sites to write; - for standard output, in place of the table.")
  var output: String?

  func execute() throws -> ExitStatus {
    var analysis = try options.analysis()
    analysis.parameters.limit = try limit.limit()
    analysis.parameters.selection = try selection.selection()
    var question = PlanQuestion(goal: try goal(), limit: analysis.parameters.limit)
    question.minimumSeparation = try OptionValue.decimal(
      minimumSeparation, option: "--minimum-separation", in: 0...100_000, unit: "metres")
    question.isExact = exact
    question.workers = analysis.parameters.workers
    let required = try requirement.percentage()
    let progress = try ProgressReporter(runOptions.progress, isQuiet: runOptions.quiet)
    question.candidates = try candidates.map { try CandidateList.read(path: $0) }
    if budget != nil, !(question.candidates?.hasCosts ?? false) {
      throw InputError("--budget", "the candidates have no costs", remedy: "name --candidates with a column cost")
    }
    let inputs = analysis.inputPaths.map(\.path) + (candidates.map { [$0] } ?? [])
    let file = try output.map { try OutputFile($0, option: "--output", inputs: inputs, overwrites: runOptions.force) }
    if json, file?.isStandardOutput ?? false {
      throw UsageError("--json and --output - both print on standard output; name a file")
    }

    let (city, plan) = try progress.watch { report in
      let city = try analysis.city(progress: report)
      return (city, try city.plan(question, progress: report))
    }
    Console.warnings(city.warnings + plan.warnings)
    if !runOptions.quiet { city.notes.forEach(Console.note) }
    let encoder = PlanOutput(plan, city: city)
    if let file { try OutputFile.write([(file: file, bytes: try encoder.geoJSON())]) }
    if json {
      guard try print(encoder.json()) == .done else { return .badData }
    } else if !(file?.isStandardOutput ?? false) {
      let selected = city.selectionText.map { "\($0)\n\n" } ?? ""
      let printed = Console.print(selected + PlanTable(plan).text)
      guard printed == .done else { return printed }
    }
    return judge(plan, required: required)
  }

  private func print(_ bytes: [UInt8]) throws -> ExitStatus { Console.print(String(decoding: bytes, as: UTF8.self)) }

  private func goal() throws -> PlanGoal {
    guard [add, target, budget].count(where: { $0 != nil }) == 1 else {
      throw UsageError("give one of --add N, --target SHARE and --budget MONEY; see circle plan --help")
    }
    if let add { return .sites(try OptionValue.whole(add, option: "--add", in: 1...1000)) }
    if let target { return .share(try OptionValue.percentage(target, option: "--target") / 100) }
    return .budget(try OptionValue.decimal(budget ?? "", option: "--budget", in: 0...1e13, unit: "of money"))
  }

  private func judge(_ plan: SitePlan, required: Double?) -> ExitStatus {
    if !plan.isGoalMet {
      let problem =
        plan.isGoalInReach ? "no plan with sites so far apart reaches it" : "it cannot be reached by these candidates"
      Console.error("--target: \(problem); the best plan is written")
      return .requirementNotMet
    }
    if let required, plan.weight > 0, plan.weightCovered * 100 < required * plan.weight {
      Console.error("--require: the plan covers less; it is written")
      return .requirementNotMet
    }
    return .done
  }
}
