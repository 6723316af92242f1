/// A place on the drawing plane: metres east and north of the city's middle.
struct Point {
  var x: Double
  var y: Double

  static func + (left: Point, right: Point) -> Point { Point(x: left.x + right.x, y: left.y + right.y) }
  static func - (left: Point, right: Point) -> Point { Point(x: left.x - right.x, y: left.y - right.y) }
  static func * (left: Point, right: Double) -> Point { Point(x: left.x * right, y: left.y * right) }

  /// Metres from the origin.
  var length: Double { (x * x + y * y).squareRoot() }

  /// The same direction, a metre long; eastwards for no direction at all.
  var direction: Point { length > 0 ? self * (1 / length) : Point(x: 1, y: 0) }

  /// A quarter turn to the left.
  var left: Point { Point(x: -y, y: x) }

  /// The point at this share of the way to `end`.
  func towards(_ end: Point, _ share: Double) -> Point { self + (end - self) * share }
}

/// A node that is written: its id and where it lies.
struct PlacedNode {
  let id: Int64
  let point: Point
}

/// A place in steps of 1e-7 degree, as extracts hold it.
struct GridPlace {
  let latitude: Int64
  let longitude: Int64

  /// Where the cities lie: in the Atlantic, so that nobody takes one for a real city.
  static let middle = (latitude: 30.0, longitude: -30.0)

  /// Steps a metre: 110,852 m a degree of latitude and 96,486 m a degree of longitude at 30° north.
  private static let steps = (north: 1e7 / 110_852, east: 1e7 / 96_486)

  init(_ point: Point) {
    latitude = Int64(GridPlace.middle.latitude * 1e7 + (point.y * GridPlace.steps.north).rounded())
    longitude = Int64(GridPlace.middle.longitude * 1e7 + (point.x * GridPlace.steps.east).rounded())
  }
}
