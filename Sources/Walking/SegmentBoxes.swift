/// The boxes of some of a tile's segments, eight at a time.
struct SegmentBoxes {
  /// Eight boxes, empty ones at the end, and the segments' numbers.
  struct Eight: BitwiseCopyable {
    var west = SIMD8<Float>(repeating: .infinity)
    var east = SIMD8<Float>(repeating: -.infinity)
    var south = SIMD8<Float>(repeating: .infinity)
    var north = SIMD8<Float>(repeating: -.infinity)
    var numbers = SIMD8<UInt32>()
  }

  private let scratch: ScratchBuffer<Eight>
  private(set) var eights: UnsafeMutablePointer<Eight>
  private(set) var count = 0

  /// None, with room in a scratch.
  init(_ scratch: ScratchBuffer<Eight>) {
    self.scratch = scratch
    eights = scratch.base
  }

  /// Forgets all and makes room.
  mutating func begin(room: Int) {
    scratch.reserve((room + 7) / 8)
    eights = scratch.base
    count = 0
  }

  /// Appends a segment, within the room.
  ///
  /// - Parameter slack: metres that single precision errs by at most.
  @inline(__always)
  mutating func append(_ number: Int, _ shape: TileShape, slack: Float) {
    let (place, lane) = (count / 8, count % 8)
    if lane == 0 { eights[place] = Eight() }
    let (bx, by) = (shape.ax + shape.dx, shape.ay + shape.dy)
    // Single numbers in memory: setting a lane of a vector rewrites all of it.
    let numbers = Self.numbers(eights + place)
    let sides = UnsafeMutableRawPointer(eights + place).assumingMemoryBound(to: Float.self)
    sides[lane] = min(shape.ax, bx) - slack
    sides[8 + lane] = max(shape.ax, bx) + slack
    sides[16 + lane] = min(shape.ay, by) - slack
    sides[24 + lane] = max(shape.ay, by) + slack
    numbers[lane] = UInt32(truncatingIfNeeded: number)
    count += 1
  }

  /// The numbers of eight segments, one by one: they come after four vectors of sides.
  @inline(__always)
  private static func numbers(_ eight: UnsafeMutablePointer<Eight>) -> UnsafeMutablePointer<UInt32> {
    (UnsafeMutableRawPointer(eight) + 4 * MemoryLayout<SIMD8<Float>>.size).assumingMemoryBound(to: UInt32.self)
  }

  /// Takes up a tile's segments by their numbers.
  mutating func fill(_ numbers: Range<Int>, _ shapes: UnsafePointer<TileShape>, slack: Float) {
    begin(room: numbers.count)
    for number in numbers { append(number, shapes[number], slack: slack) }
  }

  /// Calls `body` with all segments whose box meets the box of so many metres around (x, y), in their order.
  @inline(__always)
  func forEach(around x: Float, _ y: Float, within metres: Float, _ body: (Int) -> Void) {
    let (west, east) = (SIMD8(repeating: x - metres), SIMD8(repeating: x + metres))
    let (south, north) = (SIMD8(repeating: y - metres), SIMD8(repeating: y + metres))
    for place in 0..<(count + 7) / 8 {
      let eight = eights[place]
      let meets =
        (eight.west - east).negatives & (west - eight.east).negatives & (eight.south - north).negatives
        & (south - eight.north).negatives
      guard meets.hasAny else { continue }
      var bits = meets.laneBits
      while bits != 0 {
        body(Int(Self.numbers(eights + place)[bits.trailingZeroBitCount]))
        bits &= bits - 1
      }
    }
  }
}
