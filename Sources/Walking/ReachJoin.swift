/// Where a home or a candidate site joins the network; what joins it at several places has several.
package struct ReachJoin: Hashable, Sendable {
  /// Number of the home or the candidate.
  package var owner: UInt32
  /// The edge of its street point.
  package var edge: UInt32
  /// Milliseconds from the edge's tail to that point.
  package var offset: UInt32
  /// Milliseconds of the straight leg from that point to the door.
  package var leg: UInt32

  package init(owner: UInt32, edge: UInt32, offset: UInt32, leg: UInt32) {
    self.owner = owner
    self.edge = edge
    self.offset = offset
    self.leg = leg
  }

  /// The same place as a source of searches.
  package var source: SearchSource { SearchSource(edge: edge, offset: offset, leg: leg, venue: owner) }

  /// A state at one end of the join's edge, and milliseconds between it and the door.
  struct End: Hashable {
    var state: UInt32
    var time: UInt32
  }

  /// Calls `body` with the states from which a search goes on to this home, by the rule of ``EdgeTimes``.
  func forEachHomeEnd(in graph: SearchGraph, _ body: (End) -> Void) {
    let (streets, edge) = (graph.streets, Int(edge))
    guard graph.isUsable(edge) else { return }
    let flags = streets.edgeFlags[edge]
    let total = streets.edgeTime(edge)
    func through(_ vertex: UInt32, _ walk: UInt32) {
      let (time, overflow) = walk.addingReportingOverflow(leg)
      guard !overflow else { return }
      // It asks for the time of each state that may go on: here that is the answer itself.
      _ = graph.timeThrough(Int(vertex), ontoRestricted: graph.isRestricted(edge)) { state in
        body(End(state: UInt32(truncatingIfNeeded: state), time: time))
        return EdgeTimes.noWay
      }
    }
    if flags.contains(.backward) || offset == 0 {
      through(streets.edgeTails[edge], streets.timeToTail(edge, offset))
    }
    if flags.contains(.forward) || offset == total { through(streets.edgeHeads[edge], total - offset) }
  }

  /// Calls `body` with the states that a search from this site starts in, those left out that it comes to from the
  /// other one as soon.
  func forEachSiteEnd(in graph: SearchGraph, _ body: (End) -> Void) {
    var ends: [(state: Int, time: UInt64)] = []
    source.forEachSeed(in: graph) { ends.append(($0, $1)) }
    for (place, end) in ends.enumerated() where end.time < UInt64(UInt32.max) {
      let isReachedAnyway = ends.enumerated().contains { other, from in
        other != place && from.time < end.time
          && graph.arcs[Int(graph.firstArc[from.state])..<Int(graph.firstArc[from.state + 1])].contains {
            Int($0.head) == end.state && from.time + UInt64($0.time) <= end.time
          }
      }
      if !isReachedAnyway {
        body(End(state: UInt32(truncatingIfNeeded: end.state), time: UInt32(truncatingIfNeeded: end.time)))
      }
    }
  }
}

extension SearchGraph {
  /// A site at each vertex with a usable edge, numbered like the vertices: at the very end of the first unrestricted
  /// edge there, else of the first.
  ///
  /// - Complexity: linear in vertices and edges.
  package func vertexSites() -> [ReachJoin] {
    var sites = [ReachJoin?](repeating: nil, count: streets.vertexCount)
    for wantsRestricted in [false, true] {
      for edge in 0..<streets.edgeCount where isUsable(edge) && isRestricted(edge) == wantsRestricted {
        for (vertex, offset) in [(streets.edgeTails[edge], 0), (streets.edgeHeads[edge], streets.edgeTime(edge))]
        where sites[Int(vertex)] == nil {
          sites[Int(vertex)] = ReachJoin(owner: vertex, edge: UInt32(edge), offset: offset, leg: 0)
        }
      }
    }
    return sites.compactMap(\.self)
  }
}
