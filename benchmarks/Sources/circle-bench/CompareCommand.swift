import ArgumentParser
import BenchmarkRecords

/// Compares a run with an earlier one of the same machine.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compares a report with an earlier one of the same machine, run by run.")

  @Argument(help: "The earlier report's JSON.") var old: String
  @Argument(help: "The later report's JSON.") var new: String

  func run() throws {
    let reports = try (BenchmarkReport(contentsOf: old), BenchmarkReport(contentsOf: new))
    do {
      print(try ReportComparison(old: reports.0, new: reports.1).markdown)
    } catch let refusal as ReportComparison.Refusal {
      throw ValidationError("cannot compare: \(refusal)")
    }
  }
}
