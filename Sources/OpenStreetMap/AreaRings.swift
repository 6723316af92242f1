import Geography

/// The rings of an area, traced with the inside on the left: outer rings run counterclockwise, holes clockwise.
///
/// A walk keeps to one piece of the inside, so that pieces that touch at a node become polygons of their own. Where
/// it comes by a node twice it is cut into rings: an outer one and holes that touch it, or holes that touch.
struct AreaRings {
  /// A ring without a repeated node.
  private struct Ring {
    /// The half-edges in order, beginning at the westernmost vertex.
    var edges: [UInt32]
    var isOuter: Bool
    /// The outer ring of the same walk, or `nil` for a walk around holes only.
    var outer: Int?
    /// The ring of the walk with the walk's westernmost vertex; west of that the walk has nothing.
    var leader: Int
  }

  private let graph: AreaRingGraph
  private var rings: [Ring] = []
  /// The ring of each segment.
  private var ringOfSegment: [UInt32]

  /// Traces all rings. O(n).
  init(_ graph: AreaRingGraph, _ sides: AreaSides) {
    self.graph = graph
    ringOfSegment = [UInt32](repeating: .max, count: graph.segmentCount)
    var isTraced = [Bool](repeating: false, count: graph.segmentCount)
    // Where the walk left each vertex, as a place in the walk; -1 for vertices not on it.
    var leftAt = [Int](repeating: -1, count: graph.places.count)
    for segment in 0..<graph.segmentCount where !isTraced[segment] {
      let start = UInt32(2 * segment) | (sides.isLeft(UInt32(2 * segment)) ? 0 : 1)
      trace(from: start, &isTraced, &leftAt)
    }
  }

  /// Follows one walk and cuts it into rings as it closes them.
  private mutating func trace(from start: UInt32, _ isTraced: inout [Bool], _ leftAt: inout [Int]) {
    let firstRing = rings.count
    var walk: [UInt32] = []
    var edge = start
    while !isTraced[Int(edge / 2)] {
      isTraced[Int(edge / 2)] = true
      leftAt[graph.tail(edge)] = walk.count
      walk.append(edge)
      let vertex = graph.head(edge)
      if leftAt[vertex] >= 0 {
        let ring = Array(walk[leftAt[vertex]...])
        for passed in ring { leftAt[graph.tail(passed)] = -1 }
        walk.removeLast(ring.count)
        addRing(ring)
      }
      edge = following(edge)
    }
    let outer = (firstRing..<rings.count).first { rings[$0].isOuter }
    let leader = (firstRing..<rings.count).min { AreaGeometry.precedes(firstPlace($0), firstPlace($1)) }
    for ring in firstRing..<rings.count {
      rings[ring].outer = outer
      rings[ring].leader = leader ?? ring
    }
  }

  /// The half-edge after one, keeping the same wedge of the inside on the left.
  private func following(_ edge: UInt32) -> UInt32 {
    let range = graph.edgeRange(graph.head(edge))
    let back = Int(graph.placeOfEdge[Int(edge ^ 1)])
    return graph.edges[back == range.lowerBound ? range.upperBound - 1 : back - 1]
  }

  private func firstPlace(_ ring: Int) -> Coordinate { graph.places[graph.tail(rings[ring].edges[0])] }

  private mutating func addRing(_ edges: [UInt32]) {
    var start = 0
    for place in edges.indices
    where AreaGeometry.precedes(graph.places[graph.tail(edges[place])], graph.places[graph.tail(edges[start])]) {
      start = place
    }
    let ordered = Array(edges[start...] + edges[..<start])
    guard let first = ordered.first, let last = ordered.last else { return }
    let turn = AreaGeometry.side(
      graph.places[graph.tail(last)], graph.places[graph.tail(first)], graph.places[graph.head(first)])
    for edge in ordered { ringOfSegment[Int(edge / 2)] = UInt32(rings.count) }
    rings.append(Ring(edges: ordered, isOuter: turn > 0, outer: nil, leader: rings.count))
  }

  /// The polygons, each hole in the outer ring of its piece of the inside.
  func polygons(_ index: AreaSegmentIndex) -> [GeographicPolygon] {
    let outers = outersOfLeaders(index)
    var holes = [[[Coordinate]]](repeating: [], count: rings.count)
    for ring in rings where !ring.isOuter {
      guard let outer = ring.outer ?? outers[ring.leader] else { continue }
      holes[outer].append(coordinates(ring))
    }
    return rings.indices.filter { rings[$0].isOuter }
      .map { GeographicPolygon(exterior: coordinates(rings[$0]), holes: holes[$0].sorted(by: Self.precedes)) }
      .sorted { Self.precedes($0.exterior, $1.exterior) }
  }

  /// The outer rings of walks around holes only, by their leaders.
  ///
  /// West of a leader's first vertex lies the inside that the walk bounds, up to the nearest segment, whose ring
  /// bounds it too. Taken from west to east, the outer ring of that ring is known already.
  private func outersOfLeaders(_ index: AreaSegmentIndex) -> [Int: Int] {
    let leaders = rings.indices.filter { rings[$0].outer == nil && rings[$0].leader == $0 }
      .sorted { AreaGeometry.precedes(firstPlace($0), firstPlace($1)) }
    var outers: [Int: Int] = [:]
    for leader in leaders {
      guard let nearest = graph.nearestSegment(westOf: graph.tail(rings[leader].edges[0]), index) else { continue }
      let neighbour = rings[Int(ringOfSegment[nearest])]
      outers[leader] = neighbour.outer ?? outers[neighbour.leader]
    }
    return outers
  }

  private func coordinates(_ ring: Ring) -> [Coordinate] {
    guard let first = ring.edges.first else { return [] }
    return ring.edges.map { graph.places[graph.tail($0)] } + [graph.places[graph.tail(first)]]
  }

  /// The order of rings by their points.
  private static func precedes(_ a: [Coordinate], _ b: [Coordinate]) -> Bool {
    a.lexicographicallyPrecedes(b, by: AreaGeometry.precedes)
  }
}
