import Geography
import TestSupport
import Testing

@testable import OpenStreetMap
@testable import Walking

@Suite("Compounds and components")
struct CompoundsTests {
  static let street = ["highway": "residential"]
  static let gate = ["barrier": "gate", "access": "private"]

  /// The ends of restricted edges, sorted letters.
  static func restricted(_ graph: StreetGraph) -> [String] {
    (0..<graph.edgeCount).filter { graph.edgeFlags[$0].contains(.restricted) }.map { edge in
      [graph.edgeTails[edge], graph.edgeHeads[edge]].map { StreetGraphTests.letter(graph.vertexNodes[Int($0)]) }
        .sorted().joined()
    }.sorted()
  }

  static let map = """
    A-------B-------C-------D
            |       |
            G       H
            |       |
            E-------F
    """

  @Test("Untagged streets behind private gates are restricted, with one gate or two")
  func gatedCompound() throws {
    let public3 = ["ABCD": Self.street, "BG": Self.street, "CH": Self.street]
    let one = try StreetGraphTests.graph(
      Self.map, public3.merging(["GE": Self.street, "EF": Self.street]) { $1 }, nodes: ["G": Self.gate])
    #expect(Self.restricted(one) == ["FG"])
    #expect(one.report.gates == 1)
    let two = try StreetGraphTests.graph(
      Self.map, public3.merging(["GEFH": Self.street]) { $1 }, nodes: ["G": Self.gate, "H": Self.gate])
    #expect(Self.restricted(two) == ["GH"])
    #expect(two.components.count == 1)
    // One gate open to all: the streets behind are public.
    let open = try StreetGraphTests.graph(
      Self.map, public3.merging(["GEFH": Self.street]) { $1 }, nodes: ["G": Self.gate, "H": ["barrier": "gate"]])
    #expect(Self.restricted(open) == [])
    #expect(open.report.gates == 1)
  }

  @Test("What only private streets reach is restricted; private streets do not restrict what has another way")
  func privateStreets() throws {
    let drive = ["highway": "service", "access": "private"]
    let behind = try StreetGraphTests.graph(
      Self.map, ["ABCD": Self.street, "BGE": drive, "EF": Self.street])
    #expect(Self.restricted(behind) == ["BE", "EF"])
    let around = try StreetGraphTests.graph(
      Self.map, ["ABCD": Self.street, "BGE": drive, "EFHC": Self.street])
    #expect(Self.restricted(around) == ["BE"])
  }

  @Test("A blocked node parts the network; neither side is a compound")
  func blockedNode() throws {
    let graph = try StreetGraphTests.graph(
      Self.map, ["ABCD": Self.street, "BGEF": Self.street], nodes: ["G": ["barrier": "wall"]])
    #expect(Self.restricted(graph) == [])
    #expect(graph.report.blockedNodes == 1)
    // G counts on both sides.
    #expect(graph.components.map { $0.vertexCount } == [4, 2])
    #expect(graph.passages.filter { $0 == .blocked }.count == 1)
  }

  @Test("A network of its own stays open, and a wholly private one private")
  func separateNetworks() throws {
    let graph = try StreetGraphTests.graph(
      Self.map, ["ABCD": Self.street, "EF": Self.street, "BG": ["highway": "service", "access": "private"]])
    #expect(Self.restricted(graph) == ["BG"])
    #expect(graph.components.count == 2)
    let closed = try StreetGraphTests.graph("A---B", ["AB": ["highway": "service", "access": "private"]])
    #expect(Self.restricted(closed) == ["AB"])
  }

