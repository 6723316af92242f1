/// Streets around one block of points, the nearest to its middle first.
struct BlockStreets {
  /// `millimetres from the block's middle << 32 | street`, ascending.
  let keys: UnsafeMutablePointer<UInt64>
  private(set) var count = 0
  /// Metres from the block's middle to its farthest point.
  let reach: Double

  /// No streets.
  init(_ scratch: ScratchBuffer<UInt64>) {
    keys = scratch.base
    reach = 0
  }

  /// The streets of a list that may lie within the radius of a point of the block, and that are wanted.
  init(
    _ list: UnsafeBufferPointer<UInt32>, streets: UnsafePointer<TileStreet>, middle: TileFrame.Point, reach: Double,
    radius: Double, scratch: ScratchBuffer<UInt64>, where isWanted: (TileStreet) -> Bool
  ) {
    scratch.reserve(list.count)
    keys = scratch.base
    self.reach = reach
    for number in list {
      let street = streets[Int(number)]
      guard isWanted(street) else { continue }
      let distance = street.nearest(middle.x, middle.y).squared.squareRoot()
      guard distance <= radius + reach else { continue }
      keys[count] = UInt64(distance * 1000) << 32 | UInt64(number)
      count += 1
    }
    var found = UnsafeMutableBufferPointer(start: keys, count: count)
    found.sort()
  }

  /// The street at a place of the order.
  @inline(__always)
  func street(_ place: Int) -> Int { Int(keys[place] & 0xFFFF_FFFF) }

  /// No street from this place of the order on is nearer to a point of the block.
  @inline(__always)
  func leastDistance(_ place: Int) -> Double { Double(keys[place] >> 32) / 1000 - reach }

  /// No street of the order up to this place is farther from a point of the block.
  func mostDistance(_ place: Int) -> Double { Double(keys[place] >> 32) / 1000 + 0.001 + reach }

  /// Drops the streets that are not wanted.
  mutating func keep(where isWanted: (Int) -> Bool) {
    var kept = 0
    for place in 0..<count where isWanted(street(place)) {
      keys[kept] = keys[place]
      kept += 1
    }
    count = kept
  }
}
