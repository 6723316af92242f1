import Foundation
import TestSupport
import Testing

/// The built command over the corpus of hostile inputs beside the project, judged by its invariants and answers.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared"))
struct HostileCorpusTests {
  #if DEBUG
    /// The promise is ten seconds; an unoptimised build is some ten times slower.
    static let deadlineInSeconds = 90.0
  #else
    static let deadlineInSeconds = 10.0
  #endif
  static let peakLimitMiB = 512

  @Test func everyCaseEndsAsItMust() async throws {
    let folder = try #require(SharedData.hostile)
    let corpus = try HostileCorpus(folder: folder)
    let cases = corpus.cases.filter(\.isPlain)
    let workers = 2
    let faults = try await withThrowingTaskGroup(of: [String].self) { group in
      for worker in 0..<workers {
        group.addTask {
          try stride(from: worker, to: cases.count, by: workers).compactMap { number in
            let faults = try Self.faults(of: cases[number], defaults: corpus.defaults, in: folder)
            return faults.isEmpty ? nil : "\(cases[number].id): \(faults.joined(separator: "; "))"
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    print("hostile corpus: \(cases.count) cases of \(corpus.cases.count) run, \(faults.count) failed")
    for fault in faults.sorted() { Issue.record("\(fault)") }
    #expect(cases.count > 250)
  }

  /// Runs one case in a folder of its own and judges it.
  private static func faults(of entry: HostileCase, defaults: [String: String], in corpus: URL) throws -> [String] {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let outputFolder = program.folder + "/out"
    try FileManager.default.createDirectory(atPath: outputFolder, withIntermediateDirectories: false)
    let (output, times) = (outputFolder + "/gaps.geojson", outputFolder + "/times.json")
    let arguments = entry.arguments(defaults: defaults, in: corpus, output: output, times: times)
    let run = try HostileRun(arguments, folder: program.folder, deadlineInSeconds: deadlineInSeconds)
    var faults = run.faultsOfAnyRun(peakLimitMiB: entry.max_rss_mib ?? peakLimitMiB)
    let left = try FileManager.default.contentsOfDirectory(atPath: outputFolder).sorted()
    if run.isRefusal {
      if entry.expect == .accept || entry.expect == .warn { faults.append("refused: \(run.errors)") }
      if !left.isEmpty { faults.append("left behind \(left)") }
      let line = String(run.errorLines.first ?? "")
      if let mention = entry.mention, entry.expect != .survive, !mentions(line, mention) {
        faults.append("does not say \(mention): \(line)")
      }
      return faults
    }
    if entry.expect == .reject { faults.append("accepted") }
    if entry.expect == .warn, run.warningLines.isEmpty { faults.append("no warning") }
    if let foreign = left.first(where: { $0 != "gaps.geojson" && $0 != "times.json" }) {
      faults.append("left behind \(foreign)")
    }
    if let gaps = FileManager.default.contents(atPath: output), (try? JSONSerialization.jsonObject(with: gaps)) == nil {
      faults.append("the gaps are no JSON")
    }
    if let truth = entry.truth, entry.expect != .survive {
      faults += try answerFaults(entry, truth: truth, times: times, in: corpus)
    }
    return faults
  }

  private static func answerFaults(_ entry: HostileCase, truth: String, times: String, in corpus: URL) throws
    -> [String]
  {
    guard let written = FileManager.default.contents(atPath: times) else { return ["no times were written"] }
    let decoder = JSONDecoder()
    let known = try Data(contentsOf: corpus.appendingPathComponent("truth/\(truth).json"))
    let answer = try decoder.decode(HostileTruth.self, from: known)
    let report = try decoder.decode(HostileTruth.Report.self, from: written)
    return answer.difference(from: report, in: entry).map { ["wrong answer: \($0)"] } ?? []
  }

  private static func mentions(_ line: String, _ patterns: [String]) -> Bool {
    patterns.contains { line.range(of: $0, options: [.regularExpression, .caseInsensitive]) != nil }
  }
}
