import Geography

/// On which side of every segment the area lies.
///
/// Around a vertex inside and outside alternate from wedge to wedge, and a segment has inside on one side only. So
/// one known wedge decides a whole connected piece: the one west of its westernmost vertex, which is on the eastern
/// side of the nearest segment further west. Taken from west to east, that segment's piece is known already.
struct AreaSides {
  /// Whether inside is to the left of the half-edge that leaves the lower vertex, an entry a segment.
  private var isLeftOfLow: [Bool]

  /// Finds the sides of all segments; the graph must be even and without crossings. O(n log n).
  init(_ graph: AreaRingGraph, _ index: AreaSegmentIndex) {
    isLeftOfLow = [Bool](repeating: false, count: graph.segmentCount)
    var isSeen = [Bool](repeating: false, count: graph.places.count)
    var isDone = [Bool](repeating: false, count: graph.places.count)
    var pieces: [Int] = []
    for start in graph.places.indices where !isSeen[start] {
      pieces.append(Self.westernmost(from: start, graph, &isSeen))
    }
    pieces.sort { AreaGeometry.precedes(graph.places[$0], graph.places[$1]) }
    for first in pieces {
      let nearest = graph.nearestSegment(westOf: first, index)
      let isWestInside = nearest.map { !isLeft(graph.northward($0)) } ?? false
      spread(from: Self.southernmostEdge(of: first, graph), isLeft: !isWestInside, graph, &isDone)
    }
  }

  /// Whether inside is to the left of a half-edge.
  func isLeft(_ edge: UInt32) -> Bool { isLeftOfLow[Int(edge / 2)] == (edge % 2 == 0) }

  /// The westernmost, then southernmost vertex of the piece that `start` belongs to.
  private static func westernmost(from start: Int, _ graph: AreaRingGraph, _ isSeen: inout [Bool]) -> Int {
    var best = start
    var waiting = [start]
    isSeen[start] = true
    while let vertex = waiting.popLast() {
      if AreaGeometry.precedes(graph.places[vertex], graph.places[best]) { best = vertex }
      for place in graph.edgeRange(vertex) {
        let neighbour = graph.head(graph.edges[place])
        if !isSeen[neighbour] {
          isSeen[neighbour] = true
          waiting.append(neighbour)
        }
      }
    }
    return best
  }

  /// The half-edge of a westernmost vertex that all others are left of: the first after its western wedge.
  private static func southernmostEdge(of vertex: Int, _ graph: AreaRingGraph) -> UInt32 {
    func direction(_ edge: UInt32) -> AreaGeometry.Vector {
      AreaGeometry.Vector(from: graph.places[vertex], to: graph.places[graph.head(edge)])
    }
    let edges = graph.edges[graph.edgeRange(vertex)]
    return edges.dropFirst().reduce(edges[edges.startIndex]) { best, edge in
      direction(edge).turn(to: direction(best)) > 0 ? edge : best
    }
  }

  /// Goes from one half-edge with a known side over its whole piece.
  private mutating func spread(from edge: UInt32, isLeft: Bool, _ graph: AreaRingGraph, _ isDone: inout [Bool]) {
    setLeft(edge, isLeft)
    var waiting = [edge]
    while let known = waiting.popLast() {
      let vertex = graph.tail(known)
      if isDone[vertex] { continue }
      isDone[vertex] = true
      let knownPlace = Int(graph.placeOfEdge[Int(known)])
      let knownSide = self.isLeft(known)
      for place in graph.edgeRange(vertex) {
        let edge = graph.edges[place]
        setLeft(edge, (place - knownPlace) % 2 == 0 ? knownSide : !knownSide)
        if !isDone[graph.head(edge)] { waiting.append(edge ^ 1) }
      }
    }
  }

  private mutating func setLeft(_ edge: UInt32, _ isLeft: Bool) {
    isLeftOfLow[Int(edge / 2)] = isLeft == (edge % 2 == 0)
  }
}
