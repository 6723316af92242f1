import Synchronization

/// The stages of a run, in order, with the share of a city's time each usually takes.
enum Stage: String, CaseIterable, Sendable {
  case reading, streets, city, areas, places, searches, tiles, isochrones, bands, gaps

  /// Shares measured on Las Palmas; they only steer the progress bar. Isochrones are drawn among the tiles.
  var weight: Double {
    switch self {
    case .reading: 0.2
    case .streets: 0.06
    case .city: 0.04
    case .areas: 0.02
    case .places: 0.08
    case .searches: 0.05
    case .tiles: 0.45
    case .isochrones: 0
    case .bands: 0.05
    case .gaps: 0.05
    }
  }
}

/// Takes the cost of each stage and reports progress.
final class StageClock: Sendable {
  private let progress: @Sendable (CoverageAnalysis.Progress) -> Void
  private let stages = Mutex<[StageTiming]>([])

  init(report: @escaping @Sendable (CoverageAnalysis.Progress) -> Void) { progress = report }

  /// The cost of each stage, in the order they began.
  var timings: [StageTiming] { stages.withLock { $0 } }

  /// Says how much of a stage is done.
  func report(_ stage: Stage, share: Double) {
    let before = Stage.allCases.prefix { $0 != stage }.reduce(0) { $0 + $1.weight }
    progress(CoverageAnalysis.Progress(stage: stage.rawValue, share: before + stage.weight * min(1, max(0, share))))
  }

  /// Runs a stage, or a part of it, and keeps its cost.
  ///
  /// - Parameter isPart: whether it is one of several pieces that alternate with other stages', and is not reported.
  func time<Value>(_ stage: Stage, isPart: Bool = false, _ body: () throws -> Value) rethrows -> Value {
    if !isPart { report(stage, share: 0) }
    let start = ContinuousClock.now
    let cpuBefore = ProcessCost.cpuSeconds
    let value = try body()
    let cpuSeconds = ProcessCost.cpuSeconds - cpuBefore
    let wallSeconds = (ContinuousClock.now - start) / .seconds(1)
    let peak = ProcessCost.peakMebibytes
    stages.withLock { stages in
      if let known = stages.firstIndex(where: { $0.stage == stage.rawValue }) {
        stages[known].wallSeconds += wallSeconds
        stages[known].cpuSeconds += cpuSeconds
        stages[known].peakMebibytes = peak
      } else {
        stages.append(
          StageTiming(
            stage: stage.rawValue, wallSeconds: wallSeconds, cpuSeconds: cpuSeconds, peakMebibytes: peak))
      }
    }
    return value
  }
}
