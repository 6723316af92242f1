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
    let whole = key(edge: edge, offset: offset)
    guard whole != .max else { return nil }
    let (streets, flags) = (graph.streets, graph.streets.edgeFlags[edge])
    for source in sources(on: edge) where UInt64(source.venue) == whole & 0xFFFF_FFFF {
      guard source.directTime(from: offset, on: streets) == whole >> 32 else { continue }
      return WalkTrace(steps: steps(edge, offset, source.offset), source: source)
    }
    let total = streets.edgeTime(edge)
    let isRestricted = graph.isRestricted(edge)
    var ways: [(vertex: UInt32, to: UInt32)] = []
    if flags.contains(.backward) || offset == 0 { ways.append((streets.edgeTails[edge], 0)) }
    if flags.contains(.forward) || offset == total { ways.append((streets.edgeHeads[edge], total)) }
    for way in ways {
      let walk = UInt64(way.to == 0 ? streets.timeToTail(edge, offset) : total - offset)
      for state in statesToEnter(Int(way.vertex), ontoRestricted: isRestricted)
      where keys[state] != .max && keys[state] + walk << 32 == whole {
        let first = steps(edge, offset, way.to)
        return trace(from: state, incidence: incidence).map {
          WalkTrace(steps: first + $0.steps, source: $0.source)
        }
      }
    }
    return nil
  }

  private func steps(_ edge: Int, _ from: UInt32, _ to: UInt32) -> [WalkTrace.Step] {
    from == to ? [] : [WalkTrace.Step(edge: UInt32(edge), from: from, to: to)]
  }

  /// The states of a vertex by which someone may go on from an edge, as ``key(edge:offset:)`` has it.
  private func statesToEnter(_ vertex: Int, ontoRestricted isRestricted: Bool) -> [Int] {
    let passage = graph.streets.passages[vertex]
    guard passage != .blocked, !(graph.gates == .closed && passage == .gate) else { return [] }
    var states = graph.gates != .resident || isRestricted || passage == .open ? [vertex] : []
    let index = graph.compoundIndex[vertex]
    if index != SearchGraph.none {
      let compound = graph.compoundStates(index)
      states.append(compound.venueSide)
      if isRestricted { states.append(compound.homeSide) }
    }
    return states
  }

  /// From a state on: back along the arcs by which the search came.
  private func trace(from start: Int, incidence: StreetIncidence) -> WalkTrace? {
    var state = start
    var steps: [WalkTrace.Step] = []
    // Times fall with every step.
    while true {
      if let end = sourceSeeding(state, incidence: incidence) {
        return WalkTrace(steps: steps + self.steps(Int(end.edge), end.from, end.source.offset), source: end.source)
      }
      guard let before = stateBefore(state, incidence: incidence) else { return nil }
      steps.append(before.step)
      state = before.state
    }
  }

  /// A source that gives a state its key itself, and where on its edge the state's vertex is.
  private func sourceSeeding(
    _ state: Int, incidence: StreetIncidence
  ) -> (edge: UInt32, from: UInt32, source: SearchSource)? {
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
        if let from { return (edge, from, source) }
      }
    }
    return nil
  }

  /// The state from which the search gave a state its key, and the walk from the latter's vertex to the former's.
  private func stateBefore(_ state: Int, incidence: StreetIncidence) -> (state: Int, step: WalkTrace.Step)? {
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
          return (before, WalkTrace.Step(edge: edge, from: from, to: to))
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
