/// Shapes in metres about a middle.
enum Outline {
  /// Cosines and sines of sixteenths of a turn, so that no mathematical library decides a bit.
  private static let sixteenths: [Point] = {
    let half = 0.5.squareRoot()
    let (long, short) = (((2 + 2.0.squareRoot()).squareRoot()) / 2, ((2 - 2.0.squareRoot()).squareRoot()) / 2)
    let first = [Point(x: 1, y: 0), Point(x: long, y: short), Point(x: half, y: half), Point(x: short, y: long)]
    let second = first + first.map(\.left)
    return second + second.map { $0 * -1 }
  }()

  /// A ring of 16, 8 or 4 points about an ellipse.
  static func ellipse(_ middle: Point, axis: Point, _ width: Double, _ depth: Double, points: Int) -> [Point] {
    stride(from: 0, to: 16, by: 16 / points).map {
      middle + axis * (sixteenths[$0].x * width / 2) + axis.left * (sixteenths[$0].y * depth / 2)
    }
  }

  /// A rectangle.
  static func rectangle(_ middle: Point, axis: Point, _ width: Double, _ depth: Double) -> [Point] {
    [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map {
      middle + axis * ($0.0 * width / 2) + axis.left * ($0.1 * depth / 2)
    }
  }

  /// A building of four to fourteen right-angled corners: a rectangle with notches in its corners and sides.
  static func building(
    _ middle: Point, axis: Point, _ width: Double, _ depth: Double, _ random: inout SeededRandom
  ) -> [Point] {
    var shape: [Point] = []
    for (index, corner) in [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].enumerated() {
      let (x, y) = (corner.0 * width, corner.1 * depth)
      guard random.chance(0.56) else {
        shape.append(Point(x: x, y: y))
        continue
      }
      let (inX, inY) = (x * (1 - random.between(0.25, 0.7)), y * (1 - random.between(0.25, 0.7)))
      let notch = [Point(x: inX, y: y), Point(x: inX, y: inY), Point(x: x, y: inY)]
      shape += index % 2 == 0 ? notch.reversed() : notch
    }
    return shape.map { middle + axis * $0.x + axis.left * $0.y }
  }
}
