import Geography

/// Leads many coordinates near each other to metres: square by square of 0.02 degree with polynomials, and one by one by
/// PROJ where these do not hold. What ``InversePatches`` are for the way back.
///
/// It keeps the squares it has met. Not `Sendable`: one a worker, as its projection.
public final class ForwardPatches {
  private struct Square: Hashable {
    var column: Int32
    var row: Int32
  }

  /// 1e-7 degrees of a side.
  private static let side: Int32 = 200_000
  /// Metres that a polynomial may be off PROJ where it is checked.
  private static let tolerance = 1e-6

  private let projection: Projection
  private var patches: [Square: SquarePolynomial?] = [:]

  /// Uses a projection, which it keeps.
  public init(_ projection: Projection) { self.projection = projection }

  /// The places of coordinates in metres, in their order; `nil` where the projection has none.
  ///
  /// - Complexity: linear; about 10 ns a coordinate near the one before, and 10 µs a square that is met for the first time.
  public func project(_ coordinates: UnsafeBufferPointer<Coordinate>) -> [ProjectedPoint?] {
    var points: [ProjectedPoint?] = []
    points.reserveCapacity(coordinates.count)
    var square: Square?
    var patch: SquarePolynomial?
    for coordinate in coordinates {
      let next = Self.square(of: coordinate)
      if next != square {
        square = next
        patch = self.patch(of: next)
      }
      if let patch {
        let half = Double(Self.side / 2)
        let value = patch.value(
          Double(coordinate.longitudeE7) / half - Double(2 * next.column + 1),
          Double(coordinate.latitudeE7) / half - Double(2 * next.row + 1))
        points.append(ProjectedPoint(x: value.x, y: value.y))
      } else {
        points.append(try? projection.project(coordinate))
      }
    }
    return points
  }

  @inline(__always)
  private static func square(of coordinate: Coordinate) -> Square {
    func floor(_ value: Int32) -> Int32 { value >= 0 ? value / side : -1 - (-1 - value) / side }
    return Square(column: floor(coordinate.longitudeE7), row: floor(coordinate.latitudeE7))
  }

  private func patch(of square: Square) -> SquarePolynomial? {
    if let known = patches[square] { return known }
    let made = makePatch(square)
    patches[square] = .some(made)
    return made
  }

  /// `nil` when a polynomial cannot show the square.
  private func makePatch(_ square: Square) -> SquarePolynomial? {
    func values(at places: [SIMD2<Double>]) -> [SIMD2<Double>]? {
      let half = Double(Self.side / 2) / 1e7
      let degrees = places.map {
        ProjectedPoint(x: (Double(2 * square.column + 1) + $0.x) * half, y: (Double(2 * square.row + 1) + $0.y) * half)
      }
      return (try? projection.project(degrees: degrees))?.map { SIMD2($0.x, $0.y) }
    }
    guard let samples = values(at: SquarePolynomial.points), let checks = values(at: SquarePolynomial.checks) else {
      return nil
    }
    let polynomial = SquarePolynomial(samples)
    for (place, expected) in zip(SquarePolynomial.checks, checks) {
      let error = polynomial.value(place.x, place.y) - expected
      guard max(abs(error.x), abs(error.y)) < Self.tolerance else { return nil }
    }
    return polynomial
  }
}
