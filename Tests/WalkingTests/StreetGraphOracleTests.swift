import Geography
import TestSupport
import Testing

@testable import OpenStreetMap
@testable import Walking

@Suite("Street graph against brute force")
struct StreetGraphOracleTests {
  static let seeds = Array(UInt64(1)...60)

  @Test("The segments are those of the ways, and contraction keeps every distance", arguments: seeds)
  func contractedDistances(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed).extract()
    let graph = try StreetGraph(extract, profile: .standard, workers: 2)
    #expect(graph.checkInvariants() == [])
    let oracle = GraphOracle(extract, profile: .standard)
    #expect(GraphOracle(uncontracted: graph).quickest == oracle.quickest)
    let contracted = GraphOracle(contracted: graph)
    let vertices = Set(graph.vertexNodes)
    for source in graph.vertexNodes.prefix(6) {
      let expected = oracle.distances(from: source).filter { vertices.contains($0.key) }
      #expect(contracted.distances(from: source) == expected)
    }
  }

  @Test("No plain node is left as a vertex", arguments: seeds)
  func contractionIsComplete(_ seed: UInt64) throws {
    let graph = try StreetGraph(RandomCity(seed: seed).extract(), profile: .standard, workers: 1)
    var ends: [[(edge: Int, isTail: Bool)]] = Array(repeating: [], count: graph.vertexCount)
    for edge in 0..<graph.edgeCount {
      ends[Int(graph.edgeTails[edge])].append((edge, true))
      ends[Int(graph.edgeHeads[edge])].append((edge, false))
    }
    for vertex in 0..<graph.vertexCount where graph.passages[vertex] == .open && ends[vertex].count == 2 {
      let (a, b) = (ends[vertex][0], ends[vertex][1])
      guard a.edge != b.edge else { continue }  // The one vertex of a cycle.
      // Zones restrict after contraction, so restricted edges may meet at a former gate's side only.
      let inward = a.isTail ? graph.edgeFlags[a.edge].reversed : graph.edgeFlags[a.edge]
      let outward = b.isTail ? graph.edgeFlags[b.edge] : graph.edgeFlags[b.edge].reversed
      let sharesNeighbour =
        Set([graph.edgeTails[a.edge], graph.edgeHeads[a.edge]])
        == Set([graph.edgeTails[b.edge], graph.edgeHeads[b.edge]])
      #expect(inward != outward || sharesNeighbour || inward.contains(.restricted), "vertex \(vertex)")
    }
  }

  /// Everything but the ways' ids, which splitting changes.
  private func describe(_ graph: StreetGraph, withWays: Bool = false) -> [String] {
    var lines = ["\(graph.vertexNodes)", "\(graph.passages)", "\(graph.edgeTails)", "\(graph.edgeHeads)"]
    lines += ["\(graph.edgeFlags)", "\(graph.edgeComponents)", "\(graph.firstShapePoint)", "\(graph.shapeNodes)"]
    lines += ["\(graph.shapeTimes)", "\(graph.components)", "\(graph.report.lengthInMetres)"]
    if withWays { lines += ["\(graph.ways)", "\(graph.shapeWays)"] }
    return lines
  }

  @Test("Workers do not change the graph", arguments: seeds.prefix(10))
  func workers(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed, size: 20).extract()
    let one = try StreetGraph(extract, profile: .standard, workers: 1)
    let seven = try StreetGraph(extract, profile: .standard, workers: 7)
    #expect(describe(one, withWays: true) == describe(seven, withWays: true))
  }

  @Test("Reversed, split and renumbered ways give the same graph", arguments: seeds)
  func redrawnWays(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed).extract()
    let graph = try StreetGraph(extract, profile: .standard, workers: 1)
    var random = SeededGenerator(seed: seed)
    let redrawn = try StreetGraph(Self.redrawn(extract, &random), profile: .standard, workers: 1)
    #expect(describe(graph) == describe(redrawn))
  }

  /// The same streets as other ways: cut anywhere, half of them drawn backwards, numbered in random order.
  private static func redrawn(_ extract: Extract, _ random: inout SeededGenerator) -> Extract {
    var builder = ExtractBuilder()
    for (number, id) in extract.nodes.ids.enumerated() { builder.addNode(id, at: extract.nodes.coordinates[number]) }
    for (position, number) in extract.nodes.tagged.enumerated() {
      let tags = Dictionary(uniqueKeysWithValues: extract.tags(ofTaggedNode: position).all.map { ($0.key, $0.value) })
      builder.addNode(extract.nodes.ids[Int(number)], at: extract.nodes.coordinates[Int(number)], tags: tags)
    }
    var pieces: [(nodes: [Int64], tags: [String: String])] = []
    for way in extract.ways.ids.indices {
      let tags = Dictionary(uniqueKeysWithValues: extract.tags(ofWay: way).all.map { ($0.key, $0.value) })
      let nodes = extract.ways.references(of: way).map { extract.nodes.ids[Int($0)] }
      var piece = [nodes[0]]
      for node in nodes.dropFirst() {
        piece.append(node)
        if random.chance(0.3) {
          pieces.append((piece, tags))
          piece = [node]
        }
      }
      if piece.count > 1 { pieces.append((piece, tags)) }
    }
    for (index, piece) in random.shuffled(pieces).enumerated() {
      let isReversed = random.chance(0.5)
      var tags = piece.tags
      if isReversed {
        if let conveying = tags["conveying"] { tags["conveying"] = conveying == "forward" ? "backward" : "forward" }
        if tags["oneway:foot"] == "yes" { tags["oneway:foot"] = "-1" }
      }
      builder.addWay(Int64(index + 1), isReversed ? piece.nodes.reversed() : piece.nodes, tags: tags)
    }
    return builder.extract()
  }
}
