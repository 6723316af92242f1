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
  let segmentEdges: [UInt32]
  let segmentPoints: [UInt32]
  let grid: SegmentGrid
  /// Components that someone shut on purpose: a blocked vertex ends one of their edges.
  let isShutOff: [Bool]

  package init(_ graph: SearchGraph, obstacles: ObstacleIndex, radiusInMetres: Double) {
    self.graph = graph
    self.obstacles = obstacles
    self.radiusInMetres = radiusInMetres
    let streets = graph.streets
    var edges: [UInt32] = []
    var points: [UInt32] = []
    var isShutOff = [Bool](repeating: false, count: streets.components.count)
    for edge in 0..<streets.edgeCount
    where streets.passages[Int(streets.edgeTails[edge])] == .blocked
      || streets.passages[Int(streets.edgeHeads[edge])] == .blocked
    {
      isShutOff[Int(streets.edgeComponents[edge])] = true
    }
    self.isShutOff = isShutOff
    for edge in 0..<streets.edgeCount where graph.isUsable(edge) {
      for point in streets.shapeRange(edge).dropLast() {
        edges.append(UInt32(edge))
        points.append(UInt32(point))
      }
    }
    segmentEdges = edges
    segmentPoints = points
    grid = SegmentGrid(count: points.count) {
      (streets.shapeCoordinates[Int(points[$0])], streets.shapeCoordinates[Int(points[$0]) + 1])
    }
  }

  /// A segment near a place.
  struct Candidate {
    var segment: Int
    /// Tenths of a millimetre, so that equal distances are equal.
    var distance: Int64
    var way: UInt32
    var share: Double
    var x: Double
    var y: Double

    static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
      (a.distance, a.way, a.segment) < (b.distance, b.way, b.segment)
    }
  }

  /// The place's snaps: none when no edge lies within the radius, two for a place on an island near a larger component.
  ///
  /// - Complexity: linear in the segments within 60, 120, 240 … metres until the nearest is certain.
  package func snaps(_ place: Coordinate) -> [Snap] {
    let plane = LocalPlane(at: place)
    var radius = min(60, radiusInMetres)
    while true {
      let found = candidates(plane, radius: radius)
      if let best = choose(found, plane: plane, isWidest: radius >= radiusInMetres) {
        return [best] + mainland(besides: best, plane: plane)
      }
      guard radius < radiusInMetres else { return [] }
      radius = min(radius * 2, radiusInMetres)
    }
  }

  /// The nearest edge of the largest component within the radius, when that is not the snap's own.
  private func mainland(besides snap: Snap, plane: LocalPlane) -> [Snap] {
    let components = graph.streets.edgeComponents
    let own = components[Int(snap.edge)]
    guard own != 0, !isShutOff[Int(own)] else { return [] }
    let found = candidates(plane, radius: radiusInMetres).filter {
      !graph.streets.edgeFlags[Int(segmentEdges[$0.segment])].contains(.underground)
    }
    // Components are numbered by falling size.
    let largest = found.map { components[Int(segmentEdges[$0.segment])] }.min() ?? own
    guard largest < own else { return [] }
    var fallback: Snap?
    for candidate in found where components[Int(segmentEdges[candidate.segment])] == largest {
      switch obstacles.crossing(plane, toX: candidate.x, y: candidate.y) {
      case .none: return [self.snap(candidate, plane: plane, crosses: false)]
      case .wall: fallback = fallback ?? self.snap(candidate, plane: plane, crosses: true)
      case .barrier: continue
      }
    }
    return fallback.map { [$0] } ?? []
  }

  /// Segments within a radius, nearest first.
  private func candidates(_ plane: LocalPlane, radius: Double) -> [Candidate] {
    let streets = graph.streets
    let box = plane.box(radius: radius)
    let limit = radius * radius
    var found: [Candidate] = []
    grid.forEachSegment(west: box.west, south: box.south, east: box.east, north: box.north) { segment in
      let point = Int(segmentPoints[segment])
      let near = plane.nearest(streets.shapeCoordinates[point], streets.shapeCoordinates[point + 1])
      guard near.squared <= limit else { return }
      found.append(
        Candidate(
          segment: segment, distance: Int64((near.squared.squareRoot() * 10_000).rounded()),
          way: streets.shapeWays[point], share: near.share, x: near.x, y: near.y))
    }
    found.sort(by: Candidate.precedes)
    // The grid may hand out a segment once a cell.
    var unique: [Candidate] = []
    for candidate in found where candidate.segment != unique.last?.segment { unique.append(candidate) }
    return unique
  }

  /// The first candidate that meets all wishes; lesser ones only once the whole radius was searched.
  private func choose(_ candidates: [Candidate], plane: LocalPlane, isWidest: Bool) -> Snap? {
    let streets = graph.streets
    var preferred = candidates.filter { streets.isPreferred(Int(segmentEdges[$0.segment])) }
    if preferred.isEmpty {
      guard isWidest else { return nil }
      preferred = candidates
    }
    for candidate in preferred {
      if obstacles.crossing(plane, toX: candidate.x, y: candidate.y) == .none {
        return snap(candidate, plane: plane, crosses: false)
      }
    }
    guard isWidest, let nearest = preferred.first else { return nil }
    return snap(nearest, plane: plane, crosses: true)
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

  /// The point of an outline nearest to an edge of a component that matters; `nil` when none is within the radius.
  ///
  /// - Complexity: outline segments times the street segments near each.
  package func pointNearestStreet(onOutline rings: [[Coordinate]]) -> Coordinate? {
    var best: (distance: Double, point: Coordinate)?
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst()) {
        guard let found = pointNearestStreet(a, b, within: best?.distance ?? radiusInMetres) else { continue }
        guard let old = best else {
          best = found
          continue
        }
        let isEarlier =
          (found.point.longitudeE7, found.point.latitudeE7) < (old.point.longitudeE7, old.point.latitudeE7)
        if found.distance < old.distance || (found.distance == old.distance && isEarlier) { best = found }
      }
    }
    return best?.point
  }

  private func pointNearestStreet(
    _ a: Coordinate, _ b: Coordinate, within radius: Double
  ) -> (distance: Double, point: Coordinate)? {
    let streets = graph.streets
    let plane = LocalPlane(at: a)
    let end = plane.point(b)
    let dx = radius / max(plane.scale.eastInMetres, 1e-9)
    let dy = radius / plane.scale.northInMetres
    var best: (squared: Double, x: Double, y: Double) = (radius * radius, 0, 0)
    var isFound = false
    grid.forEachSegment(
      west: Double(min(a.longitudeE7, b.longitudeE7)) - dx, south: Double(min(a.latitudeE7, b.latitudeE7)) - dy,
      east: Double(max(a.longitudeE7, b.longitudeE7)) + dx, north: Double(max(a.latitudeE7, b.latitudeE7)) + dy
    ) { segment in
      guard streets.isPreferred(Int(segmentEdges[segment])) else { return }
      let index = Int(segmentPoints[segment])
      let c = plane.point(streets.shapeCoordinates[index])
      let d = plane.point(streets.shapeCoordinates[index + 1])
      let near = nearestPoint(ofSegmentTo: end, c, d)
      if near.squared <= best.squared {
        let isBetter = !isFound || near.squared < best.squared || (near.x, near.y) < (best.x, best.y)
        if isBetter { best = near }
        isFound = true
      }
    }
    return isFound ? (best.squared.squareRoot(), plane.coordinate(x: best.x, y: best.y)) : nil
  }
}

