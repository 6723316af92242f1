import Geography

extension Field {
  /// The land where the field is at or below a level, as polygons in metres of the working reference system.
  ///
  /// Marching triangles: each lattice square is cut along its south-west–north-east diagonal, so there are no saddles
  /// and the sublevel sets of one field nest exactly. Crossings keep 2 % of an edge away from lattice points, which
  /// keeps rings apart when coordinates are rounded to 1e-7 degree. Outer rings run counterclockwise, holes clockwise.
  ///
  /// Values farther than `step` from the level count as that far: where neighbours differ by more than a walk between
  /// them explains (at a river, at the end of the leg), the border runs half-way, wherever the values lie. Plain
  /// interpolation draws it towards the last point inside, and isochrones of real cities come out 1 % too small.
  ///
  /// - Parameter step: the most that the field changes smoothly from one lattice point to the next.
  /// - Complexity: linear in the window and the length of the contours.
  package func polygons(atOrBelow level: Float, step: Float = .infinity) -> [ProjectedPolygon] {
    guard width > 1, height > 1 else { return [] }
    return polygons(following: ContourSteps(self, level: level), level: level, step: step)
  }

  /// Follows the steps into closed rings and gives each hole to the polygon around it.
  ///
  /// Rings are found by their first crossing, rows from the south, points from the west. There an outer ring's lattice
  /// point lies outside and a hole's inside: south and west of it the ring has nothing. Going west from a hole's first
  /// point, all is inside until the first crossing, which is of the same land's border: its outer ring or another hole.
  private func polygons(following contours: ContourSteps, level: Float, step: Float) -> [ProjectedPolygon] {
    var polygons: [ProjectedPolygon] = []
    var polygonOfCrossing = [Int32](repeating: -1, count: contours.crossings.count)
    for first in contours.crossings.indices where polygonOfCrossing[first] < 0 {
      let at = Int(contours.crossings[first] / 3)
      let isHole = values[at] <= level
      var owner = polygons.count
      if isHole {
        let west = contours.crossingWest(of: first).map { Int(polygonOfCrossing[$0]) }
        guard let west, west >= 0 else { continue }
        owner = west
      }
      var ring: [ProjectedPoint] = []
      var current = first
      while polygonOfCrossing[current] < 0 {
        polygonOfCrossing[current] = Int32(owner)
        ring.append(crossing(Int(contours.crossings[current]), level: level, step: step))
        current = Int(contours.next[current])
      }
      ring.append(ring[0])
      if isHole { polygons[owner].holes.append(ring) } else { polygons.append(ProjectedPolygon(exterior: ring)) }
    }
    return polygons
  }

  /// Where the level crosses a lattice edge. Never nearer to the inner point when a value falls or the level rises, so
  /// lands nest.
  @inline(__always)
  private func crossing(_ edge: Int, level: Float, step: Float) -> ProjectedPoint {
    let at = edge / 3
    let kind = edge - 3 * at
    let (dx, dy) = kind == 0 ? (1, 0) : kind == 1 ? (0, 1) : (1, 1)
    // One of the two is at or below the level, the other above it.
    let first = min(Double(abs(level - values[at])), Double(step))
    let second = min(Double(abs(level - values[at + dy * width + dx])), Double(step))
    let share = max(0.02, min(0.98, first / (first + second)))
    let j = Int(UInt32(at) / UInt32(width))
    let x = Double(column + at - j * width) + share * Double(dx)
    let y = Double(row + j) + share * Double(dy)
    return ProjectedPoint(x: x * lattice.resolutionInMetres, y: y * lattice.resolutionInMetres)
  }
}
