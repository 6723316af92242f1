/// Some homes and their weight.
public struct HomeCount: Hashable, Sendable {
  /// How many homes.
  public var homes: Int
  /// Their weight: people, or estimated dwellings; see ``WeightUnit``.
  public var weight: Double

  /// Makes a count.
  public init(homes: Int = 0, weight: Double = 0) {
    self.homes = homes
    self.weight = weight
  }

  /// Counts homes that meet a condition. Linear.
  init(of found: some Sequence<HomeResult>, where isMet: (HomeResult) -> Bool) {
    self.init()
    for home in found where isMet(home) { add(weight: home.home.weight) }
  }

  mutating func add(weight: Double) {
    homes += 1
    self.weight += weight
  }
}
