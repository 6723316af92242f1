import Geography
import TestSupport
import Testing

@testable import OpenStreetMap
@testable import Walking

@Suite("Obstacles")
struct ObstaclesTests {
  static let obstacles: [[String: String]] = [
    ["waterway": "river"], ["waterway": "canal"], ["railway": "rail"], ["highway": "motorway"],
    ["highway": "motorway_link"], ["highway": "trunk"], ["highway": "trunk_link"], ["barrier": "wall"],
    ["barrier": "fence"], ["barrier": "city_wall"], ["natural": "coastline"],
    ["railway": "rail", "tunnel": "no", "bridge": "no", "layer": "1"],
  ]
  static let none: [[String: String]] = [
    ["waterway": "stream"], ["railway": "tram"], ["highway": "primary"], ["barrier": "hedge"], ["natural": "wood"],
    ["waterway": "river", "tunnel": "yes"], ["waterway": "canal", "tunnel": "culvert"],
    ["railway": "rail", "tunnel": "yes"], ["railway": "rail", "layer": "-1"], ["railway": "rail", "bridge": "yes"],
    ["highway": "motorway", "bridge": "viaduct"], ["highway": "trunk", "covered": "yes"],
    ["waterway": "river", "location": "underground"], ["railway": "subway"],
  ]

  private static let map = AsciiMap("A---B---C---D", spacingInMetres: 10)

  @Test("Lines that stop a leg", arguments: obstacles)
  func lines(_ tags: [String: String]) throws {
    let obstacles = Obstacles(try Self.map.builder(["ABCD": tags]).extract(StreetGraph.selection))
    let found = tags["barrier"] == nil ? obstacles.lines : obstacles.walls
    #expect((obstacles.lines + obstacles.walls).count == 1)
    #expect(found == [try "ABCD".map { try Self.map.coordinate($0) }])
    #expect(obstacles.coastlines == (tags["natural"] == "coastline" ? obstacles.lines : []))
    #expect(obstacles.water.isEmpty)
  }

  @Test("Lines that stop none, or pass under or over", arguments: none)
  func passable(_ tags: [String: String]) throws {
    let obstacles = Obstacles(try Self.map.builder(["ABCD": tags]).extract(StreetGraph.selection))
    #expect(obstacles.lines.isEmpty && obstacles.coastlines.isEmpty && obstacles.water.isEmpty)
  }

  @Test("A line breaks at a missing node")
  func missingNode() throws {
    var builder = try Self.map.builder(["ABCD": ["waterway": "river"]])
    builder.remove(ElementID(.node, 66))
    let obstacles = Obstacles(builder.extract(StreetGraph.selection))
    #expect(obstacles.lines == [[try Self.map.coordinate("C"), try Self.map.coordinate("D")]])
  }

  private static let pond = """
    A-------B
    | E---F |
    | |   | |
    | H---G |
    D-------C
    """

  @Test(
    "Water is an area, its shore a line",
    arguments: [["natural": "water"], ["waterway": "riverbank"], ["waterway": "dock"], ["landuse": "reservoir"]])
  func water(_ tags: [String: String]) throws {
    let map = AsciiMap(Self.pond, spacingInMetres: 10)
    let pond = Obstacles(try map.builder(["ABCDA": tags]).extract(StreetGraph.selection))
    #expect(pond.water.count == 1 && pond.lines.count == 1)
    #expect(abs(Self.squareMetres(pond) - 3200) < 5)
    var builder = try map.builder(["ABC": [:], "CDA": [:], "EFGHE": [:]])
    builder.addRelation(7, ways: [1001, 1002, 1003], tags: tags.merging(["type": "multipolygon"]) { $1 })
    let ring = Obstacles(builder.extract(StreetGraph.selection))
    #expect(ring.water.map { $0.holes.count } == [1])
    #expect(ring.lines.count == 2)
    #expect(abs(Self.squareMetres(ring) - 2400) < 5)
  }

  private static func squareMetres(_ obstacles: Obstacles) -> Double {
    obstacles.water.map { Ellipsoid.areaInSquareMetres(of: $0) }.reduce(0, +)
  }

  @Test("Water cut off by the extract's edge leaves its shore")
  func incompleteWater() throws {
    let map = AsciiMap(Self.pond, spacingInMetres: 10)
    var builder = try map.builder(["ABC": [:]])
    builder.addRelation(7, ways: [1001, 1002], tags: ["type": "multipolygon", "natural": "water"])
    let obstacles = Obstacles(builder.extract(StreetGraph.selection))
    #expect(obstacles.water.isEmpty)
    #expect(obstacles.lines == [try "ABC".map { try map.coordinate($0) }])
  }
}
