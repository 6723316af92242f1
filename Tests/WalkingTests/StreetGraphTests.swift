import Geography
import TestSupport
import Testing

@testable import OpenStreetMap
@testable import Walking

/// Small maps with answers by arithmetic. 80 m are one minute at 4.8 km/h.
@Suite("Street graph on small maps")
struct StreetGraphTests {
  static let street = ["highway": "residential"]

  static func graph(
    _ drawing: String, _ ways: [String: [String: String]], nodes: [Character: [String: String]] = [:]
  ) throws -> StreetGraph {
    let map = AsciiMap(drawing, spacingInMetres: 20)
    let graph = try StreetGraph(try map.extract(ways, nodes: nodes), profile: .standard, workers: 1)
    #expect(graph.checkInvariants() == [])
    return graph
  }

  /// "AB 60000" and the like: ends in letters with the lower first, milliseconds; sorted.
  static func edges(_ graph: StreetGraph) -> [String] {
    (0..<graph.edgeCount).map { edge in
      let ends = [graph.edgeTails[edge], graph.edgeHeads[edge]].map { letter(graph.vertexNodes[Int($0)]) }.sorted()
      return "\(ends.joined()) \((graph.edgeTime(edge) + 50) / 100)"
    }.sorted()
  }

  static func letter(_ node: Int64) -> String { UInt8(exactly: node).map { String(UnicodeScalar($0)) } ?? "?" }

  @Test("A bent street is one edge with its whole length; a junction ends it")
  func contraction() throws {
    // A to D: three steps of 80 m; E hangs off at C.
    let graph = try Self.graph(
      """
      A---B---C---D
              |
              |
              E
      """, ["ABCD": Self.street, "CE": Self.street])
    #expect(Self.edges(graph) == ["AC 1200", "CD 600", "CE 450"])
    #expect(graph.vertexCount == 4)
    #expect(graph.components == [.init(vertexCount: 4, lengthInMetres: graph.report.lengthInMetres)])
    #expect(abs(graph.report.lengthInMetres - 300) < 0.2)
    #expect(graph.report.segments == 4)
    #expect(graph.report.walkableWays == 2)
  }

  @Test("Steps take twice the time, each segment for itself")
  func steps() throws {
    let graph = try Self.graph("A---B---C", ["AB": Self.street, "BC": ["highway": "steps"]])
    #expect(Self.edges(graph) == ["AC 1800"])
    #expect(graph.ways == [1001, 1002])
    let ways = graph.shapeRange(0).map { graph.ways[Int(graph.shapeWays[$0])] }
    #expect(ways == (graph.vertexNodes[0] == 65 ? [1001, 1002, 1002] : [1002, 1001, 1001]))
  }

  @Test("Closed ways do not count, and a crossing without a shared node joins nothing")
  func closedWays() throws {
    let graph = try Self.graph(
      """
          C
          |
      A---+---B
          |
          D
      """, ["AB": Self.street, "CD": Self.street, "AC": ["highway": "motorway"], "DB": ["building": "yes"]])
    #expect(Self.edges(graph) == ["AB 1200", "CD 600"])
    #expect(graph.components.count == 2)
    #expect(graph.report.closedWays == 1)
  }

  @Test("A missing node breaks the street and is not bridged")
  func missingNode() throws {
    var builder = try AsciiMap("A---B---C---D---E", spacingInMetres: 20).builder([
      "ABCDE": Self.street, "BD": Self.street,
    ])
    builder.remove(ElementID(.node, 67))
    let graph = try StreetGraph(builder.extract(), profile: .standard, workers: 1)
    // B and D stay joined by their own street; they are ends of the broken one, so they are vertices.
    #expect(Self.edges(graph) == ["AB 600", "BD 1200", "DE 600"])
    #expect(graph.report.brokenWays == 1)
    #expect(graph.report.warnings.isEmpty)
  }

  @Test("Directions and private streets end an edge where they change")
  func flagChanges() throws {
    let graph = try Self.graph(
      "A---B---C---D---E",
      [
        "AB": Self.street, "BC": ["highway": "steps", "conveying": "forward"],
        "DC": ["highway": "steps", "conveying": "backward"], "DE": ["highway": "service", "access": "private"],
      ])
    // B–D is one chain: forward as drawn from B, then forward from C, drawn the other way.
    #expect(Self.edges(graph) == ["AB 600", "BD 2400", "DE 600"])
    let oracle = GraphOracle(contracted: graph)
    #expect(oracle.quickest[[66, 68]] != nil)
    #expect(oracle.quickest[[68, 66]] == nil)
    let restricted = (0..<graph.edgeCount).filter { graph.edgeFlags[$0].contains(.restricted) }
    #expect(restricted.count == 1)
  }

  @Test("A cycle alone keeps its first node; a loop at a junction is an edge to itself")
  func cycles() throws {
    let square = """
      A---B
      |   |
      D---C
      """
    let alone = try Self.graph(square, ["BCDAB": Self.street])
    #expect(alone.vertexNodes == [65])
    #expect(Self.edges(alone) == ["AA 1800"])
    #expect(alone.shapeNodes == [65, 66, 67, 68, 65])
    let hanging = try Self.graph(square + "---E", ["ADCBA": Self.street, "CE": Self.street])
    #expect(Self.edges(hanging) == ["CC 1800", "CE 600"])
    #expect(try Self.graph(square, ["ADCBA": Self.street]).shapeNodes == alone.shapeNodes)
  }

