import Foundation
import Geography
import TestSupport
import Testing

@testable import PROJ

/// Polynomials against PROJ itself, point by point.
@Suite struct InversePatchTests {
  @Test(arguments: [
    ("", 7.42, 43.73), ("", 120.16, 30.27), ("", -15.43, 28.12), ("", 24.94, 60.17), ("", 15.6, 78.2),
    ("", -30.0001, 30.0001),
    ("EPSG:4549", 120.163, 30.274), ("EPSG:3035", 9.5, 47.14),
  ])
  func patchesAreWhatPROJSays(crs: String, longitude: Double, latitude: Double) throws {
    let definition =
      crs.isEmpty
      ? ProjectionDefinition.localEqualArea(centre: place(longitude, latitude))
      : try ProjectionDefinition(crs: crs, covering: box(longitude, latitude))
    let projection = try definition.makeProjection()
    let patches = InversePatches(try definition.makeProjection())
    let centre = try projection.project(place(longitude, latitude))
    var random = SeededGenerator(seed: UInt64(latitude))
    let points =
      (0..<20_000).map { _ in
        ProjectedPoint(
          x: centre.x + random.number(in: -12_000...12_000), y: centre.y + random.number(in: -12_000...12_000))
      } + [centre, ProjectedPoint(x: 0.5, y: -0.5)].filter { hypot($0.x - centre.x, $0.y - centre.y) < 12_000 }
    let found = try patches.unproject(points)
    let expected = try projection.unproject(points)
    #expect(found.keepsShapes)
    let different = zip(found.coordinates, expected).count { $0 != $1 }
    // Only where a value lies half-way to within PROJ's own rounding may they part, and by one unit.
    #expect(different <= 1)
    for (a, b) in zip(found.coordinates, expected) {
      #expect(abs(a.longitudeE7 - b.longitudeE7) <= 1 && abs(a.latitudeE7 - b.latitudeE7) <= 1)
    }
  }

  @Test func theAntimeridianAndThePoleHaveNoPatch() throws {
    for middle in [place(179.99, -17), place(30, 89.999)] {
      let definition = ProjectionDefinition.localEqualArea(centre: middle)
      let projection = try definition.makeProjection()
      let patches = InversePatches(try definition.makeProjection())
      let points = (-60...60).map { ProjectedPoint(x: Double($0) * 40, y: Double($0) * 7) }
      let found = try patches.unproject(points)
      #expect(!found.keepsShapes)
      for (a, b) in zip(found.coordinates, try projection.unproject(points)) {
        #expect(abs(Int(a.longitudeE7) - Int(b.longitudeE7)) <= 1 && abs(a.latitudeE7 - b.latitudeE7) <= 1)
      }
    }
  }

  @Test func aPointNowhereIsAnError() throws {
    let patches = InversePatches(try ProjectionDefinition.localEqualArea(centre: place(7, 43)).makeProjection())
    #expect(throws: ProjectionError.self) { try patches.unproject([ProjectedPoint(x: 9e7, y: 0)]) }
    #expect(throws: ProjectionError.self) { try patches.unproject([ProjectedPoint(x: .nan, y: 0)]) }
    let far = #expect(throws: ProjectionError.self) { try patches.unproject([ProjectedPoint(x: 0, y: 1e300)]) }
    #expect(far?.description == "PROJ unproject: (0.0, 1e+300) is too far away")
  }
}
