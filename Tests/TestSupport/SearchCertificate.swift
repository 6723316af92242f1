import Walking

/// Proof that a search is exact, found without searching (the optimality conditions of Bellman and Ford).
///
/// Times are the shortest when no arc and no source could shorten one, and each is explained by a source or by an arc
/// that makes it. Arcs take at least a millisecond, so explanations lead back to a source and cannot go in circles.
package struct SearchCertificate {
  private let graph: SearchGraph

  /// A checker for searches of a graph.
  package init(_ graph: SearchGraph) { self.graph = graph }

  /// What is wrong with a bounded search, at most ten sentences; empty when it is exact.
  ///
  /// - Complexity: linear in states and arcs.
  package func problems(_ search: SearchWorkspace, from sources: [SearchSource], cutoff: TravelTime) -> [String] {
    var problems = Problems()
    let times = (0..<graph.stateCount).map { state -> UInt64? in
      let time = search.time(ofState: state)
      return time == .max ? nil : UInt64(time)
    }
    if search.reached.map({ Int($0) }).sorted() != times.indices.filter({ times[$0] != nil }) {
      problems.add("the reached states are not those with a time, each once")
    }
    check(times, from: sources, cutoff: UInt64(cutoff.milliseconds), &problems)
    checkPoints(sources, cutoff: UInt64(cutoff.milliseconds), &problems) { edge, offset in
      let time = search.time(edge: edge, offset: offset, in: graph)
      return time >= EdgeTimes.noWay ? nil : time
    }
    return problems.texts
  }

  /// What is wrong with a search of the nearest source, at most ten sentences; empty when it is exact, ties included.
  ///
  /// - Complexity: linear in states and arcs.
  package func problems(_ search: NearestSourceSearch, sources: [SearchSource]) -> [String] {
    var problems = Problems()
    check(
      search.keys.map { $0 == .max ? nil : $0 >> 32 }, from: sources, cutoff: UInt64(UInt32.max) - 1, &problems)
    // The same conditions on whole keys: among equal times the lowest venue.
    var isExplained = search.keys.map { $0 == .max }
    func offer(_ state: Int, _ key: UInt64, _ what: @autoclosure () -> String) {
      if key < search.keys[state] { problems.add("state \(state): \(what()) would give a lower venue") }
      if key == search.keys[state] { isExplained[state] = true }
    }
    for source in sources {
      source.forEachSeed(in: graph) { state, time in
        // Keys have 32 bits for times; what takes longer is out of reach.
        if time < UInt64(UInt32.max) { offer(state, time << 32 | UInt64(source.venue), "a source") }
      }
    }
    for state in 0..<graph.stateCount where search.keys[state] != .max {
      for arc in arcs(from: state) {
        let (key, isTooLate) = search.keys[state].addingReportingOverflow(UInt64(arc.time) << 32)
        if !isTooLate { offer(Int(arc.head), key, "the arc from \(state)") }
      }
    }
    for state in isExplained.indices where !isExplained[state] { problems.add("state \(state): no such venue") }
    checkPoints(sources, cutoff: UInt64(UInt32.max) - 1, &problems) { edge, offset in
      let key = search.key(edge: edge, offset: offset)
      return key == .max ? nil : key >> 32
    }
    return problems.texts
  }

  private func arcs(from state: Int) -> some Collection<SearchGraph.Arc> {
    graph.arcs[Int(graph.firstArc[state])..<Int(graph.firstArc[state + 1])]
  }

  private func check(_ times: [UInt64?], from sources: [SearchSource], cutoff: UInt64, _ problems: inout Problems) {
    var isExplained = times.map { $0 == nil }
    func offer(_ state: Int, _ time: UInt64, _ what: @autoclosure () -> String) {
      guard time <= cutoff else { return }
      if time < times[state] ?? .max { problems.add("state \(state): \(what()) would give \(time) ms") }
      if time == times[state] { isExplained[state] = true }
    }
    for source in sources {
      source.forEachSeed(in: graph) { state, time in offer(state, time, "a source") }
    }
    for (state, time) in times.enumerated() {
      guard let time else { continue }
      if time > cutoff { problems.add("state \(state): \(time) ms are over the cutoff") }
      for arc in arcs(from: state) {
        if arc.time == 0 { problems.add("state \(state): an arc takes no time") }
        offer(Int(arc.head), time + UInt64(arc.time), "the arc from \(state)")
      }
    }
    for state in isExplained.indices where !isExplained[state] { problems.add("state \(state): a time from nowhere") }
  }

  /// Points along the edges: neither walking on along the edge nor a source on it could shorten the time.
  private func checkPoints(
    _ sources: [SearchSource], cutoff: UInt64, _ problems: inout Problems, _ time: (Int, UInt32) -> UInt64?
  ) {
    var offsets: [Int: [UInt32]] = [:]
    for source in sources { offsets[Int(source.edge), default: []].append(source.offset) }
    for edge in 0..<graph.streets.edgeCount where graph.isUsable(edge) {
      let flags = graph.streets.edgeFlags[edge]
      let total = graph.streets.edgeTime(edge)
      // Most edges lie far from a bounded search: nothing is reached there that could be too late.
      if offsets[edge] == nil, time(edge, 0) == nil, time(edge, total) == nil { continue }
      let points = Array(Set([0, total / 3, total / 2, total] + (offsets[edge] ?? []))).sorted()
      let times = points.map { time(edge, $0) ?? .max }
      for (here, next) in zip(points.indices, points.indices.dropFirst()) {
        let step = UInt64(points[next] - points[here])
        let forward = flags.contains(.forward) && times[next] < .max - step && times[next] + step <= cutoff
        if forward, times[here] > times[next] + step { problems.add("edge \(edge): \(points[here]) is too late") }
        let backward = flags.contains(.backward) && times[here] < .max - step && times[here] + step <= cutoff
        if backward, times[next] > times[here] + step { problems.add("edge \(edge): \(points[next]) is too late") }
      }
    }
    for source in sources where graph.isUsable(Int(source.edge)) && UInt64(source.leg) <= cutoff {
      if time(Int(source.edge), source.offset) ?? .max > UInt64(source.leg) {
        problems.add("edge \(source.edge): its source at \(source.offset) is missed")
      }
    }
  }
}

/// The first ten problems found.
private struct Problems {
  private(set) var texts: [String] = []
  mutating func add(_ text: @autoclosure () -> String) {
    if texts.count < 10 { texts.append(text()) }
  }
}
