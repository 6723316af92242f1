/// The pieces of a street graph, and which of them are enclosed by gates.
///
/// Roads inside a gated compound are often untagged: only its gates say `access=private`. So streets are sorted into
/// *zones*: two unrestricted edges are in one zone when they share a vertex that everyone may pass. Within a
/// weakly connected component (all gates and private streets walkable, directions ignored) the longest zone is the
/// public network; every other zone is reached only through a gate or over private streets and is restricted too:
/// one may start or end there, not pass through. A zone that is a component of its own stays open, and so do the two
/// sides of a blocked vertex: it joins nothing, so they are separate components unless joined elsewhere.
struct Compounds {
  /// The weakly connected component of each edge, numbered by falling length, ties by the lowest node id.
  private(set) var edgeComponents: [UInt32] = []
  private(set) var components: [StreetGraph.Component] = []
  /// The edges' flags with the enclosed zones restricted.
  private(set) var edgeFlags: [StreetGraph.EdgeFlags]

  private let tails: [UInt32]
  private let heads: [UInt32]
  private let metres: [Double]
  private let nodes: [Int64]
  private let passages: [StreetGraph.Passage]

  /// - Parameters:
  ///   - metres: length of each edge.
  ///   - nodes: OSM id of each vertex.
  /// - Complexity: O((V + E) log E).
  init(
    tails: [UInt32], heads: [UInt32], metres: [Double], flags: [StreetGraph.EdgeFlags], nodes: [Int64],
    passages: [StreetGraph.Passage]
  ) {
    edgeFlags = flags
    self.tails = tails
    self.heads = heads
    self.metres = metres
    self.nodes = nodes
    self.passages = passages
    let pieces = Pieces(self) { _, passage in passage != .blocked }
    number(pieces)
    restrictEnclosedZones()
  }

  // MARK: Pieces

  /// Edges joined over vertices, with length and lowest node of each piece; a piece goes by its lowest edge.
  private struct Pieces {
    var rootOfEdge: [UInt32]
    var metres: [Double]
    var lowestNode: [Int64]

    /// - Parameter joins: whether an edge is joined to others by a vertex of a passage.
    init(_ graph: borrowing Compounds, joins: (StreetGraph.EdgeFlags, StreetGraph.Passage) -> Bool) {
      let count = graph.tails.count
      var sets = DisjointSets(count: count)
      var edgeAtVertex = [UInt32](repeating: .max, count: graph.nodes.count)
      for edge in 0..<count {
        for vertex in [Int(graph.tails[edge]), Int(graph.heads[edge])] {
          guard joins(graph.edgeFlags[edge], graph.passages[vertex]) else { continue }
          if edgeAtVertex[vertex] != .max { sets.unite(edgeAtVertex[vertex], UInt32(edge)) }
          edgeAtVertex[vertex] = UInt32(edge)
        }
      }
      rootOfEdge = (0..<UInt32(count)).map { sets.root(of: $0) }
      metres = [Double](repeating: 0, count: count)
      lowestNode = [Int64](repeating: .max, count: count)
      for edge in 0..<count {
        let root = Int(rootOfEdge[edge])
        metres[root] += graph.metres[edge]
        lowestNode[root] = min(
          lowestNode[root], graph.nodes[Int(graph.tails[edge])], graph.nodes[Int(graph.heads[edge])])
      }
    }

    /// Longer first, then the lower node, then the lower edge.
    func isLarger(_ a: UInt32, _ b: UInt32) -> Bool {
      if metres[Int(a)] != metres[Int(b)] { return metres[Int(a)] > metres[Int(b)] }
      return (lowestNode[Int(a)], a) < (lowestNode[Int(b)], b)
    }
  }

  private mutating func number(_ pieces: Pieces) {
    let roots = pieces.rootOfEdge.indices.lazy.map { UInt32($0) }.filter { pieces.rootOfEdge[Int($0)] == $0 }
      .sorted { pieces.isLarger($0, $1) }
    var numbers = [UInt32](repeating: 0, count: tails.count)
    for (number, root) in roots.enumerated() { numbers[Int(root)] = UInt32(number) }
    edgeComponents = pieces.rootOfEdge.map { numbers[Int($0)] }
    components = roots.map { StreetGraph.Component(vertexCount: 0, lengthInMetres: pieces.metres[Int($0)]) }
    countVertices()
  }

  /// A vertex counts once in each component that it touches; only blocked ones touch several.
  private mutating func countVertices() {
    var isCounted = [Bool](repeating: false, count: nodes.count)
    var blocked = Set<[UInt32]>()
    for edge in tails.indices {
      for vertex in [tails[edge], heads[edge]] {
        let component = edgeComponents[edge]
        if passages[Int(vertex)] == .blocked {
          guard blocked.insert([vertex, component]).inserted else { continue }
        } else {
          guard !isCounted[Int(vertex)] else { continue }
          isCounted[Int(vertex)] = true
        }
        components[Int(component)].vertexCount += 1
      }
    }
  }

  // MARK: Zones

  private mutating func restrictEnclosedZones() {
    guard edgeFlags.contains(where: { $0.contains(.restricted) }) || passages.contains(.gate) else { return }
    let zones = Pieces(self) { flags, passage in !flags.contains(.restricted) && passage == .open }
    var publicZone = [UInt32](repeating: .max, count: components.count)
    for edge in tails.indices where !edgeFlags[edge].contains(.restricted) {
      let zone = zones.rootOfEdge[edge]
      let component = Int(edgeComponents[edge])
      if publicZone[component] == .max || zones.isLarger(zone, publicZone[component]) { publicZone[component] = zone }
    }
    for edge in tails.indices where zones.rootOfEdge[edge] != publicZone[Int(edgeComponents[edge])] {
      edgeFlags[edge].insert(.restricted)
    }
  }
}
