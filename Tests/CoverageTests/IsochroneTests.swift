import Foundation
import GEOS
import Geography
import PROJ
import TestSupport
import Testing

@testable import Coverage
@testable import Walking

/// Isochrones and bands of real cities: valid, nested, and true to walks found without lattice or contours.
struct IsochroneTests {
  static let cities = ["monaco", "las_palmas", "helsinki"]
  /// Metres of the lattice's diagonal at 80 m a minute.
  static let resolutionInMilliseconds = UInt64((10 * 2.0.squareRoot() * 750).rounded(.up))

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: cities)
  func polygonsAreValidAndNested(name: String) throws {
    let test = try #require(try IsochroneTestCity.real(name))
    let geos = try GEOSContext()
    var bands: [GEOSGeometry] = []
    for band in test.result.bands {
      try Self.expectValid(band.polygons, geos)
      bands.append(try geos.geometry(band.polygons))
    }
    try Self.expectNested(bands, "bands")
    #expect(!test.drawnVenues.isEmpty)
    for venue in test.drawnVenues {
      let isochrones = test.result.venues[venue].isochrones
      var lands: [GEOSGeometry] = []
      for (isochrone, band) in zip(isochrones, bands) {
        try Self.expectValid(isochrone.polygons, geos)
        let land = try geos.geometry(isochrone.polygons)
        lands.append(land)
        // Borders that run together for a while part at points rounded to 1 cm: 1e-7 degree across and as long.
        let outside = try land.difference(band).geographicPolygons().areaInSquareMetres
        #expect(outside < 0.05, "\(test.result.venues[venue].venue.id) beyond its band by \(outside) m²")
      }
      try Self.expectNested(lands, test.result.venues[venue].venue.id)
      let areas = isochrones.map(\.areaInSquareMetres)
      #expect(areas == areas.sorted())
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: cities)
  func everyDoorLiesInItsSmallestIsochrone(name: String) throws {
    let test = try #require(try IsochroneTestCity.real(name))
    let geos = try GEOSContext()
    var doors = 0
    for venue in test.drawnVenues {
      let land = try PreparedGeometry(geos.geometry(test.result.venues[venue].isochrones[0].polygons))
      for (door, joins) in zip(test.result.venues[venue].venue.doors, test.run.doors[venue]) where !joins.isEmpty {
        doors += 1
        #expect(
          try land.covers(x: door.coordinate.longitude, y: door.coordinate.latitude),
          "\(test.result.venues[venue].venue.id) at \(door.coordinate)")
      }
    }
    #expect(doors > 0)
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: cities)
  func randomPointsAgreeWithWalks(name: String) throws {
    let test = try #require(try IsochroneTestCity.real(name))
    let geos = try GEOSContext()
    let projection = try test.projection()
    let oracle = IsochroneOracle(test)
    var random = SeededGenerator(seed: 7)
    var tally = Tally()
    for venue in test.drawnVenues {
      let search = test.search(venue)
      for isochrone in test.result.venues[venue].isochrones {
        let land = try PreparedGeometry(geos.geometry(isochrone.polygons))
        let limit = UInt64(isochrone.cutoff.milliseconds)
        guard let box = CoordinateBox(around: isochrone.polygons.flatMap(\.exterior)) else { continue }
        for _ in 0..<60 {
          let place = random.place(in: box)
          let isInside = try land.covers(x: place.longitude, y: place.latitude)
          let time = oracle.time(oracle.ways(place), search)
          tally.add(isInside: isInside, time: time, limit: limit)
          // The field itself, without exception: of the lattice points around an inner point one is within the limit,
          // of those around an outer one at least one is beyond. 5 ms: their coordinates are rounded to 1 cm.
          let around = try Self.latticePoints(around: place, projection).map {
            oracle.time(oracle.ways($0), search)
          }
          let best = around.min() ?? 0
          let worst = around.max() ?? 0
          let agrees = isInside ? best <= limit + 20 : worst + 20 > limit
          if !agrees { tally.fieldErrors.append("\(place) \(isInside) \(around) limit \(limit)") }
        }
      }
    }
    print("\(name): \(tally.description)")
    #expect(tally.fieldErrors.count * 1000 <= tally.inside + tally.outside, "\(tally.fieldErrors.prefix(5))")
    // At obstacles and at the end of the leg the time jumps between neighbouring lattice points.
    #expect(tally.insideBeyond * 40 <= tally.inside)
    #expect(tally.outsideWithin * 40 <= tally.outside)
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: cities)
  func reachedStreetsLieInside(name: String) throws {
    let test = try #require(try IsochroneTestCity.real(name))
    let geos = try GEOSContext()
    let streets = test.city.streets
    var random = SeededGenerator(seed: 11)
    var points = 0
    var outside = 0
    var far: [String] = []
    for venue in test.drawnVenues {
      let search = test.search(venue)
      let reached = search.reachedEdges(test.city.incidence, graph: test.city.graph)
      for isochrone in test.result.venues[venue].isochrones {
        let land = try geos.geometry(isochrone.polygons)
        let prepared = try PreparedGeometry(land)
        for _ in 0..<min(100, reached.count) {
          let edge = Int(reached[random.integer(in: 0...reached.count - 1)])
          // The land above a tunnel is not reached with it.
          guard !streets.edgeFlags[edge].contains(.underground) else { continue }
          let range = streets.shapeRange(edge)
          let point = random.integer(in: range.lowerBound...range.upperBound - 2)
          let offset = streets.shapeTimes[point]
          guard search.time(edge: edge, offset: offset, in: test.city.graph) <= UInt64(isochrone.cutoff.milliseconds)
          else { continue }
          points += 1
          let place = streets.shapeCoordinates[point]
          if try prepared.covers(x: place.longitude, y: place.latitude) { continue }
          outside += 1
          let metres = try Self.metres(from: place, to: land)
          if metres > 10 * 2.0.squareRoot() { far.append("w\(streets.ways[Int(streets.shapeWays[point])]) \(metres)") }
        }
      }
    }
    print(
      "\(name): \(points) reached points, \(outside) outside, \(far.count) by more than a diagonal \(far.prefix(8))")
    #expect(far.count * 1000 <= points, "\(far.prefix(10))")
    #expect(outside * 50 <= points)
  }

  /// Counts of random points.
  private struct Tally {
    var inside = 0, insideBeyond = 0, outside = 0, outsideWithin = 0
    var fieldErrors: [String] = []

    mutating func add(isInside: Bool, time: UInt64, limit: UInt64) {
      if isInside {
        inside += 1
        if time > limit + resolutionInMilliseconds { insideBeyond += 1 }
      } else {
        outside += 1
        if time + resolutionInMilliseconds < limit { outsideWithin += 1 }
      }
    }

    var description: String {
      "\(inside) inside, \(insideBeyond) of them beyond; \(outside) outside, \(outsideWithin) of them within; "
        + "\(fieldErrors.count) errors of the field"
    }
  }

  private static func expectValid(_ polygons: [GeographicPolygon], _ geos: GEOSContext) throws {
    #expect(!polygons.isEmpty)
    let geometry = try geos.geometry(polygons)
    let reason = try geometry.invalidReason ?? ""
    #expect(try geometry.isValid, "\(reason)")
    for polygon in polygons { #expect(polygon == polygon.orientedByRightHandRule()) }
  }

  private static func expectNested(_ lands: [GEOSGeometry], _ name: String) throws {
    for (low, high) in zip(lands, lands.dropFirst()) { #expect(try high.covers(low), "\(name)") }
  }

  /// The four lattice points around a place.
  private static func latticePoints(around place: Coordinate, _ projection: Projection) throws -> [Coordinate] {
    let p = try projection.project(place)
    let x = (p.x / 10).rounded(.down) * 10
    let y = (p.y / 10).rounded(.down) * 10
    return try projection.unproject([
      ProjectedPoint(x: x, y: y), ProjectedPoint(x: x + 10, y: y), ProjectedPoint(x: x, y: y + 10),
      ProjectedPoint(x: x + 10, y: y + 10),
    ])
  }

  /// Metres from a place to land, by rings of points around it.
  private static func metres(from place: Coordinate, to land: GEOSGeometry) throws -> Double {
    let plane = Walking.LocalPlane(at: place)
    var best = Double.infinity
    for polygon in try land.geographicPolygons() {
      for ring in polygon.rings {
        for (a, b) in zip(ring, ring.dropFirst()) { best = min(best, plane.nearest(a, b).squared) }
      }
    }
    return best.squareRoot()
  }
}

extension SeededGenerator {
  /// A place in a box.
  mutating func place(in box: CoordinateBox) -> Coordinate {
    Coordinate(
      longitudeE7: Int32(integer(in: Int(box.southWest.longitudeE7)...Int(box.northEast.longitudeE7))),
      latitudeE7: Int32(integer(in: Int(box.southWest.latitudeE7)...Int(box.northEast.latitudeE7))))
  }
}
