import OpenStreetMap

/// What the tags of an open street say to a walker with demands (domain §5, "wheelchair extra", and §6.1).
struct WalkerRules: Sendable {
  private let demands: WalkerDemands
  private let steps: StepsManner
  private let usesHeights: Bool
  /// Whether kinds of streets differ for the walker but by their slopes.
  private let minds: Bool

  init(_ profile: WalkingProfile) {
    demands = profile.demands
    steps = profile.steps
    (usesHeights, minds) = (profile.usesHeights, profile.minds)
  }

  private static let carriageways: Set<String> = [
    "living_street", "residential", "service", "unclassified", "tertiary", "tertiary_link", "road", "track", "busway",
  ]
  private static let majors: Set<String> = [
    "primary", "primary_link", "secondary", "secondary_link", "trunk", "trunk_link",
  ]

  /// The verdict on an open street with this walker in mind.
  func judged(_ verdict: StreetVerdict, _ tags: Tags) -> StreetVerdict {
    guard usesHeights else { return judgedByTags(verdict, tags) }
    let isLevel =
      verdict.isSteps || verdict.flags.contains(.underground) || tags["highway"] == "elevator"
      || tags["bridge"].map { $0 != "no" } ?? false
    var judged = minds ? judgedByTags(verdict, tags) : verdict
    if isLevel { judged.traits.insert(.level) }
    return judged
  }

  private func judgedByTags(_ verdict: StreetVerdict, _ tags: Tags) -> StreetVerdict {
    var verdict = verdict
    verdict.traits = Self.traits(tags)
    let answer = demands.accessKey.flatMap { Self.answer(tags[$0]) }
    if verdict.isSteps { verdict.isSteps = !hasRamp(tags) && answer != true }
    if verdict.isSteps {
      verdict.traits.insert(.steps)
      switch tags["incline"].flatMap(TagMeasures.rises) {
      case true?: verdict.traits.insert(.rising)
      case false?: verdict.traits.insert(.falling)
      case nil: break
      }
    }
    guard !demands.isEmpty || steps.isClosed else { return verdict }
    if answer == true { return verdict }
    // A lift has no surface or slope to ask for.
    if verdict.traits.contains(.lift), answer != false { return verdict }
    var unknown: UnknownTags = []
    guard answer != false, !(verdict.isSteps && steps.isClosed), !isClosed(verdict, tags, &unknown) else {
      return StreetVerdict(kind: .closed, shape: verdict.shape, isClosedToWalker: true)
    }
    if unknown.contains(.incline) { verdict.traits.insert(.slopeUnsaid) }
    verdict.unknown = unknown.intersection(demands.asks)
    return verdict
  }

  /// Whether a value of the walker's own key opens or closes; `limited` and others say neither.
  static func answer(_ value: String?) -> Bool? {
    switch value {
    case "yes", "designated": true
    case "no": false
    default: nil
    }
  }

  private func hasRamp(_ tags: Tags) -> Bool { demands.rampKeys.contains { tags[$0] == "yes" } }

  private func isClosed(_ verdict: StreetVerdict, _ tags: Tags, _ unknown: inout UnknownTags) -> Bool {
    if demands.closesFords, let ford = tags["ford"], ford != "no" { return true }
    if Self.closes(demands.surfaces, tags["surface"], .surface, &unknown) { return true }
    if Self.closes(demands.smoothness, tags["smoothness"], .smoothness, &unknown) { return true }
    // Where cars drive there is room.
    if verdict.traits.rank == 0, let least = demands.minWidthInMetres {
      guard let width = tags["width"].flatMap(TagMeasures.metres) else {
        unknown.insert(.width)
        return isTooSteep(verdict, tags, &unknown)
      }
      if width < least { return true }
    }
    return isTooSteep(verdict, tags, &unknown)
  }

  private func isTooSteep(_ verdict: StreetVerdict, _ tags: Tags, _ unknown: inout UnknownTags) -> Bool {
    guard let most = demands.maxSlopePercent, !verdict.isSteps, !verdict.traits.contains(.lift) else { return false }
    guard let slope = tags["incline"].flatMap(TagMeasures.slopePercent) else {
      unknown.insert(.incline)
      return false
    }
    return slope > most
  }

  /// Whether any of a tag's values closes; unknown unless all pass.
  private static func closes(
    _ values: WalkerDemands.Values?, _ value: String?, _ tag: UnknownTags, _ unknown: inout UnknownTags
  ) -> Bool {
    guard let values else { return false }
    let given = value?.tagValues.map(String.init) ?? []
    if given.contains(where: values.closed.contains) { return true }
    if given.isEmpty || !given.allSatisfy(values.open.contains) { unknown.insert(tag) }
    return false
  }

  // MARK: Kinds of streets

  private static func traits(_ tags: Tags) -> StreetTraits {
    guard let highway = tags["highway"] else { return [] }
    if majors.contains(highway) { return [.carriageway, .major] }
    if carriageways.contains(highway) { return .carriageway }
    if highway == "elevator" { return .lift }
    guard highway == "crossing" || tags["footway"] == "crossing" else { return [] }
    switch NodeRules.crossing(tags) {
    case .signals?: return .signals
    case .marked?: return .marked
    default: return []
    }
  }
}
