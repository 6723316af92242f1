/// What one stage of a run cost.
public struct StageTiming: Equatable, Sendable {
  /// The stage: "reading", "streets", "searches", …
  public var stage: String
  /// Seconds that passed.
  public var wallSeconds: Double
  /// Processor seconds of all threads, the system's part included.
  public var cpuSeconds: Double
  /// The most memory the process has held by the end of the stage, in MiB; `nil` where the system does not tell.
  public var peakMebibytes: Double?

  /// Makes an entry.
  public init(stage: String, wallSeconds: Double, cpuSeconds: Double = 0, peakMebibytes: Double? = nil) {
    self.stage = stage
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
    self.peakMebibytes = peakMebibytes
  }
}
