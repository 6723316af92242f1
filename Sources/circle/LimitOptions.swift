import ArgumentParser
import CommandOptions
import Coverage
import Walking

/// The limit of the walk.
struct LimitOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "The limit of the walk, over 0 and up to 120 minutes.")
  var minutes = "15"

  /// The limit.
  func limit() throws -> TravelTime { try OptionValue.minutes(minutes, option: "--minutes") }
}

/// The limit of the walk, and what is drawn below it.
struct CutoffOptions: ParsableArguments {
  @OptionGroup var limit: LimitOptions

  @Option(parsing: .unconditional, help: "Cutoffs to draw, such as 5,10,15; none over the limit.")
  var cutoffs: String?
}

extension CutoffOptions {
  /// Puts limit and cutoffs into what is asked.
  func apply(to parameters: inout CoverageParameters) throws {
    parameters.limit = try limit.limit()
    parameters.cutoffs = try drawnCutoffs(limit: parameters.limit)
  }

  /// The named cutoffs and the limit, else 5, 10 and 15 minutes below the limit and the limit.
  private func drawnCutoffs(limit: TravelTime) throws -> [TravelTime] {
    let named = try cutoffs.map { text in
      try text.split(separator: ",", omittingEmptySubsequences: false).map {
        try OptionValue.minutes(String($0), option: "--cutoffs")
      }
    }
    if let named, named.count > 20 {
      throw UsageError("--cutoffs: \(named.count) cutoffs, at most 20 can be drawn; name fewer")
    }
    if let over = named?.first(where: { $0 > limit }) {
      throw UsageError(
        "--cutoffs: \(over.minutes) minutes is over the limit of \(limit.minutes) set by --minutes; raise it, or leave the cutoff away"
      )
    }
    let usual = [5.0, 10, 15].map(TravelTime.minutes).filter { $0 < limit }
    return Set((named ?? usual) + [limit]).sorted()
  }
}
