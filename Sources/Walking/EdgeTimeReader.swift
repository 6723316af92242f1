/// The times of all edges after a search, laid out flat for the filling of fields: made once a search, so that a
/// lattice point's time is two sums on one load.
package struct EdgeTimeReader: Sendable {
  /// From this many milliseconds on, 24 days, there is no way.
  static let far: UInt64 = 1 << 31

  /// A point `o` milliseconds from the tail is reached in `min(tail + o, head − o)`.
  struct Ends {
    static let unreached = Ends(tail: .max, head: .max)
    /// In the place of `tail`: `head` is the edge's place among the special ones.
    static let special = UInt32.max - 1

    var tail: UInt32
    /// The time at the head plus the length of the edge.
    var head: UInt32
  }

  /// An edge with doors on it, or one that is walked one way only, or slower one way than the other.
  private struct SpecialEdge {
    let edge: Int
    let times: EdgeTimes
    let sources: [SearchSource]

    func time(at offset: UInt32, on streets: StreetGraph) -> UInt64 {
      let time = times.time(at: offset, back: streets.timeToTail(edge, offset))
      return sources.reduce(time) { best, source in
        source.directTime(from: offset, on: streets).map { min(best, $0) } ?? best
      }
    }
  }

  private let graph: SearchGraph
  /// The times at the ends of each edge.
  private(set) var ends: [Ends]
  private var special: [SpecialEdge] = []
  private var readEdges: [UInt32] = []

  /// A reader of bounded searches, which reads one after another.
  package init(_ graph: SearchGraph) {
    self.graph = graph
    ends = Array(repeating: .unreached, count: graph.streets.edgeCount)
  }

  /// The times of a multi-source search. Linear in the edges.
  package init(_ search: NearestSourceSearch) {
    self.init(search.graph)
    let keys = search.keys
    for edge in ends.indices {
      let times = graph.edgeTimes(edge) { keys[$0] == .max ? EdgeTimes.noWay : keys[$0] >> 32 }
      set(edge, times, sources: [])
    }
    for edge in search.sourcesByEdge.edges where graph.isUsable(Int(edge)) {
      let times = graph.edgeTimes(Int(edge)) { search.keys[$0] == .max ? EdgeTimes.noWay : search.keys[$0] >> 32 }
      set(Int(edge), times, sources: Array(search.sourcesByEdge.on(Int(edge))))
    }
  }

  /// Forgets the search before and reads the last one of a workspace.
  ///
  /// - Parameter edges: those that the search reached a part of (``SearchWorkspace/reachedEdges(_:graph:)``).
  /// - Complexity: linear in the edges reached.
  package mutating func read(_ search: SearchWorkspace, edges: [UInt32]) {
    for edge in readEdges { ends[Int(edge)] = .unreached }
    special.removeAll(keepingCapacity: true)
    readEdges = edges
    for edge in edges { set(Int(edge), search.edgeTimes(Int(edge), in: graph), sources: []) }
    for edge in search.sourcesByEdge.edges {
      set(Int(edge), search.edgeTimes(Int(edge), in: graph), sources: Array(search.sourcesByEdge.on(Int(edge))))
    }
  }

  private mutating func set(_ edge: Int, _ times: EdgeTimes, sources: [SearchSource]) {
    guard sources.isEmpty, times.atTail >= times.viaTail, times.atHead >= times.viaHead, graph.streets.isEven(edge)
    else {
      ends[edge] = Ends(tail: Ends.special, head: UInt32(special.count))
      special.append(SpecialEdge(edge: edge, times: times, sources: sources))
      return
    }
    let head = times.viaHead + UInt64(times.total)
    ends[edge] = Ends(
      tail: times.viaTail < Self.far ? UInt32(times.viaTail) : .max,
      head: times.viaHead < Self.far && head < UInt64(Ends.special) ? UInt32(head) : .max)
  }

  /// Milliseconds from a point of an edge to the nearest source; ``far`` or more where there is none.
  @inline(__always)
  func time(edge: UInt32, offset: UInt32) -> UInt64 {
    let ends = ends[Int(edge)]
    guard ends.tail != Ends.special else { return special[Int(ends.head)].time(at: offset, on: graph.streets) }
    return min(UInt64(ends.tail) + UInt64(offset), UInt64(ends.head) &- UInt64(offset))
  }

  /// Milliseconds from a lattice point over its candidates; ``far`` or more where there is none.
  ///
  /// - Parameter ends: this reader's, taken out once for many points.
  @inline(__always)
  func shortestTime(
    of candidates: Span<LatticeTile.Candidate>, from first: Int, to end: Int, ends: Span<Ends>
  ) -> UInt64 {
    var best = UInt64.max
    var index = first
    while index < end {
      let candidate = candidates[index]
      let times = ends[Int(candidate.edge)]
      let offset = UInt64(candidate.offset)
      let time =
        times.tail != Ends.special
        ? min(UInt64(times.tail) &+ offset, UInt64(times.head) &- offset)
        : specialTime(times.head, candidate.offset)
      best = min(best, time &+ UInt64(candidate.leg))
      index &+= 1
    }
    return best
  }

  /// Kept out of the loops over candidates: few edges are special, and what they take would leave the others no registers.
  @inline(never)
  private func specialTime(_ place: UInt32, _ offset: UInt32) -> UInt64 {
    special[Int(place)].time(at: offset, on: graph.streets)
  }

  /// The shortest time of any point of an edge, for telling whether it is reached at all.
  package func shortestTime(edge: Int) -> UInt64 {
    let ends = ends[edge]
    let total = graph.streets.edgeTime(edge)
    let best = min(time(edge: UInt32(edge), offset: 0), time(edge: UInt32(edge), offset: total))
    guard ends.tail == Ends.special else { return best }
    return special[Int(ends.head)].sources.reduce(best) { min($0, UInt64($1.leg)) }
  }
}
