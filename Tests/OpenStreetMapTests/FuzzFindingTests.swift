import Geography
import OpenStreetMap
import Testing

/// What fuzzing found (`Tests/Fuzzing`), one test each.
@Suite struct FuzzFindingTests {
  /// Symbols of values were numbered as the file wrote the tags, not by the order of the keys.
  @Test func tagsInAnotherOrderGiveEqualTables() throws {
    let tags = [("highway", "footway"), ("bridge", "yes"), ("name", "B"), ("access", "no")]
    let members = [(ElementID(.way, 1), "outer")]
    func content(_ tags: [(String, String)]) throws -> ExtractContent {
      let more = tags.map { ($0.0 == "highway" ? "type" : $0.0, $0.0 == "highway" ? "multipolygon" : $0.1) }
      return ExtractContent(
        try readExtract(
          PBFEncoder().file([
            .node(1, 10, 20), .node(2, 30, 40, tags + [("entrance", "main")]), .way(1, [1, 2], tags),
            .relation(1, members, more),
          ])))
    }
    let expected = try content(tags)
    #expect(expected.strings.count > 8)
    #expect(try content(tags.reversed()) == expected)
    #expect(try content([tags[2], tags[0], tags[3], tags[1]]) == expected)
  }
}
