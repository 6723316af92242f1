import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Coverage

/// `circle inspect` on drawn towns: every defect once, and none where there is none.
@Suite struct InspectionTests {
  private static let usual = ["name": "N", "opening_hours": "Mo-Su 09:00-17:00"]

  private func inspect(_ builder: ExtractBuilder, _ change: (inout CoverageAnalysis) -> Void = { _ in }) throws
    -> CityInspection
  {
    let extract = builder.extract()
    var analysis = CoverageAnalysis(extract: "drawn")
    change(&analysis)
    let city = try analysis.prepare(extract: extract, clock: StageClock { _ in })
    return try analysis.inspect(city, extract, asker: try NamedProfile("wheelchair").profile)
  }

  private func elements(_ inspection: CityInspection, _ kind: InspectionKind) -> [String] {
    inspection.findings.filter { $0.kind == kind }.map { $0.elements.joined(separator: "+") }.sorted()
  }

  /// A street of 1 km with a corner every 100 m, its way being 1.
  private func street() -> ExtractBuilder {
    var builder = ExtractBuilder()
    for corner in 0...10 { builder.addNode(Int64(corner + 1), at: Place.at(Double(corner) * 100, 0)) }
    builder.addWay(1, Array(1...11), tags: ["highway": "residential"])
    return builder
  }

  private func venue(
    _ builder: inout ExtractBuilder, _ id: Int64, _ east: Double, _ north: Double, _ tags: [String: String]
  ) {
    builder.addNode(
      id, at: Place.at(east, north),
      tags: ["tourism": "museum", "name": "V\(id)", "opening_hours": "24/7"].merging(tags) { $1 }.filter { $1 != "-" })
  }

  private func square(
    _ builder: inout ExtractBuilder, _ id: Int64, _ east: Double, _ north: Double, _ side: Double,
    _ tags: [String: String]
  ) {
    builder.addSquare(id, east: east, north: north, side: side, tags: tags, firstNode: 10 * id + 100_000)
  }

  @Test func islandsAndHomesOnThem() throws {
    var builder = street()
    venue(&builder, 500, 50, 10, [:])
    // 600 m, not small, 400 m from the street: its house reaches nothing.
    for (node, east) in [(600, 0.0), (601, 600)] { builder.addNode(Int64(node), at: Place.at(east, 400)) }
    builder.addWay(50, [600, 601], tags: ["highway": "residential"])
    square(&builder, 700, 300, 410, 10, ["building": "house"])
    // 40 m of path that ends 12 m from the street.
    for (node, north) in [(610, 12.0), (611, 52)] { builder.addNode(Int64(node), at: Place.at(990, north)) }
    builder.addWay(51, [610, 611], tags: ["highway": "path"])
    square(&builder, 701, 200, 12, 10, ["building": "house"])
    let found = try inspect(builder)
    let islands = found.findings.filter { $0.kind == .streetIsland }
    #expect(islands.map(\.elements) == [["w50"], ["w51"]])
    #expect(islands.map(\.severity) == [.error, .notice])
    #expect(islands[0].homes == HomeCount(homes: 1, weight: 1) && islands[1].homes.homes == 0)
    #expect(islands[0].metres.map { abs($0 - 600) < 0.1 } == true)
    #expect(islands[1].what.contains("within 12.0 m"))
    // One of two houses of one dwelling each.
    let streets = try #require(found.results.first { $0.topic == .streets })
    #expect(streets.share == 0.5 && streets.grade == .e && found.grade == .e)
    // A venue on the island: its people have one.
    venue(&builder, 501, 500, 405, [:])
    let served = try inspect(builder)
    #expect(served.results.first { $0.topic == .streets }?.share == 0)
    #expect(served.findings.first { $0.kind == .streetIsland }?.severity == .warning)
    #expect(elements(served, .venueOnIsland) == ["n501"])
  }

  @Test func nothingToWalkTo() throws {
    var builder = street()
    square(&builder, 700, 300, 10, 10, ["building": "house"])
    let alone = try inspect(builder)
    let finding = try #require(alone.findings.first { $0.kind == .noVenue })
    #expect(finding.severity == .error && finding.homes == HomeCount(homes: 1, weight: 1) && finding.elements.isEmpty)
    #expect(alone.grade == .e && alone.results.first { $0.topic == .joins }?.share == 1)
    #expect(InspectionOutput(alone).text.contains(": every home is in a gap"))
    venue(&builder, 500, 50, 10, [:])
    let served = try inspect(builder)
    #expect(!served.findings.contains { $0.kind == .noVenue || $0.kind == .noHome })
    #expect(served.results.first { $0.topic == .joins }?.share == 0)
  }

