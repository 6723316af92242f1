/// All measurements of one stage.
public struct StageReport: Codable, Sendable {
  /// The stage.
  public var stage: String
  /// Seconds that passed, processor seconds, and peak MiB, run by run.
  public var wall: [Double], cpu: [Double], peak: [Double]
  /// What was done, counted; of the first run.
  public var counts: [String: Int]
  /// Of the first run.
  public var checksum: String?
  /// Blocks taken from the heap on one thread, in a run of its own; `nil` where not counted.
  public var allocations: Int?
  /// What was not the same in all runs: "checksum" or names of counts.
  public var unsteady: [String]

  /// Makes an empty report.
  public init(stage: String) {
    (self.stage, wall, cpu, peak, counts, unsteady) = (stage, [], [], [], [:], [])
  }

  /// Takes up a run.
  public mutating func add(_ run: StageRun) {
    if wall.isEmpty {
      counts = run.counts
      checksum = run.checksum
    } else {
      let names = Set(counts.keys).union(run.counts.keys).filter { counts[$0] != run.counts[$0] }
      let changed = names.sorted() + (checksum == run.checksum ? [] : ["checksum"])
      unsteady += changed.filter { !unsteady.contains($0) }
    }
    wall.append(run.wall)
    cpu.append(run.cpu)
    if let value = run.peak { peak.append(value) }
  }
}

/// All measurements on one extract.
public struct ExtractReport: Codable, Sendable {
  /// The file's name, its size and its SHA-256.
  public var name: String, bytes: Int, sha256: String
  /// What it holds.
  public var content: [String: Int] = [:]
  /// The stages in the order they ran.
  public var stages: [StageReport] = []

  /// Makes an empty report.
  public init(name: String, bytes: Int, sha256: String) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// Takes up what one process measured.
  public mutating func add(_ measurement: MeasuredStages) {
    content.merge(measurement.content) { first, _ in first }
    for run in measurement.stages {
      if let place = stages.firstIndex(where: { $0.stage == run.stage }) {
        stages[place].add(run)
      } else {
        var report = StageReport(stage: run.stage)
        report.add(run)
        stages.append(report)
      }
    }
  }

  /// A stage by its name.
  public func stage(_ name: String) -> StageReport? { stages.first { $0.stage == name } }
}
