import Geography

extension AreaRingGraph {
  /// The nearest segment due west of a vertex, the vertex's own left out; `nil` when there is none.
  ///
  /// One looks a hair north of the vertex, so as to meet no vertex; the vertex must have no segment that runs west.
  /// The graph must be without crossings. Complexity: a few questions to the index, each twice as wide.
  func nearestSegment(westOf vertex: Int, _ index: AreaSegmentIndex) -> Int? {
    let origin = places[vertex]
    let world = index.bounds
    let width = Int64(world.northEast.longitudeE7) - Int64(world.southWest.longitudeE7)
    var reach = max(1, width / Int64(max(1, Double(segmentCount).squareRoot())))
    while true {
      let west = Int64(origin.longitudeE7) - reach
      let isWhole = west < Int64(world.southWest.longitudeE7)
      let end = Coordinate(
        longitudeE7: isWhole ? world.southWest.longitudeE7 : Int32(west), latitudeE7: origin.latitudeE7)
      if let nearest = nearestSegment(from: origin, to: end, index) {
        // Beyond the end of the window others may be nearer.
        let (south, north) = upward(nearest)
        if isWhole || AreaGeometry.side(places[south], places[north], end) > 0 { return nearest }
      }
      if isWhole { return nil }
      reach *= 2
    }
  }

  /// The lower and the higher vertex by latitude.
  private func upward(_ segment: Int) -> (south: Int, north: Int) {
    let (a, b) = (Int(ends[segment].low), Int(ends[segment].high))
    return places[a].latitudeE7 < places[b].latitudeE7 ? (a, b) : (b, a)
  }

  /// The half-edge of a segment that runs north.
  func northward(_ segment: Int) -> UInt32 {
    UInt32(2 * segment) + (upward(segment).south == Int(ends[segment].low) ? 0 : 1)
  }

  /// The easternmost of the segments that meet the window and pass west of the origin.
  private func nearestSegment(from origin: Coordinate, to end: Coordinate, _ index: AreaSegmentIndex) -> Int? {
    var nearest: Int?
    index.visit(CoordinateBox(southWest: end, northEast: origin)) { place in
      let segment = Int(index.order[place])
      let (south, north) = upward(segment)
      if places[south].latitudeE7 <= origin.latitudeE7, places[north].latitudeE7 > origin.latitudeE7,
        AreaGeometry.side(places[south], places[north], origin) < 0,
        nearest.map({ isEast(segment, of: $0) }) ?? true
      {
        nearest = segment
      }
      return true
    }
    return nearest
  }

  /// Whether a segment lies east of another that passes the same latitude; they may share an end.
  private func isEast(_ segment: Int, of other: Int) -> Bool {
    let (south, north) = upward(segment)
    let (otherSouth, otherNorth) = upward(other)
    if places[south].latitudeE7 >= places[otherSouth].latitudeE7 {
      let side = AreaGeometry.side(places[otherSouth], places[otherNorth], places[south])
      return side != 0 ? side < 0 : AreaGeometry.side(places[otherSouth], places[otherNorth], places[north]) < 0
    }
    // The other's southern end cannot lie on this segment: they touch at common nodes only.
    return AreaGeometry.side(places[south], places[north], places[otherSouth]) > 0
  }
}
