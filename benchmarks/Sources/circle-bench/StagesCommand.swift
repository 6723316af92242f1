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
    var failures: [String: String] = [:]
    for run in 1...runs {
      for (place, path) in extracts.enumerated() where failures[path] == nil {
        say("run \(run) of \(runs): \(report.extracts[place].name)")
        do {
          try measure(path, isFirst: run == 1, into: &report.extracts[place])
        } catch let error as BenchError {
          // One extract that the program refuses must not cost the hours spent on the others.
          failures[path] = error.description
          say(error.description)
        }
      }
    }
    report.extracts = zip(extracts, report.extracts).filter { failures[$0.0] == nil }.map(\.1)
    guard !report.extracts.isEmpty else { throw BenchError("no extract could be measured") }
    try write(report)
  }

  private func measure(_ path: String, isFirst: Bool, into extract: inout ExtractReport) throws {
    let measurements = StageMeasurements(extract: path, circle: circle, threads: threads, searches: searches)
    extract.add(try measurements.run())
    guard isFirst else { return }
    print("\(extract.name): \(MarkdownReport.contents(extract))")
    let allocations = try measurements.allocations()
    for place in extract.stages.indices { extract.stages[place].allocations = allocations[extract.stages[place].stage] }
  }

  private func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

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
