import Coverage
import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Where venues stand, by kind of element, and what becomes of broken ones.
@Suite struct VenueFinderTests {
  @Test func placesOfNodesWaysAndRelations() throws {
    var builder = ExtractBuilder()
    builder.addNode(1, at: Place.at(0, 0), tags: ["amenity": "library", "name": "L", "wheelchair": "yes"])
    builder.addSquare(5, east: 100, north: 50, side: 20, tags: ["tourism": "museum"], firstNode: 10)
    builder.addSquare(6, east: 300, north: 50, side: 40, tags: [:], firstNode: 20)
    builder.addSquare(7, east: 310, north: 50, side: 10, tags: [:], firstNode: 30)
    builder.addRelation(
      8, ways: [6, 7], roles: ["outer", "inner"], tags: ["type": "multipolygon", "amenity": "theatre"])
    let found = VenueFinder().venues(in: builder.extract(VenueFinder.selection))
    #expect(found.venues.map(\.id) == ["n1", "w5", "r8"])
    #expect(found.venues[0].name == "L" && found.venues[0].attributes == ["wheelchair": "yes"])
    #expect(Ellipsoid.lengthInMetres(from: found.venues[1].coordinate, to: Place.at(100, 50)) < 0.03)
    // (300 · 1600 − 310 · 100) / 1500 = 299.33…: the courtyard pushes the centroid away.
    #expect(Ellipsoid.lengthInMetres(from: found.venues[2].coordinate, to: Place.at(299.333, 50)) < 0.03)
    #expect(found.venues[2].outline.first?.holes.count == 1)
    #expect(found.counts.map(\.count) == [1, 1, 1])
    #expect(found.counts.map(\.type) == [.way, .relation, .node])
  }

  /// Ways without nodes, ways whose nodes are elsewhere and relations whose members are: one warning, by id.
  @Test func venuesWithoutAPlaceAreOneWarning() throws {
    var builder = ExtractBuilder()
    builder.addNode(1, at: Place.at(0, 0), tags: ["tourism": "museum"])
    builder.addWay(20001, [], tags: ["tourism": "museum"])
    builder.addWay(20002, [901, 902, 903, 901], tags: ["amenity": "library"])
    builder.addRelation(20003, ways: [904], roles: ["outer"], tags: ["type": "multipolygon", "amenity": "theatre"])
    builder.addRelation(
      20004, [(element: ElementID(.node, 1), role: "outer")], tags: ["type": "multipolygon", "tourism": "museum"])
    builder.addWay(20005, [901], tags: ["amenity": "cinema"])
    let found = VenueFinder().venues(in: builder.extract(VenueFinder.selection))
    #expect(found.venues.map(\.id) == ["n1"])
    let warnings = found.warnings(for: VenueKind.core)
    #expect(warnings == [Warning(count: 4, message: "venues without a place (w20001, w20002, r20003, r20004)")])
    #expect(found.warnings(for: [.gallery]).isEmpty)
  }

  /// A way cut by the extract's edge stands at the centroid of what is left.
  @Test func wayWithAMissingNodeStandsAtWhatIsLeft() {
    var builder = ExtractBuilder()
    builder.addSquare(5, east: 0, north: 0, side: 60, tags: ["tourism": "museum"], firstNode: 1)
    builder.remove(ElementID(.node, 3))
    let found = VenueFinder().venues(in: builder.extract(VenueFinder.selection)).venues
    #expect(found.count == 1 && found[0].outline.isEmpty)
    // Corners (−30, −30), (30, −30), (−30, 30): their triangle's centroid is (−10, −10).
    #expect(Ellipsoid.lengthInMetres(from: found[0].coordinate, to: Place.at(-10, -10)) < 0.05)
  }

  @Test func siteStandsAtItsLargestClosedWay() {
    var builder = ExtractBuilder()
    builder.addSquare(5, east: 0, north: 0, side: 10, tags: [:], firstNode: 1)
    builder.addSquare(6, east: 100, north: 0, side: 30, tags: [:], firstNode: 11)
    builder.addRelation(9, ways: [5, 6], tags: ["type": "site", "tourism": "museum"])
    let found = VenueFinder().venues(in: builder.extract(VenueFinder.selection)).venues
    #expect(found.map(\.id) == ["r9"])
    #expect(Ellipsoid.lengthInMetres(from: found[0].coordinate, to: Place.at(100, 0)) < 0.03)
  }

  @Test func degenerateWaysNeverTrap() {
    var builder = ExtractBuilder()
    builder.addNode(1, at: Place.at(5, 5))
    builder.addNode(2, at: Place.at(15, 5))
    builder.addWay(1, [1, 1], tags: ["tourism": "museum"])
    builder.addWay(2, [1, 2], tags: ["tourism": "museum"])
    builder.addWay(3, [1, 2, 1, 2, 1], tags: ["tourism": "museum"])
    let found = VenueFinder().venues(in: builder.extract(VenueFinder.selection)).venues
    #expect(found.map(\.id) == ["w1", "w2", "w3"])
    #expect(found[0].coordinate == Place.at(5, 5))
    #expect(Ellipsoid.lengthInMetres(from: found[1].coordinate, to: Place.at(10, 5)) < 0.03)
    #expect(found.allSatisfy { $0.outline.isEmpty })
  }
}
