import Geography

/// Tells whether a place lies in water: in a water area, or on the sea side of the nearest coastline.
///
/// Coastlines need not close: an extract cuts them. Within 500 m of one its side decides, beyond that nothing is said.
package struct WaterIndex: Sendable {
  private static let coastReachInMetres = 500.0

  private let polygons: [GeographicPolygon]
  private let boxes: [CoordinateBox]
  private let coastStarts: [Coordinate]
  private let coastEnds: [Coordinate]
  private let coast: SegmentGrid
  /// Boxes of water areas by their southern and northern border, to skip most.
  private let byCell: BoxGrid

  package init(_ obstacles: Obstacles) {
    var polygons: [GeographicPolygon] = []
    var boxes: [CoordinateBox] = []
    for polygon in obstacles.water {
      guard let box = CoordinateBox(around: polygon.exterior) else { continue }
      polygons.append(polygon)
      boxes.append(box)
    }
    self.polygons = polygons
    self.boxes = boxes
    byCell = BoxGrid(boxes)
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

  /// Whether a place given in 1e-7 degree lies in water.
  func contains(longitudeE7: Double, latitudeE7: Double) -> Bool {
    for index in byCell.boxes(atLongitudeE7: longitudeE7, latitudeE7: latitudeE7) {
      if polygons[index].containsE7(longitudeE7, latitudeE7) { return true }
    }
    return !coastStarts.isEmpty && isOffShore(longitudeE7, latitudeE7)
  }

  /// Land lies to the left of a coastline. At a shared vertex the segment whose line is farther decides (the one that
  /// the place "sees").
  private func isOffShore(_ longitudeE7: Double, _ latitudeE7: Double) -> Bool {
    let plane = LocalPlane(longitudeE7: longitudeE7, latitudeE7: latitudeE7)
    let box = plane.box(radius: Self.coastReachInMetres)
    var best: (squared: Double, lineDistance: Double, isSea: Bool)?
    coast.forEachSegment(west: box.west, south: box.south, east: box.east, north: box.north) { index in
      let near = plane.nearest(coastStarts[index], coastEnds[index])
      let a = plane.point(coastStarts[index])
      let b = plane.point(coastEnds[index])
      let cross = (b.x - a.x) * (0 - a.y) - (b.y - a.y) * (0 - a.x)
      let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
      let lineDistance = length > 0 ? abs(cross) / length : 0
      let isSame = best.map { abs($0.squared - near.squared) < 1e-6 } ?? false
      if best == nil || near.squared < (best?.squared ?? 0) - 1e-6
        || (isSame && lineDistance > (best?.lineDistance ?? 0))
      {
        best = (near.squared, lineDistance, cross < 0)
      }
    }
    guard let best, best.squared <= Self.coastReachInMetres * Self.coastReachInMetres else { return false }
    return best.isSea
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
      for (a, b) in zip(ring, ring.dropFirst()) {
        let ay = Double(a.latitudeE7)
        let by = Double(b.latitudeE7)
        guard (ay > y) != (by > y) else { continue }
        let ax = Double(a.longitudeE7)
        if x < (Double(b.longitudeE7) - ax) * (y - ay) / (by - ay) + ax { isInside.toggle() }
      }
    }
    return isInside
  }

  /// Whether a coordinate lies inside, by the even-odd rule over all rings. Linear in the points.
  package func contains(_ c: Coordinate) -> Bool { containsE7(Double(c.longitudeE7), Double(c.latitudeE7)) }
}
