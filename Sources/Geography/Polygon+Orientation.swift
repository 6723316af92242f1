extension Polygon where Point == Coordinate {
  /// The polygon with closed rings and the right-hand rule of RFC 7946, 3.1.6: the exterior counterclockwise,
  /// holes clockwise. Linear.
  public func orientedByRightHandRule() -> Self {
    Self(
      exterior: Self.oriented(exterior, counterclockwise: true),
      holes: holes.map { Self.oriented($0, counterclockwise: false) })
  }

  /// Twice the signed area of a ring in square units of 1e-7 degree, positive when counterclockwise; the ring may
  /// be open or closed. Exact: 128 bits hold the sum for any ring. Linear.
  package static func doubledArea(of ring: [Coordinate]) -> Int128 {
    guard let origin = ring.first, var previous = ring.last else { return 0 }
    var sum: Int128 = 0
    for current in ring {
      let px = Int64(previous.longitudeE7) - Int64(origin.longitudeE7)
      let py = Int64(previous.latitudeE7) - Int64(origin.latitudeE7)
      let cx = Int64(current.longitudeE7) - Int64(origin.longitudeE7)
      let cy = Int64(current.latitudeE7) - Int64(origin.latitudeE7)
      sum += Int128(px) * Int128(cy) - Int128(cx) * Int128(py)
      previous = current
    }
    return sum
  }

  private static func oriented(_ ring: [Coordinate], counterclockwise: Bool) -> [Coordinate] {
    var closed = ring
    if let first = ring.first, first != ring.last { closed.append(first) }
    let area = doubledArea(of: closed)
    let needsTurning = counterclockwise ? area < 0 : area > 0
    return needsTurning ? closed.reversed() : closed
  }
}