  @Test("Of two equal zones the one with the lowest node is public; components are numbered so too")
  func ties() throws {
    var builder = ExtractBuilder()
    for (id, east) in [(5, 0), (2, 1), (4, 2), (9, 5), (7, 6), (1, 8), (3, 9)] {
      builder.addNode(
        Int64(id), at: Coordinate(longitudeE7: Int32(east * 10_000), latitudeE7: 500_000_000),
        tags: id == 2 ? Self.gate : [:])
    }
    builder.addWay(1, [5, 2, 4], tags: Self.street)
    builder.addWay(2, [9, 7], tags: Self.street)
    builder.addWay(3, [1, 3], tags: Self.street)
    let graph = try StreetGraph(builder.extract(), profile: .standard, workers: 1)
    #expect(graph.checkInvariants() == [])
    let restricted = (0..<graph.edgeCount).filter { graph.edgeFlags[$0].contains(.restricted) }
    // Both zones hold the gate, node 2; then the lower edge is the public one: one is, not both or none.
    #expect(restricted.count == 1)
    let ofNode: [Int64: UInt32] = Dictionary(
      (0..<graph.edgeCount).map { (graph.vertexNodes[Int(graph.edgeTails[$0])], graph.edgeComponents[$0]) },
      uniquingKeysWith: { a, _ in a })
    #expect(ofNode[1] ?? ofNode[3] == 1)
    #expect(ofNode[7] ?? ofNode[9] == 2)
  }

  @Test("Zones of random cities against flooding over single segments", arguments: UInt64(1)...80)
  func flooding(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed).extract()
    let graph = try StreetGraph(extract, profile: .standard, workers: 1)
    var actual = Set<[Int64]>()
    for edge in 0..<graph.edgeCount {
      for point in graph.shapeRange(edge).dropLast() {
        let ends = [graph.shapeNodes[point], graph.shapeNodes[point + 1]].sorted()
        actual.insert(ends + [graph.edgeFlags[edge].contains(.restricted) ? 1 : 0])
      }
    }
    #expect(actual == ZoneOracle(extract).segments)
  }
}

/// Which segments are restricted, by definition: flood from segment to segment, then compare lengths.
private struct ZoneOracle {
  /// Two ends and 1 when restricted.
  private(set) var segments = Set<[Int64]>()

  init(_ extract: Extract) {
    var passages: [Int64: StreetGraph.Passage] = [:]
    for (position, node) in extract.nodes.tagged.enumerated() {
      passages[extract.nodes.ids[Int(node)]] = BarrierRules.verdict(extract.tags(ofTaggedNode: position)).passage
    }
    // [low, high, restricted as tagged]: metres.
    var lengths: [[Int64]: Double] = [:]
    for way in extract.ways.ids.indices {
      let verdict = TagRules(profile: .standard).verdict(extract.tags(ofWay: way))
      guard verdict.kind == .walkable else { continue }
      let nodes = Array(extract.ways.references(of: way))
      for (a, b) in zip(nodes, nodes.dropFirst()) where a != b {
        let ends = [extract.nodes.ids[Int(a)], extract.nodes.ids[Int(b)]].sorted()
        lengths[ends + [verdict.flags.contains(.restricted) ? 1 : 0]] = Ellipsoid.lengthInMetres(
          from: extract.nodes.coordinates[Int(a)], to: extract.nodes.coordinates[Int(b)])
      }
    }
    let components = Self.flood(Set(lengths.keys)) { passages[$0] != .blocked }
    for component in components {
      let zones = Self.flood(component.filter { $0[2] == 0 }) { passages[$0, default: .open] == .open }
      func metres(_ zone: Set<[Int64]>) -> Double { zone.reduce(0) { $0 + (lengths[$1] ?? 0) } }
      let largest = zones.max { metres($0) < metres($1) } ?? []
      for segment in component {
        segments.insert([segment[0], segment[1], largest.contains(segment) ? 0 : 1])
      }
    }
  }

  private static func flood(_ segments: Set<[Int64]>, joins: (Int64) -> Bool) -> [Set<[Int64]>] {
    var left = segments
    var pieces: [Set<[Int64]>] = []
    while let first = left.popFirst() {
      var piece: Set<[Int64]> = [first]
      var open = [first]
      while let segment = open.popLast() {
        for node in segment.prefix(2) where joins(node) {
          let next = left.filter { $0[0] == node || $0[1] == node }
          left.subtract(next)
          piece.formUnion(next)
          open += next
        }
      }
      pieces.append(piece)
    }
    return pieces
  }
}
