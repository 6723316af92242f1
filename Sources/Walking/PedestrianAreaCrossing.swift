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
    let neighbours = boundaryNeighbours()
    for area in areas {
      let sides = Set(area.boundary.map { NodePair($0.0, $0.1) })
      let entrances = entrances(of: area, sides, neighbours)
      guard entrances.count >= 2 else { continue }
      var made = 0
      var isCapped = false
      for polygon in area.polygons(in: extract) {
        guard let visibility = PedestrianAreaVisibility(polygon) else { continue }
        let corners = Set(polygon.exterior).union(polygon.holes.joined())
        let nodes = entrances.filter { corners.contains(coordinates[Int($0)]) }
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

  /// For each node on a boundary, the nodes that segments lead to. Linear in the segments.
  private func boundaryNeighbours() -> [UInt32: [UInt32]] {
    var isBoundary = [Bool](repeating: false, count: nodeCount)
    for area in areas {
      for (a, b) in area.boundary {
        isBoundary[Int(a)] = true
        isBoundary[Int(b)] = true
      }
    }
    var neighbours: [UInt32: [UInt32]] = [:]
    for segment in segments {
      if isBoundary[Int(segment.from)] { neighbours[segment.from, default: []].append(segment.to) }
      if isBoundary[Int(segment.to)] { neighbours[segment.to, default: []].append(segment.from) }
    }
    return neighbours
  }

  /// Boundary nodes that something else than this boundary joins, in node order.
  private func entrances(
    of area: PedestrianArea, _ sides: Set<NodePair>, _ neighbours: [UInt32: [UInt32]]
  ) -> [UInt32] {
    let nodes = Set(area.boundary.map { $0.0 }).union(area.boundary.map { $0.1 })
    return nodes.filter { node in
      neighbours[node, default: []].contains { !sides.contains(NodePair(node, $0)) }
    }.sorted { precedes($0, $1) }
  }

  private mutating func joinVisible(
    _ nodes: [UInt32], _ area: PedestrianArea, _ sides: Set<NodePair>, _ visibility: PedestrianAreaVisibility
  ) -> Int {
    var made = 0
    for (position, a) in nodes.enumerated() {
      for b in nodes[(position + 1)...] where !sides.contains(NodePair(a, b)) {
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

/// Two nodes in either order.
private struct NodePair: Hashable {
  let low: UInt32
  let high: UInt32
  init(_ a: UInt32, _ b: UInt32) { (low, high) = (min(a, b), max(a, b)) }
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
