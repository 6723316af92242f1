/// The labels of one state in sixteen searches at once, a lane a search: milliseconds as `Float`.
///
/// Integers up to 2²⁴ are exact as `Float`, and a sum beyond is rounded to no less than 2²⁴: with a limit under that a
/// label within the limit is always exact. Floats because every x86-64 processor has their minimum as one instruction
/// (`minps`, SSE) and lacks that of 32-bit integers (SSE 4.1). Four registers of four, for the compiler handles wider
/// vectors lane by lane here.
struct LaneRow {
  static var laneCount: Int { 16 }
  /// The highest limit whose sums are exact.
  static var highestLimit: UInt32 { 1 << 24 - 1 }

  private var a, b, c, d: SIMD4<Float>

  /// All lanes alike.
  @inline(__always)
  init(repeating time: Float) {
    a = SIMD4(repeating: time)
    (b, c, d) = (a, a, a)
  }

  @inline(__always)
  private init(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// Each lane so much later.
  @inline(__always)
  func adding(_ time: Float) -> LaneRow {
    let time = SIMD4(repeating: time)
    return LaneRow(a + time, b + time, c + time, d + time)
  }

  /// Takes the earlier time in each lane; returns whether one was earlier in the other row. Without a branch.
  @inline(__always)
  mutating func lower(to row: LaneRow) -> Bool {
    let (old, new) = (self, row)
    let lowered = (new.a .< old.a) .| (new.b .< old.b) .| (new.c .< old.c) .| (new.d .< old.d)
    let bits = unsafeBitCast(lowered, to: SIMD2<UInt64>.self)
    a = old.a.replacing(with: new.a, where: new.a .< old.a)
    b = old.b.replacing(with: new.b, where: new.b .< old.b)
    c = old.c.replacing(with: new.c, where: new.c .< old.c)
    d = old.d.replacing(with: new.d, where: new.d .< old.d)
    return bits.x | bits.y != 0
  }

  /// Takes an earlier time in one lane.
  mutating func lower(lane: Int, to time: Float) {
    switch lane >> 2 {
    case 0: a[lane & 3] = min(a[lane & 3], time)
    case 1: b[lane & 3] = min(b[lane & 3], time)
    case 2: c[lane & 3] = min(c[lane & 3], time)
    default: d[lane & 3] = min(d[lane & 3], time)
    }
  }

  /// The lanes not later than a time, lane i as bit i.
  @inline(__always)
  func lanes(notAfter time: Float) -> UInt16 {
    let time = SIMD4(repeating: time)
    let none = SIMD4<UInt32>()
    let bits =
      none.replacing(with: SIMD4(1, 2, 4, 8), where: a .<= time)
      | none.replacing(with: SIMD4(1 << 4, 1 << 5, 1 << 6, 1 << 7), where: b .<= time)
      | none.replacing(with: SIMD4(1 << 8, 1 << 9, 1 << 10, 1 << 11), where: c .<= time)
      | none.replacing(with: SIMD4(1 << 12, 1 << 13, 1 << 14, 1 << 15), where: d .<= time)
    let halves = unsafeBitCast(bits, to: SIMD2<UInt64>.self)
    let both = halves.x | halves.y
    return UInt16(truncatingIfNeeded: both | both >> 32)
  }
}
