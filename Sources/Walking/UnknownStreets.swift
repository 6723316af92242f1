import Columns

/// The ways and nodes of a street graph whose tags do not say what the walker asks for, and what is missing.
package struct UnknownStreets: Sendable {
  private let wayIDs: Column<Int64>
  private let wayTags: Column<UInt8>
  private let nodeIDs: Column<Int64>
  private let nodeTags: Column<UInt8>

  /// - Parameters:
  ///   - ways: OSM ids and what is missing; what comes twice is put together.
  ///   - nodes: the same of nodes.
  /// - Complexity: n log n.
  package init(ways: [(id: Int64, tags: UnknownTags)] = [], nodes: [(id: Int64, tags: UnknownTags)] = []) {
    (wayIDs, wayTags) = Self.columns(ways)
    (nodeIDs, nodeTags) = Self.columns(nodes)
  }

  private static func columns(_ all: [(id: Int64, tags: UnknownTags)]) -> (Column<Int64>, Column<UInt8>) {
    var ids: [Int64] = []
    var tags: [UInt8] = []
    for element in all.sorted(by: { $0.id < $1.id }) {
      if ids.last == element.id {
        tags[tags.count - 1] |= element.tags.rawValue
      } else {
        ids.append(element.id)
        tags.append(element.tags.rawValue)
      }
    }
    return (Column(ids), Column(tags))
  }

  /// Number of ways and of nodes.
  package var counts: (ways: Int, nodes: Int) { (wayIDs.count, nodeIDs.count) }

  /// The n-th way with missing tags, by ids.
  package func way(_ number: Int) -> (id: Int64, tags: UnknownTags) {
    (wayIDs[number], UnknownTags(rawValue: wayTags[number]))
  }

  /// The n-th node with missing tags, by ids.
  package func node(_ number: Int) -> (id: Int64, tags: UnknownTags) {
    (nodeIDs[number], UnknownTags(rawValue: nodeTags[number]))
  }

  /// What is missing on a way. O(log n).
  package func tags(ofWay id: Int64) -> UnknownTags { number(ofWay: id).map { way($0).tags } ?? [] }

  /// The number of a way with missing tags; `nil` for another way. O(log n).
  package func number(ofWay id: Int64) -> Int? { Self.number(of: id, wayIDs) }

  /// The number of a node with missing tags; `nil` for another node. O(log n).
  package func number(ofNode id: Int64) -> Int? { Self.number(of: id, nodeIDs) }

  private static func number(of id: Int64, _ ids: Column<Int64>) -> Int? {
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < ids.count && ids[low] == id ? low : nil
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(wayIDs)
    archive.put(wayTags)
    archive.put(nodeIDs)
    archive.put(nodeTags)
  }

  init(from archive: inout ArchiveReader) throws {
    wayIDs = try archive.column()
    wayTags = try archive.column()
    nodeIDs = try archive.column()
    nodeTags = try archive.column()
    try archive.expect(wayIDs.count == wayTags.count && nodeIDs.count == nodeTags.count, "missing tags")
  }
}

extension StreetGraph {
  /// Takes over what the reading found about this walker alone.
  mutating func setWalkerFindings(_ network: StreetNetwork) {
    let ids = network.extract.ways.ids
    unknowns = UnknownStreets(
      ways: network.unknownWays.map { (ids[Int($0.way)], $0.tags) },
      nodes: network.unknownNodes.map { ($0.node, $0.tags) })
    let closed = Set(network.closedNodes.map { network.nodeIDs[Int($0)] })
    guard !closed.isEmpty else { return }
    var ends: Set<UInt32> = []
    for edge in 0..<edgeCount
    where closed.contains(vertexNodes[Int(edgeTails[edge])]) || closed.contains(vertexNodes[Int(edgeHeads[edge])]) {
      ends.insert(edgeComponents[edge])
    }
    closedOffComponents = ends.sorted()
  }
}
