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
    let sorted = Self.sorted(places.filter { box.contains($0) })
    let lower = Self.chain(sorted)
    let upper = Self.chain(sorted.reversed())
    hull = sorted.count < 3 ? sorted : lower.dropLast() + upper.dropLast()
  }

  /// The places from west to east, then south to north, each once: as one integer each, which sorts fastest.
  private static func sorted(_ places: [Coordinate]) -> [Coordinate] {
    let sign: UInt32 = 0x8000_0000
    var keys = places.map { place in
      UInt64(UInt32(bitPattern: place.longitudeE7) ^ sign) << 32 | UInt64(UInt32(bitPattern: place.latitudeE7) ^ sign)
    }
    keys.sort()
    var sorted: [Coordinate] = []
    sorted.reserveCapacity(keys.count)
    for key in keys {
      let place = Coordinate(
        longitudeE7: Int32(bitPattern: UInt32(truncatingIfNeeded: key >> 32) ^ sign),
        latitudeE7: Int32(bitPattern: UInt32(truncatingIfNeeded: key) ^ sign))
      if place != sorted.last { sorted.append(place) }
    }
    return sorted
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

  /// Whether the data end on land within some metres of a place, or the place lies outside. Linear in the hull, at a
  /// few operations a side that is farther away.
  func endsNear(_ place: Coordinate, metres: Double) -> Bool {
    guard hull.count >= 3 else { return true }
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    func local(_ c: Coordinate) -> (x: Double, y: Double) {
      (
        (Double(c.longitudeE7) - Double(place.longitudeE7)) * scale.eastInMetres,
        (Double(c.latitudeE7) - Double(place.latitudeE7)) * scale.northInMetres
      )
    }
    var a = local(hull[hull.count - 1])
    for index in hull.indices {
      let start = hull[index == 0 ? hull.count - 1 : index - 1]
      let end = hull[index]
      let b = local(end)
      defer { a = b }
      let dx = b.x - a.x
      let dy = b.y - a.y
      let square = dx * dx + dy * dy
      // Surely inside the side's line and farther from it than asked, rounding and all.
      let cross = a.x * b.y - a.y * b.x
      if cross > 1, cross * cross > 1.0001 * metres * metres * square { continue }
      if Self.turn(start, end, place) < 0 { return true }
      let share = max(0, min(1, -(a.x * dx + a.y * dy) / max(square, 1e-9)))
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
