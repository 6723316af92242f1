/// A straight leg from the origin of a plane, short of its end by the slack.
struct Leg {
  let x: Double
  let y: Double

  /// `nil` for a leg too short to cross anything.
  init?(toX x: Double, y: Double) {
    let length = (x * x + y * y).squareRoot()
    guard length > ObstacleIndex.slackInMetres else { return nil }
    let share = (length - ObstacleIndex.slackInMetres) / length
    self.x = x * share
    self.y = y * share
  }

  /// The leg's box in 1e-7 degree.
  @inline(__always)
  func box(_ plane: LocalPlane) -> (west: Double, south: Double, east: Double, north: Double) {
    let east = x / max(plane.scale.eastInMetres, 1e-9)
    let north = y / plane.scale.northInMetres
    return (
      plane.longitudeE7 + min(0, east), plane.latitudeE7 + min(0, north),
      plane.longitudeE7 + max(0, east), plane.latitudeE7 + max(0, north)
    )
  }

  /// Whether the leg crosses a segment. Touching with the leg's own ends does not count; passing through an end of the
  /// segment does.
  @inline(__always)
  func crosses(ax: Double, ay: Double, bx: Double, by: Double) -> Bool {
    let placeSide = ax * by - ay * bx
    let footSide = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    guard (placeSide > 0 && footSide < 0) || (placeSide < 0 && footSide > 0) else { return false }
    let aSide = x * ay - y * ax
    let bSide = x * by - y * bx
    return (aSide >= 0 && bSide <= 0) || (aSide <= 0 && bSide >= 0)
  }
}

/// What blocked the legs from one place: it is asked first, as a fence around a house blocks all of them.
struct LegBlockers {
  private static let mostRemembered = 16
  private var remembered: [PlanarLine] = []

  /// Whether the leg to a candidate crosses an obstacle.
  mutating func block(_ candidate: SnapIndex.Candidate, _ plane: LocalPlane, _ obstacles: ObstacleIndex) -> Bool {
    guard let leg = Leg(toX: candidate.x, y: candidate.y) else { return false }
    for place in remembered.indices {
      let line = remembered[place]
      guard leg.crosses(ax: line.a.x, ay: line.a.y, bx: line.b.x, by: line.b.y) else { continue }
      if place > 0 { remembered.swapAt(place, place - 1) }
      return true
    }
    guard let line = obstacles.blocker(plane, of: leg) else { return false }
    if remembered.count == Self.mostRemembered { remembered.removeLast() }
    remembered.append(line)
    return true
  }
}
