import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Coverage

/// The ladder of doors (domain §7).
@Suite struct DoorTests {
  private let outline = [GeographicPolygon(exterior: Place.square(0, 0, side: 100))]

  private func doors(
    _ venue: Venue, entrances: [Coordinate] = [], nearest: Coordinate? = nil
  ) -> [Door] {
    DoorResolver(entrances: DoorEntrances(entrances), nearestOnOutline: { _ in nearest }).doors(of: venue)
  }

  @Test func ladder() {
    var venue = Place.venue("w1", Place.at(0, 0), outline: outline)
    #expect(doors(venue) == [Door(coordinate: Place.at(0, 0), resolvedBy: .centroid)])
    let wall = Place.at(50, 10)
    #expect(doors(venue, nearest: wall) == [Door(coordinate: wall, resolvedBy: .outline)])
    let gates = [Place.at(-50, 20), Place.at(0, 50)]
    #expect(doors(venue, entrances: gates, nearest: wall) == gates.map { Door(coordinate: $0, resolvedBy: .entrance) })
    let supplied = Door(coordinate: Place.at(5, 5), resolvedBy: .supplied)
    venue.doors = [supplied]
    #expect(doors(venue, entrances: gates, nearest: wall) == [supplied])
  }

  /// An entrance within a metre of the wall belongs to it, one at two metres does not, also along a long wall.
  @Test(arguments: [(0.0, true), (0.9, true), (1.2, false), (-0.9, true), (-1.2, false)])
  func toleranceIsAMetre(offset: Double, isDoor: Bool) {
    for side in [40.0, 2_000] {
      let polygon = [GeographicPolygon(exterior: Place.square(0, 0, side: side))]
      let venue = Place.venue("w1", Place.at(0, 0), outline: polygon)
      for entrance in [Place.at(side / 2 + offset, side / 5), Place.at(side / 3, -side / 2 - offset)] {
        let found = doors(venue, entrances: [entrance])
        #expect(found.map(\.resolvedBy) == [isDoor ? .entrance : .centroid])
      }
    }
  }

  @Test func courtyardEntrancesCount() {
    let hole = Array(Place.square(0, 0, side: 20).reversed())
    let polygon = GeographicPolygon(exterior: Place.square(0, 0, side: 100), holes: [hole])
    let venue = Place.venue("r1", Place.at(30, 0), outline: [polygon])
    #expect(doors(venue, entrances: [Place.at(10, 0)]).map(\.resolvedBy) == [.entrance])
  }

  /// A square a planner drew for a point: 3 m on a side is 4.2 m across, 4 m is 5.7 m.
  @Test(arguments: [(3.0, DoorResolution.centroid), (4, .outline)])
  func tinyOutlinesArePoints(side: Double, source: DoorResolution) {
    let venue = Place.venue(
      "w1", Place.at(0, 0), outline: [GeographicPolygon(exterior: Place.square(0, 0, side: side))])
    #expect(doors(venue, nearest: Place.at(side / 2, 0)).map(\.resolvedBy) == [source])
  }

  @Test func nodesAreTheirOwnDoor() {
    let venue = Place.venue("n1", Place.at(7, 8))
    let found = doors(venue, entrances: [Place.at(7, 8)], nearest: Place.at(9, 9))
    #expect(found == [Door(coordinate: Place.at(7, 8), resolvedBy: .centroid)])
  }

  static let values: [(value: String, isPublic: Bool)] = [
    ("yes", true), ("main", true), ("secondary", true), ("shop", true), ("service", false), ("emergency", false),
    ("exit", false), ("garage", false), ("home", false), ("staircase", false),
  ]

  @Test(arguments: values)
  func publicEntrances(value: String, isPublic: Bool) {
    var builder = ExtractBuilder()
    builder.addSquare(1, east: 0, north: 0, side: 100, tags: ["tourism": "museum"], firstNode: 1)
    builder.addNode(1, at: Place.at(-50, -50), tags: ["entrance": value])
    builder.addNode(2, at: Place.at(50, -50), tags: ["entrance": value, "access": "private"])
    let extract = builder.extract(VenueFinder.selection, DoorEntrances.selection)
    var venues = VenueFinder().venues(in: extract).venues
    DoorResolver(entrances: DoorEntrances(in: extract), nearestOnOutline: { _ in nil }).resolve(&venues)
    let expected =
      isPublic
      ? [Door(coordinate: Place.at(-50, -50), resolvedBy: .entrance)]
      : [Door(coordinate: venues[0].coordinate, resolvedBy: .centroid)]
    #expect(venues[0].doors == expected)
  }

  /// Two buildings of one library, the first with an entrance: the second keeps the door it would have alone, in
  /// whatever order they come.
  @Test func eachBuildingOfAMergedVenueHasItsDoors() {
    let buildings = [(1, 0.0, 20.0), (2, 3_000, 30)].map { number, east, side in
      Place.venue(
        "w\(number)", Place.at(east, 0), attributes: ["wikidata": "Q1"],
        outline: [GeographicPolygon(exterior: Place.square(east, 0, side: side))])
    }
    let entrance = Place.at(0, -10)
    let resolver = DoorResolver(entrances: DoorEntrances([entrance])) { rings in rings.first?.first }
    for records in [buildings, buildings.reversed()] {
      let merged = VenueMerger.merge(records).venues
      #expect(merged.map(\.identifiers) == [["w1", "w2"]])
      let expected: Set = [
        Door(coordinate: entrance, resolvedBy: .entrance),
        Door(coordinate: Place.at(2_985, -15), resolvedBy: .outline),
      ]
      #expect(Set(merged.flatMap { resolver.doors(of: $0) }) == expected)
    }
  }

  /// A supplied point 20 m from the wall of a building 100 m wide, inside it, or 40 m off: only the last leaves the
  /// building its own door. A second building afar always keeps its own.
  @Test(arguments: [(70.0, true), (0, true), (90, false)])
  func suppliedDoorsStandForWhatIsNear(east: Double, isKnown: Bool) {
    var supplied = Place.venue("list.csv:2", Place.at(east, 0), attributes: ["wikidata": "Q1"])
    supplied.doors = [Door(coordinate: Place.at(east, 0), resolvedBy: .supplied)]
    let near = Place.venue("w1", Place.at(0, 0), attributes: ["wikidata": "Q1"], outline: outline)
    let far = Place.venue(
      "w2", Place.at(3_000, 0), attributes: ["wikidata": "Q1"],
      outline: [GeographicPolygon(exterior: Place.square(3_000, 0, side: 20))])
    let merged = VenueMerger.merge([supplied, near, far]).venues
    #expect(merged.count == 1)
    let resolver = DoorResolver(entrances: DoorEntrances([])) { rings in rings.first?.first }
    let found = Set(merged.flatMap { resolver.doors(of: $0) }.map(\.coordinate))
    let own: Set = [Place.at(east, 0), Place.at(2_990, -10)]
    #expect(found == (isKnown ? own : own.union([Place.at(-50, -50)])))
  }
}
