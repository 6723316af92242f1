import Foundation
import Geography
import PROJ
import TestSupport
import Testing

@testable import Coverage
@testable import Walking

/// How the working plane stretches the ground far away, and that far cities are drawn whole all the same.
@Suite struct PlaneStretchTests {
  /// Lambert's azimuthal equal-area projection stretches by 1 / cos(c / 2) across the ray from its centre, at the angle
  /// c from it (Snyder 1987, eq. 24-2, on the sphere; the ellipsoid differs by less than 1 %).
  @Test(arguments: [0.0, 20, 60, 90, 130, 160]) func lambertsStretch(angle: Double) throws {
    let centre = try #require(Coordinate(longitude: 0, latitude: 0))
    let projection = try ProjectionDefinition.localEqualArea(centre: centre).makeProjection()
    var stretch = PlaneStretch(projection)
    for (longitude, latitude) in [(angle, 0.0), (-angle, 0), (angle / 2, min(angle / 2, 89))] {
      let place = try #require(Coordinate(longitude: longitude, latitude: latitude))
      let cosine = cos(longitude * .pi / 180) * cos(latitude * .pi / 180)
      let expected = max(1.06, 1.02 / ((1 + cosine) / 2).squareRoot())
      let found = stretch.factor(around: try projection.project(place))
      // Cells of 16 km: at the bound either is right.
      guard abs(expected / 1.02 - 3) > 0.1 else { continue }
      guard expected < 3 * 1.02 else {
        #expect(found == nil)
        continue
      }
      guard let found else {
        Issue.record("nothing is drawn at \(longitude) \(latitude)")
        continue
      }
      #expect(abs(found / expected - 1) < 0.02, "\(longitude) \(latitude): \(found), not \(expected)")
    }
  }

  /// A lone street far from the town that the working plane is made for is drawn as large as in a run of its own.
  @Test(arguments: [(105.0, 0.0), (60, -20), (-110, 5), (-120, -10)])
  func farStreetsAreDrawnWhole(longitude: Double, latitude: Double) throws {
    let street = try loneStreet(longitude, latitude)
    let alone = try area(street)
    let town = GridCity(rows: 12, columns: 12, blockInMetres: 100)
    var both = town.builder()
    both.merge(street)
    let merged = try area(both)
    #expect(alone > 400_000)
    // Cells are twice as long there on the ground, so the border is coarser.
    #expect(abs(merged / alone - 1) < 0.01, "\(merged) m², not \(alone)")
  }

  /// Near the other end of the Earth a street is counted as not drawn, at no cost.
  @Test(arguments: [0.0, 0.1, 1, 2, 5]) func theOtherEndOfTheEarthIsNotDrawn(degreesAway: Double) throws {
    let town = GridCity(rows: 12, columns: 12, blockInMetres: 100)
    var both = town.builder()
    let centre = town.coordinate(6, 6)
    both.merge(try loneStreet(centre.longitude - 180, -centre.latitude + degreesAway))
    let city = try IsochroneTestCity.made(both.extract(), cutoffs: [.minutes(15)])
    #expect(city.result.venues.first?.isochrones.first?.areaInSquareMetres == 0)
    #expect(city.run.counts.contains { $0.0 == "edges_too_long_to_draw" && $0.1 == 4 })
    #expect(city.run.counts.contains { $0.0 == "field_tiles" && $0.1 < 40 })
    #expect(city.result.warnings.contains { $0.count == 4 && $0.message.contains("too far from the city") })
  }

  /// Square metres that people reach a library in from, in 15 minutes.
  private func area(_ builder: ExtractBuilder) throws -> Double {
    let city = try IsochroneTestCity.made(builder.extract(), cutoffs: [.minutes(15)])
    return try #require(city.result.venues.first?.isochrones.first).areaInSquareMetres
  }

  /// A cross of two streets of 1.2 km with a library in the middle.
  private func loneStreet(_ longitude: Double, _ latitude: Double) throws -> ExtractBuilder {
    var builder = ExtractBuilder()
    let middle = try #require(Coordinate(longitude: longitude, latitude: latitude))
    let scale = Ellipsoid.LocalScale(latitude: latitude)
    func add(_ id: Int64, _ east: Double, _ north: Double) {
      builder.addNode(
        id,
        at: Coordinate(
          longitudeE7: middle.longitudeE7 + Int32(east / scale.eastInMetres),
          latitudeE7: middle.latitudeE7 + Int32(north / scale.northInMetres)))
    }
    add(900_000_000, 0, 0)
    for (number, (east, north)) in [(-600.0, 0.0), (600, 0), (0, -600), (0, 600)].enumerated() {
      add(900_000_001 + Int64(number), east, north)
    }
    builder.addNode(900_000_009, at: middle, tags: ["amenity": "library"])
    builder.addWay(900_000_001, [900_000_001, 900_000_000, 900_000_002], tags: ["highway": "residential"])
    builder.addWay(900_000_002, [900_000_003, 900_000_000, 900_000_004], tags: ["highway": "residential"])
    return builder
  }
}
