import CommandOptions
import Coverage
import Foundation
import Synchronization

/// Progress on standard error: a bar on a terminal, a line a stage in a pipe once a run takes long, or JSON lines.
final class ProgressReporter: Sendable {
  private enum Style { case none, bar, stages, json }

  private struct State {
    var stage = ""
    var share = 0.0
    var lastPrinted: Double?
    var barIsShown = false
  }

  private let style: Style
  private let usesColour: Bool
  private let start = ProgressReporter.now()
  private let state = Mutex(State())

  /// Reads `--progress`: auto, json or none.
  init(_ text: String, isQuiet: Bool) throws {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(2) == 1 && environment["TERM"] != "dumb"
    usesColour = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
    switch text {
    case "auto": style = isQuiet ? .none : isTerminal ? .bar : .stages
    case "json": style = .json
    case "none": style = .none
    default: throw OptionValue.refusal(text, "--progress", "auto, json or none")
    }
  }

  /// Runs the work and clears the bar after it, also when it fails.
  func watch<Value>(_ work: (@escaping @Sendable (CoverageAnalysis.Progress) -> Void) throws -> Value) rethrows -> Value
  {
    defer { finish() }
    return try work { self.report($0) }
  }

  private func report(_ progress: CoverageAnalysis.Progress) {
    guard style != .none else { return }
    let share = progress.share.isFinite ? min(1, max(0, progress.share)) : 0
    state.withLock { state in
      let elapsed = Self.now() - start
      let isNewStage = state.stage != progress.stage
      // Threads report out of order; the bar never goes back.
      state.share = max(state.share, share)
      state.stage = progress.stage
      // Ten times a second at most, but each stage once.
      let isDue = state.lastPrinted.map { elapsed - $0 >= 0.1 } ?? true
      switch style {
      case .none: return
      case .bar where isDue:
        state.barIsShown = true
        Console.raw("\r\u{1B}[2K" + bar(state, elapsed: elapsed))
      case .json where isDue || isNewStage: Console.raw(json(state, elapsed: elapsed) + "\n")
      case .stages where isNewStage && elapsed >= 1: Console.line("progress: \(progress.stage)")
      default: return
      }
      state.lastPrinted = elapsed
    }
  }

  private func finish() {
    state.withLock { if $0.barIsShown { Console.raw("\r\u{1B}[2K") } }
  }

  private func bar(_ state: State, elapsed: Double) -> String {
    let width = 30
    let full = Int((state.share * Double(width)).rounded(.down))
    let blocks = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    let left = state.share > 0.02 && elapsed > 0.5 ? elapsed / state.share * (1 - state.share) : nil
    let rest = left.map { " about \(Int($0.rounded(.up))) s left" } ?? ""
    let coloured = usesColour ? "\u{1B}[36m\(blocks)\u{1B}[0m" : blocks
    return "\(coloured) \(Int(state.share * 100)) % \(PrintableLine.shortened(state.stage, limit: 30))\(rest)"
  }

  private func json(_ state: State, elapsed: Double) -> String {
    let stage = PrintableLine.shortened(state.stage, limit: 60).filter { $0 != "\"" && $0 != "\\" }
    return
      "{\"stage\":\"\(stage)\",\"share\":\(OutputText.decimal(state.share, places: 3)),\"seconds\":\(OutputText.decimal(elapsed, places: 2))}"
  }

  /// Seconds of a clock that is never set back.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
