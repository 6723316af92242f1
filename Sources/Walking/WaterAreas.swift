import Geography

/// The edges of water areas, sorted area by area into bands of latitude: a relation of 30,000 islands is looked through
/// in the band of a place only.
struct WaterAreas: Sendable {
  private struct Area {
    /// The number of its lowest band among all areas' bands, and how many it has.
    var firstBand: Int
    var bandCount: Int
    /// In 1e-7 degree.
    var south: Double
    var bandsPerUnit: Double

    /// The band of a latitude, the outermost ones beyond the area. Never falls as latitude rises.
    @inline(__always)
    func band(_ latitudeE7: Double) -> Int {
      Int(max(0, min(Double(bandCount - 1), (latitudeE7 - south) * bandsPerUnit)))
    }
  }

  private var areas: [Area] = []
  /// The corners of all rings; edge e leads from corner e to the next.
  private var corners: [Coordinate] = []
  /// The edges of band b are `edges[firstEdge[b]..<firstEdge[b + 1]]`.
  private var firstEdge: [UInt32] = [0]
  private var edges: [UInt32] = []
  private let grid: BoxGrid

  /// Sorts polygons in; those without a point are left out. Linear: an edge is in eight bands on average at most.
  init(_ polygons: [GeographicPolygon]) {
    let boxed = polygons.compactMap { polygon in
      CoordinateBox(around: polygon.exterior).map { (polygon: polygon, box: $0) }
    }
    grid = BoxGrid(boxed.map(\.box))
    for (polygon, box) in boxed { add(polygon, box) }
  }

  private mutating func add(_ polygon: GeographicPolygon, _ box: CoordinateBox) {
    var own: [UInt32] = []
    for ring in polygon.rings where !ring.isEmpty {
      own += (corners.count..<corners.count + ring.count - 1).map { UInt32($0) }
      corners += ring
    }
    let (south, north) = (Double(box.southWest.latitudeE7), Double(box.northEast.latitudeE7))
    var area = Area(firstBand: firstEdge.count - 1, bandCount: max(1, own.count / 8), south: south, bandsPerUnit: 0)
    while true {
      area.bandsPerUnit = Double(area.bandCount) / max(1, north - south)
      if area.bandCount == 1 || own.reduce(0, { $0 + bands(of: $1, area).count }) <= 8 * own.count { break }
      area.bandCount /= 2
    }
    var next = [UInt32](repeating: 0, count: area.bandCount + 1)
    for edge in own { for band in bands(of: edge, area) { next[band + 1] += 1 } }
    for band in 0..<area.bandCount { next[band + 1] += next[band] }
    let first = edges.count
    edges += [UInt32](repeating: 0, count: Int(next[area.bandCount]))
    firstEdge += next.dropFirst().map { $0 + UInt32(first) }
    for edge in own {
      for band in bands(of: edge, area) {
        edges[first + Int(next[band])] = edge
        next[band] += 1
      }
    }
    areas.append(area)
  }

  private func bands(of edge: UInt32, _ area: Area) -> ClosedRange<Int> {
    let (a, b) = (corners[Int(edge)].latitudeE7, corners[Int(edge) + 1].latitudeE7)
    return area.band(Double(min(a, b)))...area.band(Double(max(a, b)))
  }

  /// Edges that pass the latitudes of a box in 1e-7 degree, area by area, of areas whose box meets it; and some more.
  ///
  /// - Complexity: linear in the edges of the bands that the box meets.
  func forEachEdge(of box: CoordinateBox, _ body: (_ area: Int, Coordinate, Coordinate) -> Void) {
    for number in grid.boxes(meeting: box) {
      let area = areas[number]
      let first = area.band(Double(box.southWest.latitudeE7))
      for band in first...area.band(Double(box.northEast.latitudeE7)) {
        for place in range(area.firstBand + band) {
          let edge = edges[place]
          // In the lowest of its bands here, so that it comes once.
          if max(first, bands(of: edge, area).lowerBound) == band {
            body(number, corners[Int(edge)], corners[Int(edge) + 1])
          }
        }
      }
    }
  }

  /// Whether a place given in 1e-7 degree lies in one of the areas, as ``GeographicPolygon/containsE7(_:_:)`` has it.
  ///
  /// - Complexity: linear in the areas around and in their edges in the place's band.
  func contains(longitudeE7 x: Double, latitudeE7 y: Double) -> Bool {
    grid.boxes(atLongitudeE7: x, latitudeE7: y).contains { number in
      let area = areas[number]
      var isInside = false
      for place in range(area.firstBand + area.band(y)) {
        let edge = Int(edges[place])
        if corners[edge].isPassedEast(corners[edge + 1], x, y) { isInside.toggle() }
      }
      return isInside
    }
  }

  @inline(__always)
  private func range(_ band: Int) -> Range<Int> { Int(firstEdge[band])..<Int(firstEdge[band + 1]) }
}

extension Coordinate {
  /// Whether the edge from here to another coordinate passes the latitude of a place east of it.
  @inline(__always)
  func isPassedEast(_ b: Coordinate, _ x: Double, _ y: Double) -> Bool {
    let ay = Double(latitudeE7)
    let by = Double(b.latitudeE7)
    guard (ay > y) != (by > y) else { return false }
    let ax = Double(longitudeE7)
    return x < (Double(b.longitudeE7) - ax) * (y - ay) / (by - ay) + ax
  }
}
