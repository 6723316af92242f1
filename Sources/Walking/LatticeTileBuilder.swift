import Geography

/// Makes lattice tiles: for each lattice point the edges that a home there would join, and those within a brush.
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

/// A segment in the plane of a tile.
private struct PlanarSegment {
  var index: Int
  var edge: UInt32
  var component: UInt32
  var isLarge: Bool
  var ax: Double
  var ay: Double
  var dx: Double
  var dy: Double
  var inverseSquaredLength: Double

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

  /// The nearest point of a segment to a lattice point.
  private struct Found {
    var segment: PlanarSegment
    var squared: Double
    var share: Double
  }

  /// A lattice point: in the tile's plane and in 1e-7 degree.
  private struct Point {
    var x: Double
    var y: Double
    var longitudeE7: Double
    var latitudeE7: Double
  }

  private let builder: LatticeTileBuilder
  private let corners: [(x: Double, y: Double)]
  private let plane: LocalPlane
  private let radius: Double
  private let brush: Double
  private var segments: [PlanarSegment] = []
  private var obstacles: TileObstacles
  /// Segments within reach of the current block and the distance of each from its centre, ascending.
  private var block: [(distance: Double, segment: PlanarSegment)] = []
  private var blockReach = 0.0
  private var pointCandidates: [[LatticeTile.Candidate]]
  private(set) var firstCandidate: [UInt32] = []
  private(set) var candidates: [LatticeTile.Candidate] = []
  private(set) var flags: [LatticeTile.Flags]

  init(builder: LatticeTileBuilder, corners: [Coordinate]) {
    self.builder = builder
    let middle = CoordinateBox(around: corners)?.centre ?? Coordinate(longitudeE7: 0, latitudeE7: 0)
    let plane = LocalPlane(at: middle)
    self.plane = plane
    self.corners = corners.map { plane.point($0) }
    radius = builder.snaps.radiusInMetres
    brush = LatticeTileBuilder.brushInCells * builder.lattice.resolutionInMetres
    let xs = self.corners.map(\.x)
    let ys = self.corners.map(\.y)
    obstacles = TileObstacles(
      builder.snaps.obstacles, plane: plane, west: (xs.min() ?? 0) - radius, south: (ys.min() ?? 0) - radius,
      east: (xs.max() ?? 0) + radius, north: (ys.max() ?? 0) + radius)
    let count = Lattice.tileSide * Lattice.tileSide
    pointCandidates = Array(repeating: [], count: count)
    flags = Array(repeating: [], count: count)
    gatherSegments(box: CoordinateBox(around: corners))
  }

  mutating func run() {
    if !segments.isEmpty {
      for row in stride(from: 0, to: Lattice.tileSide, by: Self.blockSide) {
        for column in stride(from: 0, to: Lattice.tileSide, by: Self.blockSide) { fillBlock(row: row, column: column) }
      }
    }
    firstCandidate.reserveCapacity(pointCandidates.count + 1)
    firstCandidate.append(0)
    for list in pointCandidates {
      candidates.append(contentsOf: list)
      firstCandidate.append(UInt32(candidates.count))
    }
  }

  /// A lattice point between the corners (bilinear: within 2 cm of exact over a tile of 640 m).
  private func point(row: Int, column: Int) -> Point {
    let u = Double(column) / Double(Lattice.tileSide)
    let v = Double(row) / Double(Lattice.tileSide)
    func blend(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
      (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v
    }
    let x = blend(corners[0].x, corners[1].x, corners[2].x, corners[3].x)
    let y = blend(corners[0].y, corners[1].y, corners[2].y, corners[3].y)
    return Point(
      x: x, y: y, longitudeE7: plane.longitudeE7 + x / max(plane.scale.eastInMetres, 1e-9),
      latitudeE7: plane.latitudeE7 + y / plane.scale.northInMetres)
  }

  private mutating func gatherSegments(box: CoordinateBox?) {
    guard let box else { return }
    let snaps = builder.snaps
    let streets = snaps.graph.streets
    let dx = radius / max(plane.scale.eastInMetres, 1e-9)
    let dy = radius / plane.scale.northInMetres
    var seen = Set<Int>()
    snaps.grid.forEachSegment(
      west: Double(box.southWest.longitudeE7) - dx, south: Double(box.southWest.latitudeE7) - dy,
      east: Double(box.northEast.longitudeE7) + dx, north: Double(box.northEast.latitudeE7) + dy
    ) { seen.insert($0) }
    for index in seen.sorted() {
      let start = Int(snaps.segmentPoints[index])
      let a = plane.point(streets.shapeCoordinates[start])
      let b = plane.point(streets.shapeCoordinates[start + 1])
      let length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)
      let edge = snaps.segmentEdges[index]
      let component = streets.edgeComponents[Int(edge)]
      segments.append(
        PlanarSegment(
          index: index, edge: edge, component: component, isLarge: !streets.components[Int(component)].isSmall,
          ax: a.x, ay: a.y, dx: b.x - a.x, dy: b.y - a.y, inverseSquaredLength: length > 0 ? 1 / length : 0))
    }
  }

