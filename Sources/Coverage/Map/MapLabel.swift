import Geography

/// Where the number of a gap goes: inside its largest polygon where there is room, else beside it; clear of the others.
struct MapLabel {
  var text: String
  var place: MapPoint
  /// The gap's place, when the number stands beside it.
  var anchor: MapPoint?

  static let radius = 12.0

  /// Places labels in the order given; one that has no room inside its gap is moved beside it, so as not to hide it.
  static func placing(_ gaps: [CoverageGap], in frame: MapFrame) -> [MapLabel] {
    var labels: [MapLabel] = []
    for gap in gaps {
      let stretches = stretches(inside: gap.polygons, frame.point)
      guard let best = stretches.first else { continue }
      let free = stretches.first { $0.width >= 2 * radius && isFree($0.middle, labels) }?.middle
      let place = clamped(free ?? beside(best.middle, labels, frame), frame)
      labels.append(MapLabel(text: "\(gap.rank)", place: place, anchor: free == nil ? best.middle : nil))
    }
    return labels
  }

  private static func isFree(_ place: MapPoint, _ labels: [MapLabel]) -> Bool {
    labels.allSatisfy { label in
      let dx = label.place.x - place.x
      let dy = label.place.y - place.y
      return dx * dx + dy * dy >= 4 * radius * radius + 9
    }
  }

  /// The nearest free place on rings around a point.
  private static func beside(_ place: MapPoint, _ labels: [MapLabel], _ frame: MapFrame) -> MapPoint {
    let directions: [(Double, Double)] = [
      (1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7),
    ]
    for ring in 1...4 {
      for direction in directions {
        let step = Double(ring) * 2.2 * radius
        let moved = MapPoint(x: place.x + direction.0 * step, y: place.y + direction.1 * step)
        if frame.contains(moved, margin: -radius), isFree(moved, labels) { return moved }
      }
    }
    return place
  }

  private static func clamped(_ place: MapPoint, _ frame: MapFrame) -> MapPoint {
    MapPoint(
      x: min(max(place.x, radius + 2), max(radius + 2, frame.width - radius - 2)),
      y: min(max(place.y, radius + 2), max(radius + 2, frame.height - radius - 2)))
  }

  /// Middles of stretches of horizontal lines through the largest polygon, the wide and central ones first.
  static func stretches(
    inside polygons: [GeographicPolygon], _ point: (Coordinate) -> MapPoint
  ) -> [(width: Double, middle: MapPoint)] {
    let areas = polygons.map(Ellipsoid.areaInSquareMetres(of:))
    guard let largest = areas.indices.max(by: { areas[$0] < areas[$1] }) else { return [] }
    let rings = polygons[largest].rings.map { $0.map(point) }
    guard let top = rings.first?.map(\.y).min(), let bottom = rings.first?.map(\.y).max() else { return [] }
    var stretches: [(width: Double, middle: MapPoint)] = []
    for line in 1...11 {
      // Off the exact fractions, so that a line seldom runs through corners.
      let y = top + (bottom - top) * (Double(line) - 0.013) / 12
      let centrality = 1 - abs(Double(line) - 6) / 12
      let borders = rings.flatMap { crossings(of: $0, at: y) }.sorted()
      for pair in stride(from: 0, to: borders.count - 1, by: 2) {
        let middle = MapPoint(x: (borders[pair] + borders[pair + 1]) / 2, y: y)
        stretches.append(((borders[pair + 1] - borders[pair]) * centrality, middle))
      }
    }
    return stretches.sorted { ($0.width, $1.middle.y) > ($1.width, $0.middle.y) }
  }

  private static func crossings(of ring: [MapPoint], at y: Double) -> [Double] {
    zip(ring, ring.dropFirst()).compactMap { a, b in
      (a.y <= y) == (b.y <= y) ? nil : a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
    }
  }
}
