import Geography
import Walking

/// Times by definition, for tests: Dijkstra over single street segments, without contraction and without layers.
///
/// The compound rule as people would say it: from home walk out of your own compound, then only on public streets,
/// then into the venue's compound. Seen from the venue these are three rounds after one another: private streets
/// around the venue, public streets from all of those, private streets from all of these. Someone from a private
/// street may pass a gate either way, someone from a public street only into a private one, no one a blocked node.
package struct WalkOracle {
  /// A place on a street: an edge of the graph and milliseconds from its tail, as the program snaps it.
  package struct Place: Hashable, Sendable {
    /// The edge.
    package var edge: Int
    /// Milliseconds from its tail, and of the straight leg to the place.
    package var offset: UInt32, leg: UInt32

    /// Makes a place.
    package init(edge: Int, offset: UInt32, leg: UInt32) {
      self.edge = edge
      self.offset = offset
      self.leg = leg
    }
  }

  /// Two neighbouring nodes of a street.
  private struct Segment {
    var a: Int
    var b: Int
    var time: UInt64
    var isForward: Bool
    var isBackward: Bool
    var isPrivate: Bool
  }

  private enum Name: Hashable {
    case node(Int64)
    case place(Coordinate)
  }

  private let streets: StreetGraph
  private let gates: WalkingProfile.GatePolicy
  private var segments: [Segment] = []
  private var numbers: [Name: Int] = [:]
  /// The first segment of each edge.
  private var firstSegment: [Int] = []
  private var passages: [StreetGraph.Passage] = []
  /// Segments at each node.
  private var segmentsAt: [[Int]] = []

  /// Takes a graph's streets apart.
  package init(_ streets: StreetGraph, gates: WalkingProfile.GatePolicy) {
    self.streets = streets
    self.gates = gates
    var numbers: [Name: Int] = [:]
    defer { self.numbers = numbers }
    func number(_ point: Int) -> Int {
      let node = streets.shapeNodes[point]
      let name = node == 0 ? Name.place(streets.shapeCoordinates[point]) : .node(node)
      if let known = numbers[name] { return known }
      numbers[name] = numbers.count
      return numbers.count - 1
    }
    for edge in 0..<streets.edgeCount {
      firstSegment.append(segments.count)
      let flags = streets.edgeFlags[edge]
      for point in streets.shapeRange(edge).dropLast() {
        segments.append(
          Segment(
            a: number(point), b: number(point + 1),
            time: UInt64(streets.shapeTimes[point + 1] - streets.shapeTimes[point]),
            isForward: flags.contains(.forward), isBackward: flags.contains(.backward),
            isPrivate: flags.contains(.restricted) && gates != .open))
      }
    }
    passages = [StreetGraph.Passage](repeating: .open, count: numbers.count)
    for edge in 0..<streets.edgeCount {
      let range = streets.shapeRange(edge)
      passages[number(range.lowerBound)] = streets.passages[Int(streets.edgeTails[edge])]
      passages[number(range.upperBound - 1)] = streets.passages[Int(streets.edgeHeads[edge])]
    }
    for node in passages.indices where passages[node] == .gate {
      if gates == .open { passages[node] = .open }
      if gates == .closed { passages[node] = .blocked }
    }
    segmentsAt = [[Int]](repeating: [], count: numbers.count)
    for (index, segment) in segments.enumerated() where !(gates == .closed && segment.isPrivate) {
      segmentsAt[segment.a].append(index)
      if segment.b != segment.a { segmentsAt[segment.b].append(index) }
    }
  }

  /// Number of nodes.
  package var nodeCount: Int { passages.count }

  /// The shortest times of all nodes to the nearest of some venues, round by round.
  package struct Times {
    /// Over private streets only; having come by a public street last; by private, public and private streets.
    fileprivate var rounds: [[UInt64]]
    fileprivate var sources: [Place]
  }

  /// Searches from venues' doors, all together.
  ///
  /// - Complexity: n log n in nodes and segments.
  package func times(to sources: [Place]) -> Times {
    let never = [UInt64](repeating: .max, count: nodeCount)
    let first = flood(true, sources: sources, entering: [])
    let second = flood(false, sources: sources, entering: [first])
    let third = gates == .resident ? flood(true, sources: [], entering: [first, second]) : never
    return Times(rounds: [first, second, third], sources: sources)
  }

  /// Milliseconds of the walk from a place to the nearest venue, both legs included; `nil` without a way.
  package func time(from place: Place, _ times: Times) -> UInt64? {
    let (index, start) = segment(of: place)
    let segment = segments[index]
    guard !(gates == .closed && segment.isPrivate) else { return nil }
    var best = UInt64.max
    func go(_ node: Int, _ walk: UInt64) {
      let rounds = segment.isPrivate ? [0, 1, 2] : passages[node] == .open ? [0, 1] : [0]
      guard passages[node] != .blocked else { return }
      for round in rounds where times.rounds[round][node] != .max { best = min(best, times.rounds[round][node] + walk) }
    }
    // A place at the end of a street stands at the crossing there, whichever way the street may be walked.
    if segment.isBackward || start == 0 { go(segment.a, start) }
    if segment.isForward || start == segment.time { go(segment.b, segment.time - start) }
    for source in times.sources {
      let (other, end) = self.segment(of: source)
      guard other == index, start == end || (start < end ? segment.isForward : segment.isBackward) else { continue }
      best = min(best, (start < end ? end - start : start - end) + UInt64(source.leg))
    }
    return best == .max ? nil : best + UInt64(place.leg)
  }

  /// Milliseconds of the walk from an OSM node; `nil` without a way or street there.
  package func time(fromNode node: Int64, _ times: Times) -> UInt64? {
    guard let number = numbers[.node(node)] else { return nil }
    let best = times.rounds.map { $0[number] }.min() ?? .max
    return best == .max ? nil : best
  }

  /// The segment that a place lies on and milliseconds from its first node.
  private func segment(of place: Place) -> (index: Int, start: UInt64) {
    let range = streets.shapeRange(place.edge)
    var point = range.lowerBound
    while point + 2 < range.upperBound, streets.shapeTimes[point + 1] <= place.offset { point += 1 }
    return (
      firstSegment[place.edge] + point - range.lowerBound, UInt64(place.offset - streets.shapeTimes[point])
    )
  }

  /// One round over private or public streets, from venues on them and from nodes reached in earlier rounds.
  private func flood(_ isPrivate: Bool, sources: [Place], entering earlier: [[UInt64]]) -> [UInt64] {
    var times = [UInt64](repeating: .max, count: nodeCount)
    var queue = NodeQueue()
    func offer(_ node: Int, _ time: UInt64) {
      guard time < times[node] else { return }
      times[node] = time
      queue.push(time, node)
    }
    /// Whoever stands at `node` came there by walking a segment the other way.
    func walk(from node: Int, at time: UInt64) {
      for index in segmentsAt[node] where segments[index].isPrivate == isPrivate {
        let segment = segments[index]
        if segment.b == node, segment.isForward { offer(segment.a, time + segment.time) }
        if segment.a == node, segment.isBackward { offer(segment.b, time + segment.time) }
      }
    }
    for source in sources {
      let (index, end) = segment(of: source)
      let segment = segments[index]
      guard segment.isPrivate == isPrivate, !(gates == .closed && isPrivate) else { continue }
      if segment.isForward || end == 0 { offer(segment.a, end + UInt64(source.leg)) }
      if segment.isBackward || end == segment.time { offer(segment.b, segment.time - end + UInt64(source.leg)) }
    }
    for round in earlier {
      for node in round.indices where round[node] != .max && passages[node] != .blocked {
        walk(from: node, at: round[node])
      }
    }
    while let (time, node) = queue.pop() {
      guard times[node] == time, passages[node] == .open || (isPrivate && passages[node] == .gate) else { continue }
      walk(from: node, at: time)
    }
    return times
  }
}

/// Nodes by time, a binary heap.
private struct NodeQueue {
  private var entries: [(time: UInt64, node: Int)] = []

  mutating func push(_ time: UInt64, _ node: Int) {
    entries.append((time, node))
    var child = entries.count - 1
    while child > 0, entries[child].time < entries[(child - 1) / 2].time {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> (time: UInt64, node: Int)? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return first }
    entries[0] = last
    var parent = 0
    while 2 * parent + 1 < entries.count {
      var child = 2 * parent + 1
      if child + 1 < entries.count, entries[child + 1].time < entries[child].time { child += 1 }
      guard entries[child].time < entries[parent].time else { break }
      entries.swapAt(child, parent)
      parent = child
    }
    return first
  }
}
