import Geography

/// Tells whether a place lies in water: in a water area, or on the sea side of the nearest coastline.
///
/// Coastlines need not close: an extract cuts them. Within 750 m of one its side decides, beyond that nothing is said.
package struct WaterIndex: Sendable {
  private static let coastReachInMetres = 750.0

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

  /// Whether there is any coastline.
  var hasCoast: Bool { !coastStarts.isEmpty }

  /// Whether all places within a distance of a place lie on one side of any coastline, and which (true for sea);
  /// `nil` when a coastline runs through.
  func side(longitudeE7: Double, latitudeE7: Double, within metres: Double) -> Bool? {
    guard !coastStarts.isEmpty else { return false }
    let coast = nearestCoast(longitudeE7, latitudeE7)
    guard let coast, coast.squared <= Self.coastReachInMetres * Self.coastReachInMetres else {
      // The side may still change where the coastline comes within its reach.
      guard let coast else { return false }
      let edge = Self.coastReachInMetres + metres
      return coast.squared > edge * edge ? false : nil
    }
    let inner = Self.coastReachInMetres - metres
    return coast.squared > metres * metres && coast.squared < inner * inner ? coast.isSea : nil
  }

  /// Whether a box in 1e-7 degree may hold water areas.
  func mayHoldAreas(west: Double, south: Double, east: Double, north: Double) -> Bool {
    byCell.intersectsAny(west: west, south: south, east: east, north: north)
  }

  /// Whether a place given in 1e-7 degree lies in a water area.
  func isInArea(longitudeE7: Double, latitudeE7: Double) -> Bool {
    byCell.boxes(atLongitudeE7: longitudeE7, latitudeE7: latitudeE7).contains {
      polygons[$0].containsE7(longitudeE7, latitudeE7)
    }
  }

  /// Whether a place given in 1e-7 degree lies in water.
  package func contains(longitudeE7: Double, latitudeE7: Double) -> Bool {
    if isInArea(longitudeE7: longitudeE7, latitudeE7: latitudeE7) { return true }
    return !coastStarts.isEmpty && isOffShore(longitudeE7, latitudeE7)
  }

  /// Whether a place given in 1e-7 degree lies on the sea side of the nearest coastline.
  func isOffShore(_ longitudeE7: Double, _ latitudeE7: Double) -> Bool {
    guard let coast = nearestCoast(longitudeE7, latitudeE7) else { return false }
    return coast.isSea && coast.squared <= Self.coastReachInMetres * Self.coastReachInMetres
  }

  /// The nearest coastline within the reach and 200 m more. Land lies to the left of a coastline. At a shared vertex the
  /// segment whose line is farther decides (the one that the place "sees").
  private func nearestCoast(_ longitudeE7: Double, _ latitudeE7: Double) -> (squared: Double, isSea: Bool)? {
    let plane = LocalPlane(longitudeE7: longitudeE7, latitudeE7: latitudeE7)
    let box = plane.box(radius: Self.coastReachInMetres + 200)
    var best: (squared: Double, lineDistance: Double, isSea: Bool)?
    coast.forEachSegment(west: box.west, south: box.south, east: box.east, north: box.north) { index in
      let near = plane.nearest(coastStarts[index], coastEnds[index])
      if let best, near.squared > best.squared + 1e-6 { return }
      let a = plane.point(coastStarts[index])
      let b = plane.point(coastEnds[index])
      let cross = (b.x - a.x) * (0 - a.y) - (b.y - a.y) * (0 - a.x)
      let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
      let lineDistance = length > 0 ? abs(cross) / length : 0
      if let best, near.squared >= best.squared - 1e-6, lineDistance <= best.lineDistance { return }
      best = (near.squared, lineDistance, cross < 0)
    }
    return best.map { ($0.squared, $0.isSea) }
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

  /// Whether a box in 1e-7 degree meets any of the boxes.
  func intersectsAny(west: Double, south: Double, east: Double, north: Double) -> Bool {
    func meets(_ index: Int) -> Bool {
      let box = boxes[index]
      return west <= Double(box.northEast.longitudeE7) && east >= Double(box.southWest.longitudeE7)
        && south <= Double(box.northEast.latitudeE7) && north >= Double(box.southWest.latitudeE7)
    }
    if large.contains(where: meets) { return true }
    for row in Self.cell(south)...Self.cell(north) {
      for column in Self.cell(west)...Self.cell(east) {
        if cells[Self.key(column, row)]?.contains(where: meets) ?? false { return true }
      }
    }
    return false
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