/// The point of the segment from the origin to `end` that is nearest to the segment c–d.
private func nearestPoint(
  ofSegmentTo end: (x: Double, y: Double), _ c: (x: Double, y: Double), _ d: (x: Double, y: Double)
) -> (squared: Double, x: Double, y: Double) {
  func project(
    _ p: (x: Double, y: Double), _ a: (x: Double, y: Double), _ b: (x: Double, y: Double)
  ) -> (x: Double, y: Double) {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let length = dx * dx + dy * dy
    let t = length == 0 ? 0 : max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
    return (a.x + t * dx, a.y + t * dy)
  }
  let side = { (p: (x: Double, y: Double)) in end.x * p.y - end.y * p.x }
  let origin = (x: 0.0, y: 0.0)
  let cSide = side(c)
  let dSide = side(d)
  if (cSide > 0) != (dSide > 0), cSide != dSide {
    let t = cSide / (cSide - dSide)
    let hit = (x: c.x + t * (d.x - c.x), y: c.y + t * (d.y - c.y))
    let along = hit.x * end.x + hit.y * end.y
    if along >= 0, along <= end.x * end.x + end.y * end.y { return (0, hit.x, hit.y) }
  }
  var best = (squared: Double.infinity, x: 0.0, y: 0.0)
  func offer(_ onOutline: (x: Double, y: Double), _ onStreet: (x: Double, y: Double)) {
    let dx = onOutline.x - onStreet.x
    let dy = onOutline.y - onStreet.y
    if dx * dx + dy * dy < best.squared { best = (dx * dx + dy * dy, onOutline.x, onOutline.y) }
  }
  offer(origin, project(origin, c, d))
  offer(end, project(end, c, d))
  offer(project(c, origin, end), c)
  offer(project(d, origin, end), d)
  return best
}

extension StreetGraph {
  /// Whether places join the edge gladly: of a component that matters, and not in a tunnel.
  func isPreferred(_ edge: Int) -> Bool {
    !edgeFlags[edge].contains(.underground) && !components[Int(edgeComponents[edge])].isSmall
  }
}
