import Foundation
import Geography
import TestSupport
import Testing

@testable import Walking

/// Contours of fields whose land follows from arithmetic, and two oracles for fields at random: the area summed up
/// triangle by triangle, and the pieces counted by flood fill.
struct ContourTests {
  @Test func aConeGivesADisc() throws {
    let radius = 200.0
    let field = TestField { x, y in Float(hypot(x - 317, y - 303)) }
    let polygons = field.field.polygons(atOrBelow: Float(radius))
    try #require(polygons.count == 1)
    #expect(polygons[0].holes.isEmpty)
    let area = signedArea(of: polygons[0].exterior)
    #expect(abs(area - .pi * radius * radius) < 0.002 * .pi * radius * radius)
    // A chord of the field's own cells bends inwards by at most h² / 8r.
    for p in polygons[0].exterior {
      let distance = hypot(p.x - 317, p.y - 303)
      #expect(abs(distance - radius) < 0.35, "\(p) is \(distance) m off the middle")
    }
  }

  @Test func aPlaneGivesAHalfPlaneExactly() throws {
    // Inside where x ≤ 203: the first 63 columns are 0…620 m, the margin closes the rest.
    let field = TestField { x, _ in Float(x) }
    let polygons = field.field.polygons(atOrBelow: 203)
    try #require(polygons.count == 1)
    let east = polygons[0].exterior.map(\.x).max() ?? 0
    #expect(abs(east - 203) < 1e-4)
    #expect(polygons[0].exterior.count { abs($0.x - 203) < 1e-4 } >= 2 * 63)
  }

  @Test func twoConesPartAndMeet() {
    // Two peaks 300 m apart: discs of 140 m are apart, of 160 m they touch in one piece.
    let field = TestField { x, y in Float(min(hypot(x - 160, y - 300), hypot(x - 460, y - 300))) }
    #expect(field.field.polygons(atOrBelow: 140).count == 2)
    let joined = field.field.polygons(atOrBelow: 160)
    #expect(joined.count == 1)
    // Two discs less the lens between them.
    let r = 160.0
    let lens = 2 * r * r * acos(150 / r) - 150 * (4 * r * r - 300 * 300).squareRoot()
    let expected = 2 * .pi * r * r - lens
    #expect(abs(joined.reduce(0) { $0 + $1.area } - expected) < 0.003 * expected)
  }

  @Test func aPitInAPlateauIsAHole() throws {
    // Everything within 250 m is inside but what lies within 100 m of the middle.
    let field = TestField { x, y in
      let r = hypot(x - 310, y - 310)
      return Float(max(r - 250, 100 - r))
    }
    let polygons = field.field.polygons(atOrBelow: 0)
    try #require(polygons.count == 1 && polygons[0].holes.count == 1)
    #expect(signedArea(of: polygons[0].exterior) > 0)
    #expect(signedArea(of: polygons[0].holes[0]) < 0)
    let expected = Double.pi * (250 * 250 - 100 * 100)
    #expect(abs(polygons[0].area - expected) < 0.003 * expected)
  }

