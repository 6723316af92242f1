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
  private let sides: [Side]
  private let water: WaterIndex

  /// Andrew's monotone chain (1979) over the places inside the box. O(n log n).
  init(of places: some Collection<Coordinate>, in box: CoordinateBox, water: WaterIndex) {
    self.water = water
    // Coordinates as one number, longitude first: for sorting, and to drop those at one place.
    var keys = Self.outermost(places.filter { box.contains($0) }).map { place in
      UInt64(UInt32(bitPattern: place.longitudeE7) ^ 1 << 31) << 32
        | UInt64(UInt32(bitPattern: place.latitudeE7) ^ 1 << 31)
    }
    keys.sort()
    var sorted: [Coordinate] = []
    for (index, key) in keys.enumerated() where index == 0 || key != keys[index - 1] {
      sorted.append(
        Coordinate(
          longitudeE7: Int32(bitPattern: UInt32(key >> 32) ^ 1 << 31),
          latitudeE7: Int32(bitPattern: UInt32(truncatingIfNeeded: key) ^ 1 << 31)))
    }
    let lower = Self.chain(sorted)
    let upper = Self.chain(sorted.reversed())
    let hull = sorted.count < 3 ? sorted : lower.dropLast() + upper.dropLast()
    sides = hull.indices.map { Side(hull[$0], hull[($0 + 1) % hull.count]) }
  }

  /// The places that may be corners of the hull: those inside the quadrilateral of the outermost ones in four
  /// directions are not (Akl and Toussaint 1978). Linear.
  private static func outermost(_ places: [Coordinate]) -> [Coordinate] {
    func diagonal(_ c: Coordinate) -> (Int64, Int64) {
      let (x, y) = (Int64(c.longitudeE7), Int64(c.latitudeE7))
      return (x + y, x - y)
    }
    guard
      let south = places.min(by: { diagonal($0).0 < diagonal($1).0 }),
      let east = places.max(by: { diagonal($0).1 < diagonal($1).1 }),
      let north = places.max(by: { diagonal($0).0 < diagonal($1).0 }),
      let west = places.min(by: { diagonal($0).1 < diagonal($1).1 })
    else { return [] }
    let sides = [Side(south, east), Side(east, north), Side(north, west), Side(west, south)]
    return places.filter { place in !sides.allSatisfy { $0.isCertainlyLeft(place) } }
  }

  /// A side of the hull in floating point, for the many places that lie far from it.
  private struct Side: Sendable {
    let start: Coordinate
    let end: Coordinate
    private let x: Double, y: Double, dx: Double, dy: Double

    init(_ start: Coordinate, _ end: Coordinate) {
      self.start = start
      self.end = end
      x = Double(start.longitudeE7)
      y = Double(start.latitudeE7)
      dx = Double(end.longitudeE7) - x
      dy = Double(end.latitudeE7) - y
    }

    /// Twice the area spanned with a place, in square units of 1e-7 degree; wrong by 2¹⁵ at most.
    @inline(__always)
    private func area(_ place: Coordinate) -> Double {
      dx * (Double(place.latitudeE7) - y) - dy * (Double(place.longitudeE7) - x)
    }

    /// Whether a place lies to the left, beyond doubt.
    @inline(__always)
    func isCertainlyLeft(_ place: Coordinate) -> Bool { area(place) > 0x1p16 }

    /// Whether a place lies to the right and farther than some metres from the line.
    func isOutside(_ place: Coordinate, metres: Double, scale: Ellipsoid.LocalScale) -> Bool {
      let (width, height) = (dx * scale.eastInMetres, dy * scale.northInMetres)
      return -area(place) * scale.eastInMetres * scale.northInMetres
        > metres * (width * width + height * height).squareRoot()
    }

    /// Whether a place lies to the left and farther than some metres from the line, beyond doubt.
    @inline(__always)
    func isCertainlyFar(_ place: Coordinate, metres: Double, scale: Ellipsoid.LocalScale) -> Bool {
      let area = area(place)
      guard area > 0x1p16 else { return false }
      let (width, height) = (dx * scale.eastInMetres, dy * scale.northInMetres)
      let product = area * scale.eastInMetres * scale.northInMetres * 0.999_999
      return product * product > metres * metres * (width * width + height * height)
    }
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

  /// The corners of the hull.
  var corners: [Coordinate] { sides.map(\.start) }

  /// Whether a place lies in the hull, or outside no farther than some metres from the line of any side. Linear in the
  /// hull.
  func holds(_ place: Coordinate, withinMetres metres: Double) -> Bool {
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    return sides.count >= 3 && sides.allSatisfy { !$0.isOutside(place, metres: metres, scale: scale) }
  }

  /// Whether the data end on land within some metres of a place, or the place lies outside. Linear in the hull.
  func endsNear(_ place: Coordinate, metres: Double) -> Bool {
    guard sides.count >= 3 else { return true }
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    func local(_ c: Coordinate) -> (x: Double, y: Double) {
      (
        (Double(c.longitudeE7) - Double(place.longitudeE7)) * scale.eastInMetres,
        (Double(c.latitudeE7) - Double(place.latitudeE7)) * scale.northInMetres
      )
    }
    for side in sides where !side.isCertainlyFar(place, metres: metres, scale: scale) {
      if Self.turn(side.start, side.end, place) < 0 { return true }
      let a = local(side.start)
      let b = local(side.end)
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
