import CGEOS
import Geography
import Testing

@testable import GEOS

/// A closed ring of degrees.
func ring(_ degrees: [(Double, Double)]) -> [Coordinate] {
  degrees.map {
    Coordinate(longitudeE7: Int32(($0.0 * 1e7).rounded()), latitudeE7: Int32(($0.1 * 1e7).rounded()))
  }
}

/// A closed square in metres.
func square(_ x: Double, _ y: Double, _ size: Double) -> [ProjectedPoint] {
  [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)].map { ProjectedPoint(x: $0.0, y: $0.1) }
}

@Suite struct GEOSGeometryTests {
  private let context: GEOSContext

  init() throws { context = try GEOSContext() }

  @Test func areasAndOverlaysOfSquares() throws {
    let a = try context.geometry(ProjectedPolygon(exterior: square(0, 0, 10)))
    let b = try context.geometry(ProjectedPolygon(exterior: square(6, 6, 10)))
    #expect(try a.area == 100)
    #expect(try a.intersection(b).area == 16)
    #expect(try a.difference(b).area == 84)
    #expect(try a.union(b).area == 184)
    #expect(try a.symmetricDifference(b).area == 168)
    #expect(try a.intersects(b))
    #expect(try !a.covers(b))
    #expect(try a.covers(a.intersection(b)))
    #expect(try a.contains(context.point(x: 5, y: 5)))
    #expect(try !a.contains(context.point(x: 0, y: 5)))  // on the border
    #expect(try a.covers(context.point(x: 0, y: 5)))
    #expect(try a.intersection(context.geometry(ProjectedPolygon(exterior: square(50, 50, 1)))).isEmpty)
  }

  @Test func holesSurviveTheRoundTrip() throws {
    let polygon = ProjectedPolygon(exterior: square(0, 0, 10), holes: [square(2, 2, 3), square(6, 6, 2)])
    let geometry = try context.geometry(polygon)
    #expect(try geometry.area == 100 - 9 - 4)
    #expect(try geometry.projectedPolygons() == [polygon])
    #expect(try context.geometry([polygon, polygon]).projectedPolygons() == [polygon, polygon])
  }

  @Test func buffersCentroidsAndPoints() throws {
    let line = try context.lineString([ProjectedPoint(x: 0, y: 0), ProjectedPoint(x: 10, y: 0)])
    let area = try line.buffer(by: 1, segmentsAQuarter: 64).area
    #expect(abs(area - (20 + .pi)) < 0.001)
    let shape = try context.geometry(ProjectedPolygon(exterior: square(0, 0, 10), holes: [square(1, 1, 8)]))
    #expect(try shape.centroid().point() == ProjectedPoint(x: 5, y: 5))
    let inside = try shape.pointOnSurface()
    #expect(try shape.contains(inside))
    #expect(try context.lineString([ProjectedPoint]()).isEmpty)
    #expect(try line.projectedLines() == [[ProjectedPoint(x: 0, y: 0), ProjectedPoint(x: 10, y: 0)]])
    #expect(try line.projectedPolygons().isEmpty)
  }

  @Test func unionOfManyAndParts() throws {
    let squares = (0..<10).map { ProjectedPolygon(exterior: square(Double($0) * 20, 0, 10)) }
    let all = try context.geometry(squares)
    #expect(try all.parts.count == 10)
    #expect(try all.unaryUnion().area == 1000)
    let touching = try context.geometry((0..<10).map { ProjectedPolygon(exterior: square(Double($0) * 10, 0, 10)) })
    #expect(try !touching.isValid)
    #expect(try touching.unaryUnion().projectedPolygons().count == 1)
    // A part keeps its collection alive.
    func lastPart() throws -> GEOSGeometry? { try context.geometry(squares).parts.last }
    #expect(try lastPart()?.area == 100)
  }

  @Test func preparedAgreesWithPlain() throws {
    let shape = try context.geometry(ProjectedPolygon(exterior: square(0, 0, 10), holes: [square(2, 2, 3)]))
    let prepared = try PreparedGeometry(shape)
    for x in 0...22 {
      for y in 0...22 {
        let (px, py) = (Double(x) / 2 - 0.5, Double(y) / 2 - 0.5)
        let point = try context.point(x: px, y: py)
        #expect(try prepared.contains(x: px, y: py) == shape.contains(point))
        #expect(try prepared.covers(x: px, y: py) == shape.covers(point))
      }
    }
    #expect(try prepared.covers(context.geometry(ProjectedPolygon(exterior: square(6, 6, 1)))))
    #expect(try prepared.intersects(context.geometry(ProjectedPolygon(exterior: square(3, 3, 3)))))
  }

