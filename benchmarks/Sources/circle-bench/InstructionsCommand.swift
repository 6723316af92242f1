import ArgumentParser
import BenchmarkRecords
import Foundation

/// Counts instructions where seconds are too noisy.
struct InstructionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instructions",
    abstract: "Counts the instructions of reading, of a bounded search and of the nearest-source pass (callgrind).",
    discussion: "Each stage runs at two lengths; the difference leaves the set-up out.")

  @Argument(help: "The extract.") var extract: String
  @Option(help: "Bounded searches of the shorter run; the longer has three times as many.") var searches = 200

  func run() throws {
    guard (try? ChildProcess(["valgrind", "--version"]))?.status == 0 else {
      throw BenchError("valgrind is not installed; Debian and Ubuntu: apt-get install valgrind libc6-dbg")
    }
    print("| stage | instructions | each | of |\n|---|---|---|---|")
    try count(.repeatedReading, lengths: (1, 2))
    try count(.repeatedSearch, lengths: (searches, 3 * searches))
    try count(.repeatedPass, lengths: (1, 3))
  }

  private func count(_ group: MeasureCommand.Group, lengths: (Int, Int)) throws {
    let short = try measure(group, length: lengths.0)
    let long = try measure(group, length: lengths.1)
    let instructions = long.instructions - short.instructions
    for (name, items) in long.run.counts {
      let more = items - (short.run.counts[name] ?? 0)
      let each = more > 0 ? Figure.short(Double(instructions) / Double(more)) : "–"
      let cells = [long.run.stage, Figure.grouped(instructions), each, "\(Figure.grouped(more)) \(name)"]
      print("| " + cells.joined(separator: " | ") + " |")
    }
  }

  private func measure(_ group: MeasureCommand.Group, length: Int) throws -> (instructions: Int, run: StageRun) {
    let child = try ChildProcess([
      "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", StageMeasurements.ownPath, "measure", extract,
      "--group", group.rawValue, "--threads", "1", "--searches", "\(length)",
    ])
    let line = child.errors.split(separator: "\n").first { $0.contains("Collected : ") }
    let measured = try? JSONDecoder().decode(MeasuredStages.self, from: Data(child.output.utf8))
    guard child.status == 0, let run = measured?.stages.first,
      let instructions = line?.split(separator: " ").last.flatMap({ Int($0) })
    else { throw BenchError("\(extract): \(child.errors.firstLine)") }
    return (instructions, run)
  }
}
