import Geography
import OpenStreetMap

/// The uncontracted street network: every segment between two neighbouring nodes of a walkable way.
///
/// Only while a ``StreetGraph`` is built. Nodes go by their number in the extract's table; made-up nodes (the centres
/// of large areas) follow after it. ``keepOnlyStreetNodes()`` numbers them anew.
struct StreetNetwork {
  /// A street segment. It runs from the node that precedes the other (``precedes(_:_:)``), so it does not depend on
  /// how its way is drawn.
  struct Segment {
    var from: UInt32
    var to: UInt32
    /// Place of the way in the extract's table.
    var way: UInt32
    /// Milliseconds from `from` to `to`, 1 or more.
    var time: UInt32
    /// Milliseconds back, 1 or more.
    var backTime: UInt32
    var metres: Double
    /// Seen from `from`.
    var flags: StreetGraph.EdgeFlags
    /// Seen from `from`; empty for walkers to whom it makes no difference.
    var traits: StreetTraits = []
    /// What the walker asks for and its tags do not say.
    var unknown: UnknownTags = []

    /// The node at the other end.
    func other(_ node: UInt32) -> UInt32 { node == from ? to : from }
    /// The flags seen from one of its ends.
    func flags(from node: UInt32) -> StreetGraph.EdgeFlags { node == from ? flags : flags.reversed }
    /// Milliseconds from one of its ends to the other.
    func time(from node: UInt32) -> UInt32 { node == from ? time : backTime }
    /// The traits seen from one of its ends.
    func traits(from node: UInt32) -> StreetTraits { node == from ? traits : traits.reversed }
  }

  /// Longest time of one segment, 12 days; an edge's time, a sum, then stays under 2³¹ + 1 with room for a search.
  static let longestSegmentTime: UInt32 = 1 << 30

  let extract: Extract
  let profile: WalkingProfile
  var segments: [Segment] = []
  /// OSM ids of the nodes, then 0 for each made-up one.
  var nodeIDs: [Int64]
  /// Their places.
  var coordinates: [Coordinate]
  /// By number in the extract's table the number that ``keepOnlyStreetNodes()`` gave, ``WayTable/missingNode`` for none.
  var numberOfNode: [UInt32] = []
  /// Nodes that must become vertices: their street goes on where the extract ends.
  var cutNodes: [UInt32] = []
  /// Areas that may be crossed, in the order of the table of ways, then of relations.
  var areas: [PedestrianArea] = []
  /// Nodes of ways that are open to others and closed to this walker: what ends there ends on purpose.
  var closedNodes: [UInt32] = []
  /// The ways and nodes whose tags do not say what the walker asks for.
  var unknownWays: [(way: UInt32, tags: UnknownTags)] = []
  var unknownNodes: [(node: Int64, tags: UnknownTags)] = []
  var report = StreetGraphReport()

  /// Nodes of the extract, or of its streets, and made-up ones.
  var nodeCount: Int { nodeIDs.count }

  /// The order of nodes by OSM id: the file's order, the ways' direction and where they are split do not change it.
  func precedes(_ a: UInt32, _ b: UInt32) -> Bool {
    let (first, second) = (nodeIDs[Int(a)], nodeIDs[Int(b)])
    return first != second ? first < second : a < b
  }

  /// A segment between two nodes with its walking time, rounded once; never 0, so that every step costs.
  func segment(
    _ a: UInt32, _ b: UInt32, way: UInt32, flags: StreetGraph.EdgeFlags, isSteps: Bool, traits: StreetTraits = []
  ) -> Segment {
    let metres = Ellipsoid.lengthInMetres(from: coordinates[Int(a)], to: coordinates[Int(b)])
    let ordered = precedes(a, b)
    var segment = Segment(
      from: ordered ? a : b, to: ordered ? b : a, way: way, time: 1, backTime: 1, metres: metres,
      flags: ordered ? flags : flags.reversed, traits: ordered ? traits : traits.reversed)
    if isSteps {
      setStepsTimes(of: &segment)
    } else {
      segment.time = Self.bounded(profile.speed.time(forMetres: metres))
      segment.backTime = segment.time
    }
    return segment
  }

  /// A time as a segment may have it.
  static func bounded(_ time: TravelTime) -> UInt32 { min(max(1, time.milliseconds), longestSegmentTime) }
}
