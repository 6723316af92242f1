/// The arcs of a search graph turned round: a search over them starts at a home and finds the walks **from** it.
struct HomewardArcs: Sendable {
  let stateCount: Int
  /// `stateCount + 1` entries, as in ``SearchGraph``.
  let firstArc: [UInt32]
  let arcs: [SearchGraph.Arc]

  /// Two counting passes.
  init(_ graph: SearchGraph) {
    stateCount = graph.stateCount
    var firstArc = [UInt32](repeating: 0, count: graph.stateCount + 1)
    for arc in graph.arcs { firstArc[Int(arc.head) + 1] += 1 }
    for state in 0..<graph.stateCount { firstArc[state + 1] += firstArc[state] }
    var next = firstArc
    var arcs = [SearchGraph.Arc](repeating: SearchGraph.Arc(head: 0, time: 0), count: graph.arcs.count)
    for state in 0..<graph.stateCount {
      for arc in graph.arcs[Int(graph.firstArc[state])..<Int(graph.firstArc[state + 1])] {
        let head = Int(arc.head)
        arcs[Int(next[head])] = SearchGraph.Arc(head: UInt32(state), time: arc.time)
        next[head] += 1
      }
    }
    self.firstArc = firstArc
    self.arcs = arcs
  }

  /// As ``SearchGraph/withArcs(_:)``.
  @inline(__always)
  func withArcs(
    _ body: (_ firstArc: UnsafeBufferPointer<UInt32>, _ arcs: UnsafeBufferPointer<SearchGraph.Arc>) -> Void
  ) {
    firstArc.withUnsafeBufferPointer { firstArc in arcs.withUnsafeBufferPointer { body(firstArc, $0) } }
  }
}
