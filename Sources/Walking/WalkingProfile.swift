import OpenStreetMap

/// Who walks: the speed and the options that the tag rules depend on.
public struct WalkingProfile: Hashable, Sendable {
  /// What compound gates and private streets allow.
  public enum GatePolicy: String, Hashable, Sendable, CaseIterable {
    /// All are open to all.
    case open
    /// One may start or end inside, never pass through.
    case resident
    /// Private streets and gates are shut to all.
    case closed
  }

  /// Speed on the flat.
  public var speed: WalkingSpeed
  /// Speed on steps as a share of the flat speed; 0.5 by domain §6.
  public var stepsFactor: Double
  /// What gates allow.
  public var gates: GatePolicy
  /// Whether trunk roads are open without a sidewalk tag.
  public var allowsTrunk: Bool

  /// The headline profile: 4.8 km/h, steps at half speed, residents' gates.
  public static let standard = WalkingProfile(speed: .standard, stepsFactor: 0.5, gates: .resident, allowsTrunk: false)

  /// Makes a profile.
  public init(speed: WalkingSpeed, stepsFactor: Double, gates: GatePolicy, allowsTrunk: Bool) {
    self.speed = speed
    self.stepsFactor = stepsFactor
    self.gates = gates
    self.allowsTrunk = allowsTrunk
  }
}
