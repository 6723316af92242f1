import Geography

/// The Hilbert curve over the whole Earth, 2³² cells a side: places near on the curve are near on the ground.
///
/// One fixed curve, not one fitted to the data: a stray node at 0, 0 does not coarsen it.
enum Hilbert {
  /// The place on the curve of a coordinate, by the usual iterative conversion: 32 steps, each picks a quarter and
  /// turns the next square so that the curve goes on.
  static func index(of coordinate: Coordinate) -> UInt64 {
    var x = UInt32(bitPattern: coordinate.longitudeE7) ^ 0x8000_0000
    var y = UInt32(bitPattern: coordinate.latitudeE7) ^ 0x8000_0000
    var index: UInt64 = 0
    var shift: UInt32 = 32
    while shift > 0 {
      shift -= 1
      let right = (x &>> shift) & 1
      let upper = (y &>> shift) & 1
      index = index &<< 2 | UInt64((3 &* right) ^ upper)
      if upper == 0 {
        if right == 1 {
          x = ~x
          y = ~y
        }
        swap(&x, &y)
      }
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
