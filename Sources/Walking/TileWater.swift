import Geography

/// Which lattice points of a tile lie in water: the water areas' edges and the coastlines around it, gathered once.
final class TileWater {
  private struct Edge: BitwiseCopyable {
    var area: Int
    var ax: Double
    var ay: Double
    var bx: Double
    var by: Double
  }

  private struct Coast: BitwiseCopyable {
    var start: Coordinate
    var end: Coordinate
  }

  private let index: WaterIndex
  private let edges = ScratchBuffer<Edge>()
  private var edgeCount = 0
  /// The edges that can decide for points of the block.
  private let blockEdges = ScratchBuffer<Edge>()
  private var blockEdgeCount = 0
  private let coasts = ScratchBuffer<Coast>()
  private(set) var coastCount = 0
  private var marks: VisitMarks
  /// Whether all of the block lies off shore or nothing does; `nil` where a coastline, or the line beyond its cut end,
  /// runs through.
  private var isBlockOffShore: Bool? = false
  /// The same of the square in hand.
  private var isSquareOffShore: Bool? = false
  /// Whether no point of the block lies in water.
  var isBlockDry: Bool { blockEdgeCount == 0 && isBlockOffShore == false }
  /// Whether coastlines decide for each point of the block.
  var isBlockUndecided: Bool { isBlockOffShore == nil }

  init(_ index: WaterIndex) {
    self.index = index
    marks = VisitMarks(count: index.coastCount)
  }

  /// Metres around a block of such a half diagonal within which coastlines matter to it.
  static func coastReach(ofBlock reach: Double) -> Double { WaterIndex.coastReachInMetres + reach }

  /// Gathers what matters to a tile; coastlines within a distance, in the plane and in their order, go to `body` too.
  func begin(_ frame: TileFrame, coastWithin metres: Double, _ body: (TileShape) -> Void) {
    edgeCount = 0
    let box = frame.box
    index.forEachEdge(of: box) { area, a, b in
      // An edge counts for points whose latitude it spans and that lie west of it.
      guard max(a.latitudeE7, b.latitudeE7) >= box.southWest.latitudeE7,
        min(a.latitudeE7, b.latitudeE7) <= box.northEast.latitudeE7,
        max(a.longitudeE7, b.longitudeE7) >= box.southWest.longitudeE7
      else { return }
      edges.reserve(edgeCount + 1, keeping: edgeCount)
      edges.base[edgeCount] = Edge(
        area: area, ax: Double(a.longitudeE7), ay: Double(a.latitudeE7), bx: Double(b.longitudeE7),
        by: Double(b.latitudeE7))
      edgeCount += 1
    }
    coastCount = 0
    guard index.hasCoast else { return }
    marks.begin()
    let dx = metres / max(frame.plane.scale.eastInMetres, 1e-9)
    let dy = metres / frame.plane.scale.northInMetres
    index.forEachCoast(
      west: Double(box.southWest.longitudeE7) - dx, south: Double(box.southWest.latitudeE7) - dy,
      east: Double(box.northEast.longitudeE7) + dx, north: Double(box.northEast.latitudeE7) + dy
    ) { number, start, end in
      guard marks.isFirst(number) else { return }
      let a = frame.plane.point(start)
      let b = frame.plane.point(end)
      body(TileShape(ax: a.x, ay: a.y, dx: b.x - a.x, dy: b.y - a.y))
      coasts.reserve(coastCount + 1, keeping: coastCount)
      coasts.base[coastCount] = Coast(start: start, end: end)
      coastCount += 1
    }
  }

  /// Settles what holds for a whole block.
  ///
  /// - Parameters:
  ///   - reach: metres from its centre to the farthest point.
  ///   - near: the coastlines that can be nearest to one of its points, numbered from `first`.
  func begin(
    blockAtRow row: Int, column: Int, centre: TileFrame.Point, reach: Double, frame: TileFrame,
    near: UnsafeBufferPointer<UInt32>, from first: Int
  ) {
    let corners = Self.corners(of: LatticeBlocks.side, row: row, column: column, frame)
    settleEdges(corners)
    isBlockOffShore = side(of: centre, within: reach, corners: corners, near, first)
    isSquareOffShore = isBlockOffShore
  }

