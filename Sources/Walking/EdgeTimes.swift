/// Times along one edge after a search: through its tail, through its head, and straight to doors on it.
///
/// `viaTail` counts from the tail, `viaHead` from the head; `UInt64.max / 2` stands for "no way". For an edge that takes
/// longer one way than the other, points have two times from the tail (``StreetGraph/timeToTail(_:_:)``).
package struct EdgeTimes {
  package static let noWay = UInt64.max / 2

  var viaTail: UInt64
  var viaHead: UInt64
  let total: UInt32
  /// For the points at the very ends: they are the vertices there, whichever way the edge may be walked.
  var atTail = noWay
  var atHead = noWay

  /// Milliseconds through the tail; `nil` when there is no way.
  package var tailTime: Double? { viaTail >= Self.noWay ? nil : Double(viaTail) }
  /// Milliseconds through the head; `nil` when there is no way.
  package var headTime: Double? { viaHead >= Self.noWay ? nil : Double(viaHead) }

  /// Milliseconds from a point `offset` ms from the tail, by way of either end: `min(tail + o, head + w − o)`.
  ///
  /// - Parameter back: milliseconds back to the tail.
  @inline(__always)
  func time(at offset: UInt32, back: UInt32) -> UInt64 {
    let time = min(viaTail + UInt64(back), viaHead + UInt64(total - offset))
    if offset == 0 { return min(time, atTail) }
    return offset == total ? min(time, atHead) : time
  }
}

extension SearchGraph {
  /// The time through a vertex onto an edge: which states may go on, by the same rule as the arcs.
  @inline(__always)
  func timeThrough(_ vertex: Int, ontoRestricted: Bool, _ time: (Int) -> UInt64) -> UInt64 {
    let passage = streets.passages[vertex]
    guard passage != .blocked else { return EdgeTimes.noWay }
    guard gates == .resident else {
      return gates == .closed && passage == .gate ? EdgeTimes.noWay : time(vertex)
    }
    let index = compoundIndex[vertex]
    var best = ontoRestricted || passage == .open ? time(vertex) : EdgeTimes.noWay
    guard index != Self.none else { return best }
    let states = compoundStates(index)
    best = min(best, time(states.venueSide))
    if ontoRestricted { best = min(best, time(states.homeSide)) }
    return best
  }

  /// The times through both ends of an edge, walking directions minded.
  @inline(__always)
  package func edgeTimes(_ edge: Int, _ time: (Int) -> UInt64) -> EdgeTimes {
    let flags = streets.edgeFlags[edge]
    let restricted = gates == .resident && flags.contains(.restricted)
    guard isUsable(edge) else {
      return EdgeTimes(viaTail: EdgeTimes.noWay, viaHead: EdgeTimes.noWay, total: streets.edgeTime(edge))
    }
    let throughTail = timeThrough(Int(streets.edgeTails[edge]), ontoRestricted: restricted, time)
    let throughHead = timeThrough(Int(streets.edgeHeads[edge]), ontoRestricted: restricted, time)
    return EdgeTimes(
      viaTail: flags.contains(.backward) ? throughTail : EdgeTimes.noWay,
      viaHead: flags.contains(.forward) ? throughHead : EdgeTimes.noWay,
      total: streets.edgeTime(edge), atTail: throughTail, atHead: throughHead)
  }
}

extension SearchWorkspace {
  /// Milliseconds of a state, widened.
  @inline(__always)
  private func wide(_ state: Int) -> UInt64 {
    let time = time(ofState: state)
    return time == .max ? EdgeTimes.noWay : UInt64(time)
  }

  /// The times through both ends of an edge after the last search.
  @inline(__always)
  func edgeTimes(_ edge: Int, in graph: SearchGraph) -> EdgeTimes { graph.edgeTimes(edge) { wide($0) } }

  /// Milliseconds from a point of an edge to the nearest source, those on the edge itself included; `UInt64.max / 2`
  /// when there is no way within the cutoff.
  package func time(edge: Int, offset: UInt32, in graph: SearchGraph) -> UInt64 {
    let streets = graph.streets
    var best = edgeTimes(edge, in: graph).time(at: offset, back: streets.timeToTail(edge, offset))
    for source in sourcesByEdge.on(edge) {
      if let direct = source.directTime(from: offset, on: streets) { best = min(best, direct) }
    }
    return best
  }
}

extension NearestSourceSearch {
  /// The sources on an edge that no other on it always beats.
  package func sources(on edge: Int) -> ArraySlice<SearchSource> {
    graph.isUsable(edge) ? sourcesByEdge.on(edge) : []
  }

  /// `time << 32 | venue` at a point of an edge; `UInt64.max` when no source is reachable.
  package func key(edge: Int, offset: UInt32) -> UInt64 {
    let streets = graph.streets
    let flags = streets.edgeFlags[edge]
    guard graph.isUsable(edge) else { return .max }
    let restricted = graph.isRestricted(edge)
    let total = streets.edgeTime(edge)
    func through(_ vertex: UInt32, _ walk: UInt32) -> UInt64 {
      let passage = streets.passages[Int(vertex)]
      guard passage != .blocked, !(graph.gates == .closed && passage == .gate) else { return .max }
      var key = graph.gates != .resident || restricted || passage == .open ? keys[Int(vertex)] : .max
      let index = graph.compoundIndex[Int(vertex)]
      if index != SearchGraph.none {
        let states = graph.compoundStates(index)
        key = min(key, keys[states.venueSide])
        if restricted { key = min(key, keys[states.homeSide]) }
      }
      let (sum, overflow) = key.addingReportingOverflow(UInt64(walk) << 32)
      return overflow ? .max : sum
    }
    var best = UInt64.max
    if flags.contains(.backward) || offset == 0 {
      best = min(best, through(streets.edgeTails[edge], streets.timeToTail(edge, offset)))
    }
    if flags.contains(.forward) || offset == total {
      best = min(best, through(streets.edgeHeads[edge], total - offset))
    }
    for source in sourcesByEdge.on(edge) {
      if let direct = source.directTime(from: offset, on: streets), direct < UInt64(UInt32.max) {
        best = min(best, direct << 32 | UInt64(source.venue))
      }
    }
    return best
  }

  /// The time standing at a vertex.
  package func time(atVertex vertex: Int) -> TravelTime {
    var key = keys[vertex]
    let index = graph.compoundIndex[vertex]
    if index != SearchGraph.none {
      let states = graph.compoundStates(index)
      key = min(key, keys[states.venueSide], keys[states.homeSide])
    }
    return TravelTime(milliseconds: UInt32(truncatingIfNeeded: key >> 32))
  }
}
