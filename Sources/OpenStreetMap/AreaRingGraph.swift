import Geography

/// The segments of an area as a planar graph: vertices are its nodes, and every segment has two half-edges.
///
/// Half-edge 2s leaves the lower vertex of segment s and 2s + 1 the higher one; `h ^ 1` is the other half of h.
struct AreaRingGraph {
  /// Where the vertices lie.
  let places: [Coordinate]
  /// The lower and the higher vertex of each segment.
  let ends: [(low: UInt32, high: UInt32)]
  /// The half-edges that leave vertex v are `edges[firstEdge[v]..<firstEdge[v + 1]]`, counterclockwise from east.
  let firstEdge: [UInt32]
  let edges: [UInt32]
  /// Where each half-edge stands in ``edges``.
  let placeOfEdge: [UInt32]

  /// Builds the graph of ascending pairs. O(n log n).
  init(_ keys: [AreaSegments.Key], coordinates: [Coordinate]) {
    var numbers = keys.map(AreaSegments.low) + keys.map(AreaSegments.high)
    numbers.sort()
    var nodes: [UInt32] = []
    for number in numbers where number != nodes.last { nodes.append(number) }
    let places = nodes.map { coordinates[Int($0)] }

    func vertex(_ number: UInt32) -> UInt32 {
      var low = 0
      var high = nodes.count
      while low < high {
        let middle = (low + high) / 2
        if nodes[middle] < number { low = middle + 1 } else { high = middle }
      }
      return UInt32(low)
    }
    let ends = keys.map { (low: vertex(AreaSegments.low($0)), high: vertex(AreaSegments.high($0))) }

    var firstEdge = [UInt32](repeating: 0, count: nodes.count + 1)
    for end in ends {
      firstEdge[Int(end.low) + 1] += 1
      firstEdge[Int(end.high) + 1] += 1
    }
    for vertex in nodes.indices { firstEdge[vertex + 1] += firstEdge[vertex] }
    var next = firstEdge
    var edges = [UInt32](repeating: 0, count: 2 * ends.count)
    for (segment, end) in ends.enumerated() {
      edges[Int(next[Int(end.low)])] = UInt32(2 * segment)
      next[Int(end.low)] += 1
      edges[Int(next[Int(end.high)])] = UInt32(2 * segment + 1)
      next[Int(end.high)] += 1
    }
    self.places = places
    self.ends = ends
    self.firstEdge = firstEdge
    (self.edges, placeOfEdge) = Self.turningLeft(edges, firstEdge, ends, places)
  }

  /// Sorts the half-edges of each vertex counterclockwise.
  private static func turningLeft(
    _ unsorted: [UInt32], _ firstEdge: [UInt32], _ ends: [(low: UInt32, high: UInt32)], _ places: [Coordinate]
  ) -> (edges: [UInt32], placeOfEdge: [UInt32]) {
    var edges = unsorted
    for vertex in places.indices {
      func direction(_ edge: UInt32) -> AreaGeometry.Vector {
        let end = ends[Int(edge / 2)]
        return AreaGeometry.Vector(from: places[vertex], to: places[Int(edge % 2 == 0 ? end.high : end.low)])
      }
      let range = Int(firstEdge[vertex])..<Int(firstEdge[vertex + 1])
      if range.count == 2 {
        if direction(edges[range.lowerBound + 1]).precedes(direction(edges[range.lowerBound])) {
          edges.swapAt(range.lowerBound, range.lowerBound + 1)
        }
      } else {
        edges[range].sort { direction($0).precedes(direction($1)) }
      }
    }
    var placeOfEdge = [UInt32](repeating: 0, count: edges.count)
    for (place, edge) in edges.enumerated() { placeOfEdge[Int(edge)] = UInt32(place) }
    return (edges, placeOfEdge)
  }

  var segmentCount: Int { ends.count }

  /// The vertex that a half-edge leaves.
  func tail(_ edge: UInt32) -> Int { Int(edge % 2 == 0 ? ends[Int(edge / 2)].low : ends[Int(edge / 2)].high) }
  /// The vertex that a half-edge leads to.
  func head(_ edge: UInt32) -> Int { tail(edge ^ 1) }
  /// The places in ``edges`` of the half-edges that leave a vertex.
  func edgeRange(_ vertex: Int) -> Range<Int> { Int(firstEdge[vertex])..<Int(firstEdge[vertex + 1]) }

  /// The box around a segment.
  func box(ofSegment segment: Int) -> CoordinateBox {
    AreaGeometry.box(places[Int(ends[segment].low)], places[Int(ends[segment].high)])
  }

  /// Whether some vertex has an odd number of segments.
  var hasOpenEnd: Bool { places.indices.contains { (firstEdge[$0 + 1] - firstEdge[$0]) % 2 == 1 } }

  /// Whether two segments share a point that is not their common vertex.
  func hasCrossing(_ index: AreaSegmentIndex) -> Bool {
    var found = false
    for place in 0..<segmentCount where !found {
      let segment = Int(index.order[place])
      index.visit(index.box(at: place), from: place + 1) { other in
        found = conflict(segment, Int(index.order[other]))
        return !found
      }
    }
    return found
  }

  private func conflict(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (Int(ends[first].low), Int(ends[first].high))
    let (c, d) = (Int(ends[second].low), Int(ends[second].high))
    if a == c { return AreaGeometry.overlap(from: places[a], to: places[b], and: places[d]) }
    if a == d { return AreaGeometry.overlap(from: places[a], to: places[b], and: places[c]) }
    if b == c { return AreaGeometry.overlap(from: places[b], to: places[a], and: places[d]) }
    if b == d { return AreaGeometry.overlap(from: places[b], to: places[a], and: places[c]) }
    return AreaGeometry.segmentsMeet(places[a], places[b], places[c], places[d])
  }
}
