import Geography

/// A street segment in the plane of a tile.
struct TileStreet: BitwiseCopyable {
  var ax: Double
  var ay: Double
  var dx: Double
  var dy: Double
  var inverseSquaredLength: Double
  /// Number in the ``SnapIndex``.
  var segment: UInt32
  var edge: UInt32
  var component: UInt32
  /// Milliseconds from the edge's tail to the segment, and along it.
  var startTime: UInt32
  var duration: UInt32
  /// Of a component that matters, and not in a tunnel.
  var isPreferred: Bool
  var isUnderground: Bool

  /// Distance squared and share of the nearest point to (x, y).
  @inline(__always)
  func nearest(_ x: Double, _ y: Double) -> (squared: Double, share: Double) {
    let px = x - ax
    let py = y - ay
    let share = max(0, min(1, (px * dx + py * dy) * inverseSquaredLength))
    let ex = px - share * dx
    let ey = py - share * dy
    return (ex * ex + ey * ey, share)
  }

  /// Milliseconds from the edge's tail to a share of the segment.
  @inline(__always)
  func offset(share: Double) -> UInt32 { startTime + UInt32(roundingHalfUp: share * Double(duration)) }
}

/// An obstacle's segment in the plane of a tile.
struct TileObstacle: BitwiseCopyable {
  var ax: Double
  var ay: Double
  var bx: Double
  var by: Double
  var kind: ObstacleIndex.Crossing

  var line: PlanarLine { PlanarLine(a: (ax, ay), b: (bx, by)) }
}

/// Any segment in the plane of a tile as the descent sees it: roughly.
struct TileShape: BitwiseCopyable {
  /// Where it begins, and from there to its end: x, y, dx, dy. One vector, so that it is loaded as one.
  var line: SIMD4<Float>
  var inverseSquaredLength: Float
  /// How far from it one may be to be back in time; negative infinity where no one is.
  var metresLeft: Float

  init(ax: Double, ay: Double, dx: Double, dy: Double, metresLeft: Float = -.infinity) {
    line = SIMD4(Float(ax), Float(ay), Float(dx), Float(dy))
    let inverse = 1 / Float(dx * dx + dy * dy)
    inverseSquaredLength = inverse.isFinite ? inverse : 0
    self.metresLeft = metresLeft
  }

  var ax: Float { line.x }
  var ay: Float { line.y }
  var dx: Float { line.z }
  var dy: Float { line.w }

  /// The largest coordinate or length, or more.
  @inline(__always)
  var largest: Float { max(abs(ax) + abs(dx), abs(ay) + abs(dy)) }

  /// Distance squared to a point.
  @inline(__always)
  func squaredDistance(_ x: Float, _ y: Float) -> Float {
    let px = x - ax
    let py = y - ay
    let share = max(0, min(1, (px * dx + py * dy) * inverseSquaredLength))
    let ex = px - share * dx
    let ey = py - share * dy
    return ex * ex + ey * ey
  }

  /// Distances squared to four points.
  @inline(__always)
  func squaredDistances(_ x: SIMD4<Float>, _ y: SIMD4<Float>) -> SIMD4<Float> {
    let dx = SIMD4(repeating: line.z)
    let dy = SIMD4(repeating: line.w)
    let px = x - SIMD4(repeating: line.x)
    let py = y - SIMD4(repeating: line.y)
    let share = ((px * dx + py * dy) * SIMD4(repeating: inverseSquaredLength)).clampedToUnit
    let ex = px - share * dx
    let ey = py - share * dy
    return ex * ex + ey * ey
  }
}
