import Geography

/// The Hilbert curve over the whole Earth, 2³² cells a side: places near on the curve are near on the ground.
///
/// One fixed curve, not one fitted to the data: a stray node at 0, 0 does not coarsen it.
enum Hilbert {
  /// How the square at hand lies: whether x and y are swapped, whether both are mirrored.
  private struct Turn {
    var isSwapped: UInt32 = 0
    var isMirrored: UInt32 = 0

    /// The quarter, 0…3 along the curve, of one bit of x and y; turns on to the square inside it.
    mutating func quarter(_ x: UInt32, _ y: UInt32) -> UInt32 {
      let right = (isSwapped == 0 ? x : y) ^ isMirrored
      let upper = (isSwapped == 0 ? y : x) ^ isMirrored
      if upper == 0 {
        isMirrored ^= right
        isSwapped ^= 1
      }
      return (3 * right) ^ upper
    }
  }

  /// Four steps of the curve at once: by turn (2 bits), 4 bits of x and 4 of y, the 8 bits of the place, and behind
  /// them the turn that follows.
  private static let steps: [UInt16] = (0..<1 << 10).map { (entry: UInt32) in
    var turn = Turn(isSwapped: entry >> 9, isMirrored: entry >> 8 & 1)
    var place: UInt32 = 0
    for bit in [3, 2, 1, 0] as [UInt32] {
      place = place << 2 | turn.quarter(entry >> (4 + bit) & 1, entry >> bit & 1)
    }
    return UInt16(truncatingIfNeeded: place << 2 | turn.isSwapped << 1 | turn.isMirrored)
  }

  /// The place on the curve of a coordinate: 32 steps, each picks a quarter and turns the next square so that the curve
  /// goes on.
  static func index(of coordinate: Coordinate) -> UInt64 {
    let steps = steps.span
    let x = UInt32(bitPattern: coordinate.longitudeE7) ^ 0x8000_0000
    let y = UInt32(bitPattern: coordinate.latitudeE7) ^ 0x8000_0000
    var index: UInt64 = 0
    var turn: UInt32 = 0
    var shift: UInt32 = 32
    while shift > 0 {
      shift -= 4
      let (right, upper) = ((x &>> shift) & 15, (y &>> shift) & 15)
      let step = steps[Int(turn << 8 | right << 4 | upper)]
      index = index << 8 | UInt64(step >> 2)
      turn = UInt32(step & 3)
    }
    return index
  }

  /// A node and its place on the curve.
  struct Key {
    var index: UInt64
    var node: UInt32
  }

  /// Keys by rising index, equal ones in the order they had: a radix sort by 11 bits, linear.
  static func sorted(_ keys: [Key]) -> [Key] {
    let differing = keys.reduce(0) { $0 | ($1.index ^ keys[0].index) }
    var (from, into) = (keys, keys)
    for shift in stride(from: UInt64(0), to: 64, by: 11) where (differing >> shift) & 0x7FF != 0 {
      var next = [Int](repeating: 0, count: 2048 + 1)
      for key in from { next[Int(key.index >> shift & 0x7FF) + 1] += 1 }
      for digit in 0..<2048 { next[digit + 1] += next[digit] }
      for key in from {
        let digit = Int(key.index >> shift & 0x7FF)
        into[next[digit]] = key
        next[digit] += 1
      }
      swap(&from, &into)
    }
    return from
  }
}
