import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// Which records are one venue (domain §4).
@Suite struct VenueMergeTests {
  static let pairs: [(a: Venue, b: Venue, reason: VenueMerge.Reason?)] = [
    (Place.venue("n1", Place.at(0, 0)), Place.venue("n2", Place.at(29.5, 0)), .near),
    (Place.venue("n1", Place.at(0, 0)), Place.venue("n2", Place.at(0, -29.5)), .near),
    (Place.venue("n1", Place.at(0, 0)), Place.venue("n2", Place.at(30.5, 0)), nil),
    (Place.venue("n1", Place.at(0, 0)), Place.venue("n2", Place.at(1, 0), .library), nil),
    (Place.venue("n1", Place.at(0, 0), name: "A"), Place.venue("n2", Place.at(299, 0), name: "a "), .sameName),
    (Place.venue("n1", Place.at(0, 0), name: "A"), Place.venue("n2", Place.at(301, 0), name: "A"), nil),
    (Place.venue("n1", Place.at(0, 0)), Place.venue("n2", Place.at(200, 0)), nil),
    (
      Place.venue("n1", Place.at(0, 0), name: "市图书馆(分馆)"), Place.venue("n2", Place.at(200, 0), name: "市图书馆(总馆)"),
      nil
    ),
    (
      Place.venue("n1", Place.at(0, 0), name: "杭州市西湖区博物馆"), Place.venue("n2", Place.at(200, 0), name: "博物馆（新）"),
      .sameName
    ),
    (
      Place.venue("n1", Place.at(0, 0), attributes: ["wikidata": "Q1"]),
      Place.venue("n2", Place.at(5_000, 0), attributes: ["wikidata": "Q1"]), .sameWikidata
    ),
    (
      Place.venue(
        "w1", Place.at(0, 0), outline: [GeographicPolygon(exterior: Place.square(0, 0, side: 200))]),
      Place.venue("n2", Place.at(90, 90)), .inside
    ),
    (
      Place.venue(
        "w1", Place.at(0, 0), outline: [GeographicPolygon(exterior: Place.square(0, 0, side: 200))]),
      Place.venue("n2", Place.at(101, 90)), nil
    ),
  ]

  @Test(arguments: pairs)
  func pair(a: Venue, b: Venue, reason: VenueMerge.Reason?) {
    for records in [[a, b], [b, a]] {
      let merged = VenueMerger.merge(records)
      #expect(merged.venues.count == (reason == nil ? 2 : 1))
      #expect(merged.merges.map(\.reasons) == (reason.map { [[$0]] } ?? []))
    }
  }

  @Test func nodeInABuildingTakesTheBuildingsOutline() throws {
    let outline = [GeographicPolygon(exterior: Place.square(0, 0, side: 80))]
    let building = Place.venue("w7", Place.at(0, 0), attributes: ["fee": "no"], outline: outline)
    let node = Place.venue("n9", Place.at(35, 35), name: "Museum", attributes: ["fee": "yes", "website": "w"])
    let merged = VenueMerger.merge([building, node])
    let venue = try #require(merged.venues.first)
    #expect(merged.venues.count == 1)
    #expect(venue.id == "n9" && venue.identifiers == ["n9", "w7"])
    #expect(venue.outline == outline && venue.coordinate == building.coordinate && venue.name == "Museum")
    #expect(venue.attributes == ["fee": "no", "website": "w"])
    // The node is within the outline, so it is no door of its own.
    #expect(venue.doors.isEmpty)
    #expect(merged.merges.map(\.identifiers) == [["n9", "w7"]] && merged.merges.map(\.reasons) == [[.inside]])
    #expect(merged.merges.map(\.winner) == ["w7"])
  }

  @Test func plannersRecordWins() throws {
    var supplied = Place.venue("list.csv:12", Place.at(10, 0), name: "市博物馆", attributes: ["fee": "yes"])
    supplied.doors = [Door(coordinate: Place.at(10, 0), resolvedBy: .supplied)]
    let outline = [GeographicPolygon(exterior: Place.square(0, 0, side: 80))]
    let mapped = Place.venue("w7", Place.at(0, 0), name: "Museum", attributes: ["fee": "no"], outline: outline)
    let venue = try #require(VenueMerger.merge([mapped, supplied]).venues.first)
    #expect(venue.name == "市博物馆" && venue.coordinate == supplied.coordinate && venue.attributes["fee"] == "yes")
    #expect(venue.doors == supplied.doors && venue.outline == outline)
    #expect(venue.identifiers == ["w7", "list.csv:12"])
  }