  @Test func badJoins() throws {
    var builder = street()
    square(&builder, 700, 50, 12, 10, ["building": "house"])
    square(&builder, 701, -600, 0, 10, ["building": "house"])
    square(&builder, 702, 200, -150, 10, ["building": "house"])
    square(&builder, 703, 400, -60, 10, ["building": "house"])
    square(&builder, 803, 400, -60, 40, ["barrier": "wall"])
    square(&builder, 704, 600, -60, 10, ["building": "houseboat"])
    square(&builder, 705, 590, -70, 6, ["building": "house"])
    square(&builder, 804, 600, -60, 60, ["natural": "water"])
    venue(&builder, 500, 50, 10, [:])
    venue(&builder, 501, -600, 30, [:])
    venue(&builder, 502, 800, -150, [:])
    venue(&builder, 503, 410, -60, [:])
    venue(&builder, 504, 620, -60, [:])
    let found = try inspect(builder)
    #expect(elements(found, .homeWithoutStreet) == ["w701"])
    #expect(elements(found, .homeFarFromStreet) == ["w702"])
    #expect(elements(found, .homeBehindBarrier) == ["w703", "w704", "w705"])
    #expect(elements(found, .homeOnWater) == ["w705"])
    #expect(elements(found, .venueWithoutStreet) == ["n501"])
    #expect(elements(found, .venueFarFromStreet) == ["n502"])
    #expect(elements(found, .venueBehindBarrier) == ["n503", "n504"])
    #expect(elements(found, .venueOnWater) == ["n504"])
    let words = Dictionary(uniqueKeysWithValues: found.findings.map { ($0.id, $0.what) })
    #expect(words["home_behind_barrier:w703"]?.contains("a wall or fence") == true)
    #expect(words["home_behind_barrier:w705"]?.contains("water") == true)
    #expect(words["home_far_from_street:w702"] == "150.0 m from its street")
    // Five of six dwellings, and four of five venues.
    #expect(found.results.first { $0.topic == .joins }.map { abs($0.share - 5.0 / 6) < 1e-12 } == true)
  }

  @Test func duplicates() throws {
    var builder = street()
    venue(&builder, 500, 100, 12, ["name": "-"])
    square(&builder, 700, 100, 12, 10, ["tourism": "museum", "name": "Museum", "opening_hours": "24/7"])
    // 600 m apart, of one kind; 1,100 m would be too far.
    venue(&builder, 501, 0, 8, ["amenity": "library", "tourism": "-", "name": "Stadtbibliothek (neu)"])
    venue(&builder, 502, 600, 8, ["amenity": "library", "tourism": "-", "name": "STADTBIBLIOTHEK"])
    venue(&builder, 503, 500, 1_090, ["amenity": "library", "tourism": "-", "name": "Stadtbibliothek"])
    // 100 m apart, of two kinds.
    venue(&builder, 504, 900, 8, ["name": "Haus"])
    venue(&builder, 505, 1_000, 8, ["amenity": "theatre", "tourism": "-", "name": "Haus"])
    square(&builder, 701, 300, 12, 10, ["building": "house"])
    square(&builder, 702, 300, 12, 10, ["building": "apartments", "building:flats": "7"])
    square(&builder, 703, 400, 12, 10, ["building": "house"])
    let found = try inspect(builder)
    #expect(elements(found, .venueMappedTwice) == ["n500+w700"])
    #expect(elements(found, .venuePerhapsTwice) == ["n501+n502"])
    #expect(elements(found, .venueOfTwoKinds) == ["n504+n505"])
    #expect(elements(found, .buildingTwice) == ["w701+w702"])
    #expect(found.findings.first { $0.kind == .buildingTwice }?.homes.weight == 7)
    // Two of six venues are doubtful, one of three homes.
    #expect(found.results.first { $0.topic == .duplicates }.map { abs($0.share - 2.0 / 6) < 1e-12 } == true)
  }

