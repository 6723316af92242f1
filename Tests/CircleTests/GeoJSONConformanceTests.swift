import Foundation
import Testing

/// Every GeoJSON that a command writes, against RFC 7946 read strictly.
@Suite("RFC 7946")
struct GeoJSONConformanceTests {
  /// What is wrong with a text, a line each.
  private struct Check {
    private(set) var faults: [String] = []

    init(collection text: String) throws {
      guard let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
        faults.append("no object")
        return
      }
      if root["type"] as? String != "FeatureCollection" { faults.append("no FeatureCollection") }
      // § 7.1 and § 4: members of other types, and systems of old.
      for name in ["coordinates", "geometries", "geometry", "properties", "crs"] where root[name] != nil {
        faults.append("collection has \(name)")
      }
      if let box = root["bbox"] as? [Double], box.count != 4 { faults.append("bbox of \(box.count)") }
      let features = root["features"] as? [[String: Any]] ?? []
      if features.isEmpty { faults.append("no features") }
      for (number, one) in features.enumerated() { feature(one, "feature \(number)") }
      let ids = features.compactMap { $0["id"] as? String }
      if Set(ids).count != ids.count { faults.append("ids twice") }
    }

    private mutating func feature(_ feature: [String: Any], _ name: String) {
      if feature["type"] as? String != "Feature" { faults.append("\(name) is none") }
      if feature["properties"] == nil || feature["geometry"] == nil { faults.append("\(name) lacks a member") }
      for member in ["coordinates", "geometries", "features", "crs"] where feature[member] != nil {
        faults.append("\(name) has \(member)")
      }
      guard let geometry = feature["geometry"] as? [String: Any] else { return }
      for member in ["geometry", "properties", "features", "crs"] where geometry[member] != nil {
        faults.append("\(name)'s geometry has \(member)")
      }
      let coordinates = geometry["coordinates"]
      switch geometry["type"] as? String {
      case "Point": position(coordinates, name)
      case "LineString": line(coordinates, name)
      case "MultiLineString": (coordinates as? [Any] ?? []).forEach { line($0, name) }
      case "Polygon": polygon(coordinates, name)
      case "MultiPolygon": (coordinates as? [Any] ?? []).forEach { polygon($0, name) }
      default: faults.append("\(name) is a \(geometry["type"] ?? "nothing")")
      }
    }

    private mutating func position(_ value: Any?, _ name: String) {
      guard let numbers = value as? [Double], numbers.count == 2 else { return faults.append("\(name): no position") }
      if abs(numbers[0]) > 180 || abs(numbers[1]) > 90 { faults.append("\(name): \(numbers) is no place") }
      for number in numbers where abs(number * 1e7 - (number * 1e7).rounded()) > 1e-3 {
        faults.append("\(name): \(number) has over seven decimals")
      }
    }

    private mutating func line(_ value: Any?, _ name: String) {
      guard let positions = value as? [Any], positions.count >= 2 else { return faults.append("\(name): short line") }
      positions.forEach { position($0, name) }
    }

    /// § 3.1.6: closed rings of four positions or more, the outer one counterclockwise, holes clockwise.
    private mutating func polygon(_ value: Any?, _ name: String) {
      guard let rings = value as? [[[Double]]], !rings.isEmpty else { return faults.append("\(name): no rings") }
      for (number, ring) in rings.enumerated() {
        ring.forEach { position($0, name) }
        guard ring.count >= 4, ring.first == ring.last, let first = ring.first else {
          faults.append("\(name): ring \(number) is open or short")
          continue
        }
        let points = ring.map { ($0[0] - first[0], $0[1] - first[1]) }
        let twice = zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.0 * $1.1.1 - $1.1.0 * $1.0.1 }
        if twice == 0 || (twice > 0) != (number == 0) { faults.append("\(name): ring \(number) runs the wrong way") }
      }
    }
  }

  @Test func allThatIsWritten() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try #require(Bundle.repositoryExtract)
    try program.write("centres.csv", "name,lon,lat\nMonte-Carlo,7.4275,43.7403\n")
    let place = ["--at", "7.42,43.74"]
    let runs: [([String], [String])] = [
      (
        ["coverage", extract, "--minutes", "6", "--output", "run"],
        ["gaps", "isochrones", "covered", "venues", "areas"].map { "run/\($0).geojson" }
      ),
      (["gaps", extract, "--minutes", "6", "--output", "gaps.geojson"], ["gaps.geojson"]),
      (["inspect", extract, "--output", "inspect.geojson"], ["inspect.geojson"]),
      (
        ["audit", extract, "--centres", "centres.csv", "--minutes", "5", "--output", "audit.geojson"], ["audit.geojson"]
      ),
      (["site", extract, "--output", "site.geojson"] + place, ["site.geojson"]),
      (["explain", extract, "--output", "walk.geojson"] + place, ["walk.geojson"]),
      (["plan", extract, "--add", "2", "--minutes", "6", "--output", "plan.geojson"], ["plan.geojson"]),
    ]
    for (arguments, files) in runs {
      let run = try program.run(arguments + ["--quiet"])
      #expect(run.status == 0, "\(arguments) \(run.errors)")
      for file in files {
        let text = try #require(program.read(file))
        #expect(try Check(collection: text).faults.isEmpty, "\(file)")
      }
    }
  }

  @Test("The check itself sees what is wrong")
  func faults() throws {
    func one(_ geometry: String) -> String {
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":\(geometry)}]}"
    }
    func ring(_ text: String) -> String { one("{\"type\":\"Polygon\",\"coordinates\":[\(text)]}") }
    for bad in [
      ring("[[0,0],[0,1],[1,1],[0,0]]"), ring("[[0,0],[1,0],[1,1],[0,1]]"), ring("[[0,0],[1,0],[0,0]]"),
      ring("[[0,0],[4,0],[4,4],[0,0]],[[2,1],[3,1],[3,2],[2,1]]"), one("{\"type\":\"Point\",\"coordinates\":[190,0]}"),
      one("{\"type\":\"Point\",\"coordinates\":[1.23456789,0]}"), one("{\"type\":\"Circle\"}"),
      "{\"type\":\"FeatureCollection\",\"crs\":null,\"features\":[]}",
    ] {
      #expect(try !Check(collection: bad).faults.isEmpty, "\(bad)")
    }
    #expect(try Check(collection: ring("[[0,0],[4,0],[4,4],[0,0]],[[2,1],[3,2],[3,1],[2,1]]")).faults.isEmpty)
  }
}
