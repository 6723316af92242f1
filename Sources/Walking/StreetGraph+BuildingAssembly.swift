import Geography
import OpenStreetMap

/// Puts vertices, edges and shapes in their final order and into flat arrays.
///
/// A class, for its methods borrow it: as a value of a dozen arrays it was copied in every call, four fifths of
/// the time.
final class StreetGraphAssembly {
  private let network: StreetNetwork
  private let chains: StreetNetworkChains
  private let passages: [StreetGraph.Passage]
  /// Node of each vertex, in Hilbert order.
  private let vertices: [UInt32]
  /// Vertex of each node that is one.
  private let vertexOfNode: [UInt32]

  init(_ network: StreetNetwork, _ chains: StreetNetworkChains, _ passages: [StreetGraph.Passage]) {
    self.network = network
    self.chains = chains
    self.passages = passages
    var keys: [Hilbert.Key] = []
    for node in 0..<UInt32(network.nodeCount) where chains.isVertex[Int(node)] {
      keys.append(Hilbert.Key(index: Hilbert.index(of: network.coordinates[Int(node)]), node: node))
    }
    keys = Hilbert.sorted(keys)
    var begin = 0
    while begin < keys.count {
      var end = begin + 1
      while end < keys.count, keys[end].index == keys[begin].index { end += 1 }
      if end - begin > 1 { keys[begin..<end].sort { network.precedes($0.node, $1.node) } }
      begin = end
    }
    vertices = keys.map(\.node)
    var vertexOfNode = [UInt32](repeating: .max, count: network.nodeCount)
    for (vertex, node) in vertices.enumerated() { vertexOfNode[Int(node)] = UInt32(vertex) }
    self.vertexOfNode = vertexOfNode
  }

  /// A chain as an edge: from the lower vertex, a loop towards the neighbour with the lower id.
  private struct Edge {
    var tail: UInt32
    var head: UInt32
    /// The node after the tail. Two edges that agree so far are both one segment and differ in their flags.
    var second: UInt32
    var flags: StreetGraph.EdgeFlags
    var chain: UInt32
    var isBackward: Bool
  }

  // MARK: Edges

  private func edge(_ index: Int) -> Edge {
    let chain = chains.chains[index]
    let last = chain.start + chain.nodeCount - 1
    let (first, final) = (vertexOfNode[Int(chains.nodes[chain.start])], vertexOfNode[Int(chains.nodes[last])])
    let isBackward = first == final ? chains.isBackward(chain) : first > final
    return Edge(
      tail: min(first, final), head: max(first, final),
      second: isBackward ? chains.nodes[last - 1] : chains.nodes[chain.start + 1],
      flags: isBackward ? chain.flags.reversed : chain.flags, chain: UInt32(index), isBackward: isBackward)
  }

  private func sortedEdges() -> [Edge] {
    let edges = chains.chains.indices.map { edge($0) }
    let first = StreetNetwork.offsets(count: vertices.count, edges.lazy.map { $0.tail })
    var next = first
    var sorted = edges
    for edge in edges {
      sorted[Int(next[Int(edge.tail)])] = edge
      next[Int(edge.tail)] += 1
    }
    for vertex in vertices.indices { sort(&sorted, Int(first[vertex])..<Int(first[vertex + 1])) }
    return sorted
  }

  private func sort(_ edges: inout [Edge], _ bucket: Range<Int>) {
    // Few edges meet, as a rule: a sort by insertion is quickest.
    guard bucket.count <= 8 else { return edges[bucket].sort { isOrdered($0, $1) } }
    for end in bucket.dropFirst() {
      let edge = edges[end]
      var place = end
      while place > bucket.lowerBound, isOrdered(edge, edges[place - 1]) {
        edges[place] = edges[place - 1]
        place -= 1
      }
      edges[place] = edge
    }
  }

  private func isOrdered(_ a: Edge, _ b: Edge) -> Bool {
    if a.head != b.head { return a.head < b.head }
    if a.second != b.second { return network.precedes(a.second, b.second) }
    return a.flags.rawValue < b.flags.rawValue
  }

  // MARK: Arrays

  func graph() -> StreetGraph {
    let edges = sortedEdges()
    let (ways, numberOfWay) = usedWays()
    let filled = shapes(of: edges, numberOfWay)
    let nodes = vertices.map { network.nodeIDs[Int($0)] }
    let vertexPassages = vertices.map { passages[Int($0)] }
    let compounds = Compounds(
      tails: edges.map { $0.tail }, heads: edges.map { $0.head }, metres: filled.metres, flags: edges.map { $0.flags },
      nodes: nodes, passages: vertexPassages)
    return StreetGraph(
      vertexCoordinates: vertices.map { network.coordinates[Int($0)] }, vertexNodes: nodes, passages: vertexPassages,
      edgeTails: edges.map { $0.tail }, edgeHeads: edges.map { $0.head }, edgeFlags: compounds.edgeFlags,
      edgeComponents: compounds.edgeComponents, firstShapePoint: filled.first, shapeCoordinates: filled.coordinates,
      shapeNodes: filled.nodes, shapeTimes: filled.times, shapeBackTimes: filled.backTimes,
      shapeFixedTimes: filled.fixedTimes, shapeWays: filled.ways,
      ways: ways, components: compounds.components, report: report(edges, filled.metres))
  }

