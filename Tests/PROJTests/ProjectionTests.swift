import CPROJ
import Foundation
import Geography
import Testing

@testable import PROJ

/// A coordinate of degrees known to be on the Earth.
func place(_ longitude: Double, _ latitude: Double) -> Coordinate {
  Coordinate(
    longitudeE7: Int32((longitude * 1e7).rounded()), latitudeE7: Int32((latitude * 1e7).rounded()))
}

/// A box of 0.04 degree about a place.
func box(_ longitude: Double, _ latitude: Double) -> CoordinateBox {
  CoordinateBox(
    southWest: place(longitude - 0.02, latitude - 0.02), northEast: place(longitude + 0.02, latitude + 0.02))
}

@Suite struct ProjectionTests {
  /// Hangzhou in six systems, computed with another release of PROJ (domain notes, 9.1). EPSG:4549 has north
  /// first, EPSG:4528 the same with a zone prefix.
  @Test(arguments: [
    ("EPSG:4549", 515_683.890, 3_350_498.848, 1.000003),
    ("EPSG:4528", 40_515_683.890, 3_350_498.848, 1.000003),
    ("EPSG:32651", 227_077.480, 3_352_555.543, 1.000519),
    ("EPSG:32650", 804_299.041, 3_353_384.543, 1.000743),
  ])
  func knownCoordinates(crs: String, x: Double, y: Double, scale: Double) throws {
    // The box's centre must lie in the area of use: on this side of 120 E for zone 51.
    let area = crs == "EPSG:32650" ? box(119.97, 30.274) : box(120.163, 30.274)
    let definition = try ProjectionDefinition(crs: crs, covering: area)
    let point = try definition.makeProjection().project(place(120.163, 30.274))
    #expect(abs(point.x - x) < 0.001)
    #expect(abs(point.y - y) < 0.001)
    if crs != "EPSG:32650" { #expect(abs(definition.scaleAtCentre - scale) < 2e-6) }
  }

  @Test func chunAnInGaussKruger() throws {
    let definition = try ProjectionDefinition(crs: "EPSG:4549", covering: box(119, 29.7))
    let point = try definition.makeProjection().project(place(118.40, 29.60))
    #expect(abs(point.x - 344_996.209) < 0.001 && abs(point.y - 3_276_842.961) < 0.001)
  }

  @Test func localEqualArea() throws {
    let definition = ProjectionDefinition.localEqualArea(centre: place(120.15, 30.25))
    let point = try definition.makeProjection().project(place(120.163, 30.274))
    #expect(abs(point.x - 1_250.862) < 0.001 && abs(point.y - 2_660.635) < 0.001)
    #expect(definition.definition == "+proj=laea +lat_0=30.2500 +lon_0=120.1500 +datum=WGS84 +units=m +type=crs")
  }

  /// The pipeline written by hand must be the one that PROJ finds for the CRS that we publish.
  @Test(arguments: [(15.01, 50.006), (-15.43, 28.1), (-51.2, -30.03), (24.94, 60.17), (-0.00004, -0.00006)])
  func localEqualAreaIsTheCRSItNames(longitude: Double, latitude: Double) throws {
    let own = ProjectionDefinition.localEqualArea(centre: place(longitude, latitude))
    let found = try ProjectionDefinition(crs: own.definition, covering: box(longitude, latitude))
    let places = [place(longitude, latitude), place(longitude + 0.1, latitude - 0.07)]
    let (a, b) = (try own.makeProjection().project(places), try found.makeProjection().project(places))
    for (p, q) in zip(a, b) { #expect(abs(p.x - q.x) < 1e-6 && abs(p.y - q.y) < 1e-6) }
    #expect(abs(found.scaleAtCentre - 1) < 1e-6)
  }

  @Test func centreIsRoundedWithItsSign() {
    let definition = ProjectionDefinition.localEqualArea(
      centre: Coordinate(longitudeE7: -501, latitudeE7: -1_234_567))
    #expect(definition.definition.hasPrefix("+proj=laea +lat_0=-0.1235 +lon_0=-0.0001 "))
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func everythingComesBack(seed: UInt64) throws {
    var state = seed
    func next(_ bound: Int32) -> Int32 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int32(Int64(state >> 33) % (2 * Int64(bound) + 1) - Int64(bound))
    }
    let centre = Coordinate(longitudeE7: next(1_700_000_000), latitudeE7: next(800_000_000))
    let places = (0..<500).map { _ in
      Coordinate(
        longitudeE7: centre.longitudeE7 + next(5_000_000), latitudeE7: centre.latitudeE7 + next(5_000_000))
    }
    let projection = try ProjectionDefinition.localEqualArea(centre: centre).makeProjection()
    let points = try projection.project(places)
    #expect(try projection.unproject(points) == places)
    // One by one and in bulk are the same.
    for (place, point) in zip(places, points).prefix(20) { #expect(try projection.project(place) == point) }
  }

  @Test func nothingProjectsToNothing() throws {
    let projection = try ProjectionDefinition.localEqualArea(centre: place(15, 50)).makeProjection()
    #expect(try projection.project([Coordinate]()).isEmpty)
    #expect(try projection.unproject([ProjectedPoint]()).isEmpty)
  }

  @Test func pointsOffThePlaneAreErrors() throws {
    let projection = try ProjectionDefinition.localEqualArea(centre: place(15, 50)).makeProjection()
    for bad in [ProjectedPoint(x: 1e9, y: 0), ProjectedPoint(x: .nan, y: 0), ProjectedPoint(x: 0, y: .infinity)] {
      let error = #expect(throws: ProjectionError.self) {
        try projection.unproject([ProjectedPoint(x: 1, y: 1), bad])
      }
      #expect(error?.operation == "unproject")
    }
    // The error has not poisoned the projection.
    #expect(try projection.unproject(ProjectedPoint(x: 0, y: 0)) == place(15, 50))
  }

  @Test func manyWorkersAgree() async throws {
    let definition = try ProjectionDefinition(crs: "EPSG:32633", covering: box(15.01, 50.006))
    let places = (0..<1000).map { place(15 + Double($0) * 1e-5, 50) }
    let expected = try definition.makeProjection().project(places)
    try await withThrowingTaskGroup(of: [ProjectedPoint].self) { group in
      for _ in 0..<8 { group.addTask { try definition.makeProjection().project(places) } }
      for try await points in group { #expect(points == expected) }
    }
  }

  @Test func versionsAreTold() {
    let library = ProjectionLibrary()
    #expect(library.version.split(separator: ".").count == 3)
    #expect(library.databaseVersion?.isEmpty == false)
  }
}
