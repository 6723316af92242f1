import Geography
import Walking

/// The two-step floating catchment (2SFCA): how much of the venues' capacity falls to each person.
///
/// First each venue's capacity S is shared among those within the limit, R = S / Σ P·W(t); then each home adds up the
/// shares of the venues within its limit, A = Σ R·W(t). What the homes get, Σ P·A, is what the venues with anyone in reach
/// have.
public struct FloatingCatchment: Sendable {
  /// How the pull falls with the walk.
  public let decay: CatchmentDecay
  /// The capacity of each venue, in the venues' order; `nil` where it tells none.
  public let capacities: [Double?]
  /// Of each venue the people (or dwellings) in reach, by the decay's weight.
  public private(set) var demand: [Double]
  /// Of each home the capacity a person (or dwelling) that falls to it, in the homes' order.
  public private(set) var access: [Double]

  /// Nobody in reach yet.
  init(_ decay: CatchmentDecay, capacities: [Double?], homeCount: Int) {
    (self.decay, self.capacities) = (decay, capacities)
    demand = [Double](repeating: 0, count: capacities.count)
    access = [Double](repeating: 0, count: homeCount)
  }

  /// Shares a venue's capacity among the homes that it is in reach of, ascending.
  mutating func add(venue: Int, homes: [(home: Int, weight: Double)], people: (Int) -> Double) {
    guard let capacity = capacities[venue] else { return }
    let demand = homes.reduce(0) { $0 + people($1.home) * $1.weight }
    self.demand[venue] = demand
    guard demand > 0 else { return }
    for (home, weight) in homes { access[home] += capacity / demand * weight }
  }

  /// Capacity a person (or dwelling) of a venue; `nil` without a capacity or anyone in reach.
  public func capacityPerHead(ofVenue venue: Int) -> Double? {
    guard let capacity = capacities[venue], demand[venue] > 0 else { return nil }
    return capacity / demand[venue]
  }

  /// The capacity of all venues.
  public var capacity: Double { capacities.reduce(0) { $0 + ($1 ?? 0) } }
  /// That of those with anyone in reach.
  public var capacityInReach: Double {
    zip(capacities, demand).reduce(0) { $1.1 > 0 ? $0 + ($1.0 ?? 0) : $0 }
  }

  /// How many venues tell a capacity.
  public var venueCount: Int { capacities.count { $0 != nil } }

  /// The capacity that a venue tells of itself; `nil` where it tells none, or no number from 0 to a million.
  static func capacity(of venue: Venue) -> Double? {
    venue.attributes["capacity"].flatMap(SuppliedNumber.parse).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
  }
}
