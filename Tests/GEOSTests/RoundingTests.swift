import Geography
import Testing

@testable import GEOS

/// A small repeatable generator (Knuth's MMIX constants).
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 31)) &* 0x9E37_79B9_7F4A_7C15
  }
}

@Suite struct RoundingTests {
  private let context: GEOSContext

  init() throws { context = try GEOSContext() }

  private func check(_ polygons: [GeographicPolygon], _ comment: Comment) throws {
    let geometry = try context.geometry(polygons)
    #expect(try geometry.isValid, comment)
    for polygon in polygons {
      #expect(GeographicPolygon.doubledArea(of: polygon.exterior) > 0, comment)
      for hole in polygon.holes { #expect(GeographicPolygon.doubledArea(of: hole) < 0, comment) }
      for ring in polygon.rings {
        #expect(ring.count >= 4 && ring.first == ring.last, comment)
        #expect(zip(ring, ring.dropFirst()).allSatisfy { $0 != $1 }, comment)
        let least = ring.min { ($0.longitudeE7, $0.latitudeE7) < ($1.longitudeE7, $1.latitudeE7) }
        #expect(ring.first == least, comment)
      }
    }
  }

  /// The land of two lists of polygons differs by less than a strip one unit wide along all borders.
  private func checkLand(
    of result: [GeographicPolygon], isThatOf polygons: [GeographicPolygon], _ comment: Comment
  ) throws {
    func units(_ polygons: [GeographicPolygon]) throws -> GEOSGeometry {
      try context.geometry(polygons.map { $0.mapped(\.inUnits) }).makeValid()
    }
    let borders = polygons.flatMap(\.rings).reduce(0.0) { sum, ring in
      zip(ring, ring.dropFirst()).reduce(sum) { sum, pair in
        let dx = Double(pair.0.longitudeE7 - pair.1.longitudeE7)
        let dy = Double(pair.0.latitudeE7 - pair.1.latitudeE7)
        return sum + (dx * dx + dy * dy).squareRoot()
      }
    }
    let difference = try units(result).symmetricDifference(units(polygons)).area
    #expect(difference <= borders, comment)
  }

  /// An even figure of eight has no signed area, but land.
  @Test func evenBowtieIsTwoTriangles() throws {
    let bowtie = GeographicPolygon(exterior: ring([(15, 50), (15.04, 50.04), (15.04, 50), (15, 50.04), (15, 50)]))
    #expect(GeographicPolygon.doubledArea(of: bowtie.exterior) == 0)
    let result = try context.validAfterRounding([bowtie])
    #expect(result.count == 2)
    #expect(try abs(context.geometry(result).area - 8e-4) < 1e-12)
  }

  /// Random scribbles within a few units of the grid: crossings, spikes, slivers, holes out of place.
  @Test(arguments: 0..<300)
  func scribblesBecomeValid(seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    let extent: Int32 = [6, 40, 1000, 100_000][seed % 4]
    func scribble() -> [Coordinate] {
      let count = Int.random(in: 3...12, using: &random)
      var points = (0..<count).map { _ in
        Coordinate(
          longitudeE7: 1_201_630_000 + Int32.random(in: 0...extent, using: &random),
          latitudeE7: 302_740_000 + Int32.random(in: 0...extent, using: &random))
      }
      points.append(points[0])
      return points
    }
    let polygons = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      GeographicPolygon(
        exterior: scribble(), holes: (0..<Int.random(in: 0...2, using: &random)).map { _ in scribble() })
    }
    let result = try context.validAfterRounding(polygons)
    try check(result, "seed \(seed)")
    try checkLand(of: result, isThatOf: polygons, "seed \(seed)")
    // A fixed point, whatever the order and the starting points of its rings.
    #expect(try context.validAfterRounding(result) == result)
    let turned = result.shuffled(using: &random).map { polygon in
      GeographicPolygon(
        exterior: Array(polygon.exterior.dropFirst() + [polygon.exterior[1]]).reversed(),
        holes: polygon.holes.reversed())
    }
    #expect(try context.validAfterRounding(turned) == result)
  }

  /// The land stays where it was: within a unit of the borders.
  @Test(arguments: 0..<40)
  func landIsKept(seed: Int) throws {
    var random = Seeded(state: UInt64(seed) &+ 1_000)
    let squares = (0..<30).map { _ -> GeographicPolygon in
      let x = 150_000_000 + Int32.random(in: 0...50_000, using: &random)
      let y = 500_000_000 + Int32.random(in: 0...50_000, using: &random)
      let (w, h) = (Int32.random(in: 1...20_000, using: &random), Int32.random(in: 1...20_000, using: &random))
      let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
      return GeographicPolygon(exterior: corners.map { Coordinate(longitudeE7: $0.0, latitudeE7: $0.1) })
    }
    let result = try context.validAfterRounding(squares)
    try check(result, "seed \(seed)")
    let expected = try context.geometry(squares).unaryUnion()
    let difference = try context.geometry(result).symmetricDifference(expected).area
    #expect(difference < 1e-12)  // squares of integers: nothing has to move
  }

