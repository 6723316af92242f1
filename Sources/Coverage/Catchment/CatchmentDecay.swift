import Foundation
import Walking

/// How the pull of a venue falls with the walk, in a two-step floating catchment (domain §8.7).
public enum CatchmentDecay: String, Hashable, Sendable, CaseIterable {
  /// All within the limit alike: the plain two steps of Luo and Wang (2003).
  case uniform
  /// W(t) = (e^(−½(t/z)²) − e^(−½)) / (1 − e^(−½)): 1 at the door, 0 at the limit z.
  case gaussian

  /// The weight of a walk; 0 beyond the limit.
  public func weight(_ time: TravelTime, limit: TravelTime) -> Double {
    guard time <= limit, time.isReachable else { return 0 }
    guard self == .gaussian, limit.milliseconds > 0 else { return 1 }
    let share = Double(time.milliseconds) / Double(limit.milliseconds)
    let floor = exp(-0.5)
    return max(0, (exp(-0.5 * share * share) - floor) / (1 - floor))
  }
}
