import Geography

/// Exact predicates on coordinates as points of a plane.
///
/// Differences stay below 3.6e9 east and 1.8e9 north, so each product fits 64 bits; products are compared, not
/// subtracted, because their difference need not fit.
enum AreaGeometry {
  /// A vector between two coordinates in 1e-7 degree.
  struct Vector {
    let east: Int64
    let north: Int64

    @inline(__always)
    init(from a: Coordinate, to b: Coordinate) {
      east = Int64(b.longitudeE7) &- Int64(a.longitudeE7)
      north = Int64(b.latitudeE7) &- Int64(a.latitudeE7)
    }

    /// The sign of the cross product: 1 when `other` turns left of this vector, -1 right, 0 along the same line.
    @inline(__always)
    func turn(to other: Vector) -> Int {
      let left = east &* other.north
      let right = north &* other.east
      return left > right ? 1 : left < right ? -1 : 0
    }

    /// Whether the direction is in [0°, 180°) from east; the first half in counterclockwise order.
    @inline(__always) var isInFirstHalf: Bool { north > 0 || (north == 0 && east > 0) }

    /// Whether this direction comes before another in counterclockwise order from east.
    @inline(__always)
    func precedes(_ other: Vector) -> Bool {
      if isInFirstHalf != other.isInFirstHalf { return isInFirstHalf }
      return turn(to: other) > 0
    }

    /// Whether two vectors along one line point the same way.
    @inline(__always)
    func pointsAlong(_ other: Vector) -> Bool {
      east != 0 ? (east > 0) == (other.east > 0) : (north > 0) == (other.north > 0)
    }
  }

  /// 1 when c lies left of the line from a to b, -1 right, 0 on it.
  @inline(__always)
  static func side(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Int {
    Vector(from: a, to: b).turn(to: Vector(from: a, to: c))
  }

  /// West before east, then south before north.
  @inline(__always)
  static func precedes(_ a: Coordinate, _ b: Coordinate) -> Bool {
    a.longitudeE7 != b.longitudeE7 ? a.longitudeE7 < b.longitudeE7 : a.latitudeE7 < b.latitudeE7
  }

  /// Whether the segments ab and cd share a point.
  static func segmentsMeet(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
    let sideC = side(a, b, c)
    let sideD = side(a, b, d)
    if sideC == sideD, sideC != 0 { return false }
    let sideA = side(c, d, a)
    let sideB = side(c, d, b)
    if sideA == sideB, sideA != 0 { return false }
    // On one line they meet when their boxes do; otherwise each line separates the other's ends.
    return box(a, b).intersects(box(c, d))
  }

  /// Whether segments from one end to two others run over each other.
  static func overlap(from end: Coordinate, to a: Coordinate, and b: Coordinate) -> Bool {
    let first = Vector(from: end, to: a)
    let second = Vector(from: end, to: b)
    return first.turn(to: second) == 0 && first.pointsAlong(second)
  }

  /// Whether all points lie on one line.
  static func areCollinear(_ points: some Sequence<Coordinate>) -> Bool {
    var first: Coordinate?
    var direction: Vector?
    for point in points {
      guard let start = first else {
        first = point
        continue
      }
      guard let line = direction else {
        if point != start { direction = Vector(from: start, to: point) }
        continue
      }
      if line.turn(to: Vector(from: start, to: point)) != 0 { return false }
    }
    return true
  }

  /// The box around a segment.
  @inline(__always)
  static func box(_ a: Coordinate, _ b: Coordinate) -> CoordinateBox {
    CoordinateBox(
      southWest: Coordinate(
        longitudeE7: min(a.longitudeE7, b.longitudeE7), latitudeE7: min(a.latitudeE7, b.latitudeE7)),
      northEast: Coordinate(
        longitudeE7: max(a.longitudeE7, b.longitudeE7), latitudeE7: max(a.latitudeE7, b.latitudeE7)))
  }
}
