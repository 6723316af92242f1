/// Bad areas, by hand.
enum HostileAreas {
  private typealias Case = HostileOptionTests.Case

  private static func area(_ name: String, _ geometry: String, _ mention: String) -> HostileOptionTests.Case {
    let feature = #"{"type":"Feature","properties":{"name":"A"},"geometry":"# + geometry + "}"
    return Case("--areas", name + ".geojson", feature, mention)
  }

  private static func polygon(_ rings: String) -> String { #"{"type":"Polygon","coordinates":["# + rings + "]}" }

  private static let square = "[[14.99,49.99],[15.01,49.99],[15.01,50.01],[14.99,50.01],[14.99,49.99]]"

  static let table: [HostileOptionTests.Case] = [
    area(
      "bow", polygon("[[14.99,49.99],[15.01,50.01],[15.01,49.99],[14.99,50.01],[14.99,49.99]]"), "Self-intersection"),
    area("hole", polygon(square + ",[[16,51],[17,51],[17,52],[16,51]]"), "Hole lies outside shell"),
    area("point", #"{"type":"Point","coordinates":[15,50]}"#, "a point or line is no area"),
    area("nothing", "null", "holds no polygon"),
    area("thin", polygon("[[15,50],[15.1,50],[15,50],[15,50]]"), "feature 1"),
    area("swapped", polygon("[[49.99,14.99],[50.01,14.99],[50.01,15.01],[49.99,14.99]]"), "are swapped"),
    area("elsewhere", polygon("[[1,1],[2,1],[2,2],[1,1]]"), "does not overlap"),
    area("metres", polygon("[[5e5,5e6],[6e5,5e6],[6e5,6e6],[5e5,5e6]]"), "out of range"),
    area("huge", polygon("[[1e400,1],[2,1],[2,2],[1e400,1]]"), "out of range"),
    Case("--areas", "topology.json", #"{"type":"Topology"}"#, "TopoJSON"),
    Case("--areas", "packed.geojson", bytes: [0x1F, 0x8B, 8, 0], "is not GeoJSON"),
  ]
}
