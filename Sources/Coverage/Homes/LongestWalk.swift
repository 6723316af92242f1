import Walking

/// The longest of many homes' walks, kept while some of them change.
struct LongestWalk: Sendable {
  /// The walk; `nil` when no home has one.
  private(set) var time: TravelTime?
  /// How many homes have it.
  private var homes = 0

  /// Linear in the walks.
  init(of times: some Sequence<TravelTime> = []) {
    for time in times { add(time) }
  }

  /// A home has this walk.
  mutating func add(_ walk: TravelTime) {
    guard walk.isReachable else { return }
    if let time, walk <= time {
      if walk == time { homes += 1 }
    } else {
      (time, homes) = (walk, 1)
    }
  }

  /// A home that was counted has this walk no more.
  mutating func remove(_ walk: TravelTime) {
    if walk == time { homes -= 1 }
  }

  /// Whether a home with ``time`` is left; if not, the walks must be looked at again.
  var isKnown: Bool { homes > 0 || time == nil }
}
