import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Homes from buildings and from residential land.
@Suite struct HomeTests {
  private func findings(_ builder: ExtractBuilder, _ finder: HomeFinder = HomeFinder()) -> HomeFindings {
    finder.homes(in: builder.extract(HomeFinder.selection))
  }

  static let buildings: [(tags: [String: String], onLand: Bool, dwellings: Double?, source: HomeSource)] = [
    (["building": "house"], false, 1, .residential),
    (["building": "detached", "building:levels": "3"], false, 1, .residential),
    // 20 m × 20 m: 400 m² on 4 levels by default, 100 m² each.
    (["building": "apartments"], false, 16, .residential),
    (["building": "apartments", "building:levels": "10"], false, 40, .residential),
    (["building": "apartments", "building:levels": "2.5"], false, 10, .residential),
    (["building": "apartments", "building:levels": "tall"], false, 16, .residential),
    (["building": "apartments", "building:levels": "-3"], false, 16, .residential),
    (["building": "apartments", "building:levels": "1e300"], false, 16, .residential),
    (["building": "apartments", "building:flats": "7"], false, 7, .residential),
    (["building": "house", "building:flats": "2"], false, 2, .residential),
    (["building": "apartments", "building:flats": "1e9"], false, 16, .residential),
    (["building": "residential"], false, 12, .residential),
    (["building": "yes", "building:use": "apartments"], false, 12, .residential),
    (["building": "yes"], true, 8, .inferred),
    (["building": "yes"], false, nil, .inferred),
    (["building": "yes", "shop": "supermarket"], true, nil, .inferred),
    (["building": "yes", "amenity": "school"], true, nil, .inferred),
    (["building": "yes", "building:use": "office"], true, nil, .inferred),
    (["building": "apartments", "abandoned": "yes"], true, nil, .residential),
    (["building": "school"], true, nil, .residential),
    (["building": "no"], true, nil, .residential),
  ]

  @Test(arguments: buildings)
  func dwellings(tags: [String: String], onLand: Bool, dwellings: Double?, source: HomeSource) throws {
    var builder = ExtractBuilder()
    builder.addSquare(5, east: 0, north: 0, side: 20, tags: tags, firstNode: 1)
    if onLand {
      builder.addSquare(6, east: 0, north: 0, side: 200, tags: ["landuse": "residential"], firstNode: 11)
    }
    let homes = findings(builder).homes
    #expect(homes.map(\.id) == (dwellings == nil ? [] : ["w5"]))
    guard let dwellings, let home = homes.first else { return }
    #expect(abs(home.weight - dwellings) < 0.02 * dwellings, "\(home.weight)")
    #expect(home.source == source)
    #expect(Ellipsoid.lengthInMetres(from: home.coordinate, to: Place.at(0, 0)) < 0.03)
  }

  @Test func multipolygonsCountAndCourtyardsDoNotHoldPeople() {
    var builder = ExtractBuilder()
    builder.addSquare(5, east: 0, north: 0, side: 40, tags: [:], firstNode: 1)
    builder.addSquare(6, east: 0, north: 0, side: 20, tags: [:], firstNode: 11)
    builder.addRelation(
      7, ways: [5, 6], roles: ["outer", "inner"],
      tags: ["type": "multipolygon", "building": "apartments", "building:levels": "1"])
    let found = findings(builder)
    #expect(found.homes.map(\.id) == ["r7"] && found.residentialRelations == 1)
    #expect(abs((found.homes.first?.weight ?? 0) - 12) < 0.1)
  }

  /// Way and relation are one building when both are tagged; the house in the courtyard is another. Where the relation
  /// is no home or has no area, the way stands for itself.
  @Test(arguments: [
    (["building": "apartments"], false, ["w6", "r7"], 1), (["building": "school"], false, ["w5", "w6"], 0),
    (["building": "apartments"], true, ["w5", "w6"], 0),
  ])
  func outlinesOfRelationsAreNotCountedAgain(
    tags: [String: String], isBroken: Bool, ids: [String], outlines: Int
  ) {
    for role in ["outer", ""] {
      var builder = ExtractBuilder()
      builder.addSquare(5, east: 0, north: 0, side: 40, tags: ["building": "apartments"], firstNode: 1)
      builder.addSquare(6, east: 0, north: 0, side: 20, tags: ["building": "house"], firstNode: 11)
      builder.addRelation(
        7, ways: isBroken ? [5, 6, 99] : [5, 6], roles: [role, "inner"],
        tags: tags.merging(["type": "multipolygon"]) { first, _ in first })
      let found = findings(builder)
      #expect(found.homes.map(\.id) == ids && found.outlinesOfRelations == outlines)
    }
  }

  @Test func brokenBuildingsAreCounted() {
    var builder = ExtractBuilder()
    builder.addSquare(5, east: 0, north: 0, side: 60, tags: ["building": "house"], firstNode: 1)
    builder.remove(ElementID(.node, 3))
    builder.addWay(6, [901, 902, 903, 901], tags: ["building": "house"])
    builder.addRelation(7, ways: [904], tags: ["type": "multipolygon", "building": "apartments"])
    builder.addWay(8, [], tags: ["building": "house"])
    let found = findings(builder)
    #expect(found.homes.map(\.id) == ["w5"])
    #expect(found.outlinesWithMissingNodes == 1 && found.withoutPlace == 3)
    #expect(found.warnings.map(\.count) == [3, 1])
  }

  @Test func shedsAreNoHomes() {
    var builder = ExtractBuilder()
    builder.addSquare(5, east: 0, north: 0, side: 5, tags: ["building": "yes"], firstNode: 1)
    builder.addSquare(6, east: 0, north: 0, side: 200, tags: ["landuse": "residential"], firstNode: 11)
    let found = findings(builder)
    #expect(found.homes.isEmpty && found.sheds == 1)
  }

  /// The index against the plain even-odd test over all edges, on random rings that may cross themselves.
  @Test(arguments: 0..<60)
  func landIndexAgreesWithAllEdges(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let size = Int32([200, 40_000, 3_000_000][seed % 3])
    func random() -> Coordinate {
      Coordinate(
        longitudeE7: Int32(generator.integer(in: 0...Int(size))),
        latitudeE7: -500_000 + Int32(generator.integer(in: 0...Int(size))))
    }
    let areas = (0..<5).map { _ -> [GeographicPolygon] in
      (0..<2).map { _ in
        let ring = (0..<generator.integer(in: 3...40)).map { _ in random() }
        return GeographicPolygon(exterior: ring + [ring[0]])
      }
    }
    let index = PlacePolygonIndex(areas)
    for _ in 0..<200 {
      let point = random()
      let expected = areas.indices.filter { area in
        areas[area].flatMap(\.rings).flatMap { Array(zip($0, $0.dropFirst())) }.reduce(false) { inside, edge in
          let (a, b) = edge
          guard (a.latitudeE7 > point.latitudeE7) != (b.latitudeE7 > point.latitudeE7) else { return inside }
          let share =
            (Double(point.latitudeE7) - Double(a.latitudeE7)) / (Double(b.latitudeE7) - Double(a.latitudeE7))
          let x = Double(a.longitudeE7) + share * (Double(b.longitudeE7) - Double(a.longitudeE7))
          return Double(point.longitudeE7) < x ? !inside : inside
        }
      }
      #expect(index.all(containing: point) == expected)
    }
  }
}
