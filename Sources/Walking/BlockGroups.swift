/// The streets around a block as the descent sees them, roughly, in groups of eight that lie near each other: nearer
/// groups first, ring by ring, and around the block within a ring. From a point in hand most groups are hidden behind
/// its horizon, or too far, as a whole.
struct BlockGroups {
  /// Eight segments, or fewer in the last group, and a circle around all their feet.
  struct Group: BitwiseCopyable {
    var ax = SIMD8<Float>()
    var ay = SIMD8<Float>()
    var dx = SIMD8<Float>()
    var dy = SIMD8<Float>()
    var inverseSquaredLength = SIMD8<Float>()
    var streets = SIMD8<UInt32>()
    var count = 0
    /// The nearest points of its streets to any point of the block lie within the circle.
    var x: Float = 0
    var y: Float = 0
    var radius: Float = 0
    /// No street from this group on is nearer to a point of the block.
    var leastDistance = 0.0
  }

  /// A street, its distance from the block's middle, and where on it that is.
  struct Near: BitwiseCopyable {
    var street: UInt32
    var distance: Double
    var share: Double
  }

  /// Where they lie.
  final class Scratch {
    let groups = ScratchBuffer<Group>()
    let nearby = ScratchBuffer<Near>()
    let keys = ScratchBuffer<UInt32>()
    let order = ScratchBuffer<UInt32>()
    let starts = ScratchBuffer<Int>()
  }

  private static let ringInMetres = 64.0
  private static let directions = 16

  let groups: UnsafeMutablePointer<Group>
  let count: Int

  /// No streets.
  init(_ scratch: Scratch) {
    groups = scratch.groups.base
    count = 0
  }

  /// The streets of one kind that may lie within the radius of a point of the block.
  ///
  /// - Parameter all: the tile's.
  /// - Parameter reach: metres from the block's middle to its farthest point.
  /// - Complexity: linear in the tile's boxes, eight at a time, and in those around: a counting sort.
  init(
    _ all: SegmentBoxes, isPreferred: Bool, streets: UnsafePointer<TileStreet>, shapes: UnsafePointer<TileShape>,
    middle: TileFrame.Point, reach: Double, radius: Double, slack: Float, scratch: Scratch
  ) {
    let rings = Int(min((radius + reach) / Self.ringInMetres, 1000)) + 1
    let left = rings * Self.directions
    scratch.nearby.reserve(all.count)
    scratch.keys.reserve(all.count)
    scratch.order.reserve(all.count)
    scratch.starts.reserve(left + 1)
    let (nearby, keys, order, starts) = (
      scratch.nearby.base, scratch.keys.base, scratch.order.base, scratch.starts.base
    )
    starts.update(repeating: 0, count: left + 1)
    var found = 0
    let farthest = Float(radius + reach) + slack
    all.forEach(around: Float(middle.x), Float(middle.y), within: farthest) { number in
      let street = streets[number]
      guard street.isPreferred == isPreferred else { return }
      let near = street.nearest(middle.x, middle.y)
      let distance = near.squared.squareRoot()
      guard distance <= radius + reach else { return }
      let ring = min(rings - 1, Int(distance / Self.ringInMetres))
      let x = street.ax + near.share * street.dx - middle.x
      let y = street.ay + near.share * street.dy - middle.y
      let key = ring * Self.directions + Self.direction(x, y)
      nearby[found] = Near(street: UInt32(truncatingIfNeeded: number), distance: distance, share: near.share)
      keys[found] = UInt32(key)
      starts[key] += 1
      found += 1
    }
    var total = 0
    for key in 0..<left {
      let count = starts[key]
      starts[key] = total
      total += count
    }
    for place in 0..<found {
      let key = Int(keys[place])
      order[starts[key]] = UInt32(truncatingIfNeeded: place)
      starts[key] += 1
    }
    count = (total + 7) / 8
    scratch.groups.reserve(count)
    groups = scratch.groups.base
    for number in 0..<count {
      let first = 8 * number
      let members = UnsafeBufferPointer(start: order + first, count: min(8, total - first))
      Self.group(
        members, of: nearby, streets: streets, shapes: shapes, reach: reach, slack: slack, into: groups + number)
    }
  }

