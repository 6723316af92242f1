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
    guard let origin = ring.first, let last = ring.last else { return 0 }
    let originX = Int64(origin.longitudeE7)
    let originY = Int64(origin.latitudeE7)
    var px = Int64(last.longitudeE7) - originX
    var py = Int64(last.latitudeE7) - originY
    var sum: Int128 = 0
    for current in ring {
      let cx = Int64(current.longitudeE7) - originX
      let cy = Int64(current.latitudeE7) - originY
      if px.magnitude | py.magnitude | cx.magnitude | cy.magnitude < 1 << 30 {
        // Both products stay below 2⁶⁰.
        sum += Int128(px &* cy &- cx &* py)
      } else {
        sum += Int128(px) * Int128(cy) - Int128(cx) * Int128(py)
      }
      (px, py) = (cx, cy)
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
