import Geography
import TestSupport
import Testing

@testable import Coverage

/// The nearest door against measuring to every one.
struct DoorIndexTests {
  private static func nearestByMeasuring(_ doors: [Coordinate], _ place: Coordinate) -> (door: Int, metres: Double)? {
    var best: (door: Int, metres: Double)?
    for (number, door) in doors.enumerated() {
      let metres = Ellipsoid.lengthInMetres(from: place, to: door)
      if metres < best?.metres ?? .infinity { best = (number, metres) }
    }
    return best
  }

  /// A scatter around a middle; longitudes run on across the antimeridian.
  private static func scatter(
    _ count: Int, around middle: (longitude: Double, latitude: Double), degrees: Double,
    _ random: inout SeededGenerator
  ) -> [Coordinate] {
    (0..<count).compactMap { _ in
      var longitude = middle.longitude + Double.random(in: -degrees...degrees, using: &random)
      if longitude > 180 { longitude -= 360 } else if longitude < -180 { longitude += 360 }
      let latitude = middle.latitude + Double.random(in: -degrees...degrees, using: &random)
      return Coordinate(longitude: longitude, latitude: min(90, max(-90, latitude)))
    }
  }

  @Test(arguments: [
    (-15.4, 28.1, 0.2), (179.99, -17, 0.1), (25.0, 89.9, 0.3), (0, 0, 90), (24.9, 60.2, 0.0000005), (10, -80, 20),
  ])
  func nearestIsThatOfMeasuringAll(longitude: Double, latitude: Double, degrees: Double) throws {
    var random = SeededGenerator(seed: 11)
    for doorCount in [1, 2, 7, 150] {
      let doors = Self.scatter(doorCount, around: (longitude, latitude), degrees: degrees, &random)
      let index = DoorIndex(doors)
      let near = Self.scatter(150, around: (longitude, latitude), degrees: degrees * 1.2, &random)
      let anywhere = Self.scatter(50, around: (0, 0), degrees: 180, &random)
      for place in near + anywhere + doors.prefix(20) {
        let expected = try #require(Self.nearestByMeasuring(doors, place))
        let found = try #require(index.nearest(to: place))
        #expect(found == expected, "of \(doorCount) doors to \(place)")
      }
    }
  }

  @Test func sharedPlacesGoToTheLowestDoorAndNoDoorsHaveNone() throws {
    let place = try #require(Coordinate(longitude: 7.42, latitude: 43.73))
    let door = try #require(Coordinate(longitude: 7.43, latitude: 43.73))
    #expect(DoorIndex([door, door, door]).nearest(to: place)?.door == 0)
    #expect(DoorIndex([]).nearest(to: place) == nil)
  }
}
