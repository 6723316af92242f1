import Geography

/// The tangent plane at a place: metres east and north of it, true on the ellipsoid within a few hundred metres (3e-5
/// at 250 m in latitude 60°, 6 mm: the scale of the place itself is used for all around it). Lengths measured here do not depend on the working reference system.
struct LocalPlane {
  let longitudeE7: Double
  let latitudeE7: Double
  let scale: Ellipsoid.LocalScale

  init(longitudeE7: Double, latitudeE7: Double) {
    self.longitudeE7 = longitudeE7
    self.latitudeE7 = latitudeE7
    scale = Ellipsoid.LocalScale(latitude: latitudeE7 * 1e-7)
  }

  init(at place: Coordinate) {
    self.init(longitudeE7: Double(place.longitudeE7), latitudeE7: Double(place.latitudeE7))
  }

  init(longitudeE7: Double, latitudeE7: Double, scale: Ellipsoid.LocalScale) {
    self.longitudeE7 = longitudeE7
    self.latitudeE7 = latitudeE7
    self.scale = scale
  }

  /// Metres east and north, the shorter way round the Earth.
  @inline(__always)
  func point(_ c: Coordinate) -> (x: Double, y: Double) {
    var east = Double(c.longitudeE7) - longitudeE7
    if east > 1.8e9 { east -= 3.6e9 } else if east < -1.8e9 { east += 3.6e9 }
    return (east * scale.eastInMetres, (Double(c.latitudeE7) - latitudeE7) * scale.northInMetres)
  }

  /// A point of a segment: its share along the segment, its distance from the place squared, and where it is.
  typealias Near = (share: Double, squared: Double, x: Double, y: Double)

  /// The nearest point of a segment to the place.
  @inline(__always)
  func nearest(_ a: Coordinate, _ b: Coordinate) -> Near {
    let p = point(a)
    var east = Double(b.longitudeE7) - Double(a.longitudeE7)
    if east > 1.8e9 { east -= 3.6e9 } else if east < -1.8e9 { east += 3.6e9 }
    let dx = east * scale.eastInMetres
    let dy = (Double(b.latitudeE7) - Double(a.latitudeE7)) * scale.northInMetres
    let length = dx * dx + dy * dy
    let share = length == 0 ? 0 : max(0, min(1, -(p.x * dx + p.y * dy) / length))
    let x = p.x + share * dx
    let y = p.y + share * dy
    return (share, x * x + y * y, x, y)
  }

  /// The box of a radius around the place, in 1e-7 degree.
  func box(radius: Double) -> (west: Double, south: Double, east: Double, north: Double) {
    let dx = radius / max(scale.eastInMetres, 1e-9)
    let dy = radius / scale.northInMetres
    return (longitudeE7 - dx, latitudeE7 - dy, longitudeE7 + dx, latitudeE7 + dy)
  }

  /// The coordinate of a point of the plane.
  func coordinate(x: Double, y: Double) -> Coordinate {
    var longitude = (longitudeE7 + x / max(scale.eastInMetres, 1e-9)).rounded()
    if longitude > 1.8e9 { longitude -= 3.6e9 } else if longitude < -1.8e9 { longitude += 3.6e9 }
    let latitude = max(-9e8, min(9e8, (latitudeE7 + y / scale.northInMetres).rounded()))
    return Coordinate(longitudeE7: Int32(longitude), latitudeE7: Int32(latitude))
  }
}
