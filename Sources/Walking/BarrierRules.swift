import OpenStreetMap

/// The tag rules for nodes (domain §5): what stops a walker on a street.
package enum BarrierRules {
  /// Who may pass, and whether the barrier is of a kind that the rules do not know.
  package struct Verdict: Hashable, Sendable {
    package var passage: StreetGraph.Passage
    package var isUnknownKind = false
  }

  /// Barriers with no way through, unless `foot` or `access` says there is one (a gap, a door).
  package static let solid: Set<String> = [
    "wall", "fence", "hedge", "ditch", "city_wall", "debris", "jersey_barrier",
  ]
  /// Barriers that walkers pass.
  package static let passable: Set<String> = [
    "bollard", "gate", "lift_gate", "swing_gate", "entrance", "kissing_gate", "stile", "turnstile", "cycle_barrier",
    "toll_booth", "block", "kerb", "height_restrictor", "sally_port", "border_control", "no",
    // Not in domain §5; by the OSM wiki walkers pass them too.
    "cattle_grid", "chain", "full-height_turnstile", "hampshire_gate", "horse_stile", "log", "motorcycle_barrier",
    "planter", "rope", "sliding_gate", "wicket_gate",
  ]
  /// All keys that a verdict depends on.
  package static let keys: Set<String> = ["barrier", "foot", "access", "locked", "highway"]

  /// Who may pass a node of a street.
  ///
  /// Private is a compound's gate even when locked: residents have the key. Access tags on a crossing, a signal or
  /// a stop are about that, not about the street that runs through the node.
  package static func verdict(_ tags: Tags) -> Verdict {
    let barrier = tags["barrier"]
    if barrier == nil, let highway = tags["highway"], highway != "elevator" { return Verdict(passage: .open) }
    let access = Access(tags["foot"]) ?? Access(tags["access"])
    switch access {
    case .closed: return Verdict(passage: .blocked)
    case .private: return Verdict(passage: .gate)
    default: break
    }
    if tags["locked"] == "yes" { return Verdict(passage: .blocked) }
    guard let barrier else { return Verdict(passage: .open) }
    if solid.contains(barrier) { return Verdict(passage: access == nil ? .blocked : .open) }
    return Verdict(passage: .open, isUnknownKind: !passable.contains(barrier))
  }
}
