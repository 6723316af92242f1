import Columns
import Geography

/// The walking network as parallel columns: vertices, edges between them and the shape of each edge.
///
/// Immutable. Vertices are in Hilbert order, edges by their tail. An edge is a chain of street segments with no
/// junction inside; its time is the sum of its segments' integer times, so this graph and the uncontracted street
/// network agree to the millisecond. It does not search: ``SearchGraph`` does.
public struct StreetGraph: Sendable {
  /// Who may go through a vertex.
  package enum Passage: UInt8, BitwiseCopyable, Sendable {
    /// Everyone.
    case open
    /// A compound's gate: one may leave or enter by it, not pass between two public streets.
    case gate
    /// No one; one may walk up to it from either side.
    case blocked
  }

  /// What holds for a whole edge.
  package struct EdgeFlags: OptionSet, BitwiseCopyable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// One may walk from tail to head.
    package static let forward = EdgeFlags(rawValue: 1)
    /// One may walk from head to tail.
    package static let backward = EdgeFlags(rawValue: 2)
    /// A compound's street: one may start or end there, not pass through.
    package static let restricted = EdgeFlags(rawValue: 4)
    /// Made across an open area, not drawn as a street.
    package static let acrossArea = EdgeFlags(rawValue: 8)
    /// In a tunnel: walked like any other street, but what stands above does not join it.
    package static let underground = EdgeFlags(rawValue: 16)
    /// Tags are missing that the walker asks for: closed where strictness is asked for.
    package static let unknown = EdgeFlags(rawValue: 32)
  }

  // One entry a vertex.
  package let vertexCoordinates: Column<Coordinate>
  /// The OSM node of each vertex; 0 for a made-up one.
  package let vertexNodes: Column<Int64>
  package let passages: Column<Passage>

  // One entry an edge.
  package let edgeTails: Column<UInt32>
  package let edgeHeads: Column<UInt32>
  package let edgeFlags: Column<EdgeFlags>
  /// The weakly connected piece (gates and directions ignored) of each edge, numbered from 0 by falling size.
  package let edgeComponents: Column<UInt32>

  /// `edgeCount + 1` entries: the shape points of edge e are `firstShapePoint[e]..<firstShapePoint[e + 1]`, both
  /// ends included, from tail to head; at least two.
  package let firstShapePoint: Column<UInt32>
  // One entry a shape point.
  package let shapeCoordinates: Column<Coordinate>
  /// The OSM node; 0 for a made-up one.
  package let shapeNodes: Column<Int64>
  /// Milliseconds from the edge's tail, 0 at the first point, strictly growing.
  package internal(set) var shapeTimes: Column<UInt32>
  /// Milliseconds back to the edge's tail, likewise; empty where no edge takes longer one way than the other. See
  /// ``timeToTail(_:_:)``.
  package internal(set) var shapeBackTimes: Column<UInt32>
  /// Of ``shapeTimes`` those milliseconds that no pace changes: waits, and what steps take a flight; empty without any.
  package internal(set) var shapeFixedTimes: Column<UInt32>
  /// Number in ``ways`` of the way that the segment beginning here belongs to; the last point repeats the one before.
  package let shapeWays: Column<UInt32>
  /// OSM ids of the ways in use, ascending.
  package let ways: Column<Int64>

  /// One entry a component: vertices and metres of edges.
  package let components: Column<Component>
  /// The ways and nodes whose tags do not say what the walker asks for.
  package var unknowns = UnknownStreets()
  /// Components that end where the walker alone cannot go on, ascending. Known while building only.
  package var closedOffComponents: [UInt32] = []
  /// How the graph came about: what was taken, dropped and counted.
  public let report: StreetGraphReport

  /// A weakly connected piece of the network.
  package struct Component: Hashable, BitwiseCopyable, Sendable {
    package var vertexCount: Int
    package var lengthInMetres: Double
    package init(vertexCount: Int, lengthInMetres: Double) {
      self.vertexCount = vertexCount
      self.lengthInMetres = lengthInMetres
    }
    /// Under 40 vertices and under 500 m (domain §5): passed over when a place can join a larger one.
    package var isSmall: Bool { vertexCount < 40 && lengthInMetres < 500 }
  }

  package init(
    vertexCoordinates: [Coordinate], vertexNodes: [Int64], passages: [Passage], edgeTails: [UInt32],
    edgeHeads: [UInt32], edgeFlags: [EdgeFlags], edgeComponents: [UInt32], firstShapePoint: [UInt32],
    shapeCoordinates: [Coordinate], shapeNodes: [Int64], shapeTimes: [UInt32], shapeBackTimes: [UInt32] = [],
    shapeFixedTimes: [UInt32] = [],
    shapeWays: [UInt32], ways: [Int64], components: [Component], report: StreetGraphReport
  ) {
    self.vertexCoordinates = Column(vertexCoordinates)
    self.vertexNodes = Column(vertexNodes)
    self.passages = Column(passages)
    self.edgeTails = Column(edgeTails)
    self.edgeHeads = Column(edgeHeads)
    self.edgeFlags = Column(edgeFlags)
    self.edgeComponents = Column(edgeComponents)
    self.firstShapePoint = Column(firstShapePoint)
    self.shapeCoordinates = Column(shapeCoordinates)
    self.shapeNodes = Column(shapeNodes)
    self.shapeTimes = Column(shapeTimes)
    self.shapeBackTimes = Column(shapeBackTimes)
    self.shapeFixedTimes = Column(shapeFixedTimes)
    self.shapeWays = Column(shapeWays)
    self.ways = Column(ways)
    self.components = Column(components)
    self.report = report
  }

  /// Whether any part of a walk takes as long at any pace.
  package var hasFixedTimes: Bool { !shapeFixedTimes.isEmpty }
  /// Number of vertices.
  public var vertexCount: Int { vertexCoordinates.count }
  /// Number of edges, each walkable one way or both.
  public var edgeCount: Int { edgeTails.count }
  /// Places of an edge's shape points, both ends included.
  package func shapeRange(_ edge: Int) -> Range<Int> { Int(firstShapePoint[edge])..<Int(firstShapePoint[edge + 1]) }
  /// Milliseconds to walk the whole edge from its tail.
  package func edgeTime(_ edge: Int) -> UInt32 { shapeTimes[Int(firstShapePoint[edge + 1]) - 1] }
}

/// What went into a street graph.
public struct StreetGraphReport: Sendable {
  /// Ways walked in whole or part.
  public var walkableWays = 0
  /// Ways with a highway tag or the like that walkers may not use.
  public var closedWays = 0
  /// Street segments between neighbouring nodes.
  public var segments = 0
  /// Metres of all segments.
  public var lengthInMetres = 0.0
  /// Ways broken at a missing node.
  public var brokenWays = 0
  /// Open areas made walkable across.
  public var areasCrossed = 0
  /// Open areas too large for visibility edges.
  public var areasCapped = 0
  /// Nodes no one may pass, and compound gates.
  public var blockedNodes = 0, gates = 0
  /// Ways open to others and closed to this walker.
  public var waysClosedToWalker = 0
  /// Crossings and lifts at which the walker waits, and nodes closed to them alone.
  public var waits = 0, nodesClosedToWalker = 0
  /// Pieces of no length in which walkers wait, or steps cost more one way than the other.
  package var pauses = 0
  /// What heights did to the streets.
  package var slopes = SlopeReport()
  /// Barrier nodes of an unknown kind, taken as passable.
  public var unknownBarriers = 0
  /// What a user should hear of.
  public var warnings: [Warning] = []

  package init() {}
}
