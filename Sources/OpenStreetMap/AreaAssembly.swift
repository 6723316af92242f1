import Geography

/// Makes polygons of the segments of ways, whatever the order, direction and roles of the ways.
///
/// Doubled segments go, the rest must meet evenly at every node and cross nowhere; what an odd number of rings
/// surrounds is inside. That is OpenStreetMap's area rule ("Multipolygon", OSM wiki, and the osm-testdata grid).
/// Complexity O(n log n) for segments that are short against the whole.
enum AreaAssembly {
  /// - Parameters:
  ///   - ways: the node numbers of each way, all present.
  ///   - coordinates: the places of all nodes by number.
  static func polygons(
    of ways: [ArraySlice<UInt32>], coordinates: [Coordinate]
  ) -> Result<[GeographicPolygon], AreaProblem> {
    let segments = AreaSegments(ways, coordinates: coordinates)
    var keys = segments.withoutDoubled()
    var graph = AreaRingGraph(keys, coordinates: coordinates)
    if graph.hasOpenEnd, keys.count < segments.keys.count {
      // Two ways that run over the same streets for a while: their common part belongs to the ring once.
      keys = segments.withoutRepeats()
      graph = AreaRingGraph(keys, coordinates: coordinates)
    }
    guard !graph.hasOpenEnd else { return .failure(.openRing) }
    guard !AreaGeometry.areCollinear(graph.places) else { return .failure(.degenerate) }
    let index = AreaSegmentIndex(segments: graph.segmentCount, box: graph.box(ofSegment:))
    guard !graph.hasCrossing(index) else { return .failure(.crossing) }
    let inside = AreaSides(graph, index)
    return .success(AreaRings(graph, inside).polygons(index))
  }
}
