/// What the tags of a way say about walking along it.
package struct StreetVerdict: Equatable, Sendable {
  /// Whether the way is a street at all.
  package enum Kind: UInt8, Sendable {
    /// No tag makes it a street: a building, a river, a railway.
    case notAStreet
    /// A street that walkers may not use.
    case closed
    /// A street to walk.
    case walkable
  }

  /// How a closed ring of the way is meant.
  package enum Shape: UInt8, Sendable {
    /// A line, closed or not.
    case line
    /// An area where the ring closes, else a line.
    case area
    /// An area where the ring closes, else nothing.
    case areaOnly
  }

  package var kind: Kind
  /// Directions along the way as drawn, and whether it is a compound's street; empty unless walkable.
  package var flags: StreetGraph.EdgeFlags = []
  /// Whether walkers climb: the profile's speed on steps holds.
  package var isSteps = false
  package var shape = Shape.line

  package static let notAStreet = StreetVerdict(kind: .notAStreet)
  package static let closed = StreetVerdict(kind: .closed)
}

extension StreetGraph.EdgeFlags {
  /// Both directions.
  package static let bothWays: StreetGraph.EdgeFlags = [.forward, .backward]

  /// The same edge seen from its other end.
  package var reversed: StreetGraph.EdgeFlags {
    var flags = subtracting(.bothWays)
    if contains(.forward) { flags.insert(.backward) }
    if contains(.backward) { flags.insert(.forward) }
    return flags
  }
}
