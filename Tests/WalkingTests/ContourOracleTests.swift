import Geography
import TestSupport
import Testing

@testable import Walking

/// Contours against a plain way of making them: steps through triangles in a dictionary, and every hole given to the
/// smallest outer ring around it.
struct ContourOracleTests {
  @Test(arguments: 0..<40)
  func contoursAreThePlainOnes(seed: Int) {
    var random = SeededGenerator(seed: 900 + UInt64(seed))
    // Windows of several tiles, with points beside word and tile borders; noise makes holes in islands in holes.
    let tiles = (0..<1 + seed % 3).map { Lattice.TileID(column: $0 - 1, row: seed % 2 - 1) }
    var field = Field(lattice: Lattice(resolutionInMetres: 10), tiles: tiles, fill: 9)
    let share = Double(seed % 5 + 1) / 6
    for row in 1..<field.height - 1 {
      for column in 1..<field.width - 1 {
        field.values[row * field.width + column] =
          random.unit() < share ? Float(random.unit()) : 3 * Float(random.unit())
      }
    }
    for level in [Float(0.2), 1, 1.7, 2.9] {
      let found = field.contours(atOrBelow: level, step: 0.5)
      let expected = field.plainPolygons(atOrBelow: level, step: 0.5)
      #expect(Set(found.polygons.map(Shape.init)) == Set(expected.map(Shape.init)))
      #expect(found.polygons.count == expected.count)
      for row in stride(from: 1, to: field.height - 1, by: 7) {
        for column in 1..<field.width - 1 where field.values[row * field.width + column] <= level {
          let (c, r) = (column + field.column, row + field.row)
          let polygon = found.polygon(aroundColumn: c, row: r)
          let point = field.lattice.point(column: c, row: r)
          let holders = found.polygons.indices.filter { index in
            found.polygons[index].rings.reduce(false) { $0 != point.isInside($1) }
          }
          #expect(polygon.map { [$0] } == holders)
        }
      }
    }
  }

  @Test func aTileOutsideHasNoPolygons() {
    let field = Field(lattice: Lattice(resolutionInMetres: 10), tiles: [Lattice.TileID](), fill: 9)
    #expect(field.contours(atOrBelow: 10).polygons.isEmpty)
  }
}

/// A polygon whose rings may begin anywhere and whose holes may come in any order.
private struct Shape: Hashable {
  let exterior: Set<ProjectedPoint>
  let holes: Set<Set<ProjectedPoint>>

  init(_ polygon: ProjectedPolygon) {
    exterior = Set(polygon.exterior)
    holes = Set(polygon.holes.map { Set($0) })
  }
}

extension Field {
  /// The same land by the plain way.
  fileprivate func plainPolygons(atOrBelow level: Float, step: Float) -> [ProjectedPolygon] {
    var next: [Int: Int] = [:]
    for j in 0..<height - 1 {
      for i in 0..<width - 1 {
        let at = j * width + i
        let (a, b) = (values[at] <= level, values[at + 1] <= level)
        let (c, d) = (values[at + width + 1] <= level, values[at + width] <= level)
        link([a, b, c], [3 * at, 3 * (at + 1) + 1, 3 * at + 2], &next)
        link([a, c, d], [3 * at + 2, 3 * (at + width), 3 * at + 1], &next)
      }
    }
    var rings: [[ProjectedPoint]] = []
    while let first = next.keys.min() {
      var ring: [ProjectedPoint] = []
      var edge = first
      while let following = next.removeValue(forKey: edge) {
        ring.append(plainCrossing(edge, level: level, step: step))
        edge = following
      }
      rings.append(ring + [ring[0]])
    }
    let outers = rings.filter { signedArea(of: $0) > 0 }.sorted { signedArea(of: $0) < signedArea(of: $1) }
    var polygons = outers.map { ProjectedPolygon(exterior: $0) }
    for hole in rings where signedArea(of: hole) < 0 {
      if let owner = outers.firstIndex(where: { hole[0].isInside($0) }) { polygons[owner].holes.append(hole) }
    }
    return polygons
  }

  /// The step through a counterclockwise triangle: in by the edge behind its inside, out by the one before it.
  private func link(_ inside: [Bool], _ edges: [Int], _ next: inout [Int: Int]) {
    for corner in 0..<3 {
      let (q, r) = ((corner + 1) % 3, (corner + 2) % 3)
      if inside[corner], !inside[q], !inside[r] { next[edges[corner]] = edges[r] }
      if !inside[corner], inside[q], inside[r] { next[edges[r]] = edges[corner] }
    }
  }

  private func plainCrossing(_ edge: Int, level: Float, step: Float) -> ProjectedPoint {
    let at = edge / 3
    let (dx, dy) = [(1, 0), (0, 1), (1, 1)][edge % 3]
    let first = min(Double(abs(level - values[at])), Double(step))
    let second = min(Double(abs(level - values[at + dy * width + dx])), Double(step))
    let share = max(0.02, min(0.98, first / (first + second)))
    return ProjectedPoint(
      x: (Double(column + at % width) + share * Double(dx)) * lattice.resolutionInMetres,
      y: (Double(row + at / width) + share * Double(dy)) * lattice.resolutionInMetres)
  }
}
