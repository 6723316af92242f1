import Synchronization

/// The stages of a run, in order, with the share of a city's time each usually takes.
enum Stage: String, CaseIterable, Sendable {
  case reading, streets, areas, places, searches, tiles, isochrones, bands, gaps

  /// Shares measured on Las Palmas; they only steer the progress bar.
  var weight: Double {
    switch self {
    case .reading: 0.2
    case .streets: 0.1
    case .areas: 0.02
    case .places: 0.08
    case .searches: 0.05
    case .tiles: 0.2
    case .isochrones: 0.25
    case .bands: 0.05
    case .gaps: 0.05
    }
  }
}

/// Times the stages and reports progress.
final class StageClock: Sendable {
  private let progress: @Sendable (CoverageAnalysis.Progress) -> Void
  private let seconds = Mutex<[(stage: String, seconds: Double)]>([])

  init(report: @escaping @Sendable (CoverageAnalysis.Progress) -> Void) { progress = report }

  /// Seconds a stage, in the order they ran.
  var timings: [(stage: String, seconds: Double)] { seconds.withLock { $0 } }

  /// Says how much of a stage is done.
  func report(_ stage: Stage, share: Double) {
    let before = Stage.allCases.prefix { $0 != stage }.reduce(0) { $0 + $1.weight }
    progress(CoverageAnalysis.Progress(stage: stage.rawValue, share: before + stage.weight * min(1, max(0, share))))
  }

  /// Runs a stage and keeps its wall time.
  func time<Value>(_ stage: Stage, _ body: () throws -> Value) rethrows -> Value {
    report(stage, share: 0)
    let start = ContinuousClock.now
    let value = try body()
    let duration = ContinuousClock.now - start
    let elapsed = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    seconds.withLock { $0.append((stage.rawValue, elapsed)) }
    return value
  }
}
