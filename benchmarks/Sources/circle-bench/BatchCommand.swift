import ArgumentParser
import BenchmarkRecords
import Coverage
import Foundation

/// The whole job on every extract of a folder, one line of results each.
struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Runs circle coverage on every extract of a folder; one line of results each.",
    discussion: """
      A line is appended whole when its extract is done, and a failure is a line too. --resume passes over files \
      that have a line already (same path, size and SHA-256). Several machines or processes share a folder with \
      --shard 1/4 … --shard 4/4, into one table or one each. The content of a line does not depend on the order.

      EXAMPLES
        circle-bench batch extracts --output results.csv
        circle-bench batch extracts --output results.csv --resume
        circle-bench batch extracts --output part2.csv --shard 2/8 -- --minutes 10 --kinds library
      """)

  @Argument(help: "The folder; its subfolders are searched too.") var folder: String
  @Argument(parsing: .postTerminator, help: "Options for circle coverage.") var options: [String] = []
  @Option(help: "The table.") var output = "results.csv"
  @Option(help: "The release build of circle.") var circle = ".build/release/circle"
  @Option(help: "Keep each run's outputs below this folder.") var keep: String?
  @Option(help: "Which part of the sorted list to do, such as 2/8.") var shard = "1/1"
  @Flag(help: "Go on with a table that exists.") var resume = false
  @Flag(help: "With --resume: try extracts that failed again.") var retryFailed = false

  func run() throws {
    let parts = shard.split(separator: "/").compactMap { Int($0) }
    guard parts.count == 2, (1...max(1, parts[1])).contains(parts[0]) else {
      throw ValidationError("--shard: \(shard) is not like 2/8")
    }
    let table = try BatchFile(output, resumes: resume)
    let done = Set(try table.rows().filter { !retryFailed || $0.status == "ok" }.map(\.key))
    let names = BatchTable.shard(try extracts(), number: parts[0], of: parts[1])
    guard !names.isEmpty else { throw BenchError("\(folder): no extract in it (.osm.pbf, .osm, .osm.gz, .osm.bz2)") }
    for (number, name) in names.enumerated() {
      let row = try work(name, done: done)
      if let row { try table.append(row) }
      let outcome = row.map { $0.error.isEmpty ? $0.status : "\($0.status): \($0.error)" } ?? "has a line already"
      FileHandle.standardError.write(Data("\(number + 1)/\(names.count) \(name): \(outcome)\n".utf8))
    }
  }

  private func extracts() throws -> [String] {
    guard let all = FileManager.default.enumerator(atPath: folder) else {
      throw BenchError("\(folder): cannot be read")
    }
    let endings = [".osm.pbf", ".osm", ".osm.gz", ".osm.bz2"]
    return all.compactMap { $0 as? String }.filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
  }

  /// The line of an extract; `nil` when it has one.
  private func work(_ name: String, done: Set<String>) throws -> BatchTable.Row? {
    let path = folder + "/" + name
    var row = BatchTable.Row(path: name, bytes: 0, sha256: "", status: "failed")
    do {
      guard let digest = try Digest.sha256(ofFile: path) else { throw BenchError("not a regular file") }
      row.bytes = digest.bytes
      row.sha256 = digest.hexadecimal
    } catch {
      row.error = "\(error)"
    }
    if done.contains(row.key) { return nil }
    guard row.error.isEmpty else { return row }
    let place = try outputFolder(name)
    defer { if keep == nil { try? FileManager.default.removeItem(atPath: place) } }
    let child = try ChildProcess(
      [circle, "coverage", path, "--output", place, "--force", "--quiet", "--progress", "none"] + options)
    row.figures = [
      "cpu_s": String(format: "%.3f", child.cpu), "wall_s": String(format: "%.3f", child.wall),
      "peak_mib": String(format: "%.1f", child.peak),
    ]
    // Status 3 is a coverage below what --require asks for: done and written.
    guard child.status == 0 || child.status == 3 else {
      row.error = child.errors.isEmpty ? "ended with status \(child.status)" : child.errors.lastLine
      return row
    }
    row.status = "ok"
    row.figures.merge(try RunFolder(place).batchFigures) { first, _ in first }
    return row
  }

  private func outputFolder(_ name: String) throws -> String {
    guard let keep else { return FileManager.default.temporaryDirectory.path + "/circle-batch-\(UUID().uuidString)" }
    let place = keep + "/" + name
    let parent = URL(fileURLWithPath: place).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    return place
  }
}

extension RunFolder {
  /// The columns of a batch's line that the record holds.
  fileprivate var batchFigures: [String: String] {
    let unit = number("totals", "people") == nil ? "dwellings" : "people"
    let sources = [
      ("share", "totals", "share"), ("homes", "totals", "homes"), ("homes_covered", "totals", "homes_covered"),
      ("weight", "totals", unit), ("weight_covered", "totals", "\(unit)_covered"), ("venues", "totals", "venues"),
      ("gaps", "totals", "gaps"), ("vertices", "streets", "vertices"), ("edges", "streets", "edges"),
    ]
    let figures = sources.compactMap { column, group, name in
      number(group, name).map { (column, $0 == $0.rounded() ? String(Int($0)) : String($0)) }
    }
    return Dictionary(figures + [("weight_unit", unit)], uniquingKeysWith: { first, _ in first })
  }
}

extension String {
  /// What a program says last.
  fileprivate var lastLine: String { split(whereSeparator: \.isNewline).last.map(String.init) ?? "" }
}
