import OpenStreetMap

/// The tag rules for ways, in the order of domain §5: classes, access, one-way walking, areas.
///
/// A verdict depends on the tags of ``keys-swift.property`` and on the profile only.
package struct TagRules: Sendable {
  /// Whether trunk roads are open without a sidewalk tag.
  package var allowsTrunk: Bool
  /// What the walker cannot pass, and how they take steps; `nil` for walkers whom the kind of a street is all one to.
  let walker: WalkerRules?
  /// All keys that the verdicts of these rules depend on.
  let keys: Set<String>

  package init(profile: WalkingProfile) {
    allowsTrunk = profile.allowsTrunk
    walker = profile.minds || profile.usesHeights ? WalkerRules(profile) : nil
    keys = StreetGraph.wayKeys(for: profile)
  }

  /// Highway classes open to walkers unless access tags say otherwise.
  package static let walkableHighways: Set<String> = [
    "footway", "path", "pedestrian", "steps", "living_street", "residential", "service", "unclassified",
    "tertiary", "tertiary_link", "secondary", "secondary_link", "primary", "primary_link", "road", "track",
    "corridor", "platform", "bridleway", "cycleway", "crossing", "elevator",
  ]
  /// Built, and shut unless `foot` opens them.
  package static let highwaysOpenedByFoot: Set<String> = ["busway"]
  /// Expressways in China, avenues elsewhere: open with a sidewalk or an explicit `foot`.
  package static let trunkHighways: Set<String> = ["trunk", "trunk_link"]
  // Every other highway is closed whatever `foot` says: motorway, motorway_link, construction, proposed, razed,
  // raceway, escape, bus_guideway, via_ferrata, and values no one knows.

  /// Keys that can make a way a street.
  package static let streetKeys: Set<String> = [
    "highway", "railway", "public_transport", "man_made", "place", "indoor",
  ]
  /// A way with one of these is not there (yet, or any more).
  package static let lifecycleKeys: Set<String> = [
    "construction", "proposed", "disused", "abandoned", "razed", "demolished", "dismantled",
  ]
  private static let sidewalkKeys: Set<String> = ["sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"]
  /// All keys that the verdict of walkers without demands depends on.
  package static let keys: Set<String> = streetKeys.union(lifecycleKeys).union(sidewalkKeys).union([
    "foot", "access", "motorroad", "route", "conveying", "oneway", "oneway:foot", "foot:forward", "foot:backward",
    "area", "tunnel", "location",
  ])

  /// What the tags of a way say about walking along it.
  package func verdict(_ tags: Tags) -> StreetVerdict {
    guard let street = streetClass(tags) else { return .notAStreet }
    guard street.default != .never, !Self.isGone(tags), tags["route"] != "ferry", tags["motorroad"] != "yes" else {
      return .closed
    }
    guard let access = access(tags, street.default) else { return .closed }
    let forward = Access(tags["foot:forward"]) ?? access
    let backward = Access(tags["foot:backward"]) ?? access
    var flags = Self.walkingDirections(tags)
    if forward == .closed { flags.remove(.forward) }
    if backward == .closed { flags.remove(.backward) }
    guard !flags.isEmpty else { return .closed }
    let restricted =
      flags.contains(.forward) && forward.isRestricted || flags.contains(.backward) && backward.isRestricted
    if restricted { flags.insert(.restricted) }
    if Self.isUnderground(tags) { flags.insert(.underground) }
    let verdict = StreetVerdict(
      kind: .walkable, flags: flags, isSteps: tags["highway"] == "steps", shape: street.shape)
    return walker?.judged(verdict, tags) ?? verdict
  }

  /// In a tunnel, but not a passage through a building or a gallery along a slope, which have doors.
  private static func isUnderground(_ tags: Tags) -> Bool {
    if let tunnel = tags["tunnel"] { return !["no", "building_passage", "avalanche_protector"].contains(tunnel) }
    return tags["location"] == "underground"
  }

  // MARK: Classes

  /// What holds for a class of streets without access tags.
  private enum ClassDefault { case open, needsFoot, never }

  private func streetClass(_ tags: Tags) -> (default: ClassDefault, shape: StreetVerdict.Shape)? {
    let isSquare = tags["place"] == "square"
    let drawnAsArea: StreetVerdict.Shape = tags["area"] == "yes" || isSquare && tags["area"] != "no" ? .area : .line
    if let highway = tags["highway"] { return (classDefault(highway: highway, tags), drawnAsArea) }
    if tags["railway"] == "platform" || tags["public_transport"] == "platform" || tags["man_made"] == "pier" {
      return (.open, drawnAsArea)
    }
    if tags["indoor"] == "corridor" { return (.open, .area) }
    return isSquare ? (.open, .areaOnly) : nil
  }

  private func classDefault(highway: String, _ tags: Tags) -> ClassDefault {
    if Self.walkableHighways.contains(highway) { return .open }
    if Self.highwaysOpenedByFoot.contains(highway) { return .needsFoot }
    if Self.trunkHighways.contains(highway) { return allowsTrunk || Self.hasSidewalk(tags) ? .open : .needsFoot }
    return .never
  }

  /// A sidewalk that is part of the way: `separate` ones are ways of their own.
  private static func hasSidewalk(_ tags: Tags) -> Bool {
    if let both = tags["sidewalk"], ["yes", "both", "left", "right"].contains(both) { return true }
    return ["sidewalk:both", "sidewalk:left", "sidewalk:right"].contains { tags[$0] == "yes" }
  }

  private static func isGone(_ tags: Tags) -> Bool { lifecycleKeys.contains { tags[$0] == "yes" } }

  // MARK: Access

  /// `foot`, then `access`, then the class; `nil` when closed both ways whatever the direction tags say.
  private func access(_ tags: Tags, _ classDefault: ClassDefault) -> Access? {
    if classDefault == .needsFoot { return Access(tags["foot"]) == .open ? .open : nil }
    return Self.footAccess(tags) ?? Access(tags["access"]) ?? .open
  }

  /// `foot=use_sidepath` closes a way whose sidewalks are ways of their own. "A `sidewalk=separate` sibling exists"
  /// is read off the way itself, which says so in `sidewalk*=separate`: no search for parallel ways, so the answer
  /// does not hang on geometry.
  private static func footAccess(_ tags: Tags) -> Access? {
    guard let foot = tags["foot"] else { return nil }
    if let access = Access(foot) { return access }
    guard foot.tagValues.contains("use_sidepath") else { return nil }
    return sidewalkKeys.contains { tags[$0] == "separate" } ? .closed : .open
  }

  // MARK: Directions

  /// Directions one may walk. Plain `oneway` is for vehicles, except on escalators and moving walkways.
  private static func walkingDirections(_ tags: Tags) -> StreetGraph.EdgeFlags {
    if let oneway = directions(oneway: tags["oneway:foot"]) { return oneway }
    switch tags["conveying"] {
    case nil, "no": return .bothWays
    case "forward": return .forward
    case "backward": return .backward
    default: return directions(oneway: tags["oneway"]) ?? .bothWays
    }
  }

  private static func directions(oneway value: String?) -> StreetGraph.EdgeFlags? {
    switch value {
    case "yes", "true", "1": .forward
    case "-1", "reverse": .backward
    case "no", "false", "0": .bothWays
    default: nil
    }
  }
}
