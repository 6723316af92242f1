/// The streets around one block that belong to larger components than the one its points join.
struct MainlandStreets {
  /// The component that is joined; `nil` before the first.
  let own: UInt32?
  /// `millimetres from the block's centre << 32 | street`, ascending.
  let keys: UnsafeMutablePointer<UInt64>
  let count: Int
  /// The largest of their components, where it is within the radius of all points.
  private let everywhere: UInt32?

  /// Nothing yet.
  init(_ scratch: ScratchBuffer<UInt64>) {
    own = nil
    keys = scratch.base
    count = 0
    everywhere = nil
  }

  /// - Parameters:
  ///   - root: the streets of the whole tile.
  ///   - reach: metres from the block's centre to its farthest point.
  init(
    besides own: UInt32, root: TileDescent.Level, streets: UnsafePointer<TileStreet>, centre: TileFrame.Point,
    reach: Double, radius: Double, scratch: ScratchBuffer<UInt64>
  ) {
    scratch.reserve(root.streets)
    let keys = scratch.base
    var count = 0
    var largest = own
    for place in 0..<root.streets {
      let number = Int(root.list[place])
      let street = streets[number]
      guard street.component < own, !street.isUnderground else { continue }
      let distance = street.nearest(centre.x, centre.y).squared.squareRoot()
      guard distance <= radius + reach else { continue }
      keys[count] = UInt64(distance * 1000) << 32 | UInt64(number)
      count += 1
      largest = min(largest, street.component)
    }
    var found = UnsafeMutableBufferPointer(start: keys, count: count)
    found.sort()
    let first = (0..<count).first { streets[Int(keys[$0] & 0xFFFF_FFFF)].component == largest }
    if let first, Double(keys[first] >> 32) / 1000 + 0.001 + reach <= radius {
      everywhere = largest
      var kept = 0
      for place in first..<count where streets[Int(keys[place] & 0xFFFF_FFFF)].component == largest {
        keys[kept] = keys[place]
        kept += 1
      }
      count = kept
    } else {
      everywhere = nil
    }
    self.own = own
    self.keys = keys
    self.count = count
  }

  /// The largest of the components within the radius of a point; the own one when there is none larger.
  func largest(around point: TileFrame.Point, streets: UnsafePointer<TileStreet>, radiusSquared: Double) -> UInt32 {
    if let everywhere { return everywhere }
    var largest = own ?? 0
    for place in 0..<count {
      let street = streets[Int(keys[place] & 0xFFFF_FFFF)]
      if street.component < largest, street.nearest(point.x, point.y).squared <= radiusSquared {
        largest = street.component
      }
    }
    return largest
  }
}
