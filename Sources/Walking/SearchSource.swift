/// A place on the network that a search starts from: a venue's door, snapped.
package struct SearchSource: Hashable, BitwiseCopyable, Sendable {
  /// The edge its street point lies on.
  package var edge: UInt32
  /// Milliseconds from the edge's tail to that point.
  package var offset: UInt32
  /// Milliseconds of the straight leg from that point to the door.
  package var leg: UInt32
  /// Number of the venue.
  package var venue: UInt32

  package init(edge: UInt32, offset: UInt32, leg: UInt32, venue: UInt32 = 0) {
    self.edge = edge
    self.offset = offset
    self.leg = leg
    self.venue = venue
  }

  /// Calls `body` with the states that the source reaches first and their milliseconds.
  ///
  /// A point at the very end of an edge is the vertex there, whichever way the edge may be walked.
  @inline(__always)
  package func forEachSeed(in graph: SearchGraph, _ body: (_ state: Int, _ time: UInt64) -> Void) {
    let streets = graph.streets
    let edge = Int(edge)
    guard graph.isUsable(edge) else { return }
    let isRestricted = graph.isRestricted(edge)
    func state(_ vertex: UInt32) -> Int {
      isRestricted
        ? graph.compoundStates(graph.compoundIndex[Int(vertex)]).venueSide : graph.publicState(Int(vertex))
    }
    let flags = streets.edgeFlags[edge]
    if flags.contains(.forward) || offset == 0 {
      body(state(streets.edgeTails[edge]), UInt64(offset) + UInt64(leg))
    }
    let rest = streets.timeFromHead(edge, offset)
    if flags.contains(.backward) || rest == 0 {
      body(state(streets.edgeHeads[edge]), UInt64(rest) + UInt64(leg))
    }
  }

  /// Milliseconds from a point of the same edge straight along it to the door; `nil` against a one-way edge.
  package func directTime(from point: UInt32, on streets: StreetGraph) -> UInt64? {
    if point == offset { return UInt64(leg) }
    let flags = streets.edgeFlags[Int(edge)]
    if point < offset {
      return flags.contains(.forward) ? UInt64(offset - point) + UInt64(leg) : nil
    }
    guard flags.contains(.backward) else { return nil }
    return UInt64(streets.timeToTail(Int(edge), point) - streets.timeToTail(Int(edge), offset)) + UInt64(leg)
  }
}
