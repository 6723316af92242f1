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

  /// A node of the streets: an OSM node, or a made-up one by where it is.
  package enum Node: Hashable {
    /// The OSM id.
    case node(Int64)
    /// The place of the middle of an open area.
    case place(Coordinate)
    /// Where walkers wait on a street before it meets a node: one for each end of a street that needs it.
    case wait(Int)

    /// The node of an id, 0 for a made-up one.
    package init(_ id: Int64, at place: Coordinate) { self = id == 0 ? .place(place) : .node(id) }
  }

  /// What a mapper drew between two neighbouring nodes: how streets are found whose ends have waits.
  package struct Stretch: Hashable, Sendable {
    /// The OSM id of the way.
    package var way: Int64
    /// Where its ends are.
    package var a: Coordinate, b: Coordinate

    /// Makes a stretch.
    package init(way: Int64, a: Coordinate, b: Coordinate) {
      (self.way, self.a, self.b) = (way, a, b)
    }
  }

  /// Two neighbouring nodes of a street.
  package struct Segment: Hashable {
    /// Its ends.
    package var a: Node, b: Node
    /// Milliseconds from `a` to `b`, and back, in whatever unit times are asked for.
    package var time: UInt64, backTime: UInt64
    /// The same in the graph's milliseconds, by which places are told.
    package var drawnTime: UInt64, drawnBackTime: UInt64
    /// Whether one may walk from `a` to `b`, and back.
    package var isForward: Bool, isBackward: Bool
    /// Whether it belongs to a compound.
    package var isPrivate: Bool
    /// The stretch that it is; `nil` where places are found by nodes, and for waits.
    package var stretch: Stretch?

    /// Makes a segment with the directions and the restriction of some flags seen from `a`.
    package init(_ a: Node, _ b: Node, time: UInt64, flags: StreetGraph.EdgeFlags) {
      self.a = a
      self.b = b
      self.time = time
      backTime = time
      (drawnTime, drawnBackTime) = (time, time)
      isForward = flags.contains(.forward)
      isBackward = flags.contains(.backward)
      isPrivate = flags.contains(.restricted)
    }

    /// Makes a segment that may take longer one way than the other.
    package init(
      _ a: Node, _ b: Node, time: UInt64, backTime: UInt64, isForward: Bool, isBackward: Bool, isPrivate: Bool,
      stretch: Stretch?
    ) {
      (self.a, self.b, self.time, self.backTime, self.stretch) = (a, b, time, backTime, stretch)
      (drawnTime, drawnBackTime) = (time, backTime)
      (self.isForward, self.isBackward, self.isPrivate) = (isForward, isBackward, isPrivate)
    }

    /// The same street read from its other end.
    fileprivate var reversed: Segment {
      var other = self
      (other.a, other.b, other.isForward, other.isBackward) = (b, a, isBackward, isForward)
      (other.time, other.backTime) = (backTime, time)
      (other.drawnTime, other.drawnBackTime) = (drawnBackTime, drawnTime)
      return other
    }
  }

  /// A segment by the numbers of its nodes.
  private struct Link {
    var a: Int
    var b: Int
    var time: UInt64
    var backTime: UInt64
    var drawn: (time: UInt64, back: UInt64)
    var isForward: Bool
    var isBackward: Bool
    var isPrivate: Bool
  }

  /// A place on a segment: milliseconds there from `a` and from `b`.
  private struct Spot {
    var index: Int
    var ahead: UInt64
    var back: UInt64
  }

  private let streets: StreetGraph
  private let gates: WalkingProfile.GatePolicy
  private var segments: [Link] = []
  private var numbers: [Node: Int] = [:]
  /// The first of the equal segments.
  private var numberOfSegment: [Segment: Int] = [:]
  private var numberOfStretch: [Stretch: Int] = [:]
  private var passages: [StreetGraph.Passage] = []
  /// Segments at each node.
  private var segmentsAt: [[Int]] = []

  /// Takes a graph's streets apart.
  package init(_ streets: StreetGraph, gates: WalkingProfile.GatePolicy) {
    var passages: [Node: StreetGraph.Passage] = [:]
    for vertex in 0..<streets.vertexCount where streets.passages[vertex] != .open {
      passages[Node(streets.vertexNodes[vertex], at: streets.vertexCoordinates[vertex])] = streets.passages[vertex]
    }
    let segments = (0..<streets.edgeCount).flatMap { edge in
      streets.shapeRange(edge).dropLast().map { Self.segment(of: streets, edge: edge, point: $0) }
    }
    self.init(segments, passages: passages, placesOn: streets, gates: gates)
  }

  /// Takes any streets.
  ///
  /// - Parameters:
  ///   - passages: the nodes that not everyone may pass.
  ///   - streets: the graph that places refer to, only to tell which two nodes a place lies between.
  package init(
    _ all: [Segment], passages closed: [Node: StreetGraph.Passage], placesOn streets: StreetGraph,
    gates: WalkingProfile.GatePolicy
  ) {
    self.streets = streets
    self.gates = gates
    var numbers: [Node: Int] = [:]
    func number(_ node: Node) -> Int {
      if let known = numbers[node] { return known }
      numbers[node] = numbers.count
      return numbers.count - 1
    }
    for segment in all {
      if let stretch = segment.stretch {
        if numberOfStretch[stretch] == nil { numberOfStretch[stretch] = segments.count }
      } else if numberOfSegment[segment] == nil {
        numberOfSegment[segment] = segments.count
      }
      segments.append(
        Link(
          a: number(segment.a), b: number(segment.b), time: segment.time, backTime: segment.backTime,
          drawn: (segment.drawnTime, segment.drawnBackTime),
          isForward: segment.isForward, isBackward: segment.isBackward,
          isPrivate: segment.isPrivate && gates != .open))
    }
    passages = [StreetGraph.Passage](repeating: .open, count: numbers.count)
    for (node, passage) in closed {
      guard let number = numbers[node] else { continue }
      passages[number] =
        switch (passage, gates) {
        case (.gate, .open): .open
        case (.gate, .closed): .blocked
        default: passage
        }
    }
    self.numbers = numbers
    segmentsAt = [[Int]](repeating: [], count: numbers.count)
    for (index, segment) in segments.enumerated() where !(gates == .closed && segment.isPrivate) {
      segmentsAt[segment.a].append(index)
      if segment.b != segment.a { segmentsAt[segment.b].append(index) }
    }
  }

  /// The segment of a graph that begins at a shape point.
  private static func segment(of streets: StreetGraph, edge: Int, point: Int) -> Segment {
    func node(_ point: Int) -> Node { Node(streets.shapeNodes[point], at: streets.shapeCoordinates[point]) }
    return Segment(
      node(point), node(point + 1), time: UInt64(streets.shapeTimes[point + 1] - streets.shapeTimes[point]),
      flags: streets.edgeFlags[edge])
  }

  /// Number of nodes.
  package var nodeCount: Int { passages.count }

  /// The shortest times of all nodes to the nearest of some venues, round by round.
  package struct Times {
    /// Over private streets only; having come by a public street last; by private, public and private streets.
    fileprivate var rounds: [[UInt64]]
    /// Milliseconds along each segment and of the leg, of the venues on it.
    fileprivate var sources: [Int: [(ahead: UInt64, back: UInt64, leg: UInt64)]]
  }

  /// Searches from venues' doors, all together.
  ///
  /// - Complexity: n log n in nodes and segments.
  package func times(to sources: [Place]) -> Times {
    let never = [UInt64](repeating: .max, count: nodeCount)
    let first = flood(true, sources: sources, entering: [])
    let second = flood(false, sources: sources, entering: [first])
    let third = gates == .resident ? flood(true, sources: [], entering: [first, second]) : never
    var sourcesOnSegments: [Int: [(ahead: UInt64, back: UInt64, leg: UInt64)]] = [:]
    for source in sources {
      guard let end = spot(of: source) else { continue }
      sourcesOnSegments[end.index, default: []].append((end.ahead, end.back, UInt64(source.leg)))
    }
    return Times(rounds: [first, second, third], sources: sourcesOnSegments)
  }

  /// Milliseconds of the walk from a place to the nearest venue, both legs included; `nil` without a way.
  package func time(from place: Place, _ times: Times) -> UInt64? {
    guard let start = spot(of: place) else { return nil }
    let segment = segments[start.index]
    guard !(gates == .closed && segment.isPrivate) else { return nil }
    var best = UInt64.max
    func go(_ node: Int, _ walk: UInt64) {
      let rounds = segment.isPrivate ? [0, 1, 2] : passages[node] == .open ? [0, 1] : [0]
      guard passages[node] != .blocked else { return }
      for round in rounds where times.rounds[round][node] != .max { best = min(best, times.rounds[round][node] + walk) }
    }
    // A place at the end of a street stands at the crossing there, whichever way the street may be walked.
    if segment.isBackward || start.ahead == 0 { go(segment.a, segment.backTime - start.back) }
    if segment.isForward || start.back == 0 { go(segment.b, segment.time - start.ahead) }
    for end in times.sources[start.index, default: []] {
      let isAhead = start.ahead < end.ahead
      guard start.ahead == end.ahead || (isAhead ? segment.isForward : segment.isBackward) else { continue }
      best = min(best, (isAhead ? end.ahead - start.ahead : end.back - start.back) + end.leg)
    }
    return best == .max ? nil : best + UInt64(place.leg)
  }

  /// Whether a place lies on one of the streets: between the same two nodes, walkable alike, as long to walk.
  package func holds(_ place: Place) -> Bool { spot(of: place) != nil }

  /// Milliseconds of the walk from an OSM node; `nil` without a way or street there.
  package func time(fromNode node: Int64, _ times: Times) -> UInt64? {
    guard let number = numbers[.node(node)] else { return nil }
    let best = times.rounds.map { $0[number] }.min() ?? .max
    return best == .max ? nil : best
  }

  /// Where a place lies; `nil` where there is no such street.
  private func spot(of place: Place) -> Spot? {
    numberOfStretch.isEmpty ? spotByNodes(place) : spotByStretch(place)
  }

  private func spotByNodes(_ place: Place) -> Spot? {
    let range = streets.shapeRange(place.edge)
    var point = range.lowerBound
    while point + 2 < range.upperBound, streets.shapeTimes[point + 1] <= place.offset { point += 1 }
    let segment = Self.segment(of: streets, edge: place.edge, point: point)
    let start = UInt64(place.offset - streets.shapeTimes[point])
    if let index = numberOfSegment[segment] { return Spot(index: index, ahead: start, back: segment.time - start) }
    return numberOfSegment[segment.reversed].map { Spot(index: $0, ahead: segment.time - start, back: start) }
  }

  /// Nobody joins a street where others wait: a place lies on what is drawn, and as far along it whichever way one
  /// walks, to the millisecond.
  private func spotByStretch(_ place: Place) -> Spot? {
    let drawn = streets.shapeRange(place.edge).dropLast().last { point in
      streets.shapeTimes[point] <= place.offset && place.offset <= streets.shapeTimes[point + 1]
        && (streets.shapeCoordinates[point] != streets.shapeCoordinates[point + 1]
          || streets.shapeNodes[point] != 0 && streets.shapeNodes[point + 1] != 0)
    }
    guard let point = drawn else { return nil }
    let way = streets.ways[Int(streets.shapeWays[point])]
    let (from, to) = (streets.shapeCoordinates[point], streets.shapeCoordinates[point + 1])
    let start = UInt64(place.offset - streets.shapeTimes[point])
    let whole = UInt64(streets.shapeTimes[point + 1] - streets.shapeTimes[point])
    func share(of time: UInt64) -> UInt64 { (2 * start * time + whole) / (2 * whole) }
    if let index = numberOfStretch[Stretch(way: way, a: from, b: to)], segments[index].drawn.time == whole {
      let (time, back) = (segments[index].time, segments[index].backTime)
      return Spot(index: index, ahead: share(of: time), back: back - share(of: back))
    }
    if let index = numberOfStretch[Stretch(way: way, a: to, b: from)], segments[index].drawn.back == whole {
      let (time, back) = (segments[index].time, segments[index].backTime)
      return Spot(index: index, ahead: time - share(of: time), back: share(of: back))
    }
    return nil
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
        if segment.a == node, segment.isBackward { offer(segment.b, time + segment.backTime) }
      }
    }
    for source in sources {
      guard let end = spot(of: source) else { continue }
      let segment = segments[end.index]
      guard segment.isPrivate == isPrivate, !(gates == .closed && isPrivate) else { continue }
      if segment.isForward || end.ahead == 0 { offer(segment.a, end.ahead + UInt64(source.leg)) }
      if segment.isBackward || end.back == 0 { offer(segment.b, end.back + UInt64(source.leg)) }
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
