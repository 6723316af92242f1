/// What a walker cannot pass (domain §5, "wheelchair extra", and §6.1), and which tags must say that there is none.
///
/// Each demand is about one key. Its value passes, closes, or says nothing that is understood; the last, like a missing
/// tag, is *unknown* where the key is among ``asks``, and passes without remark elsewhere.
public struct WalkerDemands: Hashable, Sendable {
  /// Values of a key that pass and values that close; others are unknown.
  public struct Values: Hashable, Sendable {
    /// Those that pass.
    public var open: Set<String>
    /// Those that close.
    public var closed: Set<String>

    /// Makes a demand.
    public init(open: Set<String>, closed: Set<String>) {
      (self.open, self.closed) = (open, closed)
    }
  }

  /// The steepest `incline` in per cent, steps aside.
  public var maxSlopePercent: Double?
  /// The narrowest `width` in metres of ways for walkers, and of barriers.
  public var minWidthInMetres: Double?
  /// The highest kerb in metres.
  public var maxKerbInMetres: Double?
  /// Values of `surface`.
  public var surfaces: Values?
  /// Values of `smoothness`.
  public var smoothness: Values?
  /// Kinds of barriers that cannot be passed.
  public var closedBarriers: Set<String> = []
  /// Whether fords are closed.
  public var closesFords = false
  /// The key that says yes or no for this walker whatever the others say: `wheelchair`.
  public var accessKey: String?
  /// Keys that say `yes` where a ramp leads over steps.
  public var rampKeys: [String] = []
  /// The tags that must be there.
  public var asks: UnknownTags = []

  /// Makes no demands.
  public init() {}

  /// Whether there is none.
  public var isEmpty: Bool { self == WalkerDemands() }

  /// Keys of ways and nodes that the demands look at.
  package var keys: Set<String> {
    var keys: Set<String> = [
      "incline", "ford", "surface", "smoothness", "width", "maxwidth", "maxwidth:physical", "kerb", "kerb:height",
      "crossing", "crossing:signals", "crossing:markings", "footway", "conveying",
    ]
    keys.formUnion(rampKeys)
    if let accessKey { keys.insert(accessKey) }
    return keys
  }
}

/// Tags that are missing or not understood where a walker asks for them.
public struct UnknownTags: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// Makes a set of its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `surface` of a way.
  public static let surface = UnknownTags(rawValue: 1)
  /// `smoothness` of a way.
  public static let smoothness = UnknownTags(rawValue: 2)
  /// `width` of a way for walkers.
  public static let width = UnknownTags(rawValue: 4)
  /// `incline` of a way in numbers.
  public static let incline = UnknownTags(rawValue: 8)
  /// `kerb` of a kerb or a crossing.
  public static let kerb = UnknownTags(rawValue: 16)

  /// Each tag with its key.
  public static let all: [(tag: UnknownTags, key: String)] = [
    (.surface, "surface"), (.smoothness, "smoothness"), (.width, "width"), (.incline, "incline"), (.kerb, "kerb"),
  ]

  /// The keys, in a fixed order.
  public var keys: [String] { Self.all.filter { contains($0.tag) }.map(\.key) }
}