  /// Fills 64 points from the segments that can matter to one of them.
  private mutating func fillBlock(row: Int, column: Int) {
    let half = Self.blockSide / 2
    let centre = point(row: row + half, column: column + half)
    // A lattice in a distorted reference system is not metric here, so the reach is measured.
    let corner = point(row: row, column: column)
    let dx = corner.x - centre.x
    let dy = corner.y - centre.y
    blockReach = (dx * dx + dy * dy).squareRoot() * 1.01 + 0.1
    block.removeAll(keepingCapacity: true)
    for segment in segments {
      let distance = segment.nearest(centre.x, centre.y).squared.squareRoot()
      if distance <= radius + blockReach { block.append((distance, segment)) }
    }
    guard !block.isEmpty else { return }
    block.sort { ($0.distance, $0.segment.index) < ($1.distance, $1.segment.index) }
    for r in row..<row + Self.blockSide {
      for c in column..<column + Self.blockSide { fillPoint(point(row: r, column: c), at: r * Lattice.tileSide + c) }
    }
  }

  /// Writes the candidates of one point.
  private mutating func fillPoint(_ point: Point, at index: Int) {
    var list: [LatticeTile.Candidate] = []
    // No one lives in water: what one may stand on there is a bridge or a pier, within the brush.
    if builder.water.contains(longitudeE7: point.longitudeE7, latitudeE7: point.latitudeE7) {
      flags[index].insert(.isWater)
    } else if let nearest = nearest(to: point, where: { _ in true }, crossingAtMost: .barrier) {
      flags[index].insert(.hasHomeRule)
      var chosen = nearest
      if crossing(point, nearest) != .none {
        if let clear = self.nearest(to: point, where: { $0.isLarge == nearest.segment.isLarge }, crossingAtMost: .none)
        {
          chosen = clear
        } else {
          flags[index].insert(.crossesObstacle)
        }
      }
      list.append(candidate(chosen))
      if let mainland = mainland(of: point, besides: chosen.segment.component) {
        flags[index].insert(.hasMainland)
        list.append(candidate(mainland))
      }
    }
    appendBrushed(point, to: &list)
    pointCandidates[index] = list
  }

  /// The nearest segment within the radius, a large component's if there is one, that meets a condition and whose leg
  /// crosses nothing worse than said. Ends as soon as the rest of the block's list cannot be nearer.
  private func nearest(
    to point: Point, where isWanted: (PlanarSegment) -> Bool, crossingAtMost worst: ObstacleIndex.Crossing
  ) -> Found? {
    var best: Found?
    var limit = radius
    for (distance, segment) in block {
      if distance - blockReach > limit, best?.segment.isLarge ?? false { break }
      guard isWanted(segment) else { continue }
      let near = segment.nearest(point.x, point.y)
      guard near.squared <= radius * radius else { continue }
      let found = Found(segment: segment, squared: near.squared, share: near.share)
      if let best {
        let isBetter =
          segment.isLarge == best.segment.isLarge ? near.squared < best.squared : segment.isLarge
        guard isBetter else { continue }
      }
      if worst < .barrier, crossing(point, found) > worst { continue }
      best = found
      limit = near.squared.squareRoot()
    }
    return best
  }

  /// The nearest edge of the largest component within the radius, as ``SnapIndex`` has it for homes.
  private func mainland(of point: Point, besides own: UInt32) -> Found? {
    guard own != 0 else { return nil }
    var largest = own
    for (_, segment) in block where segment.component < largest {
      if segment.nearest(point.x, point.y).squared <= radius * radius { largest = segment.component }
    }
    guard largest < own else { return nil }
    return nearest(to: point, where: { $0.component == largest }, crossingAtMost: .none)
      ?? nearest(to: point, where: { $0.component == largest }, crossingAtMost: .wall)
  }

  /// Adds the edges within the brush that no obstacle parts from the point.
  private func appendBrushed(_ point: Point, to list: inout [LatticeTile.Candidate]) {
    var brushed: [Found] = []
    for (distance, segment) in block {
      if distance - blockReach > brush { break }
      let near = segment.nearest(point.x, point.y)
      if near.squared <= brush * brush {
        brushed.append(Found(segment: segment, squared: near.squared, share: near.share))
      }
    }
    brushed.sort { ($0.segment.edge, $0.squared, $0.segment.index) < ($1.segment.edge, $1.squared, $1.segment.index) }
    var last: UInt32?
    for found in brushed where found.segment.edge != last {
      guard !list.contains(where: { $0.edge == found.segment.edge }) else { continue }
      guard crossing(point, found) == .none else { continue }
      last = found.segment.edge
      list.append(candidate(found))
    }
  }

  private func crossing(_ point: Point, _ found: Found) -> ObstacleIndex.Crossing {
    guard !obstacles.isEmpty else { return .none }
    return obstacles.crossing(
      x: point.x, y: point.y, dx: found.segment.ax + found.share * found.segment.dx - point.x,
      dy: found.segment.ay + found.share * found.segment.dy - point.y)
  }

  private func candidate(_ found: Found) -> LatticeTile.Candidate {
    LatticeTile.Candidate(
      edge: found.segment.edge, offset: builder.snaps.offset(segment: found.segment.index, share: found.share),
      leg: builder.speed.time(forMetres: found.squared.squareRoot()).milliseconds)
  }
}
