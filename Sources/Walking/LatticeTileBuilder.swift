import Geography

/// Makes lattice tiles: for each lattice point the edge that a home there would join, and those within a brush.
///
/// - Complexity: a tile costs its 4 096 points times the few segments that can be nearest in their block of 8 × 8.
package struct LatticeTileBuilder: Sendable {
  /// Points this near to an edge count as on it; one and a half cells, so that no reached street falls between points.
  static let brushInCells = 1.5

  package let lattice: Lattice
  let snaps: SnapIndex
  let speed: WalkingSpeed
  let water: WaterIndex

  package init(lattice: Lattice, snaps: SnapIndex, speed: WalkingSpeed, obstacles: Obstacles) {
    self.lattice = lattice
    self.snaps = snaps
    self.speed = speed
    water = WaterIndex(obstacles)
  }

  /// The tile, given the coordinates of its corners as ``Lattice/corners(of:)`` lists them.
  package func tile(_ id: Lattice.TileID, corners: [Coordinate]) -> LatticeTile {
    var build = TileBuild(builder: self, corners: corners)
    build.run()
    return LatticeTile(
      id: id, firstCandidate: build.firstCandidate, candidates: build.candidates, flags: build.flags)
  }
}

/// A segment in the plane of a tile's block.
private struct PlanarSegment {
  var index: Int
  var ax: Double
  var ay: Double
  var dx: Double
  var dy: Double
  var inverseSquaredLength: Double
  var isLarge: Bool

  /// Distance squared and share of the nearest point to (x, y).
  @inline(__always)
  func nearest(_ x: Double, _ y: Double) -> (squared: Double, share: Double) {
    let px = x - ax
    let py = y - ay
    let share = max(0, min(1, (px * dx + py * dy) * inverseSquaredLength))
    let ex = px - share * dx
    let ey = py - share * dy
    return (ex * ex + ey * ey, share)
  }
}

/// One tile in the making.
private struct TileBuild {
  private static let blockSide = 8

  let builder: LatticeTileBuilder
  let corners: [Coordinate]
  let plane: LocalPlane
  var segments: [PlanarSegment] = []
  var firstCandidate: [UInt32] = []
  var candidates: [LatticeTile.Candidate] = []
  var flags: [LatticeTile.Flags] = []
  /// Candidates and flags of points, block by block, before they are put in row order.
  private var pointCandidates: [[LatticeTile.Candidate]]

  init(builder: LatticeTileBuilder, corners: [Coordinate]) {
    self.builder = builder
    self.corners = corners
    let middle = CoordinateBox(around: corners)?.centre ?? Coordinate(longitudeE7: 0, latitudeE7: 0)
    plane = LocalPlane(at: middle)
    let count = Lattice.tileSide * Lattice.tileSide
    pointCandidates = Array(repeating: [], count: count)
    flags = Array(repeating: [], count: count)
  }

  mutating func run() {
    gatherSegments()
    if !segments.isEmpty {
      let blocks = Lattice.tileSide / Self.blockSide
      for row in 0..<blocks {
        for column in 0..<blocks { fillBlock(row: row * Self.blockSide, column: column * Self.blockSide) }
      }
    }
    firstCandidate.reserveCapacity(pointCandidates.count + 1)
    firstCandidate.append(0)
    for list in pointCandidates {
      candidates.append(contentsOf: list)
      firstCandidate.append(UInt32(candidates.count))
    }
  }

  /// Longitude and latitude of a lattice point in 1e-7 degree, between the corners (bilinear: within 2 cm of exact).
  private func place(row: Int, column: Int) -> (Double, Double) {
    let u = Double(column) / Double(Lattice.tileSide)
    let v = Double(row) / Double(Lattice.tileSide)
    func blend(_ key: KeyPath<Coordinate, Int32>) -> Double {
      let c = corners.map { Double($0[keyPath: key]) }
      return (c[0] * (1 - u) + c[1] * u) * (1 - v) + (c[2] * (1 - u) + c[3] * u) * v
    }
    return (blend(\.longitudeE7), blend(\.latitudeE7))
  }

