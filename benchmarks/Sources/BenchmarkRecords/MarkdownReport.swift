/// A report as a page of tables.
public struct MarkdownReport: Sendable {
  /// The page.
  public let text: String

  /// Sets a report.
  public init(_ report: BenchmarkReport) {
    let machine = report.machine
    var lines = [
      "# Benchmarks of \(report.commit), \(report.date)", "",
      "\(machine.processor), \(machine.processors) processors, \(Figure.grouped(machine.memory)) MiB; \(machine.kernel); "
        + "Swift \(machine.compiler).",
      "\(report.settings.runs) interleaved runs on \(report.settings.threads) threads; each figure is the median, in "
        + "brackets the smallest and the largest.",
      "Peak is the most memory of the process during the stage, with what "
        + "earlier stages left.",
    ]
    for extract in report.extracts { lines += Self.section(extract) }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ extract: ExtractReport) -> [String] {
    var lines = ["", "## \(extract.name)", "", contents(extract) + ".", ""]
    lines += ["| stage | CPU | wall | peak MiB | allocations | counts | checksum |", "|---|---|---|---|---|---|---|"]
    lines += extract.stages.map { stage in
      let peak = Spread(of: stage.peak).map { Figure.short($0.median) } ?? "–"
      let unsteady =
        stage.unsteady.isEmpty ? "" : " **differs between runs: \(stage.unsteady.joined(separator: ", "))**"
      let cells = [
        stage.stage, Figure.seconds(Spread(of: stage.cpu)), Figure.seconds(Spread(of: stage.wall)), peak,
        stage.allocations.map(Figure.grouped) ?? "–",
        Figure.counts(stage.counts) + unsteady, stage.checksum ?? "",
      ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
    let derived = DerivedFigures(extract).rows
    if !derived.isEmpty {
      lines += ["", "| figure | value |", "|---|---|"] + derived.map { "| \($0.name) | \($0.value) |" }
    }
    return lines
  }

  /// What an input holds: "537 903 bytes; 4 504 edges, …".
  public static func contents(_ extract: ExtractReport) -> String {
    "\(Figure.grouped(extract.bytes)) bytes; \(Figure.counts(extract.content))"
  }
}