  @Test func anIslandInAPitInALandIsAPieceOfItsOwn() {
    // Rings 0–60, 120–180, 240–300 m: a disc and two rings, each hole with the ring around it.
    let field = TestField { x, y in
      let r = hypot(x - 310, y - 310)
      return r <= 60 || (120...180).contains(r) || (240...300).contains(r) ? 0 : 10
    }
    let polygons = field.field.polygons(atOrBelow: 5).sorted { $0.area < $1.area }
    #expect(polygons.map(\.holes.count) == [0, 1, 1])
    for polygon in polygons { #expect(polygon.area > 0) }
  }

  @Test func aCheckerboardJoinsAlongTheDiagonalOnly() {
    // Inside points touch along south-west–north-east lines alone, so every piece is one diagonal of the window.
    let side = Lattice.tileSide
    let field = TestField { x, y in (Int(x / 10) + Int(y / 10)).isMultiple(of: 2) ? 0 : 10 }
    let polygons = field.field.polygons(atOrBelow: 5)
    #expect(polygons.count == side - 1)
    #expect(polygons.allSatisfy { $0.holes.isEmpty })
  }

  @Test func aPointAloneIsAHexagon() throws {
    // One inside value 0 among 10, level 5: half-way crossings on six edges; four triangles with h²/8 each from the
    // two corners with the diagonal and two from those without: 6 triangles of area h²/8.
    let field = TestField { x, y in x == 310 && y == 310 ? 0 : 10 }
    let polygons = field.field.polygons(atOrBelow: 5)
    try #require(polygons.count == 1)
    #expect(polygons[0].exterior.count == 7)
    #expect(abs(polygons[0].area - 6 * 100 / 8) < 1e-9)
  }

  @Test(arguments: [Float(0), 890, 899.9])
  func aCliffIsHalfWay(low: Float) throws {
    // Time jumps from `low` to 1800 between x = 300 and 310 m: the border is at 305 m for whatever lies below, but for
    // the last value, which is within a step of the level: 0.1 of 0.1 + 10.
    let field = TestField { x, _ in x <= 300 ? low : 1800 }
    let polygons = field.field.polygons(atOrBelow: 900, step: 10)
    let expected = low == 899.9 ? 300.2 : 305
    #expect(abs((polygons.first?.exterior.map(\.x).max() ?? 0) - expected) < 1e-3)
  }

  @Test func aStepLeavesASmoothFieldAsItIs() {
    // A plane that rises 7 a cell eastwards, 10 a diagonal at most. Only at the margin is there a jump.
    let field = TestField { x, y in Float(0.7 * x + 0.3 * y) }.field
    let plain = field.polygons(atOrBelow: 203).flatMap(\.exterior).filter { $0.x > 0 && (0...630).contains($0.y) }
    let stepped = field.polygons(atOrBelow: 203, step: 10.1).flatMap(\.exterior).filter {
      $0.x > 0 && (0...630).contains($0.y)
    }
    #expect(plain.count > 60)
    #expect(plain == stepped)
  }

  @Test func nothingAndEverything() {
    #expect(TestField { _, _ in 10 }.field.polygons(atOrBelow: 5).isEmpty)
    let whole = TestField { _, _ in 0 }.field.polygons(atOrBelow: 5)
    #expect(whole.count == 1)
    // No tile at all is no land, not a trap.
    let empty = Field(lattice: Lattice(resolutionInMetres: 10), tiles: [Lattice.TileID](), fill: 0)
    #expect(empty.polygons(atOrBelow: 5).isEmpty)
  }

  @Test(arguments: 0..<12)
  func randomFieldsAgreeWithFloodFillAndTriangles(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    // From single points of noise to hills of twelve cells; every third field only has two values.
    let reach = 1 + seed
    let field = TestField.random(&random, reach: reach, isBinary: seed.isMultiple(of: 3)).field
    for level in [Float(0.31), 0.5, 0.72] {
      let polygons = field.polygons(atOrBelow: level)
      let pieces = field.pieces(atOrBelow: level)
      #expect(polygons.count == pieces.inside, "seed \(seed), level \(level)")
      // What lies outside is one piece around all and one a hole.
      #expect(polygons.reduce(0) { $0 + $1.holes.count } == pieces.outside - 1)
      let area = polygons.reduce(0) { $0 + $1.area }
      let expected = field.triangleArea(atOrBelow: level)
      #expect(abs(area - expected) < 1e-6 * max(1, expected))
      for polygon in polygons {
        #expect(signedArea(of: polygon.exterior) > 0)
        for hole in polygon.holes { #expect(signedArea(of: hole) < 0) }
        #expect(polygon.area > 0)
        for ring in polygon.rings { #expect(ring.count >= 4 && ring.first == ring.last) }
      }
    }
  }

  @Test(arguments: 0..<6)
  func highLandsHoldLowOnes(seed: Int) {
    var random = SeededGenerator(seed: 100 + UInt64(seed))
    let field = TestField.random(&random, reach: 3, isBinary: false).field
    let levels: [Float] = [0.3, 0.4, 0.5, 0.6]
    let lands = levels.map { field.polygons(atOrBelow: $0) }
    for (low, high) in zip(lands, lands.dropFirst()) {
      for polygon in low {
        for p in polygon.rings.joined() {
          // On the border of the lower land, so inside the higher: moved a hair where both border at once.
          #expect(high.contains { $0.contains(p) }, "\(p)")
        }
      }
    }
  }

  @Test func crossingsKeepOffLatticePoints() {
    // A level right at a lattice value, and one a hair above it: rings stay 0.2 m apart from the points.
    let field = TestField { x, y in Float(hypot(x - 310, y - 310)) }
    for level in [Float(100), 100.0001, 99.9999] {
      for ring in field.field.polygons(atOrBelow: level).flatMap(\.rings) {
        for p in ring {
          let dx = abs(p.x / 10 - (p.x / 10).rounded()) * 10
          let dy = abs(p.y / 10 - (p.y / 10).rounded()) * 10
          #expect(max(dx, dy) > 0.199, "\(p)")
        }
      }
    }
  }
}

/// A field of one tile with 10 m cells, made from a function of east and north in metres.
private struct TestField {
  var field: Field

  init(_ value: (Double, Double) -> Float) {
    let tile = Lattice.TileID(column: 0, row: 0)
    field = Field(lattice: Lattice(resolutionInMetres: 10), tiles: [tile], fill: 10_000)
    for r in 0..<Lattice.tileSide {
      for c in 0..<Lattice.tileSide {
        if let at = field.index(column: c, row: r) { field.values[at] = value(Double(c) * 10, Double(r) * 10) }
      }
    }
  }

  /// Noise of 0…1, averaged over squares of some cells and spread again.
  static func random(_ random: inout SeededGenerator, reach: Int, isBinary: Bool) -> TestField {
    let side = Lattice.tileSide
    let noise = (0..<(side + reach) * (side + reach)).map { _ in Float(random.unit()) }
    return TestField { x, y in
      var sum: Float = 0
      for r in Int(y / 10)..<Int(y / 10) + reach {
        for c in Int(x / 10)..<Int(x / 10) + reach { sum += noise[r * (side + reach) + c] }
      }
      let mean = sum / Float(reach * reach)
      let spread = 0.5 + (mean - 0.5) * Float(reach)
      return isBinary ? (spread <= 0.5 ? 0 : 1) : spread
    }
  }
}

extension Field {
  /// Pieces of the land at or below a level and of the rest, neighbours along the triangles' edges.
  fileprivate func pieces(atOrBelow level: Float) -> (inside: Int, outside: Int) {
    var seen = [Bool](repeating: false, count: values.count)
    var counts = (inside: 0, outside: 0)
    let steps = [(1, 0), (0, 1), (1, 1), (-1, 0), (0, -1), (-1, -1)]
    for start in values.indices where !seen[start] {
      let isInside = values[start] <= level
      if isInside { counts.inside += 1 } else { counts.outside += 1 }
      var stack = [start]
      seen[start] = true
      while let at = stack.popLast() {
        for (dx, dy) in steps {
          let x = at % width + dx
          let y = at / width + dy
          guard x >= 0, y >= 0, x < width, y < height else { continue }
          let next = y * width + x
          if !seen[next], (values[next] <= level) == isInside {
            seen[next] = true
            stack.append(next)
          }
        }
      }
    }
    return counts
  }

  /// Square metres at or below a level, triangle by triangle, crossings at least 2 % off the corners.
  fileprivate func triangleArea(atOrBelow level: Float) -> Double {
    func share(_ inside: Float, _ outside: Float) -> Double {
      min(0.98, max(0.02, (Double(level) - Double(inside)) / (Double(outside) - Double(inside))))
    }
    func area(_ corners: [Float]) -> Double {
      let inside = corners.filter { $0 <= level }
      let outside = corners.filter { $0 > level }
      switch inside.count {
      case 0: return 0
      case 1: return share(inside[0], outside[0]) * share(inside[0], outside[1])
      case 2: return 1 - (1 - share(inside[0], outside[0])) * (1 - share(inside[1], outside[0]))
      default: return 1
      }
    }
    var sum = 0.0
    for r in 0..<height - 1 {
      for c in 0..<width - 1 {
        let at = r * width + c
        let (a, b, d, e) = (values[at], values[at + 1], values[at + width + 1], values[at + width])
        sum += area([a, b, d]) + area([a, d, e])
      }
    }
    return sum * lattice.resolutionInMetres * lattice.resolutionInMetres / 2
  }
}

extension ProjectedPolygon {
  /// Square metres, holes taken off.
  fileprivate var area: Double { signedArea(of: exterior) + holes.reduce(0) { $0 + signedArea(of: $1) } }

  /// Whether a point lies inside or within a millimetre of the border, by the even-odd rule.
  fileprivate func contains(_ p: ProjectedPoint) -> Bool {
    var isInside = false
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst()) {
        let length = max(1e-12, (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y))
        let t = max(0, min(1, ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length))
        if hypot(a.x + t * (b.x - a.x) - p.x, a.y + t * (b.y - a.y) - p.y) < 1e-3 { return true }
        if (a.y > p.y) != (b.y > p.y), p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x { isInside.toggle() }
      }
    }
    return isInside
  }
}

/// Signed area of a closed ring, positive when counterclockwise.
func signedArea(of ring: [ProjectedPoint]) -> Double {
  guard let origin = ring.first else { return 0 }
  var twice = 0.0
  for (a, b) in zip(ring, ring.dropFirst()) {
    twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
  }
  return twice / 2
}
