import OpenStreetMap

/// What a node of a street says to a walker with demands or waits (domain §5, §6.4): kerbs, narrow barriers, crossings,
/// lifts. Who may pass at all is ``BarrierRules``'.
struct NodeRules: Sendable {
  /// How traffic is crossed.
  enum Crossing: UInt8, Sendable {
    case unmarked, marked, signals
  }

  /// What a node says.
  struct Verdict: Hashable, Sendable {
    /// How the traffic is crossed; `nil` where the node says nothing of it.
    var crossing: Crossing?
    var isLift = false
    /// Whether the walker cannot pass.
    var isClosed = false
    /// What the walker asks for and the node does not say.
    var unknown: UnknownTags = []
    /// Whether it stands on its own: a crossing's kerb hinders only those who leave the carriageway.
    var isOwnBarrier = false
    /// Whether it tells of a kerb.
    var hasKerb = false

    static let nothing = Verdict()
  }

  private let demands: WalkerDemands

  init(_ profile: WalkingProfile) { demands = profile.demands }

  /// What a node's tags say.
  func verdict(_ tags: Tags) -> Verdict {
    var verdict = Verdict()
    verdict.isLift = tags["highway"] == "elevator"
    verdict.crossing = Self.crossing(tags)
    let barrier = tags["barrier"]
    verdict.isOwnBarrier = barrier != nil || verdict.isLift || tags["ford"] != nil
    verdict.hasKerb = barrier == "kerb" || tags["kerb"] != nil || tags["kerb:height"] != nil
    guard !demands.isEmpty else { return verdict }
    if let key = demands.accessKey, let answer = WalkerRules.answer(tags[key]) {
      // A crossing's own answer is about its kerbs.
      verdict.isClosed = !answer && (verdict.isOwnBarrier || verdict.crossing != nil || verdict.hasKerb)
      verdict.hasKerb = verdict.hasKerb || verdict.crossing != nil
      return verdict
    }
    if demands.closesFords, let ford = tags["ford"], ford != "no" { verdict.isClosed = true }
    if let barrier {
      if demands.closedBarriers.contains(barrier) { verdict.isClosed = true }
      let width = (tags["maxwidth:physical"] ?? tags["maxwidth"] ?? tags["width"]).flatMap(TagMeasures.metres)
      if let width, let least = demands.minWidthInMetres, width < least { verdict.isClosed = true }
    }
    judgeKerb(tags, &verdict)
    return verdict
  }

  private func judgeKerb(_ tags: Tags, _ verdict: inout Verdict) {
    guard let most = demands.maxKerbInMetres else { return }
    let height = tags["kerb:height"].flatMap(TagMeasures.metres)
    switch tags["kerb"] {
    case "raised", "regular": verdict.isClosed = true
    case "lowered", "flush", "no":
      if let height, height > most { verdict.isClosed = true }
    default:
      if let height {
        if height > most { verdict.isClosed = true }
      } else if verdict.hasKerb || verdict.crossing != nil {
        verdict.unknown = demands.asks.intersection(.kerb)
      }
    }
  }

  /// How traffic is crossed by the tags of a crossing, drawn as a node or as a way; `nil` for what is none.
  static func crossing(_ tags: Tags) -> Crossing? {
    let value = tags["crossing"]
    let isCrossing = tags["highway"] == "crossing" || tags["footway"] == "crossing" || value != nil && value != "no"
    if tags["highway"] == "traffic_signals" || value == "traffic_signals" { return .signals }
    guard isCrossing else { return nil }
    if let signals = tags["crossing:signals"], signals != "no" { return .signals }
    switch value {
    case "no", "unmarked", "informal": return .unmarked
    default: return tags["crossing:markings"] == "no" ? .unmarked : .marked
    }
  }

  /// Nodes that streets must bring with their tags.
  static let selection: [ElementSelection.Rule] = [
    .init("highway", ["crossing", "traffic_signals"]), .init("crossing"), .init("kerb"), .init("kerb:height"),
    .init("ford"),
  ]
}
