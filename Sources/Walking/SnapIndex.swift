import Columns
import Geography

/// Where a place joins the network.
package struct Snap: Hashable, Sendable {
  /// The edge.
  package var edge: UInt32
  /// Milliseconds along the edge from its tail.
  package var offset: UInt32
  /// Metres of the straight leg from the place to the edge.
  package var legInMetres: Double
  /// Its nearest point.
  package var foot: Coordinate
  /// Whether the leg crosses an obstacle because every edge within the radius lies behind one.
  package var crossesObstacle: Bool

  package init(edge: UInt32, offset: UInt32, legInMetres: Double, foot: Coordinate, crossesObstacle: Bool) {
    self.edge = edge
    self.offset = offset
    self.legInMetres = legInMetres
    self.foot = foot
    self.crossesObstacle = crossesObstacle
  }
}

/// Finds where a place joins the network (domain §7).
///
/// The nearest point of the nearest usable edge within the radius; ties (to 0.1 mm) go to the lowest way id. A small
/// component, or a street in a tunnel, is passed over when there is another within the radius. When the leg crosses an obstacle, the nearest edge
/// whose leg does not is taken, if there is one within the radius.
///
/// Mapping gaps cut off large pieces too (a park whose gates are not drawn through its fence). So a place that joins an
/// island joins the largest component within the radius as well, if the leg there crosses no water, railway or
/// motorway; the quicker walk counts. An island behind a blocked gate was shut on purpose and stays one. This does not depend on venues or homes, so adding one never uncovers another.
package struct SnapIndex: Sendable {
  package let graph: SearchGraph
  package let obstacles: ObstacleIndex
  package let radiusInMetres: Double
  /// Edge of each segment; a segment's shape points are `segmentPoints[s]` and the next one.
  let segmentEdges: Column<UInt32>
  let segmentPoints: Column<UInt32>
  /// Whether places join the segment gladly; see ``StreetGraph/isPreferred(_:)``.
  let isPreferredSegment: Column<Bool>
  let grid: SegmentGrid
  /// Components that someone shut on purpose: a blocked vertex ends one of their edges.
  let isShutOff: Column<Bool>

  private static let firstRadiusInMetres = 15.0

  /// Linear in the segments and the cells of 50 m that they pass.
  package init(_ graph: SearchGraph, obstacles: ObstacleIndex, radiusInMetres: Double) {
    self.graph = graph
    self.obstacles = obstacles
    self.radiusInMetres = radiusInMetres
    let streets = graph.streets
    var edges: [UInt32] = []
    var points: [UInt32] = []
    var isPreferred: [Bool] = []
    edges.reserveCapacity(streets.shapeCoordinates.count)
    points.reserveCapacity(streets.shapeCoordinates.count)
    isPreferred.reserveCapacity(streets.shapeCoordinates.count)
    let hasPauses = streets.report.pauses > 0
    for edge in 0..<streets.edgeCount where graph.isJoinable(edge) {
      let isPreferredEdge = streets.isPreferred(edge)
      for point in streets.shapeRange(edge).dropLast() {
        if hasPauses, streets.isPause(point) { continue }
        edges.append(UInt32(edge))
        points.append(UInt32(point))
        isPreferred.append(isPreferredEdge)
      }
    }
    segmentEdges = Column(edges)
    segmentPoints = Column(points)
    isPreferredSegment = Column(isPreferred)
    isShutOff = Column(streets.shutOffComponents)
    let coordinates = streets.shapeCoordinates
    grid = SegmentGrid(count: points.count) {
      (coordinates[Int(points[$0])], coordinates[Int(points[$0]) + 1])
    }
  }

  /// The place's snaps: none when no edge lies within the radius, two for a place on an island near a larger component.
  ///
  /// - Complexity: linear in the segments within 15, 30, 60 … metres until the nearest is certain, and in the
  ///   obstacles across the legs to those that lie behind one.
  package func snaps(_ place: Coordinate) -> [Snap] {
    let plane = LocalPlane(at: place)
    guard let best = best(plane) else { return [] }
    if let mainland = mainland(besides: best, plane: plane) { return [best, mainland] }
    return [best]
  }

  /// The nearest edge that meets all wishes; lesser ones only once the whole radius was searched.
  private func best(_ plane: LocalPlane) -> Snap? {
    // Not by way of self, which is many words.
    let isPreferred = isPreferredSegment
    var blocked: Candidate?
    var blockers = LegBlockers()
    var ring = Ring(within: min(Self.firstRadiusInMetres, radiusInMetres))
    while true {
      if blocked == nil, let nearest = nearest(plane, ring, where: { isPreferred[$0] }) {
        guard blockers.block(nearest, plane, obstacles) else { return snap(nearest, plane: plane, crosses: false) }
        blocked = nearest
      }
      if blocked != nil,
        let free = nearest(
          plane, ring, where: { isPreferred[$0] }, isFit: { !blockers.block($0, plane, obstacles) })
      {
        return snap(free, plane: plane, crosses: false)
      }
      guard ring.outer < radiusInMetres else { break }
      ring = Ring(beyond: ring.outer, within: min(ring.outer * 2, radiusInMetres))
    }
    if let blocked { return snap(blocked, plane: plane, crosses: true) }
    return lesser(plane)
  }

  /// The nearest edge of any component.
  private func lesser(_ plane: LocalPlane) -> Snap? {
    let whole = Ring(within: radiusInMetres)
    guard let nearest = nearest(plane, whole, where: { _ in true }) else { return nil }
    var blockers = LegBlockers()
    let free = self.nearest(plane, whole, where: { _ in true }, isFit: { !blockers.block($0, plane, obstacles) })
    return snap(free ?? nearest, plane: plane, crosses: free == nil)
  }

  /// The nearest edge of the largest component within the radius, when that is not the snap's own.
  private func mainland(besides snap: Snap, plane: LocalPlane) -> Snap? {
    let streets = graph.streets
    let own = streets.edgeComponents[Int(snap.edge)]
    guard own != 0, !isShutOff[Int(own)] else { return nil }
    let whole = Ring(within: radiusInMetres)
    // Components are numbered by falling size.
    var largest = own
    forEachNear(plane, whole, squaredBound: { whole.outer * whole.outer }) { segment, _ in
      let edge = Int(segmentEdges[segment])
      let component = streets.edgeComponents[edge]
      if component < largest, !streets.edgeFlags[edge].contains(.underground) { largest = component }
    }
    guard largest < own else { return nil }
    func nearest(_ crossing: ObstacleIndex.Crossing) -> Candidate? {
      self.nearest(
        plane, whole,
        where: { segment in
          let edge = Int(segmentEdges[segment])
          return streets.edgeComponents[edge] == largest && !streets.edgeFlags[edge].contains(.underground)
        }, isFit: { obstacles.crossing(plane, toX: $0.x, y: $0.y) == crossing })
    }
    if let free = nearest(.none) { return self.snap(free, plane: plane, crosses: false) }
    return nearest(.wall).map { self.snap($0, plane: plane, crosses: true) }
  }

  private func snap(_ candidate: Candidate, plane: LocalPlane, crosses: Bool) -> Snap {
    Snap(
      edge: segmentEdges[candidate.segment],
      offset: offset(segment: candidate.segment, share: candidate.share),
      legInMetres: (candidate.x * candidate.x + candidate.y * candidate.y).squareRoot(),
      foot: plane.coordinate(x: candidate.x, y: candidate.y), crossesObstacle: crosses)
  }

  /// Milliseconds from the edge's tail to a share of a segment.
  @inline(__always)
  func offset(segment: Int, share: Double) -> UInt32 {
    let point = Int(segmentPoints[segment])
    let start = graph.streets.shapeTimes[point]
    return start + UInt32((share * Double(graph.streets.shapeTimes[point + 1] - start)).rounded())
  }
}

