/// Weights whose sums are exact, so that a parent is the sum of its children whatever the order of adding.
///
/// Each weight is rounded to a multiple of one power of two, so small that the sum of all has fewer than 53 binary
/// digits in it: every sum of some of them is then a `Double` without rounding. A weight changes by under a 2⁵¹th of the
/// total: for a city of ten million people by under a two-hundred-millionth of a person.
public struct SummableWeights: Sendable {
  /// What all weights are multiples of; 0 when they have no finite total.
  public let unit: Double

  /// For terms that add up to no more than a total.
  public init(total: Double) {
    // Two binary digits to spare: for the total's own rounding, and for weights rounded up.
    unit =
      total > 0 && total.isFinite ? Double(sign: .plus, exponent: max(-1_000, total.exponent - 50), significand: 1) : 0
  }

  /// The nearest multiple of the unit.
  public func rounded(_ term: Double) -> Double { unit > 0 ? (term / unit).rounded() * unit : term }
}

extension [Home] {
  /// Makes sums of the weights exact. Linear.
  mutating func makeWeightsSummable() {
    let summable = SummableWeights(total: reduce(0) { $0 + $1.weight })
    for index in indices { self[index].weight = summable.rounded(self[index].weight) }
  }
}