  private static func group(
    _ members: UnsafeBufferPointer<UInt32>, of nearby: UnsafePointer<Near>, streets: UnsafePointer<TileStreet>,
    shapes: UnsafePointer<TileShape>, reach: Double, slack: Float, into group: UnsafeMutablePointer<Group>
  ) {
    group.initialize(to: Group())
    group.pointee.count = members.count
    // Single numbers in memory, five vectors of them: setting a lane of a vector rewrites all of it.
    let lanes = UnsafeMutableRawPointer(group).assumingMemoryBound(to: Float.self)
    var (west, east, south, north) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
    var least = Double.infinity
    for lane in 0..<members.count {
      let near = nearby[Int(members[lane])]
      let shape = shapes[Int(near.street)]
      lanes[lane] = shape.ax
      lanes[8 + lane] = shape.ay
      lanes[16 + lane] = shape.dx
      lanes[24 + lane] = shape.dy
      lanes[32 + lane] = shape.inverseSquaredLength
      streetNumbers(group)[lane] = near.street
      let street = streets[Int(near.street)]
      least = min(least, near.distance)
      // The nearest points of two places are no farther apart than the places.
      let share = reach * street.inverseSquaredLength.squareRoot()
      let (start, end) = (max(0, near.share - share), min(1, near.share + share))
      let (ax, bx) = (street.ax + start * street.dx, street.ax + end * street.dx)
      let (ay, by) = (street.ay + start * street.dy, street.ay + end * street.dy)
      (west, east) = (min(west, ax, bx), max(east, ax, bx))
      (south, north) = (min(south, ay, by), max(north, ay, by))
    }
    group.pointee.x = Float((west + east) / 2)
    group.pointee.y = Float((south + north) / 2)
    let (dx, dy) = ((east - west) / 2, (north - south) / 2)
    group.pointee.radius = Float((dx * dx + dy * dy).squareRoot()) + 2 * slack
    // The ring's inner edge, for those that follow in the ring may be nearer.
    group.pointee.leastDistance = (least / ringInMetres).rounded(.down) * ringInMetres - reach
  }

  @inline(__always)
  private static func streetNumbers(_ group: UnsafeMutablePointer<Group>) -> UnsafeMutablePointer<UInt32> {
    (UnsafeMutableRawPointer(group) + 5 * MemoryLayout<SIMD8<Float>>.size).assumingMemoryBound(to: UInt32.self)
  }

  /// The street in a lane of a group.
  @inline(__always)
  func street(_ number: Int, _ lane: Int) -> Int { Int(Self.streetNumbers(groups + number)[lane]) }

  private static func direction(_ x: Double, _ y: Double) -> Int {
    let length = abs(x) + abs(y)
    guard length > 0 else { return 0 }
    let quarter = Double(directions / 4)
    let share = y / length * quarter
    let direction = x < 0 ? 2 * quarter - share : share < 0 ? share + 4 * quarter : share
    return min(directions - 1, Int(direction))
  }

  /// Which streets of a group may be within so many metres of (x, y) and not hidden from there, a bit each.
  @inline(__always)
  func open(_ number: Int, _ x: Float, _ y: Float, within limit: Float, _ horizon: TileHorizon) -> UInt32 {
    let dx = groups[number].x - x
    let dy = groups[number].y - y
    let distance = (dx * dx + dy * dy).squareRoot()
    let radius = groups[number].radius
    if distance - radius > limit || horizon.hides(x: dx, y: dy, distance: distance, radius: radius) { return 0 }
    let group = groups[number]
    let px = x - group.ax
    let py = y - group.ay
    let share = ((px * group.dx + py * group.dy) * group.inverseSquaredLength).clampedToUnit
    let ex = share * group.dx - px
    let ey = share * group.dy - py
    let squared = ex * ex + ey * ey
    let near = (squared - limit * limit).negatives
    guard near.hasAny else { return 0 }
    let open = near & horizon.passes(x: ex, y: ey, squared: squared)
    return open.laneBits & (1 << UInt32(group.count) - 1)
  }
}
