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

  /// The tile, given the coordinates of its corners as ``Lattice/corners(of:)`` lists them; points of blocks that are
  /// not wanted stay without candidates.
  package func tile(_ id: Lattice.TileID, corners: [Coordinate], blocks: LatticeBlocks) -> LatticeTile {
    var build = TileBuild(builder: self, corners: corners)
    build.run(blocks)
    return LatticeTile(
      id: id, firstCandidate: build.firstCandidate, candidateCounts: build.candidateCounts,
      candidates: build.candidates, flags: build.flags)
  }
}

/// A segment in the plane of a tile.
private struct PlanarSegment {
  var index: Int
  var edge: UInt32
  var component: UInt32
  /// Of a component that matters, and not in a tunnel.
  var isPreferred: Bool
  var isUnderground: Bool
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
  /// The nearest point of a segment to a lattice point.
  private struct Found {
    var segment: Int
    var isPreferred: Bool
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

  /// What holds for a block of points at once.
  private struct Block {
    /// `millimetres from the block's centre << 32 | segment`, ascending: those that can be nearest to one of its points.
    var near: [UInt64] = []
    /// The same of all segments within the radius of one of its points; made when first needed.
    var all: [UInt64]?
    var centre = Point(x: 0, y: 0, longitudeE7: 0, latitudeE7: 0)
    /// From the centre to the farthest point.
    var reach = 0.0
    /// Whether all points lie off shore or none does; `nil` where a coastline runs through.
    var isOffShore: Bool?
    var mayHoldWater = false
  }

  private let builder: LatticeTileBuilder
  private let corners: [(x: Double, y: Double)]
  private let plane: LocalPlane
  private let radius: Double
  private let brush: Double
  private var segments: [PlanarSegment] = []
  private var obstacles: TileObstacles
  private var block = Block()
  private(set) var firstCandidate: [UInt32]
  private(set) var candidateCounts: [UInt8]
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
    firstCandidate = Array(repeating: 0, count: count)
    candidateCounts = Array(repeating: 0, count: count)
    flags = Array(repeating: [], count: count)
    gatherSegments(box: CoordinateBox(around: corners))
  }

  mutating func run(_ blocks: LatticeBlocks) {
    guard !segments.isEmpty else { return }
    let across = Lattice.tileSide / LatticeBlocks.side
    for row in 0..<across {
      for column in 0..<across where blocks.contains(.block(column: column, row: row)) {
        fillBlock(row: row * LatticeBlocks.side, column: column * LatticeBlocks.side)
      }
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
    var found: [Int] = []
    snaps.grid.forEachSegment(
      west: Double(box.southWest.longitudeE7) - dx, south: Double(box.southWest.latitudeE7) - dy,
      east: Double(box.northEast.longitudeE7) + dx, north: Double(box.northEast.latitudeE7) + dy
    ) { found.append($0) }
    found.sort()
    for index in found where index != segments.last?.index {
      let start = Int(snaps.segmentPoints[index])
      let a = plane.point(streets.shapeCoordinates[start])
      let b = plane.point(streets.shapeCoordinates[start + 1])
      let length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)
      let edge = snaps.segmentEdges[index]
      let component = streets.edgeComponents[Int(edge)]
      segments.append(
        PlanarSegment(
          index: index, edge: edge, component: component, isPreferred: streets.isPreferred(Int(edge)),
          isUnderground: streets.edgeFlags[Int(edge)].contains(.underground),
          ax: a.x, ay: a.y, dx: b.x - a.x, dy: b.y - a.y, inverseSquaredLength: length > 0 ? 1 / length : 0))
    }
  }

  /// Fills 64 points from the segments that can matter to one of them.
  private mutating func fillBlock(row: Int, column: Int) {
    guard prepareBlock(row: row, column: column) else { return }
    for r in row..<row + LatticeBlocks.side {
      for c in column..<column + LatticeBlocks.side {
        fillPoint(point(row: r, column: c), at: r * Lattice.tileSide + c)
      }
    }
  }

