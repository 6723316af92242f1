import Geography
import TestSupport
import Testing

@testable import Coverage

/// The n-th nearest venue by air against measuring to every door.
@Suite("Doors of a clause")
struct ClauseDoorsTests {
  /// Middles of towns: at home, far north, on the antimeridian, at a pole.
  static let middles = [
    (1_200_000_000, 300_000_000), (250_000_000, 690_000_000), (1_799_990_000, -170_000_000), (0, 899_990_000),
  ]

  @Test("Any count and reach, anywhere on Earth", arguments: UInt64(1)...60)
  func nearest(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let middle = Self.middles[Int(seed % 4)]
    func place(_ spread: Int) -> Coordinate {
      let longitude = (middle.0 + random.integer(in: -spread...spread) + 5_400_000_000) % 3_600_000_000 - 1_800_000_000
      return Coordinate(
        longitudeE7: Int32(longitude),
        latitudeE7: Int32(min(900_000_000, middle.1 + random.integer(in: -spread...spread))))
    }
    let venues = (0..<random.integer(in: 0...25)).map { number in
      let at = place(150_000)
      return Venue(
        id: "n\(number)", identifiers: ["n\(number)"], kind: random.chance(0.7) ? .library : .museum, name: "",
        coordinate: at,
        doors: (0..<random.integer(in: 1...3)).map { _ in Door(coordinate: place(150_000), resolvedBy: .supplied) })
    }
    let doors = ClauseDoors(venues, kinds: [.library])
    let libraries = venues.indices.filter { venues[$0].kind == .library }
    #expect(doors.venueCount == libraries.count)
    for _ in 0..<20 {
      let home = place(200_000)
      let all = libraries.map { venue in
        (venues[venue].doors.map { Ellipsoid.lengthInMetres(from: home, to: $0.coordinate) }.min() ?? .infinity, venue)
      }.sorted { $0 < $1 }
      for reach in [nil, random.number(in: 100...1500), all.first?.0] {
        let within = all.filter { $0.0 <= reach ?? .infinity }
        for number in 1...5 {
          let found = doors.nearest(number, to: home, within: reach)
          #expect(found?.venue == (number <= within.count ? within[number - 1].1 : nil))
          #expect(found?.metres == (number <= within.count ? within[number - 1].0 : nil))
        }
      }
    }
  }
}
