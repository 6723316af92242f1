/// The obstacles around one block, the nearest to its middle first, ring by ring.
struct BlockObstacles {
  private static let ringInMetres = 16.0

  /// Where they lie.
  final class Scratch {
    let boxes = ScratchBuffer<SegmentBoxes.Eight>()
    let near = ScratchBuffer<UInt32>()
    let rings = ScratchBuffer<UInt16>()
    let order = ScratchBuffer<UInt32>()
    let ends = ScratchBuffer<Int>()
  }

  private let scratch: Scratch
  private(set) var boxes: SegmentBoxes
  private var ringCount = 0
  private var reach = 0.0
  /// Whether those of the block in hand are there.
  var isMade = false

  init(_ scratch: Scratch) {
    self.scratch = scratch
    boxes = SegmentBoxes(scratch.boxes)
  }

  /// Gathers those that a leg within the radius from a point of the block can meet.
  ///
  /// - Parameters:
  ///   - all: the tile's.
  ///   - shapes: theirs, by their numbers.
  ///   - reach: metres from the block's middle to its farthest point.
  /// - Complexity: linear in the tile's boxes, eight at a time, and in those around: a counting sort.
  mutating func make(
    _ all: SegmentBoxes, shapes: UnsafePointer<TileShape>, middle: TileFrame.Point, reach: Double, radius: Double,
    slack: Float
  ) {
    isMade = true
    self.reach = reach
    ringCount = ring(radius + reach) + 1
    scratch.near.reserve(all.count)
    scratch.rings.reserve(all.count)
    scratch.order.reserve(all.count)
    scratch.ends.reserve(ringCount)
    let (near, rings, order, ends) = (scratch.near.base, scratch.rings.base, scratch.order.base, scratch.ends.base)
    ends.update(repeating: 0, count: ringCount)
    let (x, y) = (Float(middle.x), Float(middle.y))
    var count = 0
    all.forEach(around: x, y, within: Float(radius + reach) + slack) { number in
      let distance = shapes[number].squaredDistance(x, y).squareRoot() - slack
      let ring = ring(max(0, Double(distance)))
      guard ring < ringCount else { return }
      near[count] = UInt32(truncatingIfNeeded: number)
      rings[count] = UInt16(truncatingIfNeeded: ring)
      ends[ring] += 1
      count += 1
    }
    // Each ring's end becomes its start, and its end again as it is filled.
    var start = 0
    for ring in 0..<ringCount {
      let count = ends[ring]
      ends[ring] = start
      start += count
    }
    for place in 0..<count {
      let ring = Int(rings[place])
      order[ends[ring]] = near[place]
      ends[ring] += 1
    }
    boxes.begin(room: count)
    for place in 0..<count {
      let number = Int(order[place])
      boxes.append(number, shapes[number], slack: slack)
    }
  }

  /// How many of the first ones a leg of a length from a point of the block can meet.
  @inline(__always)
  func count(within length: Double) -> Int {
    ringCount == 0 ? 0 : scratch.ends.base[min(ringCount - 1, ring(length + reach + 0.1))]
  }

  @inline(__always)
  private func ring(_ metres: Double) -> Int { Int(min(metres / Self.ringInMetres, 60_000)) }
}
