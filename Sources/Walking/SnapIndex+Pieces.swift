import Geography

extension SnapIndex {
  /// How far a place of one piece of the network is from the nearest street of a larger piece; `nil` where there is none
  /// within the distance.
  ///
  /// - Complexity: linear in the segments in the cells around.
  package func metresToLargerPiece(from place: Coordinate, piece: UInt32, within metres: Double) -> Double? {
    let components = graph.streets.edgeComponents
    let edges = segmentEdges
    // Pieces are numbered by falling size.
    let found = nearest(LocalPlane(at: place), Ring(within: metres), where: { components[Int(edges[$0])] < piece })
    return found.map { ($0.x * $0.x + $0.y * $0.y).squareRoot() }
  }

  /// The piece of the network that a snap joins.
  package func piece(of snap: Snap) -> Int { Int(graph.streets.edgeComponents[Int(snap.edge)]) }
}
