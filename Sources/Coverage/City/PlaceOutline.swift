import Geography
import OpenStreetMap

/// The centroid and area of a ring, in closed form.
struct PlaceRing {
  /// The centroid of the enclosed area; the mean of the points where the area is nil.
  let centroid: Coordinate
  /// Square metres, by the ellipsoid's scale at the ring's first point (within 1e-4 for a ring of 10 km).
  let areaInSquareMetres: Double

  /// Measures a ring; an open line is closed by its chord, as one would see it on the map. Linear.
  ///
  /// The shoelace formula in steps of 1e-7 degree: a centroid is the same in any affine picture of the plane, so
  /// longitudes need no scaling. `nil` without points.
  init?(_ points: some Collection<Coordinate>) {
    guard let origin = points.first else { return nil }
    var twice = 0.0
    var x = 0.0, y = 0.0
    var previous = (x: 0.0, y: 0.0)
    for point in points {
      let current = Self.step(from: origin, to: point)
      let cross = previous.x * current.y - current.x * previous.y
      twice += cross
      x += (previous.x + current.x) * cross
      y += (previous.y + current.y) * cross
      previous = current
    }
    if twice == 0 {
      centroid = Self.mean(of: points, origin: origin)
      areaInSquareMetres = 0
    } else {
      centroid = Self.offset(origin, x: x / (3 * twice), y: y / (3 * twice))
      let scale = Ellipsoid.LocalScale(latitude: origin.latitude)
      areaInSquareMetres = abs(twice) / 2 * scale.eastInMetres * scale.northInMetres
    }
  }

  /// The centroid of polygons with holes, weighted by area; `nil` without points.
  static func centroid(of polygons: [GeographicPolygon]) -> Coordinate? {
    guard let origin = polygons.first?.exterior.first else { return nil }
    var weight = 0.0, x = 0.0, y = 0.0
    for polygon in polygons {
      for (place, ring) in polygon.rings.enumerated() {
        guard let measure = PlaceRing(ring) else { continue }
        let share = place == 0 ? measure.areaInSquareMetres : -measure.areaInSquareMetres
        let step = step(from: origin, to: measure.centroid)
        weight += share
        x += share * step.x
        y += share * step.y
      }
    }
    guard weight > 0 else { return PlaceRing(polygons[0].exterior)?.centroid }
    return offset(origin, x: x / weight, y: y / weight)
  }

  /// Square metres of polygons, holes taken off.
  static func areaInSquareMetres(of polygons: [GeographicPolygon]) -> Double {
    polygons.reduce(0) { $0 + Ellipsoid.areaInSquareMetres(of: $1) }
  }

  private static func mean(of points: some Collection<Coordinate>, origin: Coordinate) -> Coordinate {
    // The repeated last point of a closed ring counts once.
    let isClosed = points.count > 1 && points.dropFirst(points.count - 1).first == origin
    let open = isClosed ? points.dropLast() : points.dropLast(0)
    var x = 0.0, y = 0.0
    for point in open {
      let step = step(from: origin, to: point)
      x += step.x
      y += step.y
    }
    let count = Double(max(1, open.count))
    return offset(origin, x: x / count, y: y / count)
  }

  private static func step(from origin: Coordinate, to point: Coordinate) -> (x: Double, y: Double) {
    (
      Double(Int64(point.longitudeE7) - Int64(origin.longitudeE7)),
      Double(Int64(point.latitudeE7) - Int64(origin.latitudeE7))
    )
  }

  /// Moves a coordinate by steps of 1e-7 degree and keeps it on the Earth: a self-crossing ring may have its
  /// centroid anywhere.
  private static func offset(_ origin: Coordinate, x: Double, y: Double) -> Coordinate {
    let longitude = (Double(origin.longitudeE7) + x).rounded()
    let latitude = (Double(origin.latitudeE7) + y).rounded()
    return Coordinate(
      longitudeE7: Int32(min(1.8e9, max(-1.8e9, longitude.isFinite ? longitude : 0))),
      latitudeE7: Int32(min(0.9e9, max(-0.9e9, latitude.isFinite ? latitude : 0))))
  }
}

/// What is left of a way's line in the extract.
struct PlaceLine {
  /// Places of the way's nodes in order, missing ones left out.
  private(set) var points: [Coordinate] = []
  /// Nodes that the extract lacks.
  private(set) var missingCount = 0
  /// Whether the way ends where it begins and has at least three sides, with nothing missing.
  private(set) var isRing = false

  /// No line yet: one value may read many ways and keep its memory.
  init() {}

  /// Reads the line of a way by its place in the table. Linear.
  init(ofWay way: Int, in extract: Extract) { read(way, in: extract) }

  /// Reads the line of another way.
  mutating func read(_ way: Int, in extract: Extract) {
    let references = extract.ways.references(of: way)
    let coordinates = extract.nodes.coordinates.span
    points.removeAll(keepingCapacity: true)
    missingCount = 0
    for reference in references {
      if reference == WayTable.missingNode {
        missingCount += 1
      } else {
        points.append(coordinates[Int(reference)])
      }
    }
    isRing = missingCount == 0 && references.count >= 4 && references.first == references.last
  }
}
