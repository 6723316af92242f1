import Geography

/// The way back from metres to WGS 84 over one square, as a polynomial of degree 3 in x and in y.
///
/// A reference system's inverse is smooth: interpolated at 4 × 4 Chebyshev points over 2 km it errs by 1e-11 m (the
/// fourth derivative over 192 times half the side to the fourth), less than PROJ's own rounding, and costs 15 ns a
/// point instead of 200. Where it is not smooth (kinks of a grid-shift file, the antimeridian, the poles) the check
/// between the points fails and there is no patch.
struct InversePatch {
  /// Metres of a side.
  static let side = 2048.0
  /// The most that a check may differ, in 1e-7 degree.
  private static let tolerance = 1e-5

  private let x: Double
  private let y: Double
  /// Longitude and latitude in 1e-7 degree.
  private let polynomial: SquarePolynomial
  /// Whether shapes stay near enough what they are: lengths within a factor of two, angles within 30°, not mirrored.
  let keepsShapes: Bool

  /// The patch of a square; `nil` when a polynomial cannot show it.
  init?(_ projection: Projection, column: Int, row: Int) {
    x = (Double(column) + 0.5) * Self.side
    y = (Double(row) + 0.5) * Self.side
    var samples: [SIMD2<Double>] = []
    for place in SquarePolynomial.points {
      guard let sample = Self.sample(projection, x + place.x * Self.side / 2, y + place.y * Self.side / 2) else {
        return nil
      }
      samples.append(sample)
    }
    polynomial = SquarePolynomial(samples)
    keepsShapes = Self.keepsShapes(polynomial)
    for place in SquarePolynomial.checks {
      let point = ProjectedPoint(x: x + place.x * Self.side / 2, y: y + place.y * Self.side / 2)
      guard let sample = Self.sample(projection, point.x, point.y) else { return nil }
      let error = value(at: point) - sample
      guard max(abs(error.x), abs(error.y)) < Self.tolerance else { return nil }
    }
    // Beyond, rounding could leave the Earth.
    let (lowest, highest) = (samples.map(\.x).min() ?? 0, samples.map(\.x).max() ?? 0)
    guard lowest > -1.799e9, highest < 1.799e9, samples.allSatisfy({ abs($0.y) < 8.99e8 }) else { return nil }
  }

  /// The coordinate of a point of the square.
  @inline(__always)
  func coordinate(of point: ProjectedPoint) -> Coordinate {
    let value = value(at: point)
    // Halves away from zero; a conversion cuts towards it.
    return Coordinate(
      longitudeE7: Int32(value.x + (value.x < 0 ? -0.5 : 0.5)),
      latitudeE7: Int32(value.y + (value.y < 0 ? -0.5 : 0.5)))
  }

  @inline(__always)
  private func value(at point: ProjectedPoint) -> SIMD2<Double> {
    polynomial.value((point.x - x) * (2 / Self.side), (point.y - y) * (2 / Self.side))
  }

  private static func sample(_ projection: Projection, _ x: Double, _ y: Double) -> SIMD2<Double>? {
    guard let degrees = try? projection.degrees(of: ProjectedPoint(x: x, y: y)) else { return nil }
    return SIMD2(degrees.x, degrees.y) * 1e7
  }

  /// By the images of the steps east and north at the middle of the square.
  private static func keepsShapes(_ polynomial: SquarePolynomial) -> Bool {
    let scale = Ellipsoid.LocalScale(latitude: polynomial.coefficients[0].y / 1e7)
    let metres = SIMD2(scale.eastInMetres, scale.northInMetres) / (side / 2)
    let east = polynomial.coefficients[1] * metres
    let north = polynomial.coefficients[4] * metres
    let lengths = ((east * east).sum().squareRoot(), (north * north).sum().squareRoot())
    let sine = (east.x * north.y - east.y * north.x) / (lengths.0 * lengths.1)
    return (0.5...2).contains(lengths.0) && (0.5...2).contains(lengths.1) && sine > 0.866
  }
}

/// Leads many points near each other back to WGS 84: square by square with polynomials, and point by point where
/// these do not hold.
///
/// It keeps the squares it has met. Not `Sendable`: one a worker, as its projection.
public final class InversePatches {
  private struct Square: Hashable {
    var column: Int
    var row: Int
  }

  private let projection: Projection
  private var patches: [Square: InversePatch?] = [:]

  /// Uses a projection, which it keeps.
  public init(_ projection: Projection) { self.projection = projection }

  /// The coordinates of points, rounded to 1e-7 degree, in their order; and whether small shapes among them stay what
  /// they are: lengths within a factor of two, angles within 30°.
  ///
  /// - Throws: ``ProjectionError`` naming the first point that is no image of a place.
  /// - Complexity: linear; about 15 ns a point, and 10 µs a square of 2 km that is met for the first time.
  public func unproject(_ points: [ProjectedPoint]) throws -> (coordinates: [Coordinate], keepsShapes: Bool) {
    var coordinates: [Coordinate] = []
    coordinates.reserveCapacity(points.count)
    var keepsShapes = true
    var square: Square?
    var patch: InversePatch?
    for point in points {
      let next = try self.square(of: point)
      if next != square {
        square = next
        patch = self.patch(of: next)
        keepsShapes = keepsShapes && patch?.keepsShapes ?? false
      }
      if let patch {
        coordinates.append(patch.coordinate(of: point))
      } else {
        coordinates.append(try projection.unproject(point))
      }
    }
    return (coordinates, keepsShapes)
  }

  @inline(__always)
  private func square(of point: ProjectedPoint) throws -> Square {
    let column = point.x / InversePatch.side
    let row = point.y / InversePatch.side
    guard abs(column) < 1e9, abs(row) < 1e9 else {
      throw ProjectionError(operation: "unproject", message: "(\(point.x), \(point.y)) is too far away")
    }
    // A conversion cuts towards zero.
    return Square(
      column: Int(column) - (column < 0 ? 1 : 0), row: Int(row) - (row < 0 ? 1 : 0))
  }

  private func patch(of square: Square) -> InversePatch? {
    if let known = patches[square] { return known }
    let made = InversePatch(projection, column: square.column, row: square.row)
    patches[square] = .some(made)
    return made
  }
}
