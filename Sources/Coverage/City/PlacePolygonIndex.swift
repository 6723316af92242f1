import Geography

/// Finds the areas that hold a point: a grid over the areas' boxes, and latitude bands over each area's edges.
///
/// Rings are taken by the even-odd rule, so invalid ones never fail. Points on a border may fall on either side.
struct PlacePolygonIndex: Sendable {
  private typealias Edge = PlaceBandedEdges.Edge

  /// One area: its edges are in bands of equal height.
  private struct BandedArea {
    let box: CoordinateBox
    let bandHeight: Int64
    /// The number of its lowest band among all areas' bands.
    let firstBand: Int
  }

  private let areas: [BandedArea?]
  /// The edges of band b are `edges[firstEdge[b]..<firstEdge[b + 1]]`.
  private let firstEdge: [UInt32]
  private let edges: [Edge]
  private let grid: PlaceBoxGrid
  /// Areas over so many cells that listing them in each would cost more than asking them always.
  private let everywhere: [UInt32]

  /// Indexes areas, each a list of polygons. n log n in the edges and cells, a cell being 0.005° wide.
  init(_ polygons: [[GeographicPolygon]]) {
    var areas: [BandedArea?] = []
    var firstEdge: [UInt32] = []
    var edges: [Edge] = []
    var boxes: [(area: UInt32, box: CoordinateBox)] = []
    var everywhere: [UInt32] = []
    for (number, area) in polygons.enumerated() {
      guard let banded = PlaceBandedEdges(area) else {
        areas.append(nil)
        continue
      }
      areas.append(BandedArea(box: banded.box, bandHeight: banded.bandHeight, firstBand: firstEdge.count))
      // A band ends where the next begins; the last entry of an area only ends its last band.
      firstEdge += banded.firstEdge.map { $0 + UInt32(edges.count) }
      edges += banded.edges
      if PlaceBoxGrid.cellCount(of: banded.box) > 4096 {
        everywhere.append(UInt32(number))
      } else {
        boxes.append((UInt32(number), banded.box))
      }
    }
    self.areas = areas
    self.firstEdge = firstEdge
    self.edges = edges
    grid = PlaceBoxGrid(boxes)
    self.everywhere = everywhere
  }

  /// The lowest number of an area that holds the point; `nil` when none does.
  func first(containing point: Coordinate) -> Int? {
    var first: Int?
    forEach(containing: point) { area in
      first = area
      return false
    }
    return first
  }

  /// The numbers of all areas that hold the point, ascending.
  func all(containing point: Coordinate) -> [Int] {
    var all: [Int] = []
    forEach(containing: point) { area in
      all.append(area)
      return true
    }
    return all
  }

  /// Calls `body` with the numbers of the areas that hold the point, ascending, until it returns false.
  func forEach(containing point: Coordinate, _ body: (Int) -> Bool) {
    let near = grid.entries(at: point)
    var (place, other) = (near.lowerBound, 0)
    while place < near.upperBound || other < everywhere.count {
      let area: UInt32
      if other == everywhere.count || (place < near.upperBound && grid.areas[place] < everywhere[other]) {
        area = grid.areas[place]
        place += 1
      } else {
        area = everywhere[other]
        other += 1
      }
      if contains(point, area: Int(area)), !body(Int(area)) { return }
    }
  }

  /// Whether a box may hold a point of one of the areas wanted.
  func hasArea(near box: CoordinateBox, where isWanted: (Int) -> Bool) -> Bool {
    everywhere.contains { isWanted(Int($0)) } || grid.hasEntry(in: box) { isWanted(Int($0)) }
  }

  /// Whether one area holds the point. Linear in the edges of the point's band.
  func contains(_ point: Coordinate, area number: Int) -> Bool {
    guard let area = areas[number], area.box.contains(point) else { return false }
    let offset = Int64(point.latitudeE7) - Int64(area.box.southWest.latitudeE7)
    let band = area.firstBand + Int(offset / area.bandHeight)
    let edges = edges.span
    var isInside = false
    for place in Int(firstEdge[band])..<Int(firstEdge[band + 1]) where edges[place].isEast(of: point) {
      isInside.toggle()
    }
    return isInside
  }
}

/// One area's edges, sorted into bands of equal height.
struct PlaceBandedEdges {
  struct Edge {
    let a: Coordinate
    let b: Coordinate

    /// Whether the edge passes the point's latitude east of it.
    @inline(__always)
    func isEast(of point: Coordinate) -> Bool {
      guard (a.latitudeE7 > point.latitudeE7) != (b.latitudeE7 > point.latitudeE7) else { return false }
      if point.longitudeE7 < min(a.longitudeE7, b.longitudeE7) { return true }
      if point.longitudeE7 > max(a.longitudeE7, b.longitudeE7) { return false }
      let share =
        (Double(point.latitudeE7) - Double(a.latitudeE7)) / (Double(b.latitudeE7) - Double(a.latitudeE7))
      return Double(point.longitudeE7)
        < Double(a.longitudeE7) + share * (Double(b.longitudeE7) - Double(a.longitudeE7))
    }
  }

  let box: CoordinateBox
  let bandHeight: Int64
  let firstEdge: [UInt32]
  let edges: [Edge]

  /// Sorts the edges of polygons; `nil` without any.
  init?(_ polygons: [GeographicPolygon]) {
    var edges: [Edge] = []
    for polygon in polygons {
      for ring in polygon.rings where ring.count >= 2 {
        for place in 1..<ring.count { edges.append(Edge(a: ring[place - 1], b: ring[place])) }
      }
    }
    guard let box = CoordinateBox(around: edges.lazy.map(\.a)) else { return nil }
    let height = Int64(box.northEast.latitudeE7) - Int64(box.southWest.latitudeE7) + 1
    let (bands, bandHeight) = Self.bandCount(edges, height: height)
    func bandRange(_ edge: Edge) -> ClosedRange<Int> {
      let low = Int64(min(edge.a.latitudeE7, edge.b.latitudeE7)) - Int64(box.southWest.latitudeE7)
      let high = Int64(max(edge.a.latitudeE7, edge.b.latitudeE7)) - Int64(box.southWest.latitudeE7)
      return Int(low / bandHeight)...Int(high / bandHeight)
    }
    var first = [UInt32](repeating: 0, count: bands + 1)
    for edge in edges { for band in bandRange(edge) { first[band + 1] += 1 } }
    for band in 0..<bands { first[band + 1] += first[band] }
    var next = first
    let filler = Edge(a: box.southWest, b: box.southWest)
    var sorted = [Edge](repeating: filler, count: Int(first[bands]))
    for edge in edges {
      for band in bandRange(edge) {
        sorted[Int(next[band])] = edge
        next[band] += 1
      }
    }
    self.box = box
    self.bandHeight = bandHeight
    firstEdge = first
    self.edges = sorted
  }

  /// As many bands as give each about eight edges, but so few that an edge lies in eight on average: a comb of long
  /// edges would fill the memory else.
  private static func bandCount(_ edges: [Edge], height: Int64) -> (bands: Int, height: Int64) {
    var bands = Int64(min(4096, max(1, edges.count / 8)))
    while true {
      let bandHeight = max(1, (height + bands - 1) / bands)
      if bands == 1 { return (1, bandHeight) }
      var listed = Int64(0)
      for edge in edges {
        listed += abs(Int64(edge.a.latitudeE7) - Int64(edge.b.latitudeE7)) / bandHeight + 1
      }
      if listed <= 8 * Int64(edges.count) { return (Int(bands), bandHeight) }
      bands = max(1, bands / 2)
    }
  }
}