  @Test func tags() throws {
    var builder = street()
    venue(&builder, 500, 100, 12, [:])
    venue(&builder, 501, 300, 12, ["name": "-"])
    venue(&builder, 502, 500, 12, ["opening_hours": "-"])
    venue(&builder, 503, 700, 12, ["opening_hours": "sunrise-sunset"])
    for (node, east) in [(600, 0.0), (601, 300)] { builder.addNode(Int64(node), at: Place.at(east, 100)) }
    builder.addWay(
      50, [600, 601, 4],
      tags: ["highway": "residential", "surface": "asphalt", "smoothness": "good", "incline": "0%", "width": "3"])
    let found = try inspect(builder)
    #expect(elements(found, .venueWithoutName) == ["n501"])
    #expect(elements(found, .venueWithoutHours) == ["n502"])
    #expect(elements(found, .venueHoursUnknown) == ["n503"])
    #expect(found.results.first { $0.topic == .venueTags }.map { [$0.share, $0.isDecisive ? 1 : 0] } == [0.75, 0])
    // 1,000 m without, 300 + 100 m with all tags.
    let share = try #require(found.results.first { $0.topic == .streetTags }?.share)
    #expect(abs(share - 1_000 / 1_400) < 1e-4)
    let surface = try #require(found.measures.first { $0.name == "street_length_without_surface_share" })
    #expect(abs(surface.value - 1_000 / 1_400) < 1e-4)
  }

  @Test func brokenAreas() throws {
    var builder = street()
    venue(&builder, 500, 100, 12, [:])
    for (node, place) in [(600, (0.0, 50.0)), (601, (10, 50)), (602, (10, 60)), (603, (0, 60))] {
      builder.addNode(Int64(node), at: Place.at(place.0, place.1))
    }
    builder.addWay(70, [600, 601, 602, 603], tags: ["building": "yes"])
    builder.addWay(71, [600, 602, 601, 603, 600], tags: ["building": "yes"])
    builder.addWay(72, [600, 601, 600], tags: ["building": "yes"])
    builder.addWay(73, [600, 601, 602, 999, 600], tags: ["landuse": "residential"])
    builder.addRelation(8, ways: [998], roles: ["outer"], tags: ["type": "multipolygon", "natural": "water"])
    builder.addWay(74, [997, 996, 995, 997], tags: ["tourism": "museum"])
    square(&builder, 75, 200, 20, 10, ["building": "yes"])
    let found = try inspect(builder)
    #expect(elements(found, .areaOpen) == ["w70"])
    #expect(elements(found, .areaCrossing) == ["w71"])
    #expect(elements(found, .areaDegenerate) == ["w72"])
    #expect(elements(found, .areaCut) == ["r8", "w73", "w74"])
    #expect(elements(found, .venueWithoutPlace) == ["w74"])
    // Three of seven areas; those that the extract's edge cuts are no fault.
    #expect(found.results.first { $0.topic == .areas }.map { abs($0.share - 3.0 / 7) < 1e-12 } == true)
  }

  @Test func buildingsThatLack() throws {
    var builder = street()
    venue(&builder, 500, 100, 12, [:])
    square(&builder, 700, 250, 0, 60, ["landuse": "residential"])
    // 1 ha with one dwelling: under four a hectare.
    square(&builder, 701, 800, 60, 100, ["landuse": "residential"])
    square(&builder, 702, 800, 60, 10, ["building": "house"])
    // 1 ha with five.
    square(&builder, 703, 500, 60, 100, ["landuse": "residential"])
    square(&builder, 704, 500, 40, 10, ["building": "apartments", "building:flats": "5"])
    builder.addNode(900, at: Place.at(250, -500), tags: ["place": "hamlet", "name": "Leer", "population": "40"])
    builder.addNode(901, at: Place.at(500, 100), tags: ["place": "hamlet", "name": "Voll"])
    let found = try inspect(builder)
    #expect(elements(found, .landWithoutBuildings) == ["w700"])
    #expect(elements(found, .landThinlyMapped) == ["w701"])
    #expect(elements(found, .placeWithoutBuildings) == ["n900"])
    // 60 m of street run through the land: one point or two, with 0.36 ha × 40 dwellings.
    let land = try #require(found.findings.first { $0.kind == .landWithoutBuildings })
    #expect(abs(land.homes.weight - 14.4) < 0.01 && land.what.hasPrefix("0.36 ha"))
    #expect(found.findings.first { $0.kind == .placeWithoutBuildings }?.what.contains("40 people") == true)
    // Ten segments of 100 m, each asked at 25 m and 75 m. The corners of the building at 500 are 35 m up and 5 m off:
    // 475 and 525 have one at (20² + 35²)^½ = 40.3 m; those of the other, 55 m up, none.
    let bare = try #require(found.measures.first { $0.name == "residential_street_length_without_buildings_m" })
    #expect(abs(bare.value - 900) < 0.1)
  }

