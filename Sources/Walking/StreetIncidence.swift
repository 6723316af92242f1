import Columns

/// Which edges meet at each vertex.
package struct StreetIncidence: Sendable {
  private let firstEdge: Column<UInt32>
  private let edges: Column<UInt32>

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
    self.firstEdge = Column(firstEdge)
    self.edges = Column(edges)
  }

  /// Adds the edges at the vertices of some states to a set.
  fileprivate func insertEdges(at states: [UInt32], graph: SearchGraph, into set: inout AscendingSet) {
    for state in states {
      let vertex = graph.vertex(ofState: Int(state))
      for place in Int(firstEdge[vertex])..<Int(firstEdge[vertex + 1]) { set.insert(edges[place]) }
    }
  }

  /// The edges at a vertex; an edge from a vertex to itself comes twice.
  package func edges(at vertex: Int) -> Column<UInt32> {
    edges.part(Int(firstEdge[vertex])..<Int(firstEdge[vertex + 1]))
  }
}

extension SearchWorkspace {
  /// The edges of which the last search reached a part, ascending, each once.
  ///
  /// - Complexity: linear in the edges at reached vertices, and a step for each 4 096 edges of the graph.
  package func reachedEdges(_ incidence: StreetIncidence, graph: SearchGraph) -> [UInt32] {
    for edge in sourcesByEdge.edges { edgeSet.insert(edge) }
    incidence.insertEdges(at: reached, graph: graph, into: &edgeSet)
    return edgeSet.removeAll()
  }
}

extension StreetIncidence {
  /// Puts the edges at each vertex into a file of columns.
  package func put(into archive: inout ArchiveWriter) {
    archive.put(firstEdge)
    archive.put(edges)
  }

  /// Takes them out of a file of columns. O(1).
  package init(from archive: inout ArchiveReader) throws {
    firstEdge = try archive.column()
    edges = try archive.column()
  }
}