  /// Settles what holds for the whole block; says whether any segment is near.
  private mutating func prepareBlock(row: Int, column: Int) -> Bool {
    let half = LatticeBlocks.side / 2
    block = Block()
    block.centre = point(row: row + half, column: column + half)
    // A lattice in a distorted reference system is not metric here, so the reach is measured.
    let corner = point(row: row, column: column)
    let dx = corner.x - block.centre.x
    let dy = corner.y - block.centre.y
    block.reach = (dx * dx + dy * dy).squareRoot() * 1.01 + 0.1
    let distances = segments.map { $0.nearest(block.centre.x, block.centre.y).squared.squareRoot() }
    var nearestPreferred = Double.infinity
    for (segment, distance) in zip(segments, distances) where segment.isPreferred {
      nearestPreferred = min(nearestPreferred, distance)
    }
    let limit = min(radius, nearestPreferred + block.reach) + block.reach
    block.near = Self.sorted(distances, atMost: limit)
    guard !block.near.isEmpty else { return false }
    let east = block.reach / max(plane.scale.eastInMetres, 1e-9)
    let north = block.reach / plane.scale.northInMetres
    let centre = block.centre
    block.isOffShore = sideOfCoast(row: row, column: column)
    block.mayHoldWater = builder.water.mayHoldAreas(
      west: centre.longitudeE7 - east, south: centre.latitudeE7 - north, east: centre.longitudeE7 + east,
      north: centre.latitudeE7 + north)
    return true
  }

  /// Whether the whole block lies off shore or on land; `nil` where a coastline, or the line beyond its cut end, runs
  /// through.
  private func sideOfCoast(row: Int, column: Int) -> Bool? {
    let centre = block.centre
    let side = builder.water.side(
      longitudeE7: centre.longitudeE7, latitudeE7: centre.latitudeE7, within: block.reach)
    guard let side, builder.water.hasCoast else { return side }
    let last = LatticeBlocks.side - 1
    let agrees = [(0, 0), (0, last), (last, 0), (last, last)].allSatisfy { r, c in
      let corner = point(row: row + r, column: column + c)
      return builder.water.isOffShore(corner.longitudeE7, corner.latitudeE7) == side
    }
    return agrees ? side : nil
  }

  private static func sorted(_ distances: [Double], atMost limit: Double) -> [UInt64] {
    var keys: [UInt64] = []
    for (segment, distance) in distances.enumerated() where distance <= limit {
      keys.append(UInt64(distance * 1000) << 32 | UInt64(segment))
    }
    keys.sort()
    return keys
  }

  /// All segments that lie within the radius of a point of the block.
  private mutating func allOfBlock() -> [UInt64] {
    if let all = block.all { return all }
    let distances = segments.map { $0.nearest(block.centre.x, block.centre.y).squared.squareRoot() }
    let all = Self.sorted(distances, atMost: radius + block.reach)
    block.all = all
    return all
  }

  private func isWater(_ point: Point) -> Bool {
    if block.mayHoldWater, builder.water.isInArea(longitudeE7: point.longitudeE7, latitudeE7: point.latitudeE7) {
      return true
    }
    return block.isOffShore ?? builder.water.isOffShore(point.longitudeE7, point.latitudeE7)
  }

  /// Writes the candidates of one point.
  private mutating func fillPoint(_ point: Point, at index: Int) {
    let first = candidates.count
    firstCandidate[index] = UInt32(first)
    // No one lives in water: what one may stand on there is a bridge or a pier, within the brush.
    if isWater(point) {
      flags[index].insert(.isWater)
    } else if let nearest = nearest(to: point, in: block.near, crossingAtMost: .barrier) {
      flags[index].insert(.hasHomeRule)
      var chosen = nearest
      if crossing(point, nearest, atMost: .none) != .none {
        if let clear = clear(of: point, preferred: nearest.isPreferred) {
          chosen = clear
        } else {
          flags[index].insert(.crossesObstacle)
        }
      }
      append(chosen)
      if let mainland = mainland(of: point, besides: segments[chosen.segment].component) {
        flags[index].insert(.hasMainland)
        append(mainland)
      }
    }
    appendBrushed(point, from: first)
    candidateCounts[index] = UInt8(min(255, candidates.count - first))
  }

