import Geography

/// Land with people on it: the cells of a grid or polygons, those only that hold someone.
struct PopulationZones {
  /// What a zone is called in the ids of homes made on it: `c12r40` for a cell, the number of a feature.
  private(set) var names: [String] = []
  /// The people of each zone.
  private(set) var people: [Double] = []
  /// The people of each group in each zone, by group.
  private(set) var groups: [[Double]]
  /// The land of each zone.
  private(set) var outlines: [[GeographicPolygon]] = []

  /// - Parameter groupCount: how many groups are counted.
  init(groupCount: Int) { groups = [[Double]](repeating: [], count: groupCount) }

  var count: Int { people.count }

  mutating func append(name: String, people: Double, groups: [Double], outline: [GeographicPolygon]) {
    names.append(name)
    self.people.append(people)
    for (group, value) in zip(self.groups.indices, groups) { self.groups[group].append(value) }
    outlines.append(outline)
  }

  /// The middle of a zone: its centroid, or a corner where that lies outside of it.
  func middle(of zone: Int, in index: PlacePolygonIndex) -> Coordinate? {
    guard let centroid = PlaceRing.centroid(of: outlines[zone]) else { return nil }
    if index.contains(centroid, area: zone) { return centroid }
    return PlaceRing.inside(outlines[zone]) ?? centroid
  }
}

extension PlaceRing {
  /// A place inside polygons by the even-odd rule: half way along the widest piece inside of the parallel through the
  /// middle of their box; `nil` where that parallel meets none.
  static func inside(_ polygons: [GeographicPolygon]) -> Coordinate? {
    guard let box = CoordinateBox(around: polygons.lazy.flatMap(\.exterior)) else { return nil }
    // Between two integers, so that no vertex lies on it.
    let latitude = Double(box.centre.latitudeE7) + 0.5
    var crossings: [Double] = []
    for ring in polygons.lazy.flatMap(\.rings) {
      for (a, b) in zip(ring, ring.dropFirst()) {
        let (south, north) = (Double(a.latitudeE7), Double(b.latitudeE7))
        guard (south > latitude) != (north > latitude) else { continue }
        let share = (latitude - south) / (north - south)
        crossings.append(Double(a.longitudeE7) + share * (Double(b.longitudeE7) - Double(a.longitudeE7)))
      }
    }
    crossings.sort()
    var widest: (width: Double, middle: Double)?
    for place in stride(from: 1, to: crossings.count, by: 2) {
      let width = crossings[place] - crossings[place - 1]
      if width > widest?.width ?? 0 { widest = (width, crossings[place - 1] + width / 2) }
    }
    return widest.map { Coordinate(longitudeE7: Int32($0.middle.rounded()), latitudeE7: box.centre.latitudeE7) }
  }
}