  @Test func invalidityIsExplained() throws {
    let bowtie = GeographicPolygon(
      exterior: ring([(14.99, 49.99), (15.03, 50.03), (15.03, 49.99), (14.99, 50.03), (14.99, 49.99)]))
    let geometry = try context.geometry(bowtie)
    #expect(try !geometry.isValid)
    #expect(try geometry.invalidReason == "Self-intersection[15.01 50.01]")
    let valid = try geometry.makeValid()
    #expect(try valid.isValid && valid.invalidReason == nil)
    #expect(try abs(valid.area - 0.04 * 0.04 / 2) < 1e-12)
    #expect(try valid.geographicPolygons().count == 2)
  }

  /// Overlapping parts mean their union, not a hole where they overlap.
  @Test func makingValidJoinsOverlaps() throws {
    let overlapping = try context.geometry([
      ProjectedPolygon(exterior: square(0, 0, 10)), ProjectedPolygon(exterior: square(5, 5, 10)),
    ])
    #expect(try overlapping.makeValid().area == 175)
  }

  // MARK: Failures

  @Test(arguments: [0, 1, 2, 3])
  func shortRingsAreErrorsNotCrashes(count: Int) throws {
    let points = Array(square(0, 0, 1).prefix(count))
    for _ in 0..<100 {  // enough for a double free to show
      guard count > 0 else {
        #expect(try context.geometry(ProjectedPolygon(exterior: [])).isEmpty)
        continue
      }
      let error = #expect(throws: GEOSError.self) { try context.geometry(ProjectedPolygon(exterior: points)) }
      #expect(error?.operation == "createLinearRing")
      #expect(error?.message.hasPrefix("IllegalArgumentException") == true)
    }
  }

  @Test func unclosedRingsAndBadHolesAreErrors() throws {
    let open = Array(square(0, 0, 1).dropLast()) + [ProjectedPoint(x: 0.5, y: 0.5)]
    for _ in 0..<100 {
      #expect(throws: GEOSError.self) { try context.geometry(ProjectedPolygon(exterior: open)) }
      #expect(throws: GEOSError.self) {
        try context.geometry(ProjectedPolygon(exterior: square(0, 0, 1), holes: [square(0.2, 0.2, 0.1), open]))
      }
      #expect(throws: GEOSError.self) {
        // Holes in an empty shell: GEOS refuses the polygon after it has taken the rings.
        try context.geometry(ProjectedPolygon(exterior: [], holes: [square(0.2, 0.2, 0.1)]))
      }
      #expect(throws: GEOSError.self) { try context.lineString([ProjectedPoint(x: 0, y: 0)]) }
    }
    for bad in [Double.nan, .infinity] {
      var points = square(0, 0, 1)
      points[1].x = bad
      let error = #expect(throws: GEOSError.self) { try context.geometry(ProjectedPolygon(exterior: points)) }
      #expect(error?.message == "a coordinate is not finite")
    }
  }

  @Test func handedOverGeometriesAreErrors() throws {
    let polygon = try context.geometry(ProjectedPolygon(exterior: square(0, 0, 1)))
    let collection = try context.collection([polygon])
    let gone = GEOSError(operation: "use", message: "the geometry was handed over")
    #expect(throws: gone) { try polygon.area }
    #expect(throws: gone) { try context.collection([polygon]) }
    #expect(try collection.area == 1)
    let part = try #require(try collection.parts.first)
    #expect(throws: GEOSError(operation: "release", message: "a part belongs to its collection")) {
      try context.collection([part])
    }
    #expect(try collection.area == 1)
  }

  @Test func failuresCarryTheirReasons() throws {
    let error = #expect(throws: GEOSError.self) { try context.collection([], kind: GEOS_POINT) }
    #expect(error?.operation == "createCollection")
    #expect(error?.message.isEmpty == false && error?.message != "no reason given")
    #expect(error?.description.hasPrefix("GEOS createCollection: ") == true)
    // The message of one failure does not leak into the next.
    let next = #expect(throws: GEOSError.self) { try context.lineString([ProjectedPoint(x: 0, y: 0)]) }
    #expect(next?.operation == "createLineString" && next?.message != error?.message)
  }

  /// Overlays of invalid polygons, at which GEOS gives up, succeed on the second try.
  @Test func overlaysOfInvalidPolygonsSucceed() throws {
    let bowtie = try context.geometry(
      ProjectedPolygon(exterior: [(0, 0), (10, 10), (10, 0), (0, 10), (0, 0)].map { ProjectedPoint(x: $0, y: $1) }))
    let overlapping = try context.geometry([
      ProjectedPolygon(exterior: square(0, 0, 8)), ProjectedPolygon(exterior: square(4, 4, 8)),
    ])
    // Two triangles of 25 each, and squares of 64 that share 16; by hand they share 42.
    let tolerance = 1e-9
    #expect(try abs(bowtie.intersection(overlapping).area - 42) < tolerance)
    #expect(try abs(bowtie.union(overlapping).area - (50 + 112 - 42)) < tolerance)
    #expect(try abs(overlapping.difference(bowtie).area - (112 - 42)) < tolerance)
    #expect(try abs(bowtie.symmetricDifference(overlapping).area - (8 + 70)) < tolerance)
    #expect(try bowtie.union(overlapping).isValid)
  }
}
