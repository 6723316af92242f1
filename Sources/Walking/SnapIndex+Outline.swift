import Geography

extension SnapIndex {
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
      guard isPreferredSegment[segment] else { return }
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
