import ArgumentParser
import BenchmarkRecords
import Foundation
import Walking

/// Measures some stages once, in a process of its own, and prints what came out as JSON. `stages` starts it.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Measures one group of stages once (what stages and instructions start).",
    shouldDisplay: false)

  /// Stages that share their set-up.
  enum Group: String, ExpressibleByArgument, CaseIterable {
    case floors, engine, candidates, outputs
    // One stage repeated, for counts of instructions.
    case repeatedReading = "repeated-reading"
    case repeatedSearch = "repeated-search"
    case repeatedPass = "repeated-pass"
  }

  @Argument var extract: String
  @Option var group = Group.engine
  @Option var threads = 2
  @Option var searches = 2000
  @Flag(help: "Count allocations (on one thread).") var allocations = false

  func run() throws {
    var meter = Meter(countsAllocations: allocations)
    switch group {
    case .floors:
      if let list = BlobList(path: extract) { InflationFloor(list: list, workers: threads).measure(&meter) }
    case .engine:
      let graph = try GraphStages(path: extract, workers: threads).measure(&meter)
      SearchStages(graph: graph, workers: threads, searches: searches).measure(&meter)
    case .candidates:
      CandidateStages(homes: try CandidateHomes(path: extract, workers: threads), workers: threads).measure(&meter)
    case .outputs: try OutputStages(path: extract, workers: threads).measure(&meter)
    case .repeatedReading, .repeatedSearch, .repeatedPass: try repeatStage(&meter)
    }
    print(String(decoding: try JSONEncoder().encode(meter.measurement), as: UTF8.self))
  }

  private func repeatStage(_ meter: inout Meter) throws {
    let repeated = RepeatedStages(path: extract, repeats: searches)
    switch group {
    case .repeatedReading: try repeated.reading(&meter)
    case .repeatedPass: try repeated.pass(&meter)
    default: try repeated.search(&meter)
    }
  }
}
