import ArgumentParser
import BenchmarkRecords
import Coverage
import Foundation

/// Measures every stage on some extracts and writes the report.
struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages",
    abstract: "Measures every stage on extracts: CPU, wall, memory, counts, checksums.",
    discussion: """
      The runs are interleaved: each takes all extracts once, so that a busy minute of the machine falls on all of \
      them. Writes DATE-COMMIT.json with every raw figure, and DATE-COMMIT.md.
      """)

  @Argument(help: "The extracts.") var extracts: [String]
  @Option(help: "The release build of circle.") var circle = ".build/release/circle"
  @Option(help: "Runs of everything.") var runs = 7
  @Option(help: "Threads (default: all processors).") var threads = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "Bounded searches a run.") var searches = 2000
  @Option(help: "The folder for the report.") var output = "results"
  @Option(help: "The commit measured (default: as git says).") var commit: String?

  func validate() throws {
    guard runs > 0, threads > 0, searches > 0 else {
      throw ValidationError("--runs, --threads, --searches: at least 1")
    }
  }

  func run() throws {
    var report = BenchmarkReport(
      date: ISO8601DateFormatter().string(from: Date()), commit: try commit ?? Machine.commit(),
      machine: Machine.current(), settings: .init(runs: runs, threads: threads, searches: searches))
    report.extracts = try extracts.map { path in
      guard let digest = try Digest.sha256(ofFile: path) else { throw BenchError("\(path): no such file") }
      return ExtractReport(
        name: URL(fileURLWithPath: path).lastPathComponent, bytes: digest.bytes, sha256: digest.hexadecimal)
    }
    for run in 1...runs {
      for (place, path) in extracts.enumerated() {
        let measurements = StageMeasurements(extract: path, circle: circle, threads: threads, searches: searches)
        report.extracts[place].add(try measurements.run())
        if run == 1 {
          try addAllocations(measurements, to: &report.extracts[place])
          print("\(report.extracts[place].name): \(MarkdownReport.contents(report.extracts[place]))")
        }
        FileHandle.standardError.write(Data("run \(run) of \(runs): \(report.extracts[place].name)\n".utf8))
      }
    }
    try write(report)
  }

  private func addAllocations(_ measurements: StageMeasurements, to extract: inout ExtractReport) throws {
    let counts = try measurements.allocations()
    for place in extract.stages.indices { extract.stages[place].allocations = counts[extract.stages[place].stage] }
  }

  private func write(_ report: BenchmarkReport) throws {
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    let page = MarkdownReport(report).text
    let name = "\(output)/\(report.date.prefix(10))-\(report.commit)"
    try report.encoded().write(to: URL(fileURLWithPath: name + ".json"))
    try Data(page.utf8).write(to: URL(fileURLWithPath: name + ".md"))
    print(page)
    print("written: \(name).json, \(name).md")
  }
}
