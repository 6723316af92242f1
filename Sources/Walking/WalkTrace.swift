import Geography

/// The walk from a place on the network to its nearest source, edge by edge.
package struct WalkTrace: Sendable {
  /// A stretch along an edge, in milliseconds from the edge's tail, in walking direction.
  package struct Step: Hashable, Sendable {
    package var edge: UInt32
    package var from: UInt32
    package var to: UInt32

    package init(edge: UInt32, from: UInt32, to: UInt32) {
      self.edge = edge
      self.from = from
      self.to = to
    }

    /// Milliseconds of the stretch, in its direction.
    package func time(on streets: StreetGraph) -> UInt32 {
      guard from > to else { return to - from }
      return streets.timeToTail(Int(edge), from) - streets.timeToTail(Int(edge), to)
    }
  }

  /// From the place to the source; stretches of no length are left out.
  package var steps: [Step]
  /// The source it ends at.
  package var source: SearchSource

  /// The street coordinates of the walk, its ends between shape points included. Linear in the shape points passed.
  package func coordinates(on streets: StreetGraph) -> [Coordinate] {
    var line: [Coordinate] = []
    func append(_ coordinate: Coordinate) {
      if line.last != coordinate { line.append(coordinate) }
    }
    for step in steps {
      let edge = Int(step.edge)
      append(streets.coordinate(edge: edge, offset: step.from))
      let (low, high) = (min(step.from, step.to), max(step.from, step.to))
      let inner = streets.shapeRange(edge).filter { streets.shapeTimes[$0] > low && streets.shapeTimes[$0] < high }
      for point in step.from < step.to ? inner : inner.reversed() { append(streets.shapeCoordinates[point]) }
      append(streets.coordinate(edge: edge, offset: step.to))
    }
    return line
  }
}

/// How a walk goes on.
enum WalkLink {
  /// Along an edge to a source on it, where it ends.
  case source(SearchSource, WalkTrace.Step)
  /// Along an edge to a state.
  case state(Int, WalkTrace.Step)
}

extension StreetGraph {
  /// The place some milliseconds from an edge's tail, between shape points by their share. Linear in the shape points.
  package func coordinate(edge: Int, offset: UInt32) -> Coordinate {
    let range = shapeRange(edge)
    guard let next = range.first(where: { shapeTimes[$0] >= offset }) else {
      return shapeCoordinates[range.upperBound - 1]
    }
    guard next > range.lowerBound, shapeTimes[next] > offset else { return shapeCoordinates[next] }
    let share = Double(offset - shapeTimes[next - 1]) / Double(shapeTimes[next] - shapeTimes[next - 1])
    let (a, b) = (shapeCoordinates[next - 1], shapeCoordinates[next])
    func between(_ a: Int32, _ b: Int32) -> Int32 { a + Int32((share * (Double(b) - Double(a))).rounded()) }
    return Coordinate(
      longitudeE7: between(a.longitudeE7, b.longitudeE7), latitudeE7: between(a.latitudeE7, b.latitudeE7))
  }
}

extension NearestSourceSearch {
  /// The walk from a point of an edge to the source that ``key(edge:offset:)`` tells of; `nil` when there is none.
  ///
  /// Of walks that take the same time the first found: by the tail before the head, by lower edges.
  /// - Complexity: linear in the edges at the vertices passed.
  package func trace(edge: Int, offset: UInt32, incidence: StreetIncidence) -> WalkTrace? {
    var steps: [WalkTrace.Step] = []
    var link = link(edge: edge, offset: offset)
    // Times fall with every step.
    while let next = link {
      switch next {
      case .source(let source, let last):
        if last.from != last.to { steps.append(last) }
        return WalkTrace(steps: steps, source: source)
      case .state(let state, let step):
        if step.from != step.to { steps.append(step) }
        link = self.link(state: state, incidence: incidence)
      }
    }
    return nil
  }

