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
    contours(atOrBelow: level, step: step).polygons
  }

  /// The same, together with which polygon holds which lattice point.
  package func contours(atOrBelow level: Float, step: Float = .infinity) -> Contours {
    guard width > 1, height > 1 else {
      return Contours(self, level: level, steps: ContourSteps()) { _ in ProjectedPoint(x: 0, y: 0) }
    }
    return Contours(self, level: level, steps: ContourSteps(self, level: level)) {
      crossing(Int($0), level: level, step: step)
    }
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

/// The polygons of one level of a field.
package struct Contours {
  /// The polygons, in the order of their southernmost, then westernmost crossings.
  package private(set) var polygons: [ProjectedPolygon] = []
  private let field: (column: Int, row: Int, width: Int, height: Int)
  private let steps: ContourSteps
  private var polygonOfCrossing: [Int32]

  /// Follows the steps into closed rings and gives each hole to the polygon around it.
  ///
  /// A ring is found by its first crossing, rows from the south, points from the west: the ring has nothing south or
  /// west of it, so the lattice point there lies outside of an outer ring and inside the land around a hole. From a
  /// hole's point all is inside going west until the next crossing, which is of the same land's border: its outer ring
  /// or another hole of it.
  fileprivate init(_ field: Field, level: Float, steps: ContourSteps, crossing: (UInt32) -> ProjectedPoint) {
    self.field = (field.column, field.row, field.width, field.height)
    self.steps = steps
    polygonOfCrossing = Array(repeating: -1, count: steps.crossings.count)
    for first in steps.crossings.indices where polygonOfCrossing[first] < 0 {
      let point = Int(steps.crossings[first] / 3)
      let owner = field.values[point] <= level ? polygon(westOf: point, before: first) : nil
      var ring: [ProjectedPoint] = []
      var current = first
      while polygonOfCrossing[current] < 0 {
        polygonOfCrossing[current] = Int32(owner ?? polygons.count)
        ring.append(crossing(steps.crossings[current]))
        current = Int(steps.next[current])
      }
      ring.append(ring[0])
      if let owner { polygons[owner].holes.append(ring) } else { polygons.append(ProjectedPolygon(exterior: ring)) }
    }
  }

  /// The polygon around a lattice point that lies inside: its place in ``polygons``.
  ///
  /// - Complexity: logarithmic in the contours, linear in those of the row to the west.
  package func polygon(aroundColumn column: Int, row: Int) -> Int? {
    let (i, j) = (column - field.column, row - field.row)
    guard i > 0, j > 0, i < field.width, j < field.height else { return nil }
    let point = j * field.width + i
    var low = 0
    var high = steps.crossings.count
    while low < high {
      let middle = (low + high) / 2
      if steps.crossings[middle] < UInt32(3 * point) { low = middle + 1 } else { high = middle }
    }
    return polygon(westOf: point, before: low)
  }

  /// The polygon of the next border west of a point, in its row; `place` is that of the first crossing from the point
  /// on.
  private func polygon(westOf point: Int, before place: Int) -> Int? {
    let rowStart = UInt32(3 * (point - point % field.width))
    var west = place - 1
    while west >= 0, steps.crossings[west] >= rowStart {
      // Edges north and north-east begin in this row but lie north of it.
      if steps.crossings[west].isMultiple(of: 3) { return Int(polygonOfCrossing[west]) }
      west -= 1
    }
    return nil
  }
}
