import Geography

/// Geometries as GeoPackage stores them: a header with the box, then well-known binary (OGC 12-128r18, clause 2.1.3).
struct GeoPackageGeometry {
  /// The bytes.
  private(set) var bytes: [UInt8] = []
  /// West, east, south and north in degrees; `nil` when it is empty.
  let box: (west: Double, east: Double, south: Double, north: Double)?

  /// A point, or polygons as one multipolygon; `nil` for what a run never writes.
  init?(_ geometry: GeoJSONGeometry) {
    let polygons: [GeographicPolygon]
    switch geometry {
    case .point(let place):
      box = (place.longitude, place.longitude, place.latitude, place.latitude)
      header(flags: 0b0000_0001)
      kind(1)
      put(place)
      return
    case .polygon(let polygon): polygons = [polygon]
    case .multiPolygon(let several): polygons = several
    default: return nil
    }
    box = CoordinateBox(around: polygons.lazy.flatMap(\.exterior)).map {
      ($0.southWest.longitude, $0.northEast.longitude, $0.southWest.latitude, $0.northEast.latitude)
    }
    // The box is left out of an empty geometry, whose flag is set instead.
    header(flags: box == nil ? 0b0001_0001 : 0b0000_0011)
    if let box { for side in [box.west, box.east, box.south, box.north] { put(side) } }
    kind(6)
    put(UInt32(polygons.count))
    for polygon in polygons {
      kind(3)
      // Simple Features has the exterior counterclockwise, as RFC 7946.
      let rings = polygon.orientedByRightHandRule().rings
      put(UInt32(rings.count))
      for ring in rings {
        put(UInt32(ring.count))
        for place in ring { put(place) }
      }
    }
  }

  /// "GP", version 1, flags with the lowest bit set for little-endian numbers, and EPSG:4326.
  private mutating func header(flags: UInt8) {
    bytes += [0x47, 0x50, 0, flags]
    put(UInt32(4326))
  }

  private mutating func kind(_ number: UInt32) {
    bytes.append(1)
    put(number)
  }

  private mutating func put(_ number: UInt32) { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }

  private mutating func put(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
  }

  private mutating func put(_ place: Coordinate) {
    put(place.longitude)
    put(place.latitude)
  }
}