  /// How the walk from a point of an edge begins.
  func link(edge: Int, offset: UInt32) -> WalkLink? {
    let whole = key(edge: edge, offset: offset)
    guard whole != .max else { return nil }
    let (streets, flags) = (graph.streets, graph.streets.edgeFlags[edge])
    for source in sources(on: edge) where UInt64(source.venue) == whole & 0xFFFF_FFFF {
      guard source.directTime(from: offset, on: streets) == whole >> 32 else { continue }
      return .source(source, WalkTrace.Step(edge: UInt32(edge), from: offset, to: source.offset))
    }
    let total = streets.edgeTime(edge)
    let isRestricted = graph.isRestricted(edge)
    /// The state at an end of the edge by which the walk goes, if it goes there.
    func state(through vertex: UInt32, after walk: UInt32) -> Int? {
      var found: Int?
      graph.forEachState(through: Int(vertex), ontoRestricted: isRestricted) { state in
        if found == nil, keys[state] != .max, keys[state] &+ UInt64(walk) << 32 == whole { found = state }
      }
      return found
    }
    func step(to end: UInt32) -> WalkTrace.Step { WalkTrace.Step(edge: UInt32(edge), from: offset, to: end) }
    if flags.contains(.backward) || offset == 0,
      let state = state(through: streets.edgeTails[edge], after: streets.timeToTail(edge, offset))
    {
      return .state(state, step(to: 0))
    }
    if flags.contains(.forward) || offset == total,
      let state = state(through: streets.edgeHeads[edge], after: total - offset)
    {
      return .state(state, step(to: total))
    }
    return nil
  }

  /// How the walk from a state goes on: back along the arc by which the search came.
  ///
  /// - Complexity: linear in the edges at its vertex.
  func link(state: Int, incidence: StreetIncidence) -> WalkLink? {
    sourceSeeding(state, incidence: incidence) ?? stateBefore(state, incidence: incidence)
  }

  /// A source that gives a state its key itself, and where on its edge the state's vertex is.
  func sourceSeeding(_ state: Int, incidence: StreetIncidence) -> WalkLink? {
    let vertex = graph.vertex(ofState: state)
    for edge in incidence.edges(at: vertex) {
      for source in sources(on: Int(edge)) where UInt64(source.venue) == keys[state] & 0xFFFF_FFFF {
        var from: UInt32?
        source.forEachSeed(in: graph) { seeded, time in
          guard seeded == state, time == keys[state] >> 32 else { return }
          let total = graph.streets.edgeTime(Int(edge))
          // A loop's two ends are one vertex: the end whose walk takes that long.
          let isTail =
            graph.streets.edgeTails[Int(edge)] == UInt32(vertex)
            && UInt64(source.offset) + UInt64(source.leg) == time
          from = isTail ? 0 : total
        }
        if let from { return .source(source, WalkTrace.Step(edge: edge, from: from, to: source.offset)) }
      }
    }
    return nil
  }

  /// The state from which the search gave a state its key, and the walk from the latter's vertex to the former's.
  private func stateBefore(_ state: Int, incidence: StreetIncidence) -> WalkLink? {
    let streets = graph.streets
    let vertex = graph.vertex(ofState: state)
    for edge in incidence.edges(at: vertex) {
      let total = streets.edgeTime(Int(edge))
      let (tail, head) = (Int(streets.edgeTails[Int(edge)]), Int(streets.edgeHeads[Int(edge)]))
      for (here, there, from, to) in [(tail, head, UInt32(0), total), (head, tail, total, UInt32(0))]
      where here == vertex {
        for before in states(of: there) where keys[before] != .max {
          let time = from == 0 ? total : streets.edgeBackTime(Int(edge))
          guard keys[before] + UInt64(time) << 32 == keys[state] else { continue }
          let arcs = graph.arcs[Int(graph.firstArc[before])..<Int(graph.firstArc[before + 1])]
          // The same pair of vertices may be joined by another edge of the same time: either is a walk.
          guard arcs.contains(where: { Int($0.head) == state && $0.time == time }),
            streets.edgeFlags[Int(edge)].contains(from == 0 ? .forward : .backward)
          else { continue }
          return .state(before, WalkTrace.Step(edge: edge, from: from, to: to))
        }
      }
    }
    return nil
  }

  private func states(of vertex: Int) -> [Int] {
    let index = graph.compoundIndex[vertex]
    guard index != SearchGraph.none else { return [vertex] }
    let compound = graph.compoundStates(index)
    return [vertex, compound.venueSide, compound.homeSide]
  }
}
