/// A run beside an earlier one of the same machine, stage by stage.
public struct ReportComparison: Sendable {
  /// Why two reports cannot be compared.
  public struct Refusal: Error, CustomStringConvertible, Sendable {
    /// The reason, in words.
    public var description: String
  }

  /// One stage in both.
  public struct Row: Sendable {
    /// The extract and the stage.
    public var extract: String, stage: String
    /// New over old of run by run; below 1 is faster.
    public var cpu: Spread?, wall: Spread?, peak: Spread?
    /// Counts that changed: "states 10 → 12".
    public var changedCounts: [String]
    /// Whether the results are others.
    public var isOtherResult: Bool

    /// What to think of the CPU seconds: all pairs agree, or they do not.
    public var verdict: String {
      guard let cpu else { return "–" }
      if cpu.highest < 1 { return "faster" }
      return cpu.lowest > 1 ? "slower" : "even"
    }
  }

  /// The stages that both have.
  public private(set) var rows: [Row] = []
  /// What else differs, in words.
  public private(set) var notes: [String] = []

  /// Compares two reports.
  ///
  /// - Throws: ``Refusal`` when machine, settings or inputs are others.
  public init(old: BenchmarkReport, new: BenchmarkReport) throws {
    try Self.requireSameMachine(old, new)
    if old.machine.kernel != new.machine.kernel {
      notes.append("kernel: \(old.machine.kernel) → \(new.machine.kernel)")
    }
    if old.machine.compiler != new.machine.compiler {
      notes.append("compiler: \(old.machine.compiler) → \(new.machine.compiler)")
    }
    for after in new.extracts {
      guard let before = old.extracts.first(where: { $0.name == after.name }) else {
        notes.append("\(after.name) is only in the new run")
        continue
      }
      guard before.sha256 == after.sha256 else {
        throw Refusal(description: "\(after.name) is another file in the two runs: its SHA-256 differs")
      }
      compare(before, after)
    }
    notes += old.extracts.map(\.name).filter { name in !new.extracts.contains { $0.name == name } }
      .map { "\($0) is only in the old run" }
    guard !rows.isEmpty else { throw Refusal(description: "the two runs have no extract in common") }
  }

  private static func requireSameMachine(_ old: BenchmarkReport, _ new: BenchmarkReport) throws {
    let (a, b) = (old.machine, new.machine)
    guard a.processor == b.processor, a.processors == b.processors else {
      throw Refusal(
        description: "the runs are of two machines: \(a.processor) with \(a.processors) processors, and "
          + "\(b.processor) with \(b.processors)")
    }
    guard old.settings.threads == new.settings.threads, old.settings.searches == new.settings.searches else {
      throw Refusal(
        description: "the runs were made in two ways: \(old.settings.threads) threads and \(old.settings.searches) "
          + "searches, and \(new.settings.threads) and \(new.settings.searches)")
    }
  }

  private mutating func compare(_ old: ExtractReport, _ new: ExtractReport) {
    for after in new.stages {
      guard let before = old.stage(after.stage) else {
        notes.append("\(new.name): \(after.stage) is only in the new run")
        continue
      }
      let names = Set(before.counts.keys).union(after.counts.keys).sorted()
      let changed = names.filter { before.counts[$0] != after.counts[$0] }
      func text(_ count: Int?) -> String { count.map(Figure.grouped) ?? "none" }
      rows.append(
        Row(
          extract: new.name, stage: after.stage, cpu: Spread(of: after.cpu, over: before.cpu),
          wall: Spread(of: after.wall, over: before.wall), peak: Spread(of: after.peak, over: before.peak),
          changedCounts: changed.map { "\($0) \(text(before.counts[$0])) → \(text(after.counts[$0]))" },
          isOtherResult: before.checksum != after.checksum))
    }
    notes += old.stages.map(\.stage).filter { new.stage($0) == nil }.map { "\(new.name): \($0) is only in the old run" }
  }

  /// The comparison as a Markdown table.
  public var markdown: String {
    func ratio(_ spread: Spread?) -> String {
      spread.map { "\(Figure.short($0.median)) (\(Figure.short($0.lowest))–\(Figure.short($0.highest)))" } ?? "–"
    }
    let lines =
      ["| extract | stage | CPU, new / old | | wall | peak | changed |", "|---|---|---|---|---|---|---|"]
      + rows.map { row in
        let changes = row.changedCounts + (row.isOtherResult ? ["**another result**"] : [])
        let cells = [
          row.extract, row.stage, ratio(row.cpu), row.verdict, ratio(row.wall), ratio(row.peak),
          changes.joined(separator: ", "),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
      }
    return (lines + (notes.isEmpty ? [] : [""] + notes.map { "- \($0)" })).joined(separator: "\n") + "\n"
  }
}
