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

  /// The first copy's places counted, in whichever order the file had them: now such copies contradict each other.
  @Test func copiesOfAWayWithOtherPlacesContradict() throws {
    func way(_ places: [Int64]) -> WireMessage {
      var way = WireMessage()
      way.add(1, varint: 1)
      way.add(2, packed: [1])
      way.add(3, packed: [2])
      way.add(8, deltas: [1, 2])
      if !places.isEmpty {
        way.add(9, deltas: places)
        way.add(10, deltas: places)
      }
      return way
    }
    func read(_ ways: [[Int64]]) throws -> ExtractContent {
      var table = WireMessage()
      for string in ["", "highway", "path"] { table.add(1, text: string) }
      var group = WireMessage()
      for places in ways { group.add(3, message: way(places)) }
      var block = WireMessage()
      block.add(1, message: table)
      block.add(2, message: group)
      let encoder = PBFEncoder()
      return ExtractContent(try readExtract(encoder.file([]) + encoder.blob("OSMData", block.bytes)))
    }
    let expected = try read([[10, 20]])
    #expect(expected.coordinates.count == 2)
    for ways: [[Int64]] in [[[10, 20], [10, 20]], [[10, 20], []], [[], [10, 20]], [[], [10, 20], []]] {
      #expect(try read(ways) == expected)
    }
    for ways: [[Int64]] in [[[10, 20], [10, 30]], [[10, 20], [], [10, 30]], [[], [10, 30], [10, 20]]] {
      let error = #expect(throws: InputError.self) { try read(ways) }
      #expect(error?.problem.contains("occurs twice with different content") == true)
    }
  }
}
