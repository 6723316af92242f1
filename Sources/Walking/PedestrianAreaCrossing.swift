import Geography

extension StreetNetwork {
  /// Joins the streets that meet an open area by straight lines across it (domain §5).
  ///
  /// Boundary nodes that carry other streets see each other where the line stays inside; above 60 of them they are
  /// joined through the area's centre. The boundary itself is walkable in any case.
  ///
  /// - Complexity: linear in the segments, plus at most 60 · 59 / 2 lines an area, each linear in its boundary.
  mutating func crossAreas() {
    guard !areas.isEmpty else { return }
    let neighbours = BoundaryNeighbours(self)
    for area in areas {
      let sides = PedestrianAreaSides(area.boundary)
      let entrances = sides.nodes.filter { node in neighbours.of(node).contains { !sides.contains(node, $0) } }
        .sorted { precedes($0, $1) }
      guard entrances.count >= 2 else { continue }
      var made = 0
      var isCapped = false
      for polygon in area.polygons(in: extract) {
        guard let visibility = PedestrianAreaVisibility(polygon) else { continue }
        let nodes = nodes(entrances, atCornersOf: polygon)
        if nodes.count <= PedestrianArea.mostVisibilityNodes,
          nodes.count * nodes.count / 2 * visibility.sideCount <= PedestrianArea.mostLineTests
        {
          made += joinVisible(nodes, area, sides, visibility)
        } else {
          isCapped = true
          made += joinThroughCentre(nodes, area, polygon, visibility)
        }
      }
      if made > 0 { report.areasCrossed += 1 }
      if isCapped { report.areasCapped += 1 }
    }
  }

  /// Those of some nodes that are corners of a polygon, in the same order.
  private func nodes(_ nodes: [UInt32], atCornersOf polygon: GeographicPolygon) -> [UInt32] {
    var wanted = Set(nodes.map { coordinates[Int($0)] })
    let all = wanted.count
    for corner in polygon.exterior { wanted.remove(corner) }
    for corner in polygon.holes.joined() { wanted.remove(corner) }
    return wanted.count == all ? [] : nodes.filter { !wanted.contains(coordinates[Int($0)]) }
  }

  private mutating func joinVisible(
    _ nodes: [UInt32], _ area: PedestrianArea, _ sides: PedestrianAreaSides, _ visibility: PedestrianAreaVisibility
  ) -> Int {
    var made = 0
    for (position, a) in nodes.enumerated() {
      for b in nodes[(position + 1)...] where !sides.contains(a, b) {
        guard visibility.contains(from: coordinates[Int(a)], to: coordinates[Int(b)]) else { continue }
        segments.append(segment(a, b, way: area.way, flags: area.flags.union(.acrossArea), isSteps: false))
        made += 1
      }
    }
    return made
  }

  private mutating func joinThroughCentre(
    _ nodes: [UInt32], _ area: PedestrianArea, _ polygon: GeographicPolygon, _ visibility: PedestrianAreaVisibility
  ) -> Int {
    guard nodes.count * visibility.sideCount <= PedestrianArea.mostLineTests,
      let centre = polygon.centre, visibility.isStrictlyInside(centre)
    else { return 0 }
    let spokes = nodes.filter { visibility.contains(from: centre, to: coordinates[Int($0)]) }
    guard spokes.count >= 2 else { return 0 }
    let hub = UInt32(nodeCount)
    nodeIDs.append(0)
    coordinates.append(centre)
    for node in spokes {
      segments.append(segment(hub, node, way: area.way, flags: area.flags.union(.acrossArea), isSteps: false))
    }
    return spokes.count
  }
}

extension GeographicPolygon {
  /// The centroid of the outer ring's area, to 1e-7 degree; `nil` without area. Linear.
  var centre: Coordinate? {
    guard let origin = exterior.first else { return nil }
    var (area, x, y) = (0.0, 0.0, 0.0)
    for (a, b) in zip(exterior, exterior.dropFirst()) {
      let (ax, ay) = (
        Double(a.longitudeE7) - Double(origin.longitudeE7), Double(a.latitudeE7) - Double(origin.latitudeE7)
      )
      let (bx, by) = (
        Double(b.longitudeE7) - Double(origin.longitudeE7), Double(b.latitudeE7) - Double(origin.latitudeE7)
      )
      let cross = ax * by - bx * ay
      area += cross
      x += (ax + bx) * cross
      y += (ay + by) * cross
    }
    guard area != 0 else { return nil }
    return Coordinate(
      longitude: (Double(origin.longitudeE7) + x / (3 * area)) / 1e7,
      latitude: (Double(origin.latitudeE7) + y / (3 * area)) / 1e7)
  }
}
