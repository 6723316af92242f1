import Parallel
import Walking

/// What a selection of venues came to.
public struct SelectionResult: Sendable {
  /// What was asked.
  public var asked: VenueSelection
  /// Venues that certainly count.
  public var certain: Int
  /// Venues left out and venues in doubt, by reason.
  public var out: [VenueSelection.Reason: Int], unknown: [VenueSelection.Reason: Int]
  /// The weight within the limit if no doubtful venue counts, and if all do.
  public var weightLow: Double, weightHigh: Double
}

/// Who is covered in each hour of the week.
public struct WeeklyProfile: Sendable {
  /// One hour: what holds at its first minute.
  public struct Hour: Hashable, Sendable {
    /// Its beginning.
    public var moment: WeekMoment
    /// Venues open, and venues of unknown hours.
    public var open: Int, unknown: Int
    /// The weight within the limit of an open venue, and with those of unknown hours taken for open.
    public var weightLow: Double, weightHigh: Double
  }

  /// The 168 hours, Monday first.
  public var hours: [Hour]
  /// The weight of all homes.
  public var weight: Double

  /// The hours in which the venues known to be open cover least and most, of several the first; and the least and the
  /// most with those of unknown hours. `nil` without hours. Linear.
  var range: (least: Hour, most: Hour, leastHigh: Double, mostHigh: Double)? {
    guard let first = hours.first else { return nil }
    return hours.dropFirst().reduce((first, first, first.weightHigh, first.weightHigh)) { range, hour in
      (
        hour.weightLow < range.0.weightLow ? hour : range.0, hour.weightLow > range.1.weightLow ? hour : range.1,
        min(range.2, hour.weightHigh), max(range.3, hour.weightHigh)
      )
    }
  }
}

extension CoverageRun {
  /// Sums up who is covered with and without the venues in doubt.
  mutating func makeSelectionResult() {
    guard let found = prepared.selection, found.asked.isAsked else { return }
    let here = CoverageTotals(homeResults, within: parameters.limit).weightCovered
    selection = SelectionResult(
      asked: found.asked, certain: found.certain, out: found.out, unknown: found.unknown,
      weightLow: found.certainOnly.map(weightCovered) ?? here, weightHigh: found.withDoubtful.map(weightCovered) ?? here
    )
  }

  /// The weight that other venues would cover: by the rule, else by the nearest of them.
  private func weightCovered(_ choice: VenueChoice) -> Double {
    let ways = WalkerWays(city.graph, doors: choice.doors, homeJoins: homeJoins)
    guard let rule = parameters.rule else { return weight(of: answers(ways, to: choice.venues).isCovered) }
    return weight(
      of: answer(to: rule, ways, choice.venues, reach: 1, workers: parameters.workers).verdicts.map(\.passes))
  }

  private func weight(of isCovered: [Bool]) -> Double {
    isCovered.indices.reduce(0) { isCovered[$1] ? $0 + homes.weights[$1] : $0 }
  }

  /// What runs for each hour would tell, from whom each venue reaches; with a rule, by the searches behind it.
  ///
  /// - Complexity: hours with the same open venues are counted once: homes and reaches, or the rule's searches, for each
  ///   different set.
  func weeklyProfile(_ reaches: [VenueReach]) -> WeeklyProfile {
    let moments = OpeningHours.Weekday.allCases.flatMap { day in
      (0..<24).map { WeekMoment(day: day, minute: $0 * 60) }
    }
    let times = venues.map { VenueTimes($0).withHoursRead }
    var sets: [[Int]: Int] = [:]
    let rows = moments.map { moment -> (open: [Int], possible: [Int]) in
      var selection = parameters.selection
      selection.moment = moment
      let verdicts = venues.indices.map { selection.verdict(on: venues[$0], times[$0]) }
      let open = verdicts.indices.filter { verdicts[$0] == .counts }
      let possible = verdicts.indices.filter { if case .isOut = verdicts[$0] { false } else { true } }
      for set in [open, possible] where sets[set] == nil { sets[set] = sets.count }
      return (open, possible)
    }
    let different = sets.sorted { $0.value < $1.value }.map(\.key)
    let weights = concurrentMap(count: different.count, workers: parameters.workers) {
      weight(of: isCovered(byOnly: different[$0], reaches))
    }
    func weightCovered(byOnly set: [Int]) -> Double { sets[set].map { weights[$0] } ?? 0 }
    let hours = zip(moments, rows).map { moment, row in
      WeeklyProfile.Hour(
        moment: moment, open: row.open.count, unknown: row.possible.count - row.open.count,
        weightLow: weightCovered(byOnly: row.open), weightHigh: weightCovered(byOnly: row.possible))
    }
    return WeeklyProfile(hours: hours, weight: homes.weights.reduce(0, +))
  }

  /// Whom some of the venues alone cover.
  private func isCovered(byOnly open: [Int], _ reaches: [VenueReach]) -> [Bool] {
    guard let rule = parameters.rule else {
      var isReached = [Bool](repeating: false, count: homes.count)
      for venue in open {
        for home in reaches[venue].homes { isReached[Int(home)] = true }
      }
      return isReached
    }
    let ways = WalkerWays(city.graph, doors: open.map { doors[$0] }, homeJoins: homeJoins)
    return answer(to: rule, ways, open.map { venues[$0] }, reach: 1, workers: 1).verdicts.map(\.passes)
  }
}