  /// The nearest segment of the list within the radius, a preferred one if there is any, whose leg crosses nothing
  /// worse than said. Ends as soon as the rest of the list cannot be nearer.
  private mutating func nearest(
    to point: Point, in list: [UInt64], crossingAtMost worst: ObstacleIndex.Crossing,
    where isWanted: (PlanarSegment) -> Bool = { _ in true }
  ) -> Found? {
    var best: Found?
    var limit = radius
    for key in list {
      if Double(key >> 32) / 1000 - block.reach > limit, best?.isPreferred ?? false { break }
      let number = Int(key & 0xFFFF_FFFF)
      let segment = segments[number]
      guard isWanted(segment) else { continue }
      let near = segment.nearest(point.x, point.y)
      guard near.squared <= radius * radius else { continue }
      if let best {
        guard segment.isPreferred == best.isPreferred ? near.squared < best.squared : segment.isPreferred else {
          continue
        }
      }
      let found = Found(segment: number, isPreferred: segment.isPreferred, squared: near.squared, share: near.share)
      if worst < .barrier, crossing(point, found, atMost: worst) > worst { continue }
      best = found
      limit = near.squared.squareRoot()
    }
    return best
  }

  /// The nearest of the preferred segments, or of the others, whose leg crosses nothing.
  private mutating func clear(of point: Point, preferred: Bool) -> Found? {
    nearest(to: point, in: allOfBlock(), crossingAtMost: .none) { $0.isPreferred == preferred }
  }

  /// The nearest edge of the largest component within the radius, as ``SnapIndex`` has it for homes.
  private mutating func mainland(of point: Point, besides own: UInt32) -> Found? {
    guard own != 0, !builder.snaps.isShutOff[Int(own)] else { return nil }
    let list = allOfBlock()
    var largest = own
    for key in list {
      let segment = segments[Int(key & 0xFFFF_FFFF)]
      guard segment.component < largest, !segment.isUnderground else { continue }
      if segment.nearest(point.x, point.y).squared <= radius * radius { largest = segment.component }
    }
    guard largest < own else { return nil }
    return nearest(to: point, in: list, crossingAtMost: .none) { $0.component == largest && !$0.isUnderground }
      ?? nearest(to: point, in: list, crossingAtMost: .wall) { $0.component == largest && !$0.isUnderground }
  }

  /// Adds the edges within the brush that no obstacle parts from the point.
  private mutating func appendBrushed(_ point: Point, from first: Int) {
    var brushed: [Found] = []
    for key in block.near {
      if Double(key >> 32) / 1000 - block.reach > brush { break }
      let number = Int(key & 0xFFFF_FFFF)
      let near = segments[number].nearest(point.x, point.y)
      guard near.squared <= brush * brush else { continue }
      guard !segments[number].isUnderground else { continue }
      let isListed = candidates[first...].contains { $0.edge == segments[number].edge }
      guard !isListed else { continue }
      brushed.append(Found(segment: number, isPreferred: true, squared: near.squared, share: near.share))
    }
    guard !brushed.isEmpty else { return }
    brushed.sort { a, b in
      (segments[a.segment].edge, a.squared, a.segment) < (segments[b.segment].edge, b.squared, b.segment)
    }
    var last: UInt32?
    for found in brushed where segments[found.segment].edge != last {
      guard crossing(point, found, atMost: .none) == .none else { continue }
      last = segments[found.segment].edge
      append(found)
    }
  }

  private mutating func crossing(
    _ point: Point, _ found: Found, atMost limit: ObstacleIndex.Crossing
  ) -> ObstacleIndex.Crossing {
    guard !obstacles.isEmpty else { return .none }
    let segment = segments[found.segment]
    return obstacles.crossing(
      x: point.x, y: point.y, dx: segment.ax + found.share * segment.dx - point.x,
      dy: segment.ay + found.share * segment.dy - point.y, atMost: limit)
  }

  private mutating func append(_ found: Found) {
    let segment = segments[found.segment]
    candidates.append(
      LatticeTile.Candidate(
        edge: segment.edge, offset: builder.snaps.offset(segment: segment.index, share: found.share),
        leg: builder.speed.time(forMetres: found.squared.squareRoot()).milliseconds))
  }
}
