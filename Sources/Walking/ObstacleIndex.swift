import Geography

/// Finds whether a straight leg crosses water, a railway, a motorway or a wall (domain §7).
package struct ObstacleIndex: Sendable {
  private let starts: [Coordinate]
  private let ends: [Coordinate]
  private let grid: SegmentGrid

  /// Legs stop this many metres short of the street, so that a wall drawn along the street is no obstacle to it.
  static let slackInMetres = 0.5

  package init(_ obstacles: Obstacles) {
    var starts: [Coordinate] = []
    var ends: [Coordinate] = []
    for line in obstacles.lines + obstacles.coastlines {
      for (a, b) in zip(line, line.dropFirst()) where a != b {
        starts.append(a)
        ends.append(b)
      }
    }
    self.starts = starts
    self.ends = ends
    grid = SegmentGrid(count: starts.count) { (starts[$0], ends[$0]) }
  }

  /// Number of segments.
  package var count: Int { starts.count }

  /// Whether the leg from the plane's place to a point of the plane crosses an obstacle.
  ///
  /// Touching with the leg's own ends does not count; passing through an obstacle's vertex does.
  func crosses(_ plane: LocalPlane, toX x: Double, y: Double) -> Bool {
    guard !starts.isEmpty else { return false }
    let length = (x * x + y * y).squareRoot()
    guard length > Self.slackInMetres else { return false }
    let share = (length - Self.slackInMetres) / length
    let qx = x * share
    let qy = y * share
    let east = qx / max(plane.scale.eastInMetres, 1e-9)
    let north = qy / plane.scale.northInMetres
    var hit = false
    grid.forEachSegment(
      west: plane.longitudeE7 + min(0, east), south: plane.latitudeE7 + min(0, north),
      east: plane.longitudeE7 + max(0, east), north: plane.latitudeE7 + max(0, north)
    ) { index in
      guard !hit else { return }
      let a = plane.point(starts[index])
      let b = plane.point(ends[index])
      // The place is the origin: which side of the obstacle are both ends of the leg on?
      let placeSide = a.x * b.y - a.y * b.x
      let footSide = (b.x - a.x) * (qy - a.y) - (b.y - a.y) * (qx - a.x)
      guard (placeSide > 0 && footSide < 0) || (placeSide < 0 && footSide > 0) else { return }
      let aSide = qx * a.y - qy * a.x
      let bSide = qx * b.y - qy * b.x
      if (aSide >= 0 && bSide <= 0) || (aSide <= 0 && bSide >= 0) { hit = true }
    }
    return hit
  }
}
