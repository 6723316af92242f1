import OpenStreetMap

/// Who walks: the speed and all that the tag rules depend on.
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

  /// What stands for a tag that is missing and that the walker asks for (``WalkerDemands/asks``).
  public enum UnknownPolicy: String, Hashable, Sendable, CaseIterable {
    /// All is well there: the upper bound of who gets through.
    case optimistic
    /// No way there: the lower bound.
    case strict
  }

  /// How outputs call it.
  public var name = "standard"
  /// Speed on the flat.
  public var speed: WalkingSpeed
  /// How steps are walked.
  public var steps: StepsManner
  /// What gates allow.
  public var gates: GatePolicy
  /// Whether trunk roads are open without a sidewalk tag.
  public var allowsTrunk: Bool
  /// Where the walker waits.
  public var waits = WalkerWaits()
  /// What is closed to the walker though it is open to others.
  public var demands = WalkerDemands()
  /// What missing tags mean.
  public var unknown = UnknownPolicy.optimistic
  /// Whether a model of heights says how steep streets are.
  public var usesHeights = false

  /// The headline profile: 4.8 km/h, steps at half speed, residents' gates.
  public static let standard = WalkingProfile(speed: .standard, stepsFactor: 0.5, gates: .resident, allowsTrunk: false)

  /// Makes a profile of someone who neither waits nor asks for anything.
  ///
  /// - Parameter stepsFactor: speed on steps as a share of the flat speed, up and down; 0.5 by domain §6.
  public init(speed: WalkingSpeed, stepsFactor: Double, gates: GatePolicy, allowsTrunk: Bool) {
    self.speed = speed
    steps = StepsManner(up: stepsFactor, down: stepsFactor)
    self.gates = gates
    self.allowsTrunk = allowsTrunk
  }

  /// Speed on steps upward as a share of the flat speed.
  public var stepsFactor: Double { steps.up }

  /// The profile of everyone on foot that keeps the options on gates and trunk roads: where homes are does not depend
  /// on who walks.
  package var everyone: WalkingProfile {
    var profile = WalkingProfile.standard
    (profile.gates, profile.allowsTrunk) = (gates, allowsTrunk)
    return profile
  }

  /// Metres a second where the walker is quickest: on the flat, on steps for those who run on them, or gently downhill.
  package var quickestMetresPerSecond: Double {
    speed.metresPerSecond * max(1, steps.up, steps.down) / (usesHeights ? Slope.timeFactor(-0.05) : 1)
  }

  /// Whether segments must remember of what kind of street they are.
  var minds: Bool { !waits.isEmpty || !demands.isEmpty || steps.up != steps.down }
}

/// How a walker takes steps.
public struct StepsManner: Hashable, Sendable {
  /// Speed as a share of the flat speed, over 0.
  public var up: Double, down: Double
  /// Seconds more a flight, which is ``flightInMetres`` of steps in plan; shorter and longer runs in proportion.
  public var secondsPerFlight = 0.0
  /// No steps at all, unless a ramp leads over them.
  public var isClosed = false

  /// 18 steps, the most between two landings by building codes, of 0.28 m. By length, so that neither the way's
  /// splitting nor a landing's side path changes the time.
  public static let flightInMetres = 5.0

  /// Makes a manner without a penalty.
  public init(up: Double, down: Double) {
    (self.up, self.down) = (up, down)
  }

  /// Milliseconds for metres of steps, rounded as walks on the flat are.
  func time(forMetres metres: Double, factor: Double, speed: WalkingSpeed) -> TravelTime {
    guard secondsPerFlight > 0 else { return speed.time(forMetres: metres / factor) }
    let more = metres / Self.flightInMetres * secondsPerFlight * speed.metresPerSecond
    return speed.time(forMetres: metres / factor + more)
  }
}

/// Where a walker waits (domain §6.4), in milliseconds; zero for walkers who do not.
public struct WalkerWaits: Hashable, Sendable {
  /// At a crossing with signals.
  public var signals: UInt32 = 0
  /// At a crossing with stripes or a sign and no signals.
  public var uncontrolled: UInt32 = 0
  /// Where a street or path crosses a primary, secondary or trunk road and no crossing is mapped.
  public var unmarked: UInt32 = 0
  /// For a lift.
  public var lift: UInt32 = 0

  /// Makes no waits.
  public init() {}

  /// Whether there is none.
  public var isEmpty: Bool { self == WalkerWaits() }
}
