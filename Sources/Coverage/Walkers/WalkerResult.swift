import Walking

/// How one walker gets to the venues, home by home.
public struct WalkerResult: Sendable {
  /// The profile's name, and who it is.
  public var name: String, title: String
  /// Speed on the flat.
  public var speed: WalkingSpeed
  /// Door to door for each home of the result; the optimistic times, where both bounds were asked for.
  public var times: [TravelTime]
  /// Which homes are covered: by the run's rule, else within the limit.
  public var isCovered: [Bool]
  /// The times with all closed whose tags are missing; `nil` where the walker asks for none, or one bound is enough.
  public var strictTimes: [TravelTime]?
  /// Which homes are covered then.
  public var isCoveredStrictly: [Bool]?
}

/// A way or node whose missing tags decide about homes.
public struct SurveyRow: Sendable, Hashable {
  /// Whose walks hang on it.
  public var profile: String
  /// `w12` or `n12`.
  public var id: String
  /// The keys that are missing, or have values that say nothing.
  public var keys: [String]
  /// Homes that are within the limit only if it can be passed: it lies on their shortest optimistic walk; and their
  /// weight.
  public var homes: Int, weight: Double
  /// Those on whose walk nothing else is unknown.
  public var homesAlone: Int, weightAlone: Double
}

/// Whom a run covers as one of its walkers.
struct WalkerTotals {
  /// Homes covered and their weight.
  private(set) var homesCovered = 0, weightCovered = 0.0
  /// The same under strictness; those of ``homesCovered`` where it was not asked for.
  private(set) var homesLow = 0, weightLow = 0.0
  /// Weight covered for the first walker and not for this one.
  private(set) var weightBetween = 0.0

  /// Linear.
  init(_ walker: WalkerResult, of result: CoverageResult) {
    let first = result.walkers.first?.isCovered ?? []
    for (number, home) in result.homes.enumerated() {
      let weight = home.home.weight
      if walker.isCovered[number] {
        homesCovered += 1
        weightCovered += weight
      } else if first[number] {
        weightBetween += weight
      }
      guard walker.isCoveredStrictly?[number] ?? walker.isCovered[number] else { continue }
      homesLow += 1
      weightLow += weight
    }
  }
}
