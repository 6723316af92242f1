/// A smooth function from a square of the plane to the plane, as a polynomial of degree 3 in x and in y: interpolated at
/// 4 × 4 Chebyshev points, from −1 to 1 along both axes of the square.
struct SquarePolynomial {
  /// Of uᵏ vˡ at `4 l + k`.
  let coefficients: InlineArray<16, SIMD2<Double>>

  /// - Parameter samples: the function's values at ``points``.
  init(_ samples: [SIMD2<Double>]) {
    var coefficients = InlineArray<16, SIMD2<Double>>(repeating: .zero)
    for l in 0..<4 {
      for k in 0..<4 {
        var sum = SIMD2<Double>.zero
        for j in 0..<4 {
          for i in 0..<4 { sum += samples[4 * j + i] * (Self.monomials[k][i] * Self.monomials[l][j]) }
        }
        coefficients[4 * l + k] = sum
      }
    }
    self.coefficients = coefficients
  }

  /// The value at (u, v).
  @inline(__always)
  func value(_ u: Double, _ v: Double) -> SIMD2<Double> {
    // Else each row is a call with a copy of all coefficients.
    @inline(__always)
    func row(_ l: Int) -> SIMD2<Double> {
      let high = coefficients[4 * l + 2] + coefficients[4 * l + 3] * u
      return coefficients[4 * l] + (coefficients[4 * l + 1] + high * u) * u
    }
    return row(0) + (row(1) + (row(2) + row(3) * v) * v) * v
  }

  /// Where the function is sampled, row by row.
  static let points: [SIMD2<Double>] = nodes.flatMap { v in nodes.map { u in SIMD2(u, v) } }

  /// Where the polynomial is to be compared with the function.
  ///
  /// Off the corners, for one of them may be the centre of a local system, which PROJ takes apart: 1e-3 of a unit of 1e-7
  /// degree off its own series around it.
  static let checks: [SIMD2<Double>] = [
    SIMD2(0, 0), SIMD2(0.97, 0.98), SIMD2(-0.98, 0.97), SIMD2(0.97, -0.98), SIMD2(-0.98, -0.97), SIMD2(0.6, 0),
    SIMD2(0, 0.6), SIMD2(-0.6, 0), SIMD2(0, -0.6),
  ]

  /// Chebyshev points of the first kind.
  private static let nodes = [
    -0.92387953251128675613, -0.38268343236508977173, 0.38268343236508977173, 0.92387953251128675613,
  ]

  /// What each sample gives to each power of u: the inverse of the nodes' Vandermonde matrix.
  private static let monomials: [[Double]] = {
    var rows = [[Double]](repeating: Array(repeating: 0, count: 4), count: 4)
    for i in 0..<4 {
      // The polynomial that is 1 at node i and 0 at the others, multiplied out.
      var polynomial = [1.0]
      for j in 0..<4 where j != i {
        let difference = nodes[i] - nodes[j]
        var product = [Double](repeating: 0, count: polynomial.count + 1)
        for (power, factor) in polynomial.enumerated() {
          product[power + 1] += factor / difference
          product[power] -= factor * nodes[j] / difference
        }
        polynomial = product
      }
      for power in 0..<4 { rows[power][i] = polynomial[power] }
    }
    return rows
  }()
}