  private mutating func gatherSegments() {
    let streets = builder.snaps.graph.streets
    guard let box = CoordinateBox(around: corners) else { return }
    let dx = builder.snaps.radiusInMetres / max(plane.scale.eastInMetres, 1e-9)
    let dy = builder.snaps.radiusInMetres / plane.scale.northInMetres
    var seen = Set<Int>()
    builder.snaps.grid.forEachSegment(
      west: Double(box.southWest.longitudeE7) - dx, south: Double(box.southWest.latitudeE7) - dy,
      east: Double(box.northEast.longitudeE7) + dx, north: Double(box.northEast.latitudeE7) + dy
    ) { index in
      guard seen.insert(index).inserted else { return }
      let point = Int(builder.snaps.segmentPoints[index])
      let a = plane.point(streets.shapeCoordinates[point])
      let b = plane.point(streets.shapeCoordinates[point + 1])
      let length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)
      let component = streets.edgeComponents[Int(builder.snaps.segmentEdges[index])]
      segments.append(
        PlanarSegment(
          index: index, ax: a.x, ay: a.y, dx: b.x - a.x, dy: b.y - a.y,
          inverseSquaredLength: length > 0 ? 1 / length : 0,
          isLarge: !streets.components[Int(component)].isSmall))
    }
    segments.sort { $0.index < $1.index }
  }

  /// Fills 64 points from the segments that can matter to one of them.
  private mutating func fillBlock(row: Int, column: Int) {
    let half = Self.blockSide / 2
    let middle = place(row: row + half, column: column + half)
    let centre = planePoint(middle)
    // A lattice in a distorted reference system is not metric here, so the reach is measured.
    let corner = planePoint(place(row: row, column: column))
    let reach = ((corner.x - centre.x) * (corner.x - centre.x) + (corner.y - centre.y) * (corner.y - centre.y))
      .squareRoot() * 1.01 + 0.1
    let distances = segments.map { $0.nearest(centre.x, centre.y).squared.squareRoot() }
    var nearestLarge = Double.infinity
    for (segment, distance) in zip(segments, distances) where segment.isLarge {
      nearestLarge = min(nearestLarge, distance)
    }
    let radius = builder.snaps.radiusInMetres
    let limit = min(radius, nearestLarge + reach) + reach
    guard zip(segments, distances).contains(where: { $1 <= limit }) else { return }
    var near: [PlanarSegment] = []
    for (segment, distance) in zip(segments, distances) where distance <= limit { near.append(segment) }
    for r in row..<row + Self.blockSide {
      for c in column..<column + Self.blockSide { fillPoint(row: r, column: c, near: near) }
    }
  }

  private func planePoint(_ place: (Double, Double)) -> (x: Double, y: Double) {
    ((place.0 - plane.longitudeE7) * plane.scale.eastInMetres, (place.1 - plane.latitudeE7) * plane.scale.northInMetres)
  }

  private mutating func fillPoint(row: Int, column: Int, near: [PlanarSegment]) {
    let at = place(row: row, column: column)
    let point = planePoint(at)
    let index = row * Lattice.tileSide + column
    let brush = LatticeTileBuilder.brushInCells * builder.lattice.resolutionInMetres
    var best: (squared: Double, share: Double, segment: PlanarSegment)?
    var brushed: [(edge: UInt32, squared: Double, share: Double, segment: PlanarSegment)] = []
    for segment in near {
      let found = segment.nearest(point.x, point.y)
      if found.squared <= brush * brush {
        brushed.append((builder.snaps.segmentEdges[segment.index], found.squared, found.share, segment))
      }
      guard let old = best else {
        best = (found.squared, found.share, segment)
        continue
      }
      if (segment.isLarge && !old.segment.isLarge)
        || (segment.isLarge == old.segment.isLarge && found.squared < old.squared)
      {
        best = (found.squared, found.share, segment)
      }
    }
    let radius = builder.snaps.radiusInMetres
    if let old = best, old.squared > radius * radius {
      best = near.lazy.map { ($0.nearest(point.x, point.y), $0) }.filter { $0.0.squared <= radius * radius }
        .min { $0.0.squared < $1.0.squared }.map { ($0.0.squared, $0.0.share, $0.1) }
    }
    // No one lives in water: what one may stand on there is a bridge or a pier, within the brush.
    if builder.water.contains(longitudeE7: at.0, latitudeE7: at.1) {
      flags[index].insert(.isWater)
      best = nil
    }
    place(best: best, brushed: brushed, at: at, point: point, index: index)
  }

  /// Writes the home rule's candidate and the brushed edges of one point.
  private mutating func place(
    best: (squared: Double, share: Double, segment: PlanarSegment)?,
    brushed: [(edge: UInt32, squared: Double, share: Double, segment: PlanarSegment)],
    at: (Double, Double), point: (x: Double, y: Double), index: Int
  ) {
    let local = LocalPlane(longitudeE7: at.0, latitudeE7: at.1, scale: plane.scale)
    var list: [LatticeTile.Candidate] = []
    if let best {
      flags[index].insert(.hasHomeRule)
      let foot = leg(best.segment, best.share, from: point)
      if builder.snaps.obstacles.crosses(local, toX: foot.x, y: foot.y) {
        if let other = clearCandidate(from: point, local: local) {
          list.append(other)
        } else {
          flags[index].insert(.crossesObstacle)
          list.append(candidate(best.segment, best.share, squared: best.squared))
        }
      } else {
        list.append(candidate(best.segment, best.share, squared: best.squared))
      }
    }
    for entry in brushed.sorted(by: { ($0.edge, $0.squared, $0.segment.index) < ($1.edge, $1.squared, $1.segment.index) }) {
      guard entry.edge != list.last?.edge, entry.edge != list.first?.edge else { continue }
      let foot = leg(entry.segment, entry.share, from: point)
      guard !builder.snaps.obstacles.crosses(local, toX: foot.x, y: foot.y) else { continue }
      list.append(candidate(entry.segment, entry.share, squared: entry.squared))
    }
    pointCandidates[index] = list
  }

  /// The nearest segment within the radius whose leg crosses nothing.
  private func clearCandidate(from point: (x: Double, y: Double), local: LocalPlane) -> LatticeTile.Candidate? {
    let radius = builder.snaps.radiusInMetres
    let byDistance = segments.map { ($0, $0.nearest(point.x, point.y)) }
      .filter { $0.1.squared <= radius * radius }
      .sorted { ($0.0.isLarge ? 0 : 1, $0.1.squared, $0.0.index) < ($1.0.isLarge ? 0 : 1, $1.1.squared, $1.0.index) }
    let anyLarge = byDistance.first?.0.isLarge ?? false
    for (segment, found) in byDistance where segment.isLarge || !anyLarge {
      let foot = leg(segment, found.share, from: point)
      if !builder.snaps.obstacles.crosses(local, toX: foot.x, y: foot.y) {
        return candidate(segment, found.share, squared: found.squared)
      }
    }
    return nil
  }

  private func leg(_ segment: PlanarSegment, _ share: Double, from p: (x: Double, y: Double)) -> (x: Double, y: Double) {
    (segment.ax + share * segment.dx - p.x, segment.ay + share * segment.dy - p.y)
  }

  private func candidate(_ segment: PlanarSegment, _ share: Double, squared: Double) -> LatticeTile.Candidate {
    LatticeTile.Candidate(
      edge: builder.snaps.segmentEdges[segment.index],
      offset: builder.snaps.offset(segment: segment.index, share: share),
      leg: builder.speed.time(forMetres: squared.squareRoot()).milliseconds)
  }
}
