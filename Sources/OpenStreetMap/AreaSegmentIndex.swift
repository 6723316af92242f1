import Geography

/// A static tree of boxes over segments, packed in Morton order of their middles, eight to a node.
///
/// Clusters cost it nothing, unlike a grid. A question costs O(log n + answers) for segments that are short against
/// the whole, as those of maps are; many long slanted ones side by side degrade it.
struct AreaSegmentIndex {
  private static let fanOut = 8
  /// The segments in Morton order.
  let order: [UInt32]
  private let boxes: [CoordinateBox]
  private let levelStarts: [Int]
  private let levelCounts: [Int]

  /// Builds the tree. O(n log n).
  init(segments: Int, box: (Int) -> CoordinateBox) {
    let unordered = (0..<segments).map(box)
    let order = Self.mortonOrder(unordered)
    var boxes = order.map { unordered[Int($0)] }
    var starts = [0]
    var counts = [segments]
    while let below = counts.last, let start = starts.last, below > 1 {
      starts.append(boxes.count)
      counts.append((below + Self.fanOut - 1) / Self.fanOut)
      for first in stride(from: 0, to: below, by: Self.fanOut) {
        var union = boxes[start + first]
        for child in (first + 1)..<max(first + 1, min(first + Self.fanOut, below)) {
          union.formUnion(with: boxes[start + child].southWest)
          union.formUnion(with: boxes[start + child].northEast)
        }
        boxes.append(union)
      }
    }
    self.order = order
    self.boxes = boxes
    levelStarts = starts
    levelCounts = counts
  }

  /// The box around all segments; there must be one.
  var bounds: CoordinateBox { boxes[boxes.count - 1] }

  /// The box at a place of ``order``.
  func box(at place: Int) -> CoordinateBox { boxes[place] }

  /// Calls `body` with every place of ``order`` from `start` on whose box meets `box`, until it returns false.
  @inline(__always)
  func visit(_ box: CoordinateBox, from start: Int = 0, _ body: (Int) -> Bool) {
    let top = levelCounts.count - 1
    var level = 0
    var node = start
    while true {
      // Past a group of siblings go on with the sibling of their parent.
      while level < top, node % Self.fanOut == 0 || node >= levelCounts[level] {
        node = (node + Self.fanOut - 1) / Self.fanOut
        level += 1
      }
      guard node < levelCounts[level] else { return }
      // Down to the first leaf, as long as the boxes meet.
      var meets = boxes[levelStarts[level] + node].intersects(box)
      while meets, level > 0 {
        level -= 1
        node *= Self.fanOut
        meets = boxes[levelStarts[level] + node].intersects(box)
      }
      if meets, !body(node) { return }
      node += 1
    }
  }

  /// The boxes by the interleaved bits of their middles, 16 of each coordinate as seen from the corner of all.
  private static func mortonOrder(_ boxes: [CoordinateBox]) -> [UInt32] {
    guard var bounds = boxes.first else { return [] }
    for box in boxes {
      bounds.formUnion(with: box.southWest)
      bounds.formUnion(with: box.northEast)
    }
    let width = Int64(bounds.northEast.longitudeE7) - Int64(bounds.southWest.longitudeE7)
    let height = Int64(bounds.northEast.latitudeE7) - Int64(bounds.southWest.latitudeE7)
    let shift = Int64(max(0, 48 - max(width, height, 1).leadingZeroBitCount))
    func spread(_ value: Int32, from origin: Int32) -> UInt64 {
      var bits = UInt64((Int64(value) - Int64(origin)) >> shift)
      bits = (bits | bits << 8) & 0x00FF_00FF
      bits = (bits | bits << 4) & 0x0F0F_0F0F
      bits = (bits | bits << 2) & 0x3333_3333
      return (bits | bits << 1) & 0x5555_5555
    }
    var keys: [UInt64] = []
    keys.reserveCapacity(boxes.count)
    for (number, box) in boxes.enumerated() {
      let middle = box.centre
      let code =
        spread(middle.longitudeE7, from: bounds.southWest.longitudeE7)
        | spread(middle.latitudeE7, from: bounds.southWest.latitudeE7) << 1
      keys.append(code << 32 | UInt64(number))
    }
    keys.sort()
    return keys.map { UInt32(truncatingIfNeeded: $0) }
  }
}
