import Coverage
import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Administrative areas and `--within`.
@Suite struct AdministrativeAreaTests {
  private func world() -> Extract {
    var builder = ExtractBuilder()
    func add(_ id: Int64, east: Double, side: Double, _ tags: [String: String]) {
      builder.addSquare(id + 1_000, east: east, north: 0, side: side, tags: [:], firstNode: id * 10)
      let base = ["type": "boundary", "boundary": "administrative"]
      builder.addRelation(
        id, ways: [id + 1_000], roles: ["outer"], tags: base.merging(tags) { first, _ in first })
    }
    add(1, east: 0, side: 4_000, ["name": "Gridton", "admin_level": "6", "name:en": "Grid Town"])
    add(2, east: 0, side: 2_000, ["name": "Gridton", "admin_level": "8"])
    add(3, east: 9_000, side: 1_000, ["name": "Östra Ä", "admin_level": "8", "alt_name": "East;Oriental"])
    add(4, east: 5_000, side: 1_000, ["name": "杭州市", "name:zh": "杭州市", "admin_level": "5"])
    builder.addRelation(
      5, ways: [77_777], roles: ["outer"],
      tags: ["type": "boundary", "boundary": "administrative", "name": "Brokenford", "admin_level": "8"])
    builder.addRelation(6, ways: [1_001], tags: ["type": "route", "boundary": "administrative", "name": "Route"])
    return builder.extract(AdministrativeAreas.selection)
  }

  @Test func areasByLevelThenId() {
    let areas = AdministrativeAreas(in: world())
    #expect(areas.whole.map(\.id) == ["r4", "r1", "r2", "r3"])
    #expect(areas.whole.map(\.level) == [5, 6, 8, 8])
    #expect(areas.broken.map(\.id) == [ElementID(.relation, 5)] && areas.notes.count == 1)
    #expect(AdministrativeArea.all(in: world()).map(\.name) == ["杭州市", "Gridton", "Gridton", "Östra Ä"])
  }

  static let names: [(asked: String, name: String)] = [
    ("Gridton", "Gridton"), ("gridton", "Gridton"), (" Grid  town ", "Gridton"), ("Ostra A", "Östra Ä"),
    ("Oriental", "Östra Ä"), ("杭州市", "杭州市"),
  ]

  @Test(arguments: names)
  func found(asked: String, name: String) throws {
    let area = try StudyArea(within: asked, in: AdministrativeAreas(in: world()))
    #expect(area.name == name && area.source == .relation)
  }

  @Test func largestOfOneName() throws {
    let area = try StudyArea(within: "Gridton", in: AdministrativeAreas(in: world()))
    let size = area.polygons.reduce(0) { $0 + Ellipsoid.areaInSquareMetres(of: $1) }
    #expect(abs(size - 16e6) < 1e4)
    #expect(area.notes.count == 1 && area.notes[0].contains("r1") && area.notes[0].contains("r2, level 8"))
  }

  static let misses: [(asked: String, parts: [String])] = [
    ("Gridtn", ["no administrative area \"Gridtn\"", "did you mean \"Gridton\""]),
    ("杭州", ["did you mean \"杭州市\""]),
    ("zzzzzzzzzzzzzz", ["it has \""]),
    ("Brokenford", ["Brokenford", "r5", "member ways or nodes are not in the extract"]),
    ("Route", ["no administrative area"]),
    ("", ["the name is empty"]),
    ("a\nerror: b", ["a\u{FFFD}error: b"]),
  ]

  @Test(arguments: misses)
  func miss(asked: String, parts: [String]) {
    let areas = AdministrativeAreas(in: world())
    let problem = Place.problem { _ = try StudyArea(within: asked, in: areas) } ?? ""
    for part in parts { #expect(problem.contains(part), "\(problem)") }
    #expect(!problem.contains("\n") && problem.utf8.count < 400)
  }

  @Test func extractWithoutBoundariesSaysSo() {
    let areas = AdministrativeAreas(in: ExtractBuilder().extract(AdministrativeAreas.selection))
    let problem = Place.problem { _ = try StudyArea(within: "X", in: areas) } ?? ""
    #expect(problem.contains("no administrative boundary"))
  }
}
