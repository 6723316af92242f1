import Geography

/// Straight lines inside one polygon, decided in exact integer arithmetic.
///
/// Coordinates are doubled so that midpoints are whole; a degree of longitude and one of latitude differ in metres,
/// but crossing and containment do not ask for metres.
struct PedestrianAreaVisibility {
  private struct Point: Equatable {
    var x: Int64
    var y: Int64
  }

  /// Widest polygon in 1e-7 degree (13°): doubled differences stay under 2²⁹, their products' sums under 2⁶⁰.
  private static let widest: Int64 = 1 << 27

  private let origin: Coordinate
  private let sides: [(Point, Point)]

  /// `nil` for a polygon without extent or too wide.
  init?(_ polygon: GeographicPolygon) {
    guard let box = CoordinateBox(around: polygon.exterior) else { return nil }
    let width = Int64(box.northEast.longitudeE7) - Int64(box.southWest.longitudeE7)
    let height = Int64(box.northEast.latitudeE7) - Int64(box.southWest.latitudeE7)
    guard width > 0, height > 0, width <= Self.widest, height <= Self.widest else { return nil }
    origin = box.southWest
    var sides: [(Point, Point)] = []
    for ring in polygon.rings {
      let points = ring.map { Self.point($0, box.southWest) }
      for (a, b) in zip(points, points.dropFirst()) where a != b { sides.append((a, b)) }
    }
    self.sides = sides
  }

  /// Sides of all rings: the cost of one test.
  var sideCount: Int { sides.count }

  private static func point(_ coordinate: Coordinate, _ origin: Coordinate) -> Point {
    Point(
      x: 2 * (Int64(coordinate.longitudeE7) - Int64(origin.longitudeE7)),
      y: 2 * (Int64(coordinate.latitudeE7) - Int64(origin.latitudeE7)))
  }

  /// Whether the straight line lies in the polygon, its border included. Both ends must do so. Linear in the sides.
  ///
  /// No side may cross it properly; where it touches corners it is cut, and the middle of each piece must be inside.
  func contains(from a: Coordinate, to b: Coordinate) -> Bool {
    let (p, q) = (Self.point(a, origin), Self.point(b, origin))
    guard p != q else { return false }
    var touches = [p, q]
    for (u, v) in sides {
      if max(u.x, v.x) < min(p.x, q.x) || min(u.x, v.x) > max(p.x, q.x) { continue }
      if max(u.y, v.y) < min(p.y, q.y) || min(u.y, v.y) > max(p.y, q.y) { continue }
      let (du, dv) = (Self.turn(p, q, u), Self.turn(p, q, v))
      if du == 0, Self.isWithin(u, p, q) { touches.append(u) }
      let (dp, dq) = (Self.turn(u, v, p), Self.turn(u, v, q))
      if du.signum() * dv.signum() < 0, dp.signum() * dq.signum() < 0 { return false }
    }
    if p.x != q.x { touches.sort { $0.x < $1.x } } else { touches.sort { $0.y < $1.y } }
    for (u, v) in zip(touches, touches.dropFirst()) where u != v {
      guard contains(Point(x: (u.x + v.x) / 2, y: (u.y + v.y) / 2)) else { return false }
    }
    return true
  }

  /// Whether a place lies strictly inside.
  func isStrictlyInside(_ coordinate: Coordinate) -> Bool {
    let point = Self.point(coordinate, origin)
    let isOnBorder = sides.contains { Self.turn($0.0, $0.1, point) == 0 && Self.isWithin(point, $0.0, $0.1) }
    return !isOnBorder && contains(point)
  }

  /// Even-odd rule; a point on a side is inside.
  private func contains(_ point: Point) -> Bool {
    var isInside = false
    for (u, v) in sides {
      let turn = Self.turn(u, v, point)
      if turn == 0, Self.isWithin(point, u, v) { return true }
      if (u.y > point.y) != (v.y > point.y), (turn > 0) == (v.y > u.y) { isInside.toggle() }
    }
    return isInside
  }

  /// Positive when c lies to the left of the line from a to b, 0 on it.
  private static func turn(_ a: Point, _ b: Point, _ c: Point) -> Int64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  /// Whether a point of the line through a and b lies between them or on one.
  private static func isWithin(_ point: Point, _ a: Point, _ b: Point) -> Bool {
    point.x >= min(a.x, b.x) && point.x <= max(a.x, b.x) && point.y >= min(a.y, b.y) && point.y <= max(a.y, b.y)
  }
}
