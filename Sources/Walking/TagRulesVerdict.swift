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
  /// Of a closed street, whether it is open to walkers in general and this one cannot pass.
  package var isClosedToWalker = false
  /// What the walker asks for and the tags do not say.
  package var unknown: UnknownTags = []
  /// What a segment of it remembers; empty for walkers to whom it makes no difference.
  var traits: StreetTraits = []

  /// The flags of its segments: walkers' own doubts among them.
  package var edgeFlags: StreetGraph.EdgeFlags { unknown.isEmpty ? flags : flags.union(.unknown) }

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
