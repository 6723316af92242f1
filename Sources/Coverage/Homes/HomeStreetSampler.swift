import Geography
import Walking

/// Makes the points along edges that ``HomeStreetPoints`` asks for; a worker's own, as it keeps memory for reuse.
struct HomeStreetSampler {
  struct Point {
    let coordinate: Coordinate
    /// Metres of street that it stands for.
    let metres: Double
    /// The lowest land without mapped buildings that holds it.
    var land: UInt32 = 0
    /// Whether the map knows who lives here.
    var isKnown = false
  }

  private let streets: StreetGraph
  private let isSkipped: [Bool]
  private let index: PlacePolygonIndex
  private let isMapped: [Bool]
  private let isUnmapped: [Bool]
  private var lengths: [Double] = []
  private var found: [Point] = []

  init(
    _ streets: StreetGraph, isSkipped: [Bool], _ index: PlacePolygonIndex, isMapped: [Bool], isUnmapped: [Bool]
  ) {
    self.streets = streets
    self.isSkipped = isSkipped
    self.index = index
    self.isMapped = isMapped
    self.isUnmapped = isUnmapped
  }

  /// The points on unmapped land, by edge and along it.
  mutating func points(of edges: Range<Int>) -> [Point] {
    found = []
    for edge in edges where streets.edgeFlags[edge].isDisjoint(with: [.acrossArea, .underground]) {
      // An edge may run over several ways: a street that goes on as a track is lived along as far as it is a street.
      let shape = streets.shapeRange(edge)
      var start = shape.lowerBound
      for point in shape.dropLast() where isLivedAlong(point) {
        if point > start, !isLivedAlong(point - 1) { start = point }
        if point + 2 == shape.upperBound || !isLivedAlong(point + 1) { sample(start...point + 1) }
      }
    }
    return found
  }

  private func isLivedAlong(_ point: Int) -> Bool {
    let way = Int(streets.shapeWays[point])
    return way >= isSkipped.count || !isSkipped[way]
  }

  /// Points in the middle of equal pieces of about 50 m of a stretch, at least one.
  private mutating func sample(_ stretch: ClosedRange<Int>) {
    let shape = streets.shapeCoordinates
    guard let box = CoordinateBox(around: shape[stretch]), index.hasArea(near: box, where: { isUnmapped[$0] })
    else { return }
    lengths.removeAll(keepingCapacity: true)
    for point in stretch.dropLast() {
      lengths.append(Ellipsoid.lengthInMetres(from: shape[point], to: shape[point + 1]))
    }
    let total = lengths.reduce(0, +)
    guard total > 0 else { return }
    let pieces = max(1, Int((total / DwellingEstimate.streetSpacingInMetres).rounded()))
    let metres = total / Double(pieces)
    var segment = 0
    var passed = 0.0
    for piece in 0..<pieces {
      let along = (Double(piece) + 0.5) * metres
      while segment + 1 < lengths.count, passed + lengths[segment] < along {
        passed += lengths[segment]
        segment += 1
      }
      let share = lengths[segment] > 0 ? min(1, max(0, (along - passed) / lengths[segment])) : 0
      let (a, b) = (shape[stretch.lowerBound + segment], shape[stretch.lowerBound + segment + 1])
      keep(Point(coordinate: Self.between(a, b, share), metres: metres))
    }
  }

  /// Keeps a point that lies on unmapped land.
  private mutating func keep(_ point: Point) {
    var point = point
    var land: Int?
    index.forEach(containing: point.coordinate) { holding in
      if land == nil, isUnmapped[holding] { land = holding }
      if isMapped[holding] { point.isKnown = true }
      return true
    }
    guard let land else { return }
    point.land = UInt32(land)
    found.append(point)
  }

  private static func between(_ a: Coordinate, _ b: Coordinate, _ share: Double) -> Coordinate {
    let x = Double(a.longitudeE7) + share * (Double(b.longitudeE7) - Double(a.longitudeE7))
    let y = Double(a.latitudeE7) + share * (Double(b.latitudeE7) - Double(a.latitudeE7))
    return Coordinate(longitudeE7: Int32(x.rounded()), latitudeE7: Int32(y.rounded()))
  }
}
