import Foundation
import Geography
import Testing

@testable import Coverage

/// What the readers of people tell and refuse, by files of one or two records.
@Suite("Population files, record by record")
struct PopulationReadingTests {
  private static let box = CoordinateBox(
    southWest: Coordinate(longitudeE7: 150_000_000, latitudeE7: 500_000_000),
    northEast: Coordinate(longitudeE7: 150_200_000, latitudeE7: 500_200_000))

  private func feature(_ properties: String, _ geometry: String = #"{"type":"Point","coordinates":[15.01,50.01]}"#)
    -> String
  { #"{"type":"Feature","properties":{\#(properties)},"geometry":\#(geometry)}"# }

  private func list(_ features: [String], groups: [String]? = nil) throws -> PopulationList {
    let text = #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}"
    return try Place.withFile(text, named: "people.geojson") {
      try PopulationList(path: $0, groups: groups, crs: nil, touching: Self.box)
    }
  }

  @Test func featuresWithoutAPlaceAreCounted() throws {
    let line = #"{"type":"LineString","coordinates":[[15,50],[15.01,50]]}"#
    let found = try list([feature(#""people":5,"older":2"#, line), feature(#""people":1,"older":null"#)])
    #expect(found.points.map(\.home.weight) == [1] && found.points.map(\.groups) == [[0]])
    #expect(found.withoutPlace.map(\.value) == [5, 2])
    #expect(found.warnings.map(\.count) == [1, 1])
    #expect(found.warnings[0].message.contains("groups that lack"))
    #expect(found.warnings[1].message.contains("without a point or polygon"))
  }

  @Test func aFileWithoutAnyoneHereIsToldOf() throws {
    let far = #"{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}"#
    let found = try list([feature(#""people":5"#, far)])
    #expect(found.points.isEmpty && found.zones.count == 0)
    #expect(found.warnings.map(\.message) == ["population without anyone in the study area: people.geojson"])
  }

  @Test(arguments: [
    (#""people":"many""#, nil, "feature 1: \"people\" \"many\" is no number"),
    (#""people":-1"#, nil, "feature 1: \"people\" \"-1\" is out of range"),
    (#""people":1"#, ["older"], "older"), (#""kind":1"#, nil, "no feature has a number"),
  ])
  func wrongFeaturesAreRefused(properties: String, groups: [String]?, part: String) {
    let problem = Place.problem { _ = try list([feature(properties)], groups: groups) } ?? "no error"
    #expect(problem.contains("people.geojson") && problem.contains(part) && problem.count < 400, "\(problem)")
  }

  /// A grid of two cells by one, from 15 degrees east and 50 north on.
  private func grid(_ values: String, west: Double = 15) -> String {
    "ncols 2\nnrows 1\nxllcorner \(west)\nyllcorner 50\ncellsize 0.01\n\(values)\n"
  }

  private func warnings(_ people: String, older: String? = nil, west: Double = 15) throws -> [Warning] {
    try Place.withFile(grid(people, west: west), named: "people.asc") { path in
      var request = PopulationRequest(path: path)
      if let older {
        let file = path.replacing("people.asc", with: "older.asc")
        try Data(grid(older, west: west).utf8).write(to: URL(fileURLWithPath: file))
        request.groupFiles = [PopulationRequest.GroupFile(group: "older", path: file)]
      }
      return try PopulationGrid(request, around: Self.box).warnings
    }
  }

  @Test func gridsTellWhatIsDoubtful() throws {
    #expect(try warnings("3 4", older: "3 4").isEmpty)
    let overfull = try warnings("3 4", older: "3 5")
    #expect(overfull.map(\.count) == [1] && overfull[0].message.contains("more people in a group than in all"))
    let undeclared = try warnings("-9999 4")
    #expect(undeclared.map(\.count) == [1] && undeclared[0].message.contains("a value for no data that it does not"))
    for nobody in [try warnings("0 0"), try warnings("3 4", west: 40)] {
      #expect(nobody.map(\.message) == ["population without anyone in the study area: people.asc"])
    }
  }
}
