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
}
