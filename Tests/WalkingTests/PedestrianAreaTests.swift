import Geography
import TestSupport
import Testing

@testable import OpenStreetMap
@testable import Walking

@Suite("Open areas")
struct PedestrianAreaTests {
  static let street = ["highway": "residential"]
  static let area = ["highway": "pedestrian", "area": "yes"]

  /// The letters that lines across areas join, sorted.
  static func crossings(_ graph: StreetGraph) -> [String] {
    (0..<graph.edgeCount).filter { graph.edgeFlags[$0].contains(.acrossArea) }.map { edge in
      [graph.edgeTails[edge], graph.edgeHeads[edge]].map { StreetGraphTests.letter(graph.vertexNodes[Int($0)]) }
        .sorted().joined()
    }.sorted()
  }

  static let square = """
    E               F
     A-------------B
     |             |
     |             |
     |             |
     |             |
     |             |
     |             |
     D-------------C
    H               G
    """

  @Test("Streets at the corners of a square meet over its diagonals")
  func diagonals() throws {
    let ways = ["ABCDA": Self.area, "EA": Self.street, "BF": Self.street, "CG": Self.street, "HD": Self.street]
    let graph = try StreetGraphTests.graph(Self.square, ways)
    #expect(Self.crossings(graph) == ["AC", "BD"])
    #expect(graph.report.areasCrossed == 1)
    #expect(graph.report.areasCapped == 0)
    #expect(graph.report.segments == 8)
    // 14 by 7 steps of 20 m: 313.05 m, 234.8 s.
    let across = (0..<graph.edgeCount).filter { graph.edgeFlags[$0].contains(.acrossArea) }
    for edge in across { #expect(abs(Double(graph.edgeTime(edge)) - 234_787) < 20) }
    #expect(graph.edgeFlags[across[0]] == [.forward, .backward, .acrossArea])
  }

  @Test("Only nodes that carry other streets are joined")
  func entrances() throws {
    let graph = try StreetGraphTests.graph(Self.square, ["ABCDA": Self.area, "EA": Self.street, "CG": Self.street])
    #expect(Self.crossings(graph) == ["AC"])
    let lone = try StreetGraphTests.graph(Self.square, ["ABCDA": Self.area, "EA": Self.street])
    #expect(Self.crossings(lone) == [])
    #expect(lone.report.areasCrossed == 0)
    #expect(lone.report.segments == 5)
  }

  @Test(
    "The ring alone is walked where the way is no area",
    arguments: [["highway": "pedestrian"], ["highway": "footway", "area": "no"]])
  func rings(_ tags: [String: String]) throws {
    let graph = try StreetGraphTests.graph(Self.square, ["ABCDA": tags, "EA": Self.street, "CG": Self.street])
    #expect(Self.crossings(graph) == [])
    #expect(graph.report.segments == 6)
  }

  @Test("A square is an area by itself, a private one a compound's; an open line of that tag is nothing")
  func squares() throws {
    let ends = ["EA": Self.street, "CG": Self.street]
    let graph = try StreetGraphTests.graph(Self.square, ends.merging(["ABCDA": ["place": "square"]]) { $1 })
    #expect(Self.crossings(graph) == ["AC"])
    let line = try StreetGraphTests.graph(Self.square, ends.merging(["ABCD": ["place": "square"]]) { $1 })
    #expect(line.report.segments == 2)
    let closed = try StreetGraphTests.graph(
      Self.square, ends.merging(["ABCDA": ["place": "square", "access": "private"]]) { $1 })
    let across = (0..<closed.edgeCount).filter { closed.edgeFlags[$0].contains(.acrossArea) }
    #expect(across.count == 1 && closed.edgeFlags[across[0]].contains(.restricted))
  }

  @Test("A line that leaves the area is not made")
  func concaveArea() throws {
    // An L: A and C do not see each other past the corner E, but both see the outer corner.
    let graph = try StreetGraphTests.graph(
      """
      a
      A----B
      |    |
      |    |
      |    E---------Cc
      |              |
      F--------------D
      f
      """,
      ["ABECDFA": Self.area, "aA": Self.street, "cC": Self.street, "fF": Self.street])
    // A–F is the ring itself; A–C would leave; F–C stays inside.
    #expect(Self.crossings(graph) == ["CF"])
  }

  @Test("A building in the middle stands in the way")
  func holes() throws {
    let map = AsciiMap(
      """
      e               f
       A-------------B
       |             |
       |    P---Q    |
       |    |   |    |
       |    S---R    |
       |             |
       D-------------C
      h               g
      """, spacingInMetres: 20)
    var builder = try map.builder([
      "ABC": [:], "CDA": [:], "PQRSP": [:], "eA": Self.street, "fB": Self.street, "gC": Self.street,
      "hD": Self.street,
    ])
    let ways = builder.wayIDs.filter { builder.tags(of: ElementID(.way, $0)).isEmpty }
    builder.addRelation(9, ways: ways, tags: ["type": "multipolygon", "highway": "pedestrian"])
    let graph = try StreetGraph(builder.extract(), profile: .standard, workers: 1)
    #expect(graph.checkInvariants() == [])
    #expect(Self.crossings(graph) == [])
    // Both rings are walked, and the four streets.
    #expect(graph.report.segments == 12)
  }

  @Test("A ring that crosses itself or misses a node is walked along its border only")
  func brokenAreas() throws {
    let bow = ["ACBDA": Self.area, "EA": Self.street, "CG": Self.street, "BF": Self.street]
    #expect(Self.crossings(try StreetGraphTests.graph(Self.square, bow)) == [])
    var builder = try AsciiMap(Self.square, spacingInMetres: 20).builder([
      "ABCDA": Self.area, "EA": Self.street, "CG": Self.street,
    ])
    builder.remove(ElementID(.node, 66))
    let graph = try StreetGraph(builder.extract(), profile: .standard, workers: 1)
    #expect(graph.checkInvariants() == [])
    #expect(Self.crossings(graph) == [])
    #expect(graph.report.segments == 4)
    #expect(graph.report.brokenWays == 1)
  }

  @Test("Over 60 entrances meet in the centre", arguments: [60, 61, 200])
  func cap(_ count: Int) throws {
    var builder = ExtractBuilder()
    for spoke in 0..<count {
      let (sine, cosine) = Self.point(spoke, of: count)
      let plane = LocalPlane.standard
      builder.addNode(Int64(1 + spoke), at: plane.coordinate(east: 100 * sine, north: 100 * cosine))
      builder.addNode(Int64(1001 + spoke), at: plane.coordinate(east: 120 * sine, north: 120 * cosine))
      builder.addWay(Int64(1 + spoke), [Int64(1 + spoke), Int64(1001 + spoke)], tags: Self.street)
    }
    builder.addWay(5000, (1...Int64(count)).map { $0 } + [1], tags: Self.area)
    let graph = try StreetGraph(builder.extract(), profile: .standard, workers: 1)
    #expect(graph.checkInvariants() == [])
    let across = (0..<graph.edgeCount).filter { graph.edgeFlags[$0].contains(.acrossArea) }
    #expect(graph.report.areasCrossed == 1)
    #expect(graph.report.areasCapped == (count > 60 ? 1 : 0))
    // All pairs but the sides, or a spoke each of 100 m: 75 s.
    #expect(across.count == (count > 60 ? count : count * (count - 3) / 2))
    #expect(graph.vertexNodes.filter { $0 == 0 }.count == (count > 60 ? 1 : 0))
    if count > 60 { #expect(across.allSatisfy { abs(Int(graph.edgeTime($0)) - 75_000) < 60 }) }
  }

  /// A point of a circle as a regular polygon's corner, by repeated rotation.
  private static func point(_ index: Int, of count: Int) -> (Double, Double) {
    var (x, y) = (0.0, 1.0)
    let angle = 2 * Double.pi / Double(count)
    // Sine and cosine by their series; the angle is small.
    let sine = angle - angle * angle * angle / 6 + angle * angle * angle * angle * angle / 120
    let cosine = (1 - sine * sine).squareRoot()
    for _ in 0..<index { (x, y) = (x * cosine + y * sine, y * cosine - x * sine) }
    return (x, y)
  }

  @Test("The ring's direction and first node do not matter")
  func redrawn() throws {
    let ends = ["EA": Self.street, "BF": Self.street, "CG": Self.street, "HD": Self.street]
    let rings = ["ABCDA", "DCBAD", "CDABC"]
    let shapes = try rings.map { ring in
      let graph = try StreetGraphTests.graph(Self.square, ends.merging([ring: Self.area]) { $1 })
      return "\(graph.shapeNodes) \(graph.shapeTimes) \(graph.edgeFlags)"
    }
    #expect(Set(shapes).count == 1)
  }
}