  /// Two nodes 25 m apart become one venue; both stay doors, so no home loses by it.
  @Test func mergedNodesKeepTheirDoors() throws {
    let venue = try #require(
      VenueMerger.merge([Place.venue("n2", Place.at(25, 0)), Place.venue("n1", Place.at(0, 0))]).venues.first)
    #expect(venue.doors.map(\.coordinate) == [Place.at(0, 0), Place.at(25, 0)])
  }

  @Test func venuesComeByTypeAndNumber() {
    let ids = ["b.csv:10", "r1", "n10", "b.csv:9", "w3", "n9", "a.csv:11"]
    let venues = ids.enumerated().map { Place.venue($1, Place.at(Double($0) * 1_000, 0)) }
    #expect(
      VenueMerger.merge(venues).venues.map(\.id) == ["n9", "n10", "w3", "r1", "a.csv:11", "b.csv:9", "b.csv:10"])
  }

  /// Against all pairs: the partition is the transitive closure of the rules, whatever the order.
  @Test(arguments: 0..<40)
  func agreesWithAllPairs(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let span = [60.0, 300, 1_500, 4_000][seed % 4]
    let latitude = [0.0, 50, -33, 69][(seed / 4) % 4]
    let plane = LocalPlane(origin: Coordinate(longitudeE7: 100_000_000, latitudeE7: Int32(latitude * 1e7)))
    let records = (0..<60).map { number -> Venue in
      let east = generator.number(in: 0...span), north = generator.number(in: 0...span)
      let name = ["", "A", "B", "C"][generator.integer(in: 0...3)]
      let kind = [VenueKind.museum, .library][generator.integer(in: 0...1)]
      let attributes = generator.chance(0.1) ? ["wikidata": "Q\(generator.integer(in: 1...3))"] : [:]
      var outline: [GeographicPolygon] = []
      if generator.chance(0.2) {
        let half = generator.number(in: 5...200)
        let corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
        outline = [
          GeographicPolygon(exterior: corners.map { plane.coordinate(east: east + $0.0, north: north + $0.1) })
        ]
      }
      return Place.venue(
        "n\(number)", plane.coordinate(east: east, north: north), kind, name: name, attributes: attributes,
        outline: outline)
    }
    let expected = Self.partition(records)
    #expect(Set(VenueMerger.merge(records).venues.map { Set($0.identifiers) }) == expected)
    let shuffled = VenueMerger.merge(generator.shuffled(records))
    #expect(shuffled.venues == VenueMerger.merge(records).venues)
    #expect(shuffled.merges.map(\.identifiers) == VenueMerger.merge(records).merges.map(\.identifiers))
  }

  private static func partition(_ records: [Venue]) -> Set<Set<String>> {
    var sets = records.map { Set([$0.id]) }
    func isOne(_ a: Venue, _ b: Venue) -> Bool {
      guard a.kind == b.kind else { return false }
      let distance = Ellipsoid.lengthInMetres(from: a.coordinate, to: b.coordinate)
      func holds(_ outer: Venue, _ inner: Venue) -> Bool {
        PlacePolygonIndex([outer.outline]).first(containing: inner.coordinate) != nil
      }
      return distance < 30 || (!a.name.isEmpty && a.name == b.name && distance < 300)
        || (a.attributes["wikidata"] != nil && a.attributes["wikidata"] == b.attributes["wikidata"]) || holds(a, b)
        || holds(b, a)
    }
    for a in records {
      for b in records where a.id < b.id && isOne(a, b) {
        guard let i = sets.firstIndex(where: { $0.contains(a.id) }), !sets[i].contains(b.id),
          let j = sets.firstIndex(where: { $0.contains(b.id) })
        else { continue }
        sets[i].formUnion(sets[j])
        sets.remove(at: j)
      }
    }
    return Set(sets)
  }

  /// A hundred thousand records at one place, and at two places just too far apart, in seconds.
  @Test(.timeLimit(.minutes(1)), arguments: [0.0, 30.5])
  func crowdsAtOnePlace(distance: Double) {
    let records = (0..<100_000).map { number in
      Place.venue("n\(number)", Place.at(number % 2 == 0 ? 0 : distance, 0), name: "x\(number)")
    }
    #expect(VenueMerger.merge(records).venues.count == (distance == 0 ? 1 : 2))
  }

  /// Two crowds of distinct places 4 m wide, 31 m apart at the nearest: comparing all pairs would take a billion steps.
  @Test(.timeLimit(.minutes(1)))
  func crowdsJustTooFarApart() {
    var generator = SeededGenerator(seed: 7)
    let records = (0..<60_000).map { number in
      let east = generator.number(in: 0...4) + (number % 2 == 0 ? 0 : 35)
      return Place.venue("n\(number)", Place.at(east, generator.number(in: 0...4)))
    }
    #expect(VenueMerger.merge(records).venues.count == 2)
    #expect(VenueMerger.merge(records + [Place.venue("n99999", Place.at(20, 2))]).venues.count == 1)
  }

  /// Clouds against all pairs, at several latitudes and distances about the radius.
  @Test(arguments: 0..<60)
  func cloudsAgreeWithAllPairs(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let latitude = [0.0, 50, -33, 69, 89.9][seed % 5]
    let plane = LocalPlane(origin: Coordinate(longitudeE7: 100_000_000, latitudeE7: Int32(latitude * 1e7)))
    let gap = generator.number(in: 25...31)
    func cloud(_ east: Double) -> [Coordinate] {
      (0..<generator.integer(in: 1...80)).map { _ in
        plane.coordinate(east: east + generator.number(in: 0...6), north: generator.number(in: 0...6))
      }
    }
    let a = cloud(0), b = cloud(gap)
    let expected = a.contains { place in
      b.contains { Ellipsoid.lengthInMetres(from: place, to: $0) < 30 }
    }
    #expect(VenueCloud(a).comes(within: 30, of: VenueCloud(b)) == expected)
    #expect(VenueCloud(b).comes(within: 30, of: VenueCloud(a)) == expected)
  }
}
