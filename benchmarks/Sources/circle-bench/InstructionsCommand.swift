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
    let folder = FileManager.default.temporaryDirectory.path + "/circle-bench-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = try Self.withoutDebugData(in: folder)
    print("| stage | instructions | each | of |\n|---|---|---|---|")
    try count(.repeatedReading, lengths: (1, 2), by: program)
    try count(.repeatedSearch, lengths: (searches, 3 * searches), by: program)
    try count(.repeatedPass, lengths: (1, 3), by: program)
  }

  private func count(_ group: MeasureCommand.Group, lengths: (Int, Int), by program: String) throws {
    let short = try measure(group, length: lengths.0, by: program)
    let long = try measure(group, length: lengths.1, by: program)
    let instructions = long.instructions - short.instructions
    for (name, items) in long.run.counts {
      let more = items - (short.run.counts[name] ?? 0)
      let each = more > 0 ? Figure.short(Double(instructions) / Double(more)) : "–"
      let cells = [long.run.stage, Figure.grouped(instructions), each, "\(Figure.grouped(more)) \(name)"]
      print("| " + cells.joined(separator: " | ") + " |")
    }
  }

  /// A copy of this program that valgrind can load: older ones end at Swift's DWARF 5.
  private static func withoutDebugData(in folder: String) throws -> String {
    let copy = folder + "/circle-bench"
    guard try ChildProcess(["strip", "-g", "-o", copy, StageMeasurements.ownPath]).status == 0 else {
      throw BenchError("strip (binutils) is needed to prepare the program for valgrind")
    }
    return copy
  }

  private func measure(
    _ group: MeasureCommand.Group, length: Int, by program: String
  ) throws -> (instructions: Int, run: StageRun) {
    let child = try ChildProcess([
      "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "measure", extract, "--group",
      group.rawValue, "--threads", "1", "--searches", "\(length)",
    ])
    let lines = child.errors.split(separator: "\n")
    let collected = lines.first { $0.contains("Collected : ") }
    let measured = try? JSONDecoder().decode(MeasuredStages.self, from: Data(child.output.utf8))
    guard child.status == 0, let run = measured?.stages.first,
      let instructions = collected?.split(separator: " ").last.flatMap({ Int($0) })
    else { throw BenchError("\(extract): \(lines.suffix(6).joined(separator: "\n"))") }
    return (instructions, run)
  }
}
