import Geography

/// Many points, lines or polygons of one layer of the map, found by box.
///
/// Parts lie end to end in one list of points, in the order of a space-filling curve, so that neighbours are near in
/// memory; every 64 features share a box.
struct MapShapes: Sendable {
  private static let chunk = 64

  /// What the caller knows the feature by.
  private(set) var numbers: [UInt32] = []
  private var firstPart: [UInt32] = [0]
  private var firstPoint: [UInt32] = [0]
  private var points: [WorldPoint] = []
  private var boxes: [WorldBox] = []

  /// Takes features apart: the number of each is its place in the list. Features without a point are left out.
  ///
  /// - Complexity: n log n in the features, linear in their points.
  init(count: Int, parts: (Int) -> [[Coordinate]]) {
    var keyed: [(key: UInt64, number: UInt32)] = []
    keyed.reserveCapacity(count)
    for number in 0..<count {
      guard let first = parts(number).first?.first else { continue }
      keyed.append((WorldPoint(first).curveKey, UInt32(number)))
    }
    keyed.sort { $0 < $1 }
    for (_, number) in keyed { append(parts(Int(number)), number: number) }
    makeBoxes()
  }

  private mutating func append(_ parts: [[Coordinate]], number: UInt32) {
    for part in parts {
      points += part.lazy.map(WorldPoint.init)
      firstPoint.append(UInt32(points.count))
    }
    firstPart.append(UInt32(firstPoint.count - 1))
    numbers.append(number)
  }

  private mutating func makeBoxes() {
    for start in stride(from: 0, to: numbers.count, by: Self.chunk) {
      let end = min(numbers.count, start + Self.chunk)
      boxes.append(WorldBox(around: points[pointRange(start..<end)]))
    }
  }

  private func pointRange(_ features: Range<Int>) -> Range<Int> {
    Int(firstPoint[Int(firstPart[features.lowerBound])])..<Int(firstPoint[Int(firstPart[features.upperBound])])
  }

  /// How many features there are.
  var count: Int { numbers.count }

  /// Calls a body with each feature that touches a box: its number and parts, in the curve's order.
  ///
  /// - Complexity: linear in the chunks, and in the points of those near by.
  func forEach(in box: WorldBox, _ body: (Int, [ArraySlice<WorldPoint>]) -> Void) {
    for chunk in boxes.indices where boxes[chunk].touches(box) {
      for feature in chunk * Self.chunk..<min(numbers.count, (chunk + 1) * Self.chunk) {
        guard WorldBox(around: points[pointRange(feature..<feature + 1)]).touches(box) else { continue }
        let parts = (firstPart[feature]..<firstPart[feature + 1]).map {
          points[Int(firstPoint[Int($0)])..<Int(firstPoint[Int($0) + 1])]
        }
        body(Int(numbers[feature]), parts)
      }
    }
  }
}

extension WorldPoint {
  /// The place on Morton's curve of cells of about 10 m.
  fileprivate var curveKey: UInt64 { (x >> 10).spread | (y >> 10).spread << 1 }
}

extension UInt32 {
  /// The bits with a gap after each.
  fileprivate var spread: UInt64 {
    var bits = UInt64(self)
    bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
    bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
    bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
    bits = (bits | bits << 2) & 0x3333_3333_3333_3333
    return (bits | bits << 1) & 0x5555_5555_5555_5555
  }
}
