import Columns

// Whether tables out of a file fit together: the checksums tell that nobody changed them by accident, not who made them.

extension StreetGraph {
  /// Whether there is such a place on an edge.
  package func isPlace(edge: UInt32, offset: UInt32) -> Bool { edge < edgeCount && offset <= edgeTime(Int(edge)) }

  /// Whether every place that a table names is there. Linear.
  var isSound: Bool {
    let (vertices, edges, points) = (vertexCoordinates.count, edgeTails.count, shapeCoordinates.count)
    return vertexNodes.count == vertices && passages.count == vertices && edgeHeads.count == edges
      && edgeFlags.count == edges && edgeComponents.count == edges && shapeNodes.count == points
      && shapeTimes.count == points && shapeWays.count == points
      && (shapeBackTimes.isEmpty || shapeBackTimes.count == points)
      && edgeTails.areBelow(vertices) && edgeHeads.areBelow(vertices) && edgeComponents.areBelow(components.count)
      && shapeWays.areBelow(ways.count) && vertexCoordinates.areOnEarth && shapeCoordinates.areOnEarth
      && firstShapePoint.arePlaces(ofRuns: edges, in: points) && grow(shapeTimes)
      && (shapeBackTimes.isEmpty || grow(shapeBackTimes)) && (shapeFixedTimes.isEmpty || neverFall(shapeFixedTimes))
      && components.allSatisfy { (0...vertices).contains($0.vertexCount) && (0...1e12).contains($0.lengthInMetres) }
  }

  /// Whether no edge's times fall. Linear.
  private func neverFall(_ times: Column<UInt32>) -> Bool {
    guard times.count == shapeTimes.count else { return false }
    return (0..<edgeCount).allSatisfy { edge in shapeRange(edge).dropLast().allSatisfy { times[$0] <= times[$0 + 1] } }
  }

  /// Whether each edge has two shape points at least, whose times grow from 0, as far as searches can count.
  private func grow(_ times: Column<UInt32>) -> Bool {
    let first = firstShapePoint
    let longest = StreetNetworkChains.longestTime
    for edge in 0..<edgeCount {
      let points = Int(first[edge])..<Int(first[edge + 1])
      guard points.count >= 2, times[points.lowerBound] == 0 else { return false }
      for point in points.dropLast() where times[point] >= times[point + 1] { return false }
      guard times[points.upperBound - 1] <= longest else { return false }
    }
    return true
  }
}

extension SearchGraph {
  /// Whether the arcs lead to states that are there in times that searches can count, and compounds have states. Linear.
  var isSound: Bool {
    let vertices = streets.vertexCount
    guard stateCount == vertices + 2 * compoundVertices.count,
      firstArc.arePlaces(ofRuns: stateCount, in: arcs.count), compoundIndex.count == vertices,
      compoundIndex.areBelowOrNone(compoundVertices.count), compoundVertices.areBelow(vertices)
    else { return false }
    // Differences whose sign tells, as in ``Column/areBelow(_:)``.
    let (last, longest) = (Int64(stateCount) - 1, Int64(StreetNetworkChains.longestTime))
    var signs: Int64 = 0
    for arc in arcs { signs |= (last &- Int64(arc.head)) | (longest &- Int64(arc.time)) }
    guard signs >= 0 else { return false }
    guard gates == .resident else { return true }
    return streets.edgeTails.indices.allSatisfy { edge in
      !streets.edgeFlags[edge].contains(.restricted)
        || (compoundIndex[Int(streets.edgeTails[edge])] != Self.none
          && compoundIndex[Int(streets.edgeHeads[edge])] != Self.none)
    }
  }
}

extension SnapIndex {
  /// Whether each segment lies on its edge. Linear.
  var isSound: Bool {
    let (streets, count) = (graph.streets, segmentEdges.count)
    guard segmentPoints.count == count, isPreferredSegment.count == count,
      isShutOff.count == streets.components.count, segmentEdges.areBelow(streets.edgeCount)
    else { return false }
    let first = streets.firstShapePoint
    for segment in 0..<count {
      let (edge, point) = (Int(segmentEdges[segment]), segmentPoints[segment])
      guard point >= first[edge], point < first[edge + 1], point + 1 < first[edge + 1] else { return false }
    }
    return true
  }
}
