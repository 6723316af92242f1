import OpenStreetMap

@testable import Coverage

extension CoverageAnalysis {
  /// A run up to its searches.
  func searched(_ extract: Extract? = nil) throws -> CoverageRun {
    let clock = StageClock { _ in }
    var run = CoverageRun(try prepare(extract: extract, clock: clock), parameters: parameters, clock: clock)
    run.search()
    return run
  }
}
