import Geography

/// Finds the areas that hold a point: a grid over the areas' boxes, and latitude bands over each area's edges.
///
/// Rings are taken by the even-odd rule, so invalid ones never fail. Points on a border may fall on either side.
struct PlacePolygonIndex: Sendable {
  private struct Edge {
    let a: Coordinate
    let b: Coordinate
  }

  /// One area's edges, sorted into bands of equal height.
  private struct BandedArea {
    let box: CoordinateBox
    let bandHeight: Int64
    let firstEdge: [UInt32]
    let edges: [Edge]
  }

  private let areas: [BandedArea?]
  private let cells: [PlaceCell: [UInt32]]
  /// Areas over so many cells that listing them in each would cost more than asking them always.
  private let everywhere: [UInt32]
  private static let cellSizeE7: Int64 = 50_000

  /// Indexes areas, each a list of polygons. O(edges + cells), a cell being 0.005° wide.
  init(_ polygons: [[GeographicPolygon]]) {
    var areas: [BandedArea?] = []
    var cells: [PlaceCell: [UInt32]] = [:]
    var everywhere: [UInt32] = []
    for (number, area) in polygons.enumerated() {
      let banded = Self.banded(area)
      areas.append(banded)
      guard let box = banded?.box else { continue }
      let low = PlaceCell(box.southWest, sizeE7: Self.cellSizeE7)
      let high = PlaceCell(box.northEast, sizeE7: Self.cellSizeE7)
      if (high.column - low.column + 1) * (high.row - low.row + 1) > 4096 {
        everywhere.append(UInt32(number))
        continue
      }
      for row in low.row...high.row {
        for column in low.column...high.column {
          cells[PlaceCell(column: column, row: row), default: []].append(UInt32(number))
        }
      }
    }
    self.areas = areas
    self.cells = cells
    self.everywhere = everywhere
  }

  /// The lowest number of an area that holds the point; `nil` when none does.
  func first(containing point: Coordinate) -> Int? { all(containing: point).first }

  /// The numbers of all areas that hold the point, ascending.
  func all(containing point: Coordinate) -> [Int] {
    let near = cells[PlaceCell(point, sizeE7: Self.cellSizeE7)] ?? []
    return (near + everywhere).sorted().compactMap { contains(point, area: Int($0)) ? Int($0) : nil }
  }

  /// Whether one area holds the point.
  func contains(_ point: Coordinate, area number: Int) -> Bool {
    guard let area = areas[number], area.box.contains(point) else { return false }
    let offset = Int64(point.latitudeE7) - Int64(area.box.southWest.latitudeE7)
    let band = Int(offset / area.bandHeight)
    var isInside = false
    let y = Double(point.latitudeE7)
    for edge in area.edges[Int(area.firstEdge[band])..<Int(area.firstEdge[band + 1])]
    where (edge.a.latitudeE7 > point.latitudeE7) != (edge.b.latitudeE7 > point.latitudeE7) {
      let share = (y - Double(edge.a.latitudeE7)) / (Double(edge.b.latitudeE7) - Double(edge.a.latitudeE7))
      let x = Double(edge.a.longitudeE7) + share * (Double(edge.b.longitudeE7) - Double(edge.a.longitudeE7))
      if Double(point.longitudeE7) < x { isInside.toggle() }
    }
    return isInside
  }

  /// As many bands as give each about eight edges, but so few that an edge lies in eight on average: a comb of long
  /// edges would fill the memory else.
  private static func bandCount(_ edges: [Edge], height: Int64) -> (bands: Int, height: Int64) {
    var bands = Int64(min(4096, max(1, edges.count / 8)))
    while true {
      let bandHeight = max(1, (height + bands - 1) / bands)
      let listed = edges.reduce(Int64(0)) { sum, edge in
        let span = abs(Int64(edge.a.latitudeE7) - Int64(edge.b.latitudeE7))
        return sum + span / bandHeight + 1
      }
      if bands == 1 || listed <= 8 * Int64(edges.count) { return (Int(bands), bandHeight) }
      bands = max(1, bands / 2)
    }
  }

  private static func banded(_ polygons: [GeographicPolygon]) -> BandedArea? {
    let edges = polygons.flatMap(\.rings).flatMap { ring in
      zip(ring, ring.dropFirst()).map { Edge(a: $0, b: $1) }
    }
    guard let box = CoordinateBox(around: edges.lazy.map(\.a)) else { return nil }
    let height = Int64(box.northEast.latitudeE7) - Int64(box.southWest.latitudeE7) + 1
    let (bands, bandHeight) = bandCount(edges, height: height)
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
    return BandedArea(box: box, bandHeight: bandHeight, firstEdge: first, edges: sorted)
  }
}

/// A cell of a grid of longitudes and latitudes.
struct PlaceCell: Hashable, Comparable {
  let column: Int64
  let row: Int64

  init(column: Int64, row: Int64) {
    self.column = column
    self.row = row
  }

  /// The cell that holds a coordinate in a grid of square cells.
  init(_ coordinate: Coordinate, sizeE7: Int64) {
    self.init(coordinate, widthE7: sizeE7, heightE7: sizeE7)
  }

  /// The cell that holds a coordinate; sizes in 1e-7 degree.
  init(_ coordinate: Coordinate, widthE7: Int64, heightE7: Int64) {
    column = (Int64(coordinate.longitudeE7) + 1_800_000_000) / widthE7
    row = (Int64(coordinate.latitudeE7) + 900_000_000) / heightE7
  }

  static func < (a: PlaceCell, b: PlaceCell) -> Bool { (a.row, a.column) < (b.row, b.column) }
}
