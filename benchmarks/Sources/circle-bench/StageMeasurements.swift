import BenchmarkRecords
import Coverage
import Foundation

/// Measures all stages of one extract once, each group in a process of its own.
struct StageMeasurements {
  let extract: String
  let circle: String
  let threads: Int
  let searches: Int
  private let scratch = FileManager.default.temporaryDirectory.path + "/circle-bench-\(UUID().uuidString)"

  init(extract: String, circle: String, threads: Int, searches: Int) {
    self.extract = extract
    self.circle = circle
    self.threads = threads
    self.searches = searches
  }

  /// One run of everything.
  func run() throws -> MeasuredStages {
    var whole = MeasuredStages()
    for group in [MeasureCommand.Group.floors, .engine, .candidates, .outputs] {
      whole.add(try measure(group, threads: threads))
    }
    whole.add(try job())
    return whole
  }

  /// What the stages take from the heap, by stage; on one thread, and not timed.
  func allocations() throws -> [String: Int] {
    let measured = try [MeasureCommand.Group.engine, .candidates, .outputs].flatMap {
      try measure($0, threads: 1, options: ["--allocations"]).stages
    }
    return Dictionary(
      measured.compactMap { run in run.counts["allocations"].map { (run.stage, $0) } }, uniquingKeysWith: { a, _ in a })
  }

  private func measure(
    _ group: MeasureCommand.Group, threads: Int, options: [String] = []
  ) throws -> MeasuredStages {
    let child = try ChildProcess(
      [
        Self.ownPath, "measure", extract, "--group", group.rawValue, "--threads", "\(threads)", "--searches",
        "\(searches)",
      ] + options)
    guard child.status == 0 else { throw BenchError("\(extract): \(child.errors.firstLine)") }
    return try JSONDecoder().decode(MeasuredStages.self, from: Data(child.output.utf8))
  }

  /// `circle coverage` as a user runs it, with all outputs.
  private func job() throws -> MeasuredStages {
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let child = try ChildProcess(
      [circle, "coverage", extract, "--output", scratch, "--quiet", "--progress", "none", "--threads", "\(threads)"])
    guard child.status == 0 else { throw BenchError("\(extract): \(child.errors.firstLine)") }
    let folder = try RunFolder(scratch)
    let outputs = try folder.outputs()
    var counts = folder.counts
    counts["bytes_out"] = outputs.bytes
    let whole = StageRun(
      stage: StageName.wholeJob, wall: child.wall, cpu: child.cpu, peak: child.peak, counts: counts,
      checksum: outputs.checksum)
    let totals = ["venues", "homes", "gaps"].compactMap { name in
      folder.number("totals", name).map { (name, Int($0)) }
    }
    return MeasuredStages(
      content: Dictionary(totals, uniquingKeysWith: { a, _ in a }), stages: try folder.stages() + [whole])
  }

  /// This program.
  static var ownPath: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }
}

extension MeasuredStages {
  /// Takes up what another process measured.
  mutating func add(_ other: MeasuredStages) {
    content.merge(other.content) { first, _ in first }
    stages += other.stages
  }
}

extension String {
  /// What a program says first.
  var firstLine: String { split(whereSeparator: \.isNewline).first.map(String.init) ?? "it says nothing" }
}
