import Columns

/// The arcs that searches relax: the street graph with its compound rule spelled out, seen from the venues.
///
/// An arc leads from a place already reached to one from which people walk to it, so a search that starts at a venue
/// finds the walks **to** it. A compound's street may be the first or last part of a walk, never a middle part. Read
/// from the venue a walk is `inside the venue's compound*`, `public streets*`, `inside the home's compound*`, three
/// layers that one may only descend. A vertex touching restricted edges therefore has up to three states; all other
/// vertices have one. A plain Dijkstra search over states is then exact, at no cost for public streets.
///
/// - Complexity: building is linear in vertices and edges.
package struct SearchGraph: Sendable {
  /// A state one can walk from, and the walk's milliseconds, 2³¹ at most; packed, so that a search adds both at once.
  package struct Arc: BitwiseCopyable, Sendable {
    /// `time << 32 | head`.
    let packed: UInt64

    init(head: UInt32, time: UInt32) { packed = UInt64(time) << 32 | UInt64(head) }

    package var head: UInt32 { UInt32(truncatingIfNeeded: packed) }
    package var time: UInt32 { UInt32(packed >> 32) }
  }

  /// No compound states.
  static let none = UInt32.max

  package let streets: StreetGraph
  package let gates: WalkingProfile.GatePolicy
  /// Whether edges with unknown tags are shut.
  package let isStrict: Bool
  /// `stateCount + 1` entries: the arcs from state s are `arcs[firstArc[s]..<firstArc[s + 1]]`.
  package let firstArc: Column<UInt32>
  package let arcs: Column<Arc>
  /// Place of a vertex among those that touch restricted edges, or ``none``.
  let compoundIndex: Column<UInt32>
  /// The vertices that touch restricted edges, by that place.
  let compoundVertices: Column<UInt32>
  /// Number of states: one a vertex, two more a vertex at a restricted edge.
  package let stateCount: Int

  /// The state of being on public streets at a vertex.
  @inline(__always)
  func publicState(_ vertex: Int) -> Int { vertex }
  /// The state of still being in the venue's compound, and of already being in the home's.
  @inline(__always)
  func compoundStates(_ index: UInt32) -> (venueSide: Int, homeSide: Int) {
    let first = streets.vertexCount + 2 * Int(index)
    return (first, first + 1)
  }

  /// The vertex of a state.
  @inline(__always)
  func vertex(ofState state: Int) -> Int {
    state < streets.vertexCount ? state : Int(compoundVertices[(state - streets.vertexCount) / 2])
  }

  /// Whether a restricted edge keeps its meaning: with open gates it is a street like others.
  func isRestricted(_ edge: Int) -> Bool {
    gates != .open && streets.edgeFlags[edge].contains(.restricted)
  }

  /// Whether people may use the edge at all.
  package func isUsable(_ edge: Int) -> Bool {
    isJoinable(edge) && !(isStrict && streets.edgeFlags[edge].contains(.unknown))
  }

  /// Whether places may join the edge: also where strictness shuts it, so that they join the same street as in the
  /// optimistic search and are reached in it at least as well.
  func isJoinable(_ edge: Int) -> Bool {
    !(gates == .closed && streets.edgeFlags[edge].contains(.restricted))
  }

  /// Calls a search's body with the bare arrays: all heads are states, so no bounds are left to check.
  @inline(__always)
  func withArcs(
    _ body: (_ firstArc: UnsafeBufferPointer<UInt32>, _ arcs: UnsafeBufferPointer<Arc>) -> Void
  ) {
    firstArc.withUnsafeBufferPointer { firstArc in arcs.withUnsafeBufferPointer { body(firstArc, $0) } }
  }

  package init(_ streets: StreetGraph, gates: WalkingProfile.GatePolicy, isStrict: Bool = false) {
    self.streets = streets
    self.gates = gates
    self.isStrict = isStrict
    var compoundIndex = [UInt32](repeating: Self.none, count: streets.vertexCount)
    var compoundVertices: [UInt32] = []
    if gates == .resident {
      for edge in 0..<streets.edgeCount where streets.edgeFlags[edge].contains(.restricted) {
        for vertex in [Int(streets.edgeTails[edge]), Int(streets.edgeHeads[edge])]
        where compoundIndex[vertex] == Self.none {
          compoundIndex[vertex] = UInt32(compoundVertices.count)
          compoundVertices.append(UInt32(vertex))
        }
      }
    }
    self.compoundIndex = Column(compoundIndex)
    self.compoundVertices = Column(compoundVertices)
    stateCount = streets.vertexCount + 2 * compoundVertices.count
    let made = Self.makeArcs(
      streets, gates: gates, isStrict: isStrict, compoundIndex: compoundIndex, stateCount: stateCount)
    (firstArc, arcs) = (Column(made.firstArc), Column(made.arcs))
  }

  /// The same streets with all gates open.
  package var withGatesOpen: SearchGraph { SearchGraph(streets, gates: .open, isStrict: isStrict) }

  /// Two counting passes over all edges: count, then place.
  private static func makeArcs(
    _ streets: StreetGraph, gates: WalkingProfile.GatePolicy, isStrict: Bool, compoundIndex: [UInt32], stateCount: Int
  ) -> (firstArc: [UInt32], arcs: [Arc]) {
    var firstArc = [UInt32](repeating: 0, count: stateCount + 1)
    forEachArc(streets, gates: gates, isStrict: isStrict, compoundIndex: compoundIndex) { from, _ in
      firstArc[from + 1] += 1
    }
    for state in 0..<stateCount { firstArc[state + 1] += firstArc[state] }
    var next = firstArc
    var arcs = [Arc](repeating: Arc(head: 0, time: 0), count: Int(firstArc[stateCount]))
    forEachArc(streets, gates: gates, isStrict: isStrict, compoundIndex: compoundIndex) { from, arc in
      arcs[Int(next[from])] = arc
      next[from] += 1
    }
    return (firstArc, arcs)
  }

  /// Calls `body` for each arc in a fixed order.
  @inline(__always)
  private static func forEachArc(
    _ streets: StreetGraph, gates: WalkingProfile.GatePolicy, isStrict: Bool, compoundIndex: [UInt32],
    _ body: (_ from: Int, _ arc: Arc) -> Void
  ) {
    let (passages, compoundIndex) = (streets.passages, compoundIndex.span)
    let (tails, heads, allFlags) = (streets.edgeTails, streets.edgeHeads, streets.edgeFlags)
    let (firstPoint, times, backTimes) = (streets.firstShapePoint, streets.shapeTimes, streets.shapeBackTimes)
    let vertexCount = passages.count
    @inline(__always)
    func emit(_ from: Int, _ to: Int, _ time: UInt32, restricted: Bool) {
      let passage = passages[from]
      guard passage != .blocked, !(gates == .closed && (restricted || passage == .gate)) else { return }
      guard gates == .resident else { return body(from, Arc(head: UInt32(to), time: time)) }
      let index = compoundIndex[from]
      if restricted {
        let first = vertexCount + 2 * Int(index)
        let target = vertexCount + 2 * Int(compoundIndex[to])
        body(first, Arc(head: UInt32(target), time: time))
        body(from, Arc(head: UInt32(target + 1), time: time))
        body(first + 1, Arc(head: UInt32(target + 1), time: time))
      } else {
        if index != Self.none { body(vertexCount + 2 * Int(index), Arc(head: UInt32(to), time: time)) }
        if passage == .open { body(from, Arc(head: UInt32(to), time: time)) }
      }
    }
    for edge in tails.indices {
      let (tail, head, flags) = (Int(tails[edge]), Int(heads[edge]), allFlags[edge])
      if isStrict, flags.contains(.unknown) { continue }
      let last = Int(firstPoint[edge + 1]) - 1
      let (time, backTime) = (times[last], backTimes.isEmpty ? times[last] : backTimes[last])
      let restricted = flags.contains(.restricted)
      // People walk tail → head on a forward edge, so the search goes from head to tail.
      if flags.contains(.forward) { emit(head, tail, time, restricted: restricted) }
      if flags.contains(.backward) { emit(tail, head, backTime, restricted: restricted) }
    }
  }
}

extension SearchGraph {
  /// Puts all but the streets into a file of columns.
  package func put(into archive: inout ArchiveWriter) {
    archive.put(gates.rawValue)
    archive.put(UInt8(isStrict ? 1 : 0))
    archive.put(stateCount)
    archive.put(firstArc)
    archive.put(arcs)
    archive.put(compoundIndex)
    archive.put(compoundVertices)
  }

  /// Takes a graph over these streets out of a file of columns. O(1).
  package init(_ streets: StreetGraph, from archive: inout ArchiveReader) throws {
    self.streets = streets
    gates = try archive.named()
    isStrict = try archive.flag()
    stateCount = try archive.value()
    firstArc = try archive.column()
    arcs = try archive.column()
    compoundIndex = try archive.column()
    compoundVertices = try archive.column()
  }
}
