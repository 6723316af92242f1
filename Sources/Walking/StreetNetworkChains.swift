/// Chains of segments between vertices: the edges of the graph, not yet in order.
///
/// A node is a vertex unless exactly two segments to two neighbours meet there, everyone may pass, and both allow the
/// same. A cycle without a vertex gets its first node as one. A chain too long for a time of 2³¹ ms is cut.
struct StreetNetworkChains {
  /// One chain as it was walked.
  struct Chain {
    /// Place of its first node in ``nodes``.
    var start: Int
    var nodeCount: Int
    var milliseconds: UInt64
    var flags: StreetGraph.EdgeFlags
  }

  /// Longest time of an edge: twice ``StreetNetwork/longestSegmentTime``.
  static let longestTime = UInt64(StreetNetwork.longestSegmentTime) * 2

  private let network: StreetNetwork
  private let incidence: StreetNetwork.Incidence
  private(set) var isVertex: [Bool]
  private(set) var chains: [Chain] = []
  /// The nodes of all chains, both ends included.
  private(set) var nodes: [UInt32] = []
  /// The segment after each node of ``nodes``; the last of a chain repeats the one before.
  private(set) var segments: [UInt32] = []
  private var isTaken: [Bool] = []

  /// Contracts a network. Linear.
  init(_ network: StreetNetwork, _ incidence: StreetNetwork.Incidence, _ passages: [StreetGraph.Passage]) {
    self.network = network
    self.incidence = incidence
    isVertex = Self.vertices(network, incidence, passages)
    for node in network.cutNodes where incidence.degree(node) > 0 { isVertex[Int(node)] = true }
    trace()
    if cutLongChains() { trace() }
  }

  /// Marks the nodes that are more than plain points of a street.
  private static func vertices(
    _ network: StreetNetwork, _ incidence: StreetNetwork.Incidence, _ passages: [StreetGraph.Passage]
  ) -> [Bool] {
    var marks = [Bool](repeating: false, count: network.nodeCount)
    let (all, firstAt, incident) = (network.segments.span, incidence.first.span, incidence.segments.span)
    let passages = passages.span
    var isVertex = marks.mutableSpan
    for index in isVertex.indices {
      let (begin, end) = (Int(firstAt[index]), Int(firstAt[index + 1]))
      guard end > begin else { continue }
      var isPlain = end - begin == 2 && passages[index] == .open
      if isPlain {
        let node = UInt32(truncatingIfNeeded: index)
        let (before, after) = (all[Int(incident[begin])], all[Int(incident[begin + 1])])
        let (origin, target) = (before.other(node), after.other(node))
        isPlain = origin != target && before.flags(from: origin) == after.flags(from: node)
      }
      isVertex[index] = !isPlain
    }
    return marks
  }

  // MARK: Tracing

  private mutating func trace() {
    chains = []
    nodes = []
    segments = []
    nodes.reserveCapacity(network.segments.count * 3 / 2)
    segments.reserveCapacity(network.segments.count * 3 / 2)
    isTaken = [Bool](repeating: false, count: network.segments.count)
    traceChains(from: 0..<UInt32(truncatingIfNeeded: network.nodeCount))
    // What is left are cycles without a vertex.
    for segment in network.segments.indices where !isTaken[segment] {
      let first = firstNodeOfCycle(through: network.segments[segment].from)
      isVertex[Int(first)] = true
      traceChains(from: first..<first + 1)
    }
  }

  /// Traces the chains from all vertices among some nodes that have not been traced from their other end.
  private mutating func traceChains(from candidates: Range<UInt32>) {
    // Spans, so that the loop neither counts references nor asks who else holds the arrays.
    let (allSegments, marks, incidence) = (network.segments, isVertex, incidence)
    let (all, isVertex) = (allSegments.span, marks.span)
    let (firstAt, incident) = (incidence.first.span, incidence.segments.span)
    var taken: [Bool] = []
    swap(&taken, &self.isTaken)
    var isTaken = taken.mutableSpan
    for vertex in candidates where isVertex[Int(vertex)] {
      for position in Int(firstAt[Int(vertex)])..<Int(firstAt[Int(vertex) + 1]) {
        var next = incident[position]
        guard !isTaken[Int(next)] else { continue }
        let start = nodes.count
        let flags = all[Int(next)].flags(from: vertex)
        var (node, milliseconds) = (vertex, UInt64(0))
        while true {
          let segment = all[Int(next)]
          isTaken[Int(next)] = true
          nodes.append(node)
          segments.append(next)
          // The slower way: it must fit too.
          milliseconds += UInt64(max(segment.time, segment.backTime))
          node = segment.other(node)
          if isVertex[Int(node)] { break }
          // The second of the two segments at a plain node.
          let first = Int(firstAt[Int(node)])
          next = incident[first] == next ? incident[first + 1] : incident[first]
        }
        nodes.append(node)
        segments.append(next)
        chains.append(Chain(start: start, nodeCount: nodes.count - start, milliseconds: milliseconds, flags: flags))
      }
    }
    self.isTaken = taken
  }

  /// The second of the two segments at a plain node.
  private func otherSegment(at node: UInt32, than segment: UInt32) -> UInt32 {
    let first = incidence.range(node).lowerBound
    return incidence.segments[first] == segment ? incidence.segments[first + 1] : incidence.segments[first]
  }

  private func firstNodeOfCycle(through start: UInt32) -> UInt32 {
    var lowest = start
    var segment = incidence.segments[incidence.range(start).lowerBound]
    var node = network.segments[Int(segment)].other(start)
    while node != start {
      if network.precedes(node, lowest) { lowest = node }
      segment = otherSegment(at: node, than: segment)
      node = network.segments[Int(segment)].other(node)
    }
    return lowest
  }

  // MARK: Direction and cuts

  /// Whether a chain is to be read from its last node: from the end that precedes, a loop towards the neighbour that
  /// precedes.
  func isBackward(_ chain: Chain) -> Bool {
    let last = chain.start + chain.nodeCount - 1
    if nodes[chain.start] != nodes[last] { return network.precedes(nodes[last], nodes[chain.start]) }
    return network.precedes(nodes[last - 1], nodes[chain.start + 1])
  }

  /// Makes vertices inside chains whose time exceeds ``longestTime``. Says whether there were any.
  private mutating func cutLongChains() -> Bool {
    let long = chains.filter { $0.milliseconds > Self.longestTime }
    for chain in long {
      var time: UInt64 = 0
      let count = chain.nodeCount - 1
      let backward = isBackward(chain)
      for step in 0..<count {
        // Segment `k` of the chain lies between its nodes `k` and `k + 1`.
        let k = backward ? count - 1 - step : step
        let segment = network.segments[Int(segments[chain.start + k])]
        let own = UInt64(max(segment.time, segment.backTime))
        if time + own > Self.longestTime {
          isVertex[Int(nodes[chain.start + (backward ? k + 1 : k)])] = true
          time = 0
        }
        time += own
      }
    }
    return !long.isEmpty
  }
}
