import Geography

/// Tells whether a place lies in water: in a water area, or on the sea side of the nearest coastline.
///
/// Coastlines need not close: an extract cuts them. Within 750 m of one its side decides, beyond that nothing is said.
package struct WaterIndex: Sendable {
  static let coastReachInMetres = 750.0

  private let areas: WaterAreas
  private let coastStarts: [Coordinate]
  private let coastEnds: [Coordinate]
  private let coast: SegmentGrid

  package init(_ obstacles: Obstacles) {
    areas = WaterAreas(obstacles.water)
    var starts: [Coordinate] = []
    var ends: [Coordinate] = []
    for line in obstacles.coastlines {
      for (a, b) in zip(line, line.dropFirst()) where a != b {
        starts.append(a)
        ends.append(b)
      }
    }
    coastStarts = starts
    coastEnds = ends
    coast = SegmentGrid(count: starts.count) { (starts[$0], ends[$0]) }
  }

  /// Segments of coastlines.
  var coastCount: Int { coastStarts.count }

  /// Whether there is any coastline.
  var hasCoast: Bool { !coastStarts.isEmpty }

  /// Coastline segments that may lie within a box in 1e-7 degree; a segment may come twice.
  func forEachCoast(
    west: Double, south: Double, east: Double, north: Double, _ body: (Int, Coordinate, Coordinate) -> Void
  ) {
    coast.forEachSegment(west: west, south: south, east: east, north: north) {
      body($0, coastStarts[$0], coastEnds[$0])
    }
  }

  /// Edges of the water areas that pass the latitudes of a box in 1e-7 degree, area by area; and some more.
  func forEachEdge(of box: CoordinateBox, _ body: (_ area: Int, Coordinate, Coordinate) -> Void) {
    areas.forEachEdge(of: box, body)
  }

  /// Whether a place given in 1e-7 degree lies in water.
  package func contains(longitudeE7: Double, latitudeE7: Double) -> Bool {
    if areas.contains(longitudeE7: longitudeE7, latitudeE7: latitudeE7) { return true }
    return !coastStarts.isEmpty && isOffShore(longitudeE7, latitudeE7)
  }

  /// Whether a place given in 1e-7 degree lies on the sea side of the nearest coastline.
  private func isOffShore(_ longitudeE7: Double, _ latitudeE7: Double) -> Bool {
    var nearest = NearestCoast(longitudeE7: longitudeE7, latitudeE7: latitudeE7)
    let box = nearest.plane.box(radius: Self.coastReachInMetres + 1)
    coast.forEachSegment(west: box.west, south: box.south, east: box.east, north: box.north) {
      nearest.offer(coastStarts[$0], coastEnds[$0])
    }
    return nearest.isSea && nearest.squared <= Self.coastReachInMetres * Self.coastReachInMetres
  }
}

/// The coastline nearest to a place. Land lies to the left of a coastline. At a shared vertex the segment whose line is
/// farther decides (the one that the place "sees").
struct NearestCoast {
  let plane: LocalPlane
  private(set) var squared = Double.infinity
  private(set) var isSea = false
  private var lineDistance = 0.0

  /// A place given in 1e-7 degree.
  init(longitudeE7: Double, latitudeE7: Double) {
    plane = LocalPlane(longitudeE7: longitudeE7, latitudeE7: latitudeE7)
  }

  mutating func offer(_ start: Coordinate, _ end: Coordinate) {
    let near = plane.nearest(start, end)
    guard near.squared <= squared + 1e-6 else { return }
    let a = plane.point(start)
    let b = plane.point(end)
    let cross = (b.x - a.x) * (0 - a.y) - (b.y - a.y) * (0 - a.x)
    let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
    let lineDistance = length > 0 ? abs(cross) / length : 0
    if near.squared >= squared - 1e-6, lineDistance <= self.lineDistance { return }
    squared = near.squared
    self.lineDistance = lineDistance
    isSea = cross < 0
  }
}

/// Boxes sorted into cells of 0.01 degree; large boxes are in a list of their own.
struct BoxGrid: Sendable {
  private static let step = 100_000.0
  private var cells: [UInt64: [Int]] = [:]
  private var large: [Int] = []
  private let boxes: [CoordinateBox]

  init(_ boxes: [CoordinateBox]) {
    self.boxes = boxes
    for (index, box) in boxes.enumerated() {
      let columns = Self.cell(Double(box.southWest.longitudeE7))...Self.cell(Double(box.northEast.longitudeE7))
      let rows = Self.cell(Double(box.southWest.latitudeE7))...Self.cell(Double(box.northEast.latitudeE7))
      guard columns.count * rows.count <= 64 else {
        large.append(index)
        continue
      }
      for row in rows {
        for column in columns { cells[Self.key(column, row), default: []].append(index) }
      }
    }
  }

  private static func cell(_ e7: Double) -> Int { Int((e7 / step).rounded(.down)) }
  private static func key(_ column: Int, _ row: Int) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: column)) << 32 | UInt64(UInt32(truncatingIfNeeded: row))
  }

  /// The boxes that meet a box, ascending.
  func boxes(meeting other: CoordinateBox) -> [Int] {
    var found = large
    for row in Self.cell(Double(other.southWest.latitudeE7))...Self.cell(Double(other.northEast.latitudeE7)) {
      for column in Self.cell(Double(other.southWest.longitudeE7))...Self.cell(Double(other.northEast.longitudeE7)) {
        found += cells[Self.key(column, row)] ?? []
      }
    }
    let meeting = found.filter { index in
      let box = boxes[index]
      return other.southWest.longitudeE7 <= box.northEast.longitudeE7
        && other.northEast.longitudeE7 >= box.southWest.longitudeE7
        && other.southWest.latitudeE7 <= box.northEast.latitudeE7
        && other.northEast.latitudeE7 >= box.southWest.latitudeE7
    }
    return Array(Set(meeting)).sorted()
  }

  /// Boxes that hold a place.
  func boxes(atLongitudeE7 x: Double, latitudeE7 y: Double) -> [Int] {
    let found = (cells[Self.key(Self.cell(x), Self.cell(y))] ?? []) + large
    return found.filter { index in
      let box = boxes[index]
      return x >= Double(box.southWest.longitudeE7) && x <= Double(box.northEast.longitudeE7)
        && y >= Double(box.southWest.latitudeE7) && y <= Double(box.northEast.latitudeE7)
    }
  }
}

extension GeographicPolygon {
  /// Whether a place given in 1e-7 degree lies inside, by the even-odd rule over all rings. Linear in the points.
  package func containsE7(_ x: Double, _ y: Double) -> Bool {
    var isInside = false
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst()) where a.isPassedEast(b, x, y) { isInside.toggle() }
    }
    return isInside
  }

  /// Whether a coordinate lies inside, by the even-odd rule over all rings. Linear in the points.
  package func contains(_ c: Coordinate) -> Bool { containsE7(Double(c.longitudeE7), Double(c.latitudeE7)) }
}