  @Test func listAgainstTheMap() throws {
    var builder = street()
    venue(&builder, 500, 100, 12, ["name": "Altes Museum"])
    venue(&builder, 501, 300, 12, ["amenity": "library", "tourism": "-", "name": "Bücherei"])
    venue(&builder, 502, 900, 12, ["name": "Neues Museum"])
    square(&builder, 700, 600, 20, 10, ["building": "public", "name": "Stadtarchiv"])
    func row(_ name: String, _ kind: String, _ east: Double, _ north: Double) -> String {
      let place = Place.at(east, north)
      return "\(name),\(kind),\(place.longitude),\(place.latitude)\n"
    }
    let list =
      "name,kind,lon,lat\n" + row("Altes Museum", "museum", 120, 12) + row("Altes  Museum", "museum", 160, 12)
      + row("Bücherei", "museum", 310, 12) + row("Stadtarchiv", "museum", 640, 20)
      + row("Nirgends", "theatre", 500, 12) + row("Weit", "library", 90_000, 0)
    try Place.withFile(list) { path in
      let found = try inspect(builder) { $0.venuesPath = path }
      let match = try #require(found.listMatch)
      #expect((match.listed, match.asSuch, match.otherwise, match.untagged, match.missing) == (5, 2, 1, 1, 1))
      #expect((match.mapped, match.notListed) == (3, 1))
      #expect(elements(found, .listVenueFar) == ["list.csv:7"])
      #expect(elements(found, .listRowTwice) == ["list.csv:2+list.csv:3"])
      #expect(elements(found, .listVenueUntagged) == ["list.csv:5+w700"])
      #expect(elements(found, .listVenueNotInOSM) == ["list.csv:6"])
      #expect(elements(found, .osmVenueNotInList) == ["n502"])
      // The far one and the second of two, of six rows; two of five that the map lacks.
      #expect(found.results.first { $0.topic == .list }.map { abs($0.share - 2.0 / 6) < 1e-12 } == true)
      #expect(found.results.first { $0.topic == .listInOSM }?.share == 0.4)
      #expect(InspectionOutput(found).text.contains("OpenStreetMap has 2 of your 5 venues"))
    }
  }

  @Test func aSoundTownHasNothing() throws {
    var town = GridCity(rows: 4, columns: 5, blockInMetres: 100)
    town.venues = [GridCity.Venue(1, 1, tags: ["amenity": "library"].merging(Self.usual) { $1 })]
    for row in 0..<4 { for column in 0..<5 { town.homes.append(GridCity.Home(row, column)) } }
    let found = try inspect(town.builder())
    #expect(found.findings.isEmpty, "\(found.findings)")
    #expect(
      Set(found.results.map(\.topic)) == [.streets, .joins, .duplicates, .areas, .buildings, .venueTags, .streetTags])
    #expect(found.results.filter { $0.topic != .streetTags && $0.topic != .buildings }.allSatisfy { $0.share == 0 })
  }

  /// Ids are one of a kind, the worst comes first, and nothing hangs on the threads.
  @Test(arguments: 1...30) func invariants(seed: Int) throws {
    let town = RandomCity(seed: UInt64(seed))
    let found = try inspect(town.builder) { $0.parameters.workers = 1 }
    #expect(Set(found.findings.map(\.id)).count == found.findings.count)
    #expect(zip(found.findings, found.findings.dropFirst()).allSatisfy { $0.severity <= $1.severity })
    #expect(found.results.allSatisfy { (0...1).contains($0.share) })
    #expect(elements(found, .homeWithoutStreet).count == found.city.homeJoins.count(where: \.isEmpty))
    // Each home that joins streets at all joins the largest piece, or one that is told of.
    let told = found.findings.filter { $0.kind == .streetIsland }
    let apart = told.reduce(0) { $0 + $1.homes.homes }
    let main = found.city.homeJoins.count { joins in
      joins.contains { found.city.model.snaps.piece(of: $0.snap) == 0 } || joins.count > 1
    }
    #expect(main + apart + elements(found, .homeWithoutStreet).count == found.city.homes.count)
    let again = try inspect(town.builder) { $0.parameters.workers = 3 }
    #expect(InspectionOutput(again).json() == InspectionOutput(found).json())
    #expect(try InspectionOutput(again).geoJSON() == InspectionOutput(found).geoJSON())
  }

  @Test func gradesEndWhereTheyAreSaidTo() {
    #expect(
      [0, 0.001, 0.0011, 0.005, 0.02, 0.05, 0.0501].map { InspectionScale.people.grade($0).rawValue }.joined()
        == "AABBCDE")
    #expect(InspectionScale.records.grade(0.01) == .a && InspectionScale.completeness.grade(0.76) == .e)
  }
}
