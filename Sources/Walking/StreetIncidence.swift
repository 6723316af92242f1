/// Which edges meet at each vertex.
package struct StreetIncidence: Sendable {
  private let firstEdge: [UInt32]
  private let edges: [UInt32]

  /// Linear in vertices and edges.
  package init(_ streets: StreetGraph) {
    var firstEdge = [UInt32](repeating: 0, count: streets.vertexCount + 1)
    for edge in 0..<streets.edgeCount {
      firstEdge[Int(streets.edgeTails[edge]) + 1] += 1
      firstEdge[Int(streets.edgeHeads[edge]) + 1] += 1
    }
    for vertex in 0..<streets.vertexCount { firstEdge[vertex + 1] += firstEdge[vertex] }
    var next = firstEdge
    var edges = [UInt32](repeating: 0, count: 2 * streets.edgeCount)
    for edge in 0..<streets.edgeCount {
      let (tail, head) = (Int(streets.edgeTails[edge]), Int(streets.edgeHeads[edge]))
      edges[Int(next[tail])] = UInt32(edge)
      next[tail] += 1
      edges[Int(next[head])] = UInt32(edge)
      next[head] += 1
    }
    self.firstEdge = firstEdge
    self.edges = edges
  }

  /// The edges at a vertex; an edge from a vertex to itself comes twice.
  package func edges(at vertex: Int) -> ArraySlice<UInt32> {
    edges[Int(firstEdge[vertex])..<Int(firstEdge[vertex + 1])]
  }
}

extension SearchWorkspace {
  /// The edges of which the last search reached a part, ascending, each once.
  ///
  /// - Complexity: n log n in the edges at reached vertices.
  package func reachedEdges(_ incidence: StreetIncidence, graph: SearchGraph) -> [UInt32] {
    var edges = sources.filter { graph.isUsable(Int($0.edge)) }.map(\.edge)
    for state in reached { edges.append(contentsOf: incidence.edges(at: graph.vertex(ofState: Int(state)))) }
    edges.sort()
    var unique: [UInt32] = []
    for edge in edges where edge != unique.last { unique.append(edge) }
    return unique
  }
}
