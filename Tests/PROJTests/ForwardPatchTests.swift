import Geography
import TestSupport
import Testing

@testable import PROJ

/// Polynomials to metres against PROJ itself, coordinate by coordinate.
@Suite struct ForwardPatchTests {
  @Test(arguments: [
    ("", 7.42, 43.73), ("", -15.43, 28.12), ("", 24.94, 60.17), ("", 15.6, 78.2), ("", -0.001, -0.001),
    ("EPSG:4549", 120.163, 30.274), ("EPSG:3035", 9.5, 47.14),
  ])
  func patchesAreWhatPROJSays(crs: String, longitude: Double, latitude: Double) throws {
    let definition =
      crs.isEmpty
      ? ProjectionDefinition.localEqualArea(centre: place(longitude, latitude))
      : try ProjectionDefinition(crs: crs, covering: box(longitude, latitude))
    let projection = try definition.makeProjection()
    let centre = place(longitude, latitude)
    var random = SeededGenerator(seed: UInt64(abs(latitude) * 100))
    // Edges and corners of the squares are among them.
    let coordinates = (0..<20_000).map { number in
      let coordinate = Coordinate(
        longitudeE7: centre.longitudeE7 + Int32(random.integer(in: -1_000_000...1_000_000)),
        latitudeE7: centre.latitudeE7 + Int32(random.integer(in: -1_000_000...1_000_000)))
      guard number % 10 == 0 else { return coordinate }
      return Coordinate(
        longitudeE7: coordinate.longitudeE7 / 200_000 * 200_000, latitudeE7: coordinate.latitudeE7 / 200_000 * 200_000)
    }
    let found = coordinates.withUnsafeBufferPointer { ForwardPatches(projection).project($0) }
    for (found, expected) in zip(found, try projection.project(coordinates)) {
      let found = try #require(found)
      #expect(abs(found.x - expected.x) < 1e-6 && abs(found.y - expected.y) < 1e-6)
    }
  }

  @Test func whereNoPolynomialHoldsPROJIsAsked() throws {
    for middle in [place(179.99, -17), place(30, 89.999)] {
      let projection = try ProjectionDefinition.localEqualArea(centre: middle).makeProjection()
      let coordinates = (-60...60).map {
        Coordinate(
          longitudeE7: Int32($0) * 29_000_000, latitudeE7: min(899_999_999, middle.latitudeE7 + Int32($0) * 990))
      }
      let found = coordinates.withUnsafeBufferPointer { ForwardPatches(projection).project($0) }
      for (found, coordinate) in zip(found, coordinates) {
        let expected = try? projection.project(coordinate)
        #expect((found == nil) == (expected == nil))
        guard let found, let expected else { continue }
        #expect(abs(found.x - expected.x) < 1e-6 && abs(found.y - expected.y) < 1e-6)
      }
    }
  }
}