  /// The shape points of all edges.
  private struct Shapes {
    var first: [UInt32]
    var coordinates: [Coordinate]
    var nodes: [Int64]
    var times: [UInt32]
    /// Empty where all are as long to walk back.
    var backTimes: [UInt32]
    /// Empty where there are none.
    var fixedTimes: [UInt32]
    var ways: [UInt32]
    /// Of each edge; summed from its tail, so that the last bit does not hang on how it was walked.
    var metres: [Double]
  }

  private func shapes(of edges: [Edge], _ numberOfWay: [UInt32]) -> Shapes {
    let (chainNodes, chainSegments, segments) = (chains.nodes, chains.segments, network.segments)
    let (nodeIDs, nodeCoordinates) = (network.nodeIDs, network.coordinates)
    let points = chainNodes.count
    var first = [UInt32](repeating: 0, count: edges.count + 1)
    var metres = [Double](repeating: 0, count: edges.count)
    var coordinates = [Coordinate](repeating: Coordinate(longitudeE7: 0, latitudeE7: 0), count: points)
    var nodes = [Int64](repeating: 0, count: points)
    var times = [UInt32](repeating: 0, count: points)
    let isDirectional = segments.contains { $0.time != $0.backTime }
    var backTimes = [UInt32](repeating: 0, count: isDirectional ? points : 0)
    let hasFixed = network.profile.minds && segments.contains { network.fixedTime(of: $0) > 0 }
    var fixedTimes = [UInt32](repeating: 0, count: hasFixed ? points : 0)
    var ways = [UInt32](repeating: 0, count: points)
    var point = 0
    for (index, edge) in edges.enumerated() {
      let chain = chains.chains[Int(edge.chain)]
      var time: UInt32 = 0, backTime: UInt32 = 0, fixedTime: UInt32 = 0
      var length = 0.0
      for step in 0..<chain.nodeCount {
        let place = chain.start + (edge.isBackward ? chain.nodeCount - 1 - step : step)
        let node = Int(chainNodes[place])
        // The segment that begins here in the edge's direction; at the last point the one that ends here.
        let isLast = step == chain.nodeCount - 1
        let segmentPlace = edge.isBackward ? (isLast ? place : place - 1) : (isLast ? place - 1 : place)
        let segment = segments[Int(chainSegments[segmentPlace])]
        coordinates[point] = nodeCoordinates[node]
        nodes[point] = nodeIDs[node]
        times[point] = time
        if isDirectional { backTimes[point] = backTime }
        if hasFixed { fixedTimes[point] = fixedTime }
        ways[point] = numberOfWay[Int(segment.way)]
        point += 1
        if !isLast {
          if hasFixed { fixedTime += network.fixedTime(of: segment) }
          time += segment.time(from: chainNodes[place])
          backTime += segment.time(from: segment.other(chainNodes[place]))
          length += segment.metres
        }
      }
      metres[index] = length
      first[index + 1] = UInt32(point)
    }
    return Shapes(
      first: first, coordinates: coordinates, nodes: nodes, times: times, backTimes: backTimes, fixedTimes: fixedTimes,
      ways: ways,
      metres: metres)
  }

  /// OSM ids of the ways in use, ascending, and the number of each way of the table among them.
  private func usedWays() -> (ids: [Int64], numberOfWay: [UInt32]) {
    var isUsed = [Bool](repeating: false, count: network.extract.ways.ids.count)
    for segment in network.segments { isUsed[Int(segment.way)] = true }
    var ids: [Int64] = []
    var numbers = [UInt32](repeating: 0, count: isUsed.count)
    for way in isUsed.indices where isUsed[way] {
      numbers[way] = UInt32(ids.count)
      ids.append(network.extract.ways.ids[way])
    }
    return (ids, numbers)
  }

  /// Counts and metres of streets, lines across areas left out; summed in the edges' order.
  private func report(_ edges: [Edge], _ metres: [Double]) -> StreetGraphReport {
    var report = network.report
    for (edge, length) in zip(edges, metres) where !edge.flags.contains(.acrossArea) {
      report.segments += chains.chains[Int(edge.chain)].nodeCount - 1
      report.lengthInMetres += length
    }
    report.segments -= report.pauses
    return report
  }
}
