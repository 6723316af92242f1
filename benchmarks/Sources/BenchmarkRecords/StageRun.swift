/// One measurement of one stage.
public struct StageRun: Codable, Sendable {
  /// The stage.
  public var stage: String
  /// Seconds that passed, and processor seconds of all threads.
  public var wall: Double, cpu: Double
  /// The most memory the process held during the stage, in MiB; `nil` where it was not taken.
  public var peak: Double?
  /// What was done, counted.
  public var counts: [String: Int]
  /// Tells the stage's result; taken outside the timing.
  public var checksum: String?

  /// Makes a measurement.
  public init(
    stage: String, wall: Double, cpu: Double, peak: Double? = nil, counts: [String: Int] = [:], checksum: String? = nil
  ) {
    self.stage = stage
    self.wall = wall
    self.cpu = cpu
    self.peak = peak
    self.counts = counts
    self.checksum = checksum
  }
}

/// What one process measured.
public struct MeasuredStages: Codable, Sendable {
  /// What the input holds.
  public var content: [String: Int]
  /// The stages in the order they ran.
  public var stages: [StageRun]

  /// Makes a measurement.
  public init(content: [String: Int] = [:], stages: [StageRun] = []) {
    self.content = content
    self.stages = stages
  }
}
