/// The streets around a block in their order, eight at a time, as the descent sees them: roughly.
struct BlockShapes {
  /// Eight segments.
  struct Eight: BitwiseCopyable {
    var ax = SIMD8<Float>()
    var ay = SIMD8<Float>()
    var dx = SIMD8<Float>()
    var dy = SIMD8<Float>()
    var inverseSquaredLength = SIMD8<Float>()
  }

  private let eights: UnsafeMutablePointer<Eight>
  private let count: Int

  /// No streets.
  init(_ scratch: ScratchBuffer<Eight>) {
    eights = scratch.base
    count = 0
  }

  init(_ streets: BlockStreets, shapes: UnsafePointer<TileShape>, scratch: ScratchBuffer<Eight>) {
    count = streets.count
    scratch.reserve((count + 7) / 8)
    eights = scratch.base
    for first in stride(from: 0, to: count, by: 8) {
      var eight = Eight()
      for lane in 0..<min(8, count - first) {
        let shape = shapes[streets.street(first + lane)]
        eight.ax[lane] = shape.ax
        eight.ay[lane] = shape.ay
        eight.dx[lane] = shape.dx
        eight.dy[lane] = shape.dy
        eight.inverseSquaredLength[lane] = shape.inverseSquaredLength
      }
      eights[first / 8] = eight
    }
  }

  /// Which of eight streets may be within so many metres of (x, y) and not hidden from there, a bit each.
  @inline(__always)
  func open(_ number: Int, _ x: Float, _ y: Float, within limit: Float, _ horizon: TileHorizon) -> UInt32 {
    let eight = eights[number]
    let px = x - eight.ax
    let py = y - eight.ay
    var share = (px * eight.dx + py * eight.dy) * eight.inverseSquaredLength
    share.replace(with: 0, where: share .< 0)
    share.replace(with: 1, where: share .> 1)
    let ex = share * eight.dx - px
    let ey = share * eight.dy - py
    let squared = ex * ex + ey * ey
    let near = squared .<= limit * limit
    let open = near .& horizon.passes(x: ex, y: ey, squared: squared)
    let powers = SIMD8<UInt32>(1, 2, 4, 8, 16, 32, 64, 128)
    let bits = SIMD8<UInt32>.zero.replacing(with: powers, where: open).wrappedSum()
    let left = count - 8 * number
    return left < 8 ? bits & (1 << UInt32(left) - 1) : bits
  }
}