  @Test func validLandIsLeftAlone() throws {
    let polygon = GeographicPolygon(
      exterior: ring([(15, 50), (15.02, 50), (15.02, 50.01), (15.01, 50.01), (15, 50.01), (15, 50)]),
      holes: [ring([(15.004, 50.004), (15.004, 50.008), (15.01, 50.008), (15.01, 50.004), (15.004, 50.004)])])
    #expect(try context.validAfterRounding([polygon]) == [polygon])
  }

  @Test func nothingStaysNothing() throws {
    #expect(try context.validAfterRounding([]).isEmpty)
    let flat = GeographicPolygon(exterior: ring([(15, 50), (15.01, 50), (15.02, 50), (15, 50)]))
    let point = GeographicPolygon(exterior: ring([(15, 50), (15, 50), (15, 50), (15, 50)]))
    let none = GeographicPolygon(exterior: [])
    #expect(try context.validAfterRounding([flat, point, none]).isEmpty)
    let whole = ring([(15, 50), (15.01, 50), (15.01, 50.01), (15, 50)])
    #expect(try context.validAfterRounding([GeographicPolygon(exterior: whole, holes: [whole])]).isEmpty)
  }

  /// Two parts that share a side are one piece of land.
  @Test func touchingPartsAreJoined() throws {
    let west = GeographicPolygon(exterior: ring([(15, 50), (15.01, 50), (15.01, 50.01), (15, 50.01), (15, 50)]))
    let east = GeographicPolygon(
      exterior: ring([(15.01, 50), (15.02, 50), (15.02, 50.01), (15.01, 50.01), (15.01, 50)]))
    let joined = try context.validAfterRounding([west, east])
    #expect(joined.count == 1)
    #expect(try abs(context.geometry(joined).area - 2e-4) < 1e-12)
  }

  @Test func readingDropsSliversAndTurnsRings() throws {
    let clockwise = ProjectedPolygon(
      exterior: [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)].map { ProjectedPoint(x: $0, y: $1) },
      holes: [
        [(0.5, 0.5), (0.5 + 2e-8, 0.5), (0.5, 0.5 + 2e-8), (0.5, 0.5)].map { ProjectedPoint(x: $0, y: $1) },
        [(0.1, 0.1), (0.2, 0.1), (0.2, 0.2), (0.1, 0.1)].map { ProjectedPoint(x: $0, y: $1) },
      ])
    let read = try context.geometry(clockwise).geographicPolygons()
    #expect(read.count == 1 && read[0].holes.count == 1)
    #expect(GeographicPolygon.doubledArea(of: read[0].exterior) > 0)
    #expect(GeographicPolygon.doubledArea(of: read[0].holes[0]) < 0)
    #expect(throws: GEOSError(operation: "read", message: "(500000.0, 5000000.0) is not in degrees")) {
      try context.geometry(ProjectedPolygon(exterior: square(500_000, 5_000_000, 10))).geographicPolygons()
    }
  }

  /// Dense random triangles united, clipped and rounded, as a city's gaps are.
  @Test(arguments: 0..<10)
  func overlaysOfManyTrianglesRoundToValidLand(seed: Int) throws {
    var random = Seeded(state: UInt64(seed) &+ 77)
    func triangles(_ count: Int) -> [GeographicPolygon] {
      (0..<count).map { _ in
        let points = (0..<3).map { _ in
          Coordinate(
            longitudeE7: 150_000_000 + Int32.random(in: 0...3_000, using: &random),
            latitudeE7: 500_000_000 + Int32.random(in: 0...3_000, using: &random))
        }
        return GeographicPolygon(exterior: points + [points[0]])
      }
    }
    let a = try context.geometry(triangles(60)).makeValid()
    let b = try context.geometry(triangles(60)).makeValid()
    let gaps = try a.difference(b)
    let rounded = try gaps.geographicPolygons()
    let result = try context.validAfterRounding(rounded)
    try check(result, "seed \(seed)")
    let lost = try context.geometry(result).symmetricDifference(gaps).area
    let area = try gaps.area
    #expect(lost <= area * 0.05 + 1e-12)
  }
}
