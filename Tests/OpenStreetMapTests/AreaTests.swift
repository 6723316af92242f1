import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Areas by hand, where the answer is plain.
struct AreaTests {
  static let square = "A-B\n   \nD-C"

  /// Builds ways of letters on a map and one relation 1 of all of them.
  static func relation(
    _ drawing: String, _ ways: [String], roles: [String] = []
  ) throws -> (extract: Extract, map: AsciiMap) {
    let map = AsciiMap(drawing, spacingInMetres: 10)
    var builder = try map.builder([:])
    for (offset, way) in ways.enumerated() {
      for letter in way { builder.addNode(AsciiMap.id(letter), at: try map.coordinate(letter)) }
      builder.addWay(Int64(1 + offset), way.map(AsciiMap.id))
    }
    builder.addRelation(1, ways: ways.indices.map { Int64(1 + $0) }, roles: roles, tags: ["type": "multipolygon"])
    return (builder.extract(), map)
  }

  static func ring(_ letters: String, _ map: AsciiMap) throws -> [Coordinate] { try letters.map(map.coordinate) }

  @Test(
    "a closed way is one counterclockwise ring from its westernmost, southernmost corner",
    arguments: [
      "ABCDA", "BCDAB", "DCBAD", "CBADC", "AABBCDDA",
    ])
  func closedWay(_ way: String) throws {
    let (extract, map) = try Self.relation(Self.square, [way])
    let start = try map.coordinate("A").longitudeE7 < map.coordinate("D").longitudeE7 ? "ADCBA" : "DCBAD"
    let expected = [GeographicPolygon(exterior: try Self.ring(start, map))]
    #expect(try extract.area(ofWay: 0).get().polygons == expected)
    #expect(try extract.area(ofRelation: 0).get().polygons == expected)
    #expect(try extract.area(ofWay: 0).get().id == ElementID(.way, 1))
    #expect(try extract.area(ofRelation: 0).get().id == ElementID(.relation, 1))
  }

  static let nested = """
    A-------B
     E-----F
      I-J
      L-K
     H-----G
    D-------C
    """

  @Test(
    "roles do not count: depth does",
    arguments: [
      ["outer", "inner", "outer"], ["", "", ""], ["inner", "outer", "inner"], ["outer", "outer", "outer"],
      ["label", "subarea", "x"],
    ])
  func rolesAreHints(_ roles: [String]) throws {
    let (extract, map) = try Self.relation(Self.nested, ["ABCDA", "EFGHE", "IJKLI"], roles: roles)
    let polygons = try extract.area(ofRelation: 0).get().polygons
    #expect(polygons.count == 2)
    #expect(polygons.map(\.holes.count) == [1, 0])
    let metres = polygons.map { Ellipsoid.areaInSquareMetres(of: $0) }
    // 80 m × 50 m less 60 m × 30 m, and 20 m × 10 m.
    #expect(abs(metres[0] - 2200) < 1 && abs(metres[1] - 200) < 0.5)
    #expect(Ellipsoid.signedAreaInSquareMetres(of: polygons[0].exterior) > 0)
    #expect(Ellipsoid.signedAreaInSquareMetres(of: polygons[0].holes[0]) < 0)
    #expect(Set(polygons[0].holes[0]) == Set(try Self.ring("EFGH", map)))
  }

  @Test(
    "ways in any order and direction make one ring",
    arguments: [
      ["AB", "BC", "CD", "DA"], ["CB", "AB", "CD", "AD"], ["DAB", "DCB"], ["BCD", "AB", "DA"],
    ])
  func openWays(_ ways: [String]) throws {
    let (extract, _) = try Self.relation(Self.square, ways)
    let (whole, _) = try Self.relation(Self.square, ["ABCDA"])
    #expect(try extract.area(ofRelation: 0).get().polygons == whole.area(ofRelation: 0).get().polygons)
  }

  @Test(
    "a member twice and two ways over the same nodes count once",
    arguments: [
      ["ABCDA", "ABCDA"], ["ABCDA", "CBADC"], ["ABCDA", "BCDAB", "DCBAD"], ["ABC", "CBA", "CDA"], ["ABC", "BCDA"],
    ])
  func twins(_ ways: [String]) throws {
    let (extract, _) = try Self.relation(Self.square, ways)
    let (whole, _) = try Self.relation(Self.square, ["ABCDA"])
    #expect(try extract.area(ofRelation: 0).get().polygons == whole.area(ofRelation: 0).get().polygons)
  }

