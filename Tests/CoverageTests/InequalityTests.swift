import Foundation
import TestSupport
import Testing

@testable import Coverage

/// Measures of a spread against tables worked by hand, a second formula, and what must hold for any spread.
@Suite("Inequality")
struct InequalityTests {
  private func close(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
  }

  /// 40 people with 0 venues, 30 with 1, 20 with 2, 10 with 5: 120 venues seen in all, 1.2 a head.
  ///
  /// Lorenz: F 0.4 0.7 0.9 1; L 0 0.25 0.58333 1. Gini = 1 − (0.4·0 + 0.3·0.25 + 0.2·0.83333 + 0.1·1.58333) = 0.6.
  /// Palma: best 10 have 5 each, worst 40 have 0: undefined.
  @Test func workedTable() {
    let spread = Inequality(peopleByValue: [40, 30, 20, 0, 0, 10])
    #expect(close(spread.mean, 1.2))
    #expect(close(spread.gini, 0.6))
    #expect(spread.palma == nil)
    let theil = 0.3 * (1 / 1.2) * log(1 / 1.2) + 0.2 * (2 / 1.2) * log(2 / 1.2) + 0.1 * (5 / 1.2) * log(5 / 1.2)
    #expect(close(spread.theil, theil))
  }

  /// 30 people with 1 venue, 60 with 2, 10 with 6. Worst 40: 30 with 1 and 10 with 2, mean 1.25; best 10: 6. 6/1.25 = 4.8.
  @Test func palmaSplitsAGroup() {
    #expect(close(Inequality(peopleByValue: [0, 30, 60, 0, 0, 0, 10]).palma, 4.8))
  }

  @Test func nothingToSpread() {
    for spread in [Inequality(peopleByValue: []), Inequality(peopleByValue: [0, 0]), Inequality(peopleByValue: [12])] {
      #expect(spread.gini == nil && spread.theil == nil && spread.palma == nil)
    }
    #expect(Inequality(peopleByValue: [12]).mean == 0 && Inequality(peopleByValue: []).mean == nil)
    #expect(Inequality.theil(between: [Inequality(peopleByValue: [5]), Inequality(peopleByValue: [])]) == nil)
  }

  @Test func allTheSame() {
    let spread = Inequality(peopleByValue: [0, 0, 0, 7.5])
    #expect(spread.gini == 0 && spread.theil == 0 && close(spread.palma, 1))
  }

  /// One person of n has all: G = 1 − 1/n, T = ln n.
  @Test(arguments: [2, 5, 100, 10_000]) func oneHasAll(n: Int) {
    let spread = Inequality(peopleByValue: [Double(n - 1), 0, 0, 1])
    #expect(close(spread.gini, 1 - 1 / Double(n), 1e-9))
    #expect(close(spread.theil, log(Double(n)), 1e-9))
  }

  /// Gini by its other formula: half the mean difference of all pairs over the mean. Palma by listing everyone.
  @Test(arguments: UInt64(1)...40) func againstPairs(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let people = (0..<random.integer(in: 1...9)).map { _ in random.integer(in: 0...20) * 10 }
    let spread = Inequality(peopleByValue: people.map(Double.init))
    let everyone = people.enumerated().flatMap { [Double](repeating: Double($0.offset), count: $0.element) }
    guard let mean = spread.mean, mean > 0 else { return }
    var differences = 0.0
    for (a, x) in zip(people.indices, people) {
      for (b, y) in zip(people.indices, people) { differences += abs(Double(a - b)) * Double(x * y) }
    }
    let count = Double(everyone.count)
    #expect(close(spread.gini, differences / (2 * count * count * mean), 1e-12))
    let theil = everyone.reduce(0) { $1 > 0 ? $0 + $1 / mean * log($1 / mean) : $0 } / count
    #expect(close(spread.theil, theil, 1e-12))
    let worst = everyone.prefix(everyone.count * 4 / 10).reduce(0, +) / (0.4 * count)
    let best = everyone.suffix(everyone.count / 10).reduce(0, +) / (0.1 * count)
    if worst > 0 { #expect(close(spread.palma, best / worst, 1e-12)) } else { #expect(spread.palma == nil) }
  }

  /// Between and within add up to the whole, whatever the parts.
  @Test(arguments: UInt64(1)...40) func theilDecomposes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var all = [Double](repeating: 0, count: 8)
    var parts: [Inequality] = []
    for _ in 0..<random.integer(in: 1...6) {
      let own = all.indices.map { _ in random.number(in: 0...1) < 0.4 ? 0 : random.number(in: 0...1000) }
      for value in all.indices { all[value] += own[value] }
      parts.append(Inequality(peopleByValue: own))
    }
    let whole = Inequality(peopleByValue: all)
    guard let theil = whole.theil else { return }
    let split = try #require(Inequality.theil(between: parts))
    #expect(close(split.between + split.within, theil, 1e-9) && split.between >= -1e-12 && split.within >= -1e-12)
  }

  /// Worked: venues 1, 3, 0 for 50, 30, 20 people. Shares 0.25 0.75 0 against 0.5 0.3 0.2: ½(0.25 + 0.45 + 0.2) = 0.45.
  @Test func likeness() {
    #expect(close(Inequality.likeness(venues: [1, 3, 0], people: [50, 30, 20]), 0.55))
    #expect(close(Inequality.likeness(venues: [5, 3, 2], people: [50, 30, 20]), 1))
    #expect(close(Inequality.likeness(venues: [0, 4], people: [10, 0]), 0))
    #expect(Inequality.likeness(venues: [0, 0], people: [10, 1]) == nil)
    #expect(Inequality.likeness(venues: [1], people: [0]) == nil)
  }
}

/// Sums that do not depend on the order of adding.
@Suite("Summable weights")
struct SummableWeightsTests {
  @Test(arguments: UInt64(1)...30) func sumsAreExact(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let scale = [1e-6, 0.3, 1, 1234.5, 1e9][Int(seed % 5)]
    var homes = (0..<3000).map { number in
      Home(
        id: "\(number)", coordinate: Place.at(0, 0), weight: scale * random.number(in: 0...1), source: .supplied)
    }
    let before = homes.map(\.weight)
    let total = before.reduce(0, +)
    homes.makeWeightsSummable()
    let forward = homes.reduce(0) { $0 + $1.weight }
    #expect(forward == homes.reversed().reduce(0) { $0 + $1.weight })
    #expect(forward == random.shuffled(homes).reduce(0) { $0 + $1.weight })
    let halves = [homes.prefix(1234), homes.dropFirst(1234)].map { $0.reduce(0) { $0 + $1.weight } }
    #expect(halves[0] + halves[1] == forward)
    #expect(zip(homes, before).allSatisfy { abs($0.weight - $1) <= total * 0x1p-50 })
    let again = homes.map(\.weight)
    homes.makeWeightsSummable()
    #expect(homes.map(\.weight) == again, "rounding twice changes nothing")
  }

  @Test func oddTotals() {
    var homes = [0, 0].map { Home(id: "", coordinate: Place.at(0, 0), weight: $0, source: .supplied) }
    homes.makeWeightsSummable()
    #expect(homes.map(\.weight) == [0, 0])
    homes[0].weight = 3
    homes.makeWeightsSummable()
    #expect(homes.map(\.weight) == [3, 0])
  }
}
