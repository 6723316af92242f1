import Foundation

/// How unequally a value is spread over people: measures of a distribution, weighted by people (domain §8.4).
///
/// Values are grouped: people of one value are one group, in whatever order they came. All are `nil` where they have no
/// meaning: without people, or where everyone has nothing.
public struct Inequality: Sendable {
  /// The people of each value, ascending values; groups without people are left out.
  let groups: [(value: Double, people: Double)]
  let people: Double, total: Double

  /// - Parameter peopleByValue: entry v has the people whose value is v.
  init(peopleByValue: [Double]) {
    self.init(groups: peopleByValue.enumerated().map { (Double($0.offset), $0.element) })
  }

  /// - Parameter groups: people by value, ascending, not negative, each value once.
  init(groups: [(value: Double, people: Double)]) {
    self.groups = groups.filter { $0.people > 0 }
    people = self.groups.reduce(0) { $0 + $1.people }
    total = self.groups.reduce(0) { $0 + $1.value * $1.people }
  }

  /// Whether there is anything to be spread.
  private var hasMeaning: Bool { people > 0 && total > 0 }

  /// The mean value a head; `nil` without people.
  public var mean: Double? { people > 0 ? total / people : nil }

  /// G = 1 − Σ (Fᵢ − Fᵢ₋₁)(Lᵢ + Lᵢ₋₁) over groups by ascending value, F the share of people and L of the value so far:
  /// 0 when all have the same.
  public var gini: Double? {
    guard hasMeaning else { return nil }
    var (sum, held) = (0.0, 0.0)
    for group in groups {
      let next = held + group.value * group.people
      sum += group.people / people * (next + held) / total
      held = next
    }
    return groups.count == 1 ? 0 : max(0, 1 - sum)
  }

  /// Theil's T = Σ (pᵢ/P)(xᵢ/μ) ln(xᵢ/μ), 0 for xᵢ = 0: 0 when all have the same.
  public var theil: Double? {
    guard hasMeaning, groups.count > 1 else { return hasMeaning ? 0 : nil }
    let mean = total / people
    var sum = 0.0
    for group in groups where group.value > 0 {
      sum += group.people / people * (group.value / mean) * log(group.value / mean)
    }
    return sum
  }

  /// Palma's ratio with people by their value, as there is no income: the mean of the best served 10 % over the mean of
  /// the worst served 40 %; `nil` too where these have nothing.
  public var palma: Double? {
    guard hasMeaning else { return nil }
    let worst = held(byFirst: 0.4 * people, of: groups) / 0.4
    let best = held(byFirst: 0.1 * people, of: groups.reversed()) / 0.1
    return worst > 0 ? best / worst : nil
  }

  /// What so many people at the list's beginning have together; a group on the edge is split.
  private func held(byFirst wanted: Double, of groups: [(value: Double, people: Double)]) -> Double {
    var (left, held) = (wanted, 0.0)
    for group in groups where left > 0 {
      let taken = min(left, group.people)
      held += taken * group.value
      left -= taken
    }
    return held
  }

  /// Theil's T of all, split: between = Σ sₐ ln(μₐ/μ), within = Σ sₐ Tₐ, sₐ being part a's share of the value. The two
  /// add up to T of all. `nil` where nothing is to be spread.
  static func theil(between parts: [Inequality]) -> (between: Double, within: Double)? {
    let people = parts.reduce(0) { $0 + $1.people }
    let total = parts.reduce(0) { $0 + $1.total }
    guard people > 0, total > 0 else { return nil }
    let mean = total / people
    var (between, within) = (0.0, 0.0)
    for part in parts where part.total > 0 {
      let share = part.total / total
      between += share * log(part.total / part.people / mean)
      within += share * (part.theil ?? 0)
    }
    return (between, within)
  }

  /// 1 − ½ Σ |venuesₐ/Σ venues − peopleₐ/Σ people|: 1 when venues are spread over areas like people, towards 0 the less
  /// (one less the index of dissimilarity; domain §8.6 "UNESCO-style"). `nil` without people or venues.
  static func likeness(venues: [Int], people: [Double]) -> Double? {
    let (allVenues, allPeople) = (venues.reduce(0, +), people.reduce(0, +))
    guard allVenues > 0, allPeople > 0 else { return nil }
    return 1
      - zip(venues, people).reduce(0) { $0 + abs(Double($1.0) / Double(allVenues) - $1.1 / allPeople) } / 2
  }
}