  @Test("inner rings that share an edge are one hole")
  func touchingHoles() throws {
    let (extract, map) = try Self.relation(
      """
      A---------B
        E--F--G
        J--I--H
      D---------C
      """, ["ABCDA", "EFIJE", "FGHIF"], roles: ["outer", "inner", "inner"])
    let polygons = try extract.area(ofRelation: 0).get().polygons
    #expect(polygons.count == 1)
    #expect(polygons.first?.holes.count == 1)
    #expect(Set(polygons.first?.holes.first ?? []) == Set(try Self.ring("EFGHIJ", map)))
  }

  static let refused: [(String, [String], AreaProblem)] = [
    (square, ["ABCD"], .openRing),
    (square, ["AB", "BC", "CD"], .openRing),
    (square, ["ABDCA"], .crossing),
    (square, ["ABA"], .degenerate),
    // The way back is the same way again, so one open way is left.
    (square, ["AB", "BA"], .openRing),
    (square, [], .degenerate),
    (square, ["A"], .degenerate),
    ("A--B--C", ["ABCA"], .degenerate),
    ("A--B--C", ["ABCBA"], .degenerate),
    // E lies on AB without being its node; then C lies on the line AB.
    ("A-E-B\nG----\nD-F-C", ["ABCDA", "EFGE"], .crossing),
    ("A-C-B\n-----\nE---D", ["ABCDEA"], .crossing),
  ]

  @Test("what is no area is refused with its reason", arguments: refused.indices)
  func refusals(_ row: Int) throws {
    let (drawing, ways, problem) = Self.refused[row]
    let (extract, _) = try Self.relation(drawing, ways)
    guard case .failure(let found) = extract.area(ofRelation: 0) else {
      Issue.record("\(ways) made an area")
      return
    }
    #expect(found == problem)
    if ways.count == 1, ways[0].count > 1, case .failure(let ofWay) = extract.area(ofWay: 0) {
      #expect(ofWay == problem)
    }
  }

  @Test("what the extract lacks is told apart from what is broken")
  func incomplete() throws {
    let map = AsciiMap(Self.square, spacingInMetres: 10)
    var builder = try map.builder(["ABC": [:], "CDA": [:], "ABCDA": [:]])
    builder.addRelation(1, ways: [1001, 1003])
    builder.addRelation(2, ways: [1001, 1003, 77])
    builder.addRelation(
      3,
      [
        (ElementID(.node, 999), "admin_centre"), (ElementID(.relation, 3), "subarea"),
        (ElementID(.relation, 4), "outer"), (ElementID(.way, 1001), ""), (ElementID(.way, 1003), ""),
      ])
    let complete = builder.extract()
    #expect(throws: Never.self) { try complete.area(ofRelation: 0).get() }
    #expect(throws: AreaProblem.incomplete) { try complete.area(ofRelation: 1).get() }
    #expect(throws: Never.self) { try complete.area(ofRelation: 2).get() }
    builder.remove(ElementID(.node, AsciiMap.id("D")))
    let cut = builder.extract()
    #expect(throws: AreaProblem.incomplete) { try cut.area(ofRelation: 0).get() }
    #expect(throws: AreaProblem.incomplete) { try cut.area(ofWay: 1).get() }
  }

  @Test("the whole Earth overflows nothing")
  func extremes() throws {
    var builder = ExtractBuilder()
    let corners: [(Double, Double)] = [(-180, -90), (180, -90), (180, 90), (-180, 90), (0, 0), (179, 1), (1, 89)]
    for (index, corner) in corners.enumerated() {
      builder.addNode(Int64(index), longitude: corner.0, latitude: corner.1)
    }
    builder.addWay(1, [0, 1, 2, 3, 0])
    builder.addWay(2, [4, 5, 6, 4])
    builder.addWay(3, [0, 2, 1, 3, 0])
    builder.addRelation(1, ways: [1, 2])
    let extract = builder.extract()
    #expect(try extract.area(ofRelation: 0).get().polygons.map(\.holes.count) == [1])
    #expect(throws: AreaProblem.crossing) { try extract.area(ofWay: 2).get() }
  }
}