  /// Settles what holds for a whole square of an undecided block, given its middle.
  func begin(
    squareAtRow row: Int, column: Int, centre: TileFrame.Point, frame: TileFrame, near: UnsafeBufferPointer<UInt32>,
    from first: Int
  ) {
    let corners = Self.corners(of: TileSquare.side, row: row, column: column, frame)
    isSquareOffShore = side(of: centre, within: centre.reach(to: corners[0]), corners: corners, near, first)
  }

  private static func corners(of side: Int, row: Int, column: Int, _ frame: TileFrame) -> [TileFrame.Point] {
    let last = side - 1
    return [(0, 0), (0, last), (last, 0), (last, last)].map { frame.point(row: row + $0, column: column + $1) }
  }

  private func settleEdges(_ corners: [TileFrame.Point]) {
    blockEdgeCount = 0
    guard edgeCount > 0 else { return }
    // A unit more than nothing: lines between the points of a block may bulge a little.
    let south = (corners.map(\.latitudeE7).min() ?? 0) - 1
    let north = (corners.map(\.latitudeE7).max() ?? 0) + 1
    let west = (corners.map(\.longitudeE7).min() ?? 0) - 1
    blockEdges.reserve(edgeCount)
    for index in 0..<edgeCount {
      let edge = edges.base[index]
      guard max(edge.ay, edge.by) >= south, min(edge.ay, edge.by) <= north, max(edge.ax, edge.bx) >= west else {
        continue
      }
      blockEdges.base[blockEdgeCount] = edge
      blockEdgeCount += 1
    }
  }

  /// Whether all of a box lies on one side of any coastline, and which (true for sea).
  private func side(
    of centre: TileFrame.Point, within metres: Double, corners: [TileFrame.Point],
    _ near: UnsafeBufferPointer<UInt32>, _ first: Int
  ) -> Bool? {
    guard let side = side(of: centre, within: metres, near, first) else { return nil }
    return near.isEmpty || corners.allSatisfy { isOffShore($0, near, first) == side } ? side : nil
  }

  /// Whether all places within a distance lie on one side of any coastline, and which (true for sea).
  private func side(
    of place: TileFrame.Point, within metres: Double, _ near: UnsafeBufferPointer<UInt32>, _ first: Int
  ) -> Bool? {
    guard !near.isEmpty else { return false }
    let coast = nearestCoast(place, near, first)
    guard coast.squared <= WaterIndex.coastReachInMetres * WaterIndex.coastReachInMetres else {
      // The side may still change where the coastline comes within its reach.
      let edge = WaterIndex.coastReachInMetres + metres
      return coast.squared > edge * edge ? false : nil
    }
    let inner = WaterIndex.coastReachInMetres - metres
    return coast.squared > metres * metres && coast.squared < inner * inner ? coast.isSea : nil
  }

  private func nearestCoast(
    _ place: TileFrame.Point, _ near: UnsafeBufferPointer<UInt32>, _ first: Int
  ) -> NearestCoast {
    var nearest = NearestCoast(longitudeE7: place.longitudeE7, latitudeE7: place.latitudeE7)
    for number in near { nearest.offer(coasts.base[Int(number) - first].start, coasts.base[Int(number) - first].end) }
    return nearest
  }

  private func isOffShore(_ place: TileFrame.Point, _ near: UnsafeBufferPointer<UInt32>, _ first: Int) -> Bool {
    let coast = nearestCoast(place, near, first)
    return coast.isSea && coast.squared <= WaterIndex.coastReachInMetres * WaterIndex.coastReachInMetres
  }

  /// Whether a point of the square lies in water; `near` as when the square began.
  @inline(__always)
  func contains(_ place: TileFrame.Point, near: UnsafeBufferPointer<UInt32>, from first: Int) -> Bool {
    if blockEdgeCount > 0, isInArea(place.longitudeE7, place.latitudeE7) { return true }
    return isSquareOffShore ?? isOffShore(place, near, first)
  }

  /// The even-odd rule over all rings of each area, as ``GeographicPolygon/containsE7(_:_:)`` has it.
  private func isInArea(_ x: Double, _ y: Double) -> Bool {
    var area = -1
    var isInside = false
    for index in 0..<blockEdgeCount {
      let edge = blockEdges.base[index]
      if edge.area != area {
        if isInside { return true }
        area = edge.area
      }
      guard (edge.ay > y) != (edge.by > y) else { continue }
      if x < (edge.bx - edge.ax) * (y - edge.ay) / (edge.by - edge.ay) + edge.ax { isInside.toggle() }
    }
    return isInside
  }
}
