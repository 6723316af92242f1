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
  func offset(share: Double) -> UInt32 { startTime + UInt32((share * Double(duration)).rounded()) }
}

/// An obstacle's segment in the plane of a tile.
struct TileObstacle: BitwiseCopyable {
  var ax: Double
  var ay: Double
  var bx: Double
  var by: Double
  var kind: ObstacleIndex.Crossing
}

/// Any segment in the plane of a tile as the descent sees it: roughly.
struct TileShape: BitwiseCopyable {
  var ax: Float
  var ay: Float
  var dx: Float
  var dy: Float
  var inverseSquaredLength: Float
  /// How far from it one may be to be back in time; negative infinity where no one is.
  var metresLeft: Float

  init(ax: Double, ay: Double, dx: Double, dy: Double, metresLeft: Float = -.infinity) {
    self.ax = Float(ax)
    self.ay = Float(ay)
    self.dx = Float(dx)
    self.dy = Float(dy)
    let inverse = 1 / Float(dx * dx + dy * dy)
    inverseSquaredLength = inverse.isFinite ? inverse : 0
    self.metresLeft = metresLeft
  }

  /// Distances squared to four points.
  @inline(__always)
  func squaredDistances(_ x: SIMD4<Float>, _ y: SIMD4<Float>) -> SIMD4<Float> {
    let px = x - ax
    let py = y - ay
    var share = (px * dx + py * dy) * inverseSquaredLength
    share.replace(with: 0, where: share .< 0)
    share.replace(with: 1, where: share .> 1)
    let ex = px - share * dx
    let ey = py - share * dy
    return ex * ex + ey * ey
  }
}
