extension SnapIndex {
  /// A site at each street corner that a place there would join: numbered like the vertices, no leg.
  ///
  /// The corner's own streets by the rule of ``snaps(_:)``, read off the graph without a search: of those that places
  /// join gladly the one of the lowest way. Corners of tunnels and of small fragments have no site. What only a search
  /// around finds is left out, the larger network beside an island among it, so a place there may serve more, hardly ever
  /// others.
  ///
  /// - Complexity: linear in vertices and edges.
  package func cornerSites() -> [ReachJoin] {
    let streets = graph.streets
    // Way and shape point of the segment that a place at the vertex joins first.
    var best = [UInt64](repeating: .max, count: streets.vertexCount)
    var sites = [ReachJoin?](repeating: nil, count: streets.vertexCount)
    func offer(_ vertex: UInt32, edge: Int, point: Int, offset: UInt32) {
      let key = UInt64(streets.shapeWays[point]) << 32 | UInt64(point)
      guard key < best[Int(vertex)] else { return }
      best[Int(vertex)] = key
      sites[Int(vertex)] = ReachJoin(owner: vertex, edge: UInt32(edge), offset: offset, leg: 0)
    }
    for edge in 0..<streets.edgeCount where graph.isUsable(edge) && streets.isPreferred(edge) {
      let points = streets.shapeRange(edge)
      offer(streets.edgeTails[edge], edge: edge, point: points.lowerBound, offset: 0)
      offer(streets.edgeHeads[edge], edge: edge, point: points.upperBound - 2, offset: streets.edgeTime(edge))
    }
    return sites.compactMap(\.self)
  }
}
