import Walking

/// One demand of a rule: so many distinct venues of some kinds within a walk (domain §8.2).
public struct RuleClause: Hashable, Sendable {
  /// How far the venues may be, door to door, inclusive.
  public enum Limit: Hashable, Sendable {
    /// By the time of the walk.
    case minutes(Double)
    /// By its length: steps count as they are drawn, and everyone is as quick.
    case metres(Double)
  }

  /// What outputs call it: letters, digits, `_` and `-`; its number in the file, from 1, where it has no name.
  public var name: String
  /// How many venues there must be, 1…32.
  public var count: Int
  /// Their kinds, in the class table's order.
  public var kinds: [VenueKind]
  /// How far.
  public var limit: Limit

  /// Makes a clause.
  public init(name: String, count: Int, kinds: [VenueKind], limit: Limit) {
    self.name = name
    self.count = count
    self.kinds = kinds
    self.limit = limit
  }
}

extension RuleClause.Limit {
  /// Whether lengths are asked for.
  var isLength: Bool {
    if case .metres = self { return true }
    return false
  }

  /// Milliseconds, or millimetres.
  var cost: UInt32 {
    switch self {
    case .minutes(let minutes): TravelTime.minutes(minutes).milliseconds
    case .metres(let metres): StreetLengths.millimetres(metres)
    }
  }

  /// The metres that one walks at a speed within the limit.
  func metres(at speed: WalkingSpeed) -> Double {
    switch self {
    case .minutes: TravelTime(milliseconds: cost).seconds * speed.metresPerSecond
    case .metres(let metres): metres
    }
  }

  /// "15 min", "1000 m".
  package var text: String {
    switch self {
    case .minutes(let minutes): OutputText.shortDecimal(minutes) + " min"
    case .metres(let metres): OutputText.shortDecimal(metres) + " m"
    }
  }
}

extension RuleClause {
  /// The heading of its column in `homes.csv`. Clauses of towns and villages that are called the same share it.
  var column: String { "clause_\(name)_\(limit.isLength ? "metres" : "minutes")" }
}
