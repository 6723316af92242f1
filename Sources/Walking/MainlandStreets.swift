/// The streets around one block that belong to larger components than the one its points join.
struct MainlandStreets {
  /// The component that is joined; `nil` before the first.
  let own: UInt32?
  private(set) var streets: BlockStreets
  /// The largest of their components, where it is within the radius of all points.
  private var everywhere: UInt32?

  /// Nothing yet.
  init(_ scratch: ScratchBuffer<UInt64>) {
    own = nil
    streets = BlockStreets(scratch)
  }

  /// - Parameter around: streets of larger components.
  init(besides own: UInt32, around: BlockStreets, all: UnsafePointer<TileStreet>, radius: Double) {
    self.own = own
    streets = around
    let largest = (0..<streets.count).reduce(own) { min($0, all[around.street($1)].component) }
    let first = (0..<streets.count).first { all[around.street($0)].component == largest }
    if let first, streets.mostDistance(first) <= radius {
      everywhere = largest
      streets.keep { all[$0].component == largest }
    }
  }

  /// The largest of the components within the radius of a point; the own one when there is none larger.
  func largest(around point: TileFrame.Point, all: UnsafePointer<TileStreet>, radiusSquared: Double) -> UInt32 {
    if let everywhere { return everywhere }
    var largest = own ?? 0
    for place in 0..<streets.count {
      let street = all[streets.street(place)]
      if street.component < largest, street.nearest(point.x, point.y).squared <= radiusSquared {
        largest = street.component
      }
    }
    return largest
  }
}