extension StreetGraph {
  /// For each component whether a blocked vertex ends one of its edges.
  var shutOffComponents: [Bool] {
    var isShutOff = [Bool](repeating: false, count: components.count)
    for component in closedOffComponents { isShutOff[Int(component)] = true }
    for edge in 0..<edgeCount
    where passages[Int(edgeTails[edge])] == .blocked || passages[Int(edgeHeads[edge])] == .blocked {
      isShutOff[Int(edgeComponents[edge])] = true
    }
    return isShutOff
  }

  /// Whether the segment that begins at a shape point is a wait, where no one joins the street.
  package func isPause(_ point: Int) -> Bool {
    (shapeNodes[point] == 0 || shapeNodes[point + 1] == 0) && shapeCoordinates[point] == shapeCoordinates[point + 1]
  }

  /// Whether places join the edge gladly: of a component that matters, and not in a tunnel.
  func isPreferred(_ edge: Int) -> Bool {
    !edgeFlags[edge].contains(.underground) && !components[Int(edgeComponents[edge])].isSmall
  }
}

extension SnapIndex {
  /// Puts all but the graph into a file of columns, the obstacles too.
  package func put(into archive: inout ArchiveWriter) {
    obstacles.put(into: &archive)
    archive.put(radiusInMetres)
    archive.put(segmentEdges)
    archive.put(segmentPoints)
    archive.put(isPreferredSegment)
    grid.put(into: &archive)
    archive.put(isShutOff)
  }

  /// Takes an index of this graph out of a file of columns. Linear.
  package init(_ graph: SearchGraph, from archive: inout ArchiveReader) throws {
    self.graph = graph
    obstacles = try ObstacleIndex(from: &archive)
    radiusInMetres = try archive.number(in: 0...1e6)
    segmentEdges = try archive.column()
    segmentPoints = try archive.column()
    isPreferredSegment = try archive.column(upTo: 1)
    grid = try SegmentGrid(count: segmentEdges.count, from: &archive)
    isShutOff = try archive.column(upTo: 1)
    let index = self
    archive.expectLater("streets to join") { index.isSound }
  }
}
