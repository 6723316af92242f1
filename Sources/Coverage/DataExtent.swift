import Geography
import Walking

/// How far the data reach: the convex hull of the streets.
///
/// Extracts are cut by polygons that they do not carry, and their boxes hold empty corners; the hull follows the streets.
/// It is too wide in a bay of the border, and says nothing of what lacks inside. Where the sea begins beyond it,
/// nothing is missing.
struct DataExtent: Sendable {
  /// How far beyond the hull the sea is looked for, in metres.
  private static let outlookInMetres = 200.0

  /// Counterclockwise, not closed.
  private let hull: [Coordinate]
  private let water: WaterIndex

  /// Andrew's monotone chain (1979) over the places inside the box. O(n log n).
  init(of places: [Coordinate], in box: CoordinateBox, water: WaterIndex) {
    self.water = water
    let sorted = Set(places.filter { box.contains($0) }).sorted {
      ($0.longitudeE7, $0.latitudeE7) < ($1.longitudeE7, $1.latitudeE7)
    }
    let lower = Self.chain(sorted)
    let upper = Self.chain(sorted.reversed())
    hull = sorted.count < 3 ? sorted : lower.dropLast() + upper.dropLast()
  }

  /// One side of the hull, turning left only.
  private static func chain(_ places: [Coordinate]) -> [Coordinate] {
    var chain: [Coordinate] = []
    for place in places {
      while chain.count >= 2, turn(chain[chain.count - 2], chain[chain.count - 1], place) <= 0 { chain.removeLast() }
      chain.append(place)
    }
    return chain
  }

  /// Positive for a left turn; exact, as differences fit 33 bits.
  private static func turn(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Int128 {
    let abx = Int128(b.longitudeE7) - Int128(a.longitudeE7)
    let aby = Int128(b.latitudeE7) - Int128(a.latitudeE7)
    let acx = Int128(c.longitudeE7) - Int128(a.longitudeE7)
    let acy = Int128(c.latitudeE7) - Int128(a.latitudeE7)
    return abx * acy - aby * acx
  }

  /// Whether the data end on land within some metres of a place, or the place lies outside. Linear in the hull.
  func endsNear(_ place: Coordinate, metres: Double) -> Bool {
    guard hull.count >= 3 else { return true }
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    func local(_ c: Coordinate) -> (x: Double, y: Double) {
      (
        (Double(c.longitudeE7) - Double(place.longitudeE7)) * scale.eastInMetres,
        (Double(c.latitudeE7) - Double(place.latitudeE7)) * scale.northInMetres
      )
    }
    for (index, start) in hull.enumerated() {
      let end = hull[(index + 1) % hull.count]
      if Self.turn(start, end, place) < 0 { return true }
      let a = local(start)
      let b = local(end)
      let dx = b.x - a.x
      let dy = b.y - a.y
      let share = max(0, min(1, -(a.x * dx + a.y * dy) / max(dx * dx + dy * dy, 1e-9)))
      let x = a.x + share * dx
      let y = a.y + share * dy
      let distance = (x * x + y * y).squareRoot()
      guard distance < metres else { continue }
      let stretch = (distance + Self.outlookInMetres) / max(distance, 1e-9)
      let isSea = water.contains(
        longitudeE7: Double(place.longitudeE7) + x * stretch / max(scale.eastInMetres, 1e-9),
        latitudeE7: Double(place.latitudeE7) + y * stretch / scale.northInMetres)
      if !isSea { return true }
    }
    return false
  }
}