  @Test("Parallel streets stay two edges; the same street twice is one")
  func parallelEdges() throws {
    let drawing = """
      A---B---C
      |       |
      D-------E
      """
    let graph = try Self.graph(
      drawing, ["ABC": Self.street, "ADEC": Self.street, "CBA": Self.street, "A": Self.street, "AC#2": Self.street])
    #expect(Self.edges(graph) == ["AC 1200", "AC 1200", "AC 1800"])
    let steps = try Self.graph("A---B", ["AB": ["highway": "steps"], "BA": Self.street])
    #expect(Self.edges(steps) == ["AB 600"])
    #expect(steps.ways == [1002])
  }

  @Test("Repeated references and streets to and fro leave one segment each")
  func repeatedReferences() throws {
    let graph = try Self.graph("A---B---C", ["AABBBCCBABC": Self.street])
    #expect(Self.edges(graph) == ["AC 1200"])
    #expect(graph.report.segments == 2)
  }

  @Test("Two nodes at one place are a millisecond apart")
  func zeroLength() throws {
    var builder = try AsciiMap("A---B", spacingInMetres: 20).builder(["AB": Self.street])
    builder.addNode(67, at: try AsciiMap("A---B", spacingInMetres: 20).coordinate("B"))
    builder.addWay(5, [66, 67], tags: Self.street)
    let graph = try StreetGraph(builder.extract(), profile: .standard, workers: 1)
    #expect(graph.checkInvariants() == [])
    let shape = graph.shapeTimes.sorted()
    #expect(shape.count == 3 && (shape[2] - shape[1] == 1 || shape[1] == 1))
  }

  @Test("A street round the world neither overflows nor stops")
  func longStreets() throws {
    var builder = ExtractBuilder()
    for index in 0...40 {
      builder.addNode(Int64(index + 1), longitude: Double(index % 2) * 150 - 75, latitude: Double(index) - 20)
    }
    builder.addWay(1, (1...41).map { $0 }, tags: ["highway": "steps"])
    let slow = try #require(WalkingSpeed(kilometresPerHour: 0.1))
    for (speed, factor) in [(WalkingSpeed.standard, 0.5), (slow, 0.5), (slow, 0)] {
      let profile = WalkingProfile(speed: speed, stepsFactor: factor, gates: .open, allowsTrunk: false)
      let graph = try StreetGraph(builder.extract(), profile: profile, workers: 1)
      #expect(graph.checkInvariants() == [])
      #expect(graph.report.segments == 40)
      #expect(Set(graph.shapeNodes).count == 41)
      #expect(speed == .standard || graph.edgeCount == 20)
    }
  }

  @Test("Without a street to walk there is no graph", arguments: [["highway": "motorway"], ["building": "yes"]])
  func noStreets(_ tags: [String: String]) throws {
    let extract = try AsciiMap("A---B", spacingInMetres: 20).extract(["AB": tags])
    let error = #expect(throws: InputError.self) { try StreetGraph(extract, profile: .standard, workers: 1) }
    #expect(error?.problem.contains("street") == true)
    #expect(throws: InputError.self) {
      try StreetGraph(ExtractBuilder().extract(), profile: .standard, workers: 1)
    }
  }

  @Test("The base city of the hostile inputs: 104 nodes, 175 edges, 27 463 m")
  func baseCity() throws {
    var builder = ExtractBuilder()
    func id(_ row: Int, _ column: Int) -> Int64 { Int64(1 + 10 * row + column) }
    func node(_ id: Int64, _ north: Int, _ east: Int) {
      builder.addNode(
        id, at: Coordinate(longitudeE7: Int32(150_000_000 + east), latitudeE7: Int32(500_000_000 + north)))
    }
    for row in 0..<10 { for column in 0..<10 { node(id(row, column), 14_000 * row, 22_000 * column) } }
    for index in 0..<3 { node(Int64(201 + index), 9 * 14_000 + 40_000, (7 + index) * 22_000) }
    node(221, 5 * 14_000 + 7_000, 2 * 22_000)
    for row in 0..<10 { builder.addWay(Int64(5000 + row), (0..<10).map { id(row, $0) }, tags: Self.street) }
    for column in 0..<10 {
      builder.addWay(Int64(5100 + column), (0..<5).map { id($0, column) }, tags: Self.street)
      builder.addWay(Int64(5200 + column), (5..<10).map { id($0, column) }, tags: Self.street)
    }
    for column in [4, 8] { builder.addWay(Int64(5300 + column), [id(4, column), id(5, column)], tags: Self.street) }
    builder.addWay(5401, [id(1, 1), id(6, 1)], tags: ["highway": "motorway"])
    builder.addWay(5402, [id(4, 0), id(5, 0)], tags: ["highway": "primary", "foot": "no"])
    builder.addWay(5403, [id(4, 3), id(5, 3)], tags: ["highway": "construction", "construction": "residential"])
    builder.addWay(5404, [id(4, 2), 221], tags: ["highway": "footway", "bridge": "yes", "layer": "1"])
    builder.addWay(5405, [201, 202, 203], tags: Self.street)
    let graph = try StreetGraph(builder.extract(), profile: .standard, workers: 1)
    #expect(graph.checkInvariants() == [])
    #expect(Set(graph.shapeNodes).count == 104)
    #expect(graph.report.segments == 175)
    // The reference measures on a sphere, about 0.1 % off.
    #expect(abs(graph.report.lengthInMetres - 27_463) < 60)
    #expect(graph.report.walkableWays == 34)
    #expect(graph.report.closedWays == 3)
    // Plain: the four corners, the four ends of the rows beside the river, the middle of the island.
    #expect(graph.components.map { $0.vertexCount } == [93, 2])
  }
}
