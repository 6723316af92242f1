import Geography

/// Where the lattice points of one tile lie in the plane at its middle.
struct TileFrame {
  /// A lattice point: in the tile's plane and in 1e-7 degree.
  struct Point {
    var x: Double
    var y: Double
    var longitudeE7: Double
    var latitudeE7: Double

    /// Metres from the middle of a square of points, or a little more, to all of it, given its farthest corner.
    func reach(to corner: Point) -> Double {
      let (dx, dy) = (corner.x - x, corner.y - y)
      return (dx * dx + dy * dy).squareRoot() * 1.01 + 0.1
    }
  }

  let plane: LocalPlane
  /// The four corners' x and y: south-west, south-east, north-west, north-east.
  private let x: SIMD4<Double>
  private let y: SIMD4<Double>
  private let eastInMetres: Double
  /// The tile's box in 1e-7 degree.
  let box: CoordinateBox

  /// - Parameter corners: as ``Lattice/corners(of:)`` lists them.
  init?(corners: ArraySlice<Coordinate>) {
    guard corners.count == 4, let box = CoordinateBox(around: corners) else { return nil }
    self.box = box
    plane = LocalPlane(at: box.centre)
    var x = SIMD4<Double>()
    var y = SIMD4<Double>()
    for (index, corner) in corners.enumerated() {
      let point = plane.point(corner)
      x[index] = point.x
      y[index] = point.y
    }
    self.x = x
    self.y = y
    eastInMetres = max(plane.scale.eastInMetres, 1e-9)
  }

  /// A lattice point between the corners (bilinear: within 2 cm of exact over a tile of 640 m).
  @inline(__always)
  func point(row: Int, column: Int) -> Point {
    let u = Double(column) / Double(Lattice.tileSide)
    let v = Double(row) / Double(Lattice.tileSide)
    let px = (x[0] * (1 - u) + x[1] * u) * (1 - v) + (x[2] * (1 - u) + x[3] * u) * v
    let py = (y[0] * (1 - u) + y[1] * u) * (1 - v) + (y[2] * (1 - u) + y[3] * u) * v
    return Point(
      x: px, y: py, longitudeE7: plane.longitudeE7 + px / eastInMetres,
      latitudeE7: plane.latitudeE7 + py / plane.scale.northInMetres)
  }

  /// The plane's x and y as `c.x + c.y u + c.z v + c.w u v` of the shares u, v of the tile's sides.
  var coefficients: (x: SIMD4<Float>, y: SIMD4<Float>) {
    func bilinear(_ p: SIMD4<Double>) -> SIMD4<Float> {
      SIMD4<Float>(SIMD4(p[0], p[1] - p[0], p[2] - p[0], p[3] - p[2] - p[1] + p[0]))
    }
    return (bilinear(x), bilinear(y))
  }

  /// Half the longer diagonal of the tile in metres. A lattice in a distorted reference system is not metric in the
  /// plane, so it is measured.
  var halfDiagonal: Double {
    func distance(_ a: Int, _ b: Int) -> Double {
      ((x[a] - x[b]) * (x[a] - x[b]) + (y[a] - y[b]) * (y[a] - y[b])).squareRoot()
    }
    return max(distance(0, 3), distance(1, 2)) / 2
  }

  /// The largest distance of a corner from the plane's origin, along an axis.
  var extent: Double { max(-x.min(), x.max(), -y.min(), y.max()) }
}
