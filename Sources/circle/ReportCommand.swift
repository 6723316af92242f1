import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// `circle report`: the folder of a run as one page to read, print and hand out.
struct ReportCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes a run's folder as one page of HTML, in English or Chinese.",
    discussion: """
      The page holds figures, map, chart, gaps, areas, venues, method, sources and licence. It is one file that \
      fetches nothing, needs no script and prints on A4.

      EXAMPLES
        circle coverage city.osm.pbf --output run
        circle report run
        circle report run --lang zh-Hans --name 摩纳哥 --output report-zh.html
      """)

  @Argument(help: "The folder that circle coverage wrote.")
  var run: String

  @Option(help: "The file to write; - for standard output.")
  var output = "report.html"

  @Option(help: "The language: en or zh-Hans.")
  var lang = "en"

  @Option(parsing: .unconditional, help: "What to call the study area, in place of the run's name of it.")
  var name: String?

  @Flag(help: "Replace the file if it exists.")
  var force = false

  @Flag(help: "No summary.")
  var quiet = false

  func execute() throws -> ExitStatus {
    guard let language = ReportLanguage(rawValue: lang) else {
      throw OptionValue.refusal(lang, "--lang", "en or zh-Hans")
    }
    if let name, name.isEmpty { throw InputError("--name", "the name is empty", remedy: "name the study area") }
    let inputs = try CoverageReport.inputs(ofRun: run)
    let file = try OutputFile(output, option: "--output", inputs: inputs, overwrites: force)
    let report = try CoverageReport(run: run)
    let page = report.page(language: language, area: name)
    try OutputFile.write([(file: file, bytes: page)])
    guard !quiet, !file.isStandardOutput else { return .done }
    let kibibytes = max(1, (page.count + 512) / 1024)
    return Console.print("report   \(file.path): \(report.share) covered, \(kibibytes) KiB\n")
  }
}
