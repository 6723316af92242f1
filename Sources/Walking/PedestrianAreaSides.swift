/// The boundary of an open area as pairs of nodes, in either order.
struct PedestrianAreaSides {
  /// `low << 32 | high`, ascending.
  private let pairs: [UInt64]
  /// The nodes of the boundary, ascending, each once.
  let nodes: [UInt32]

  /// O(n log n).
  init(_ boundary: [(UInt32, UInt32)]) {
    pairs = boundary.map { Self.pair($0.0, $0.1) }.sorted()
    var nodes: [UInt32] = []
    nodes.reserveCapacity(boundary.count * 2)
    for (a, b) in boundary {
      // Sides follow each other as a rule, so that most nodes would come twice.
      if nodes.last != a { nodes.append(a) }
      nodes.append(b)
    }
    nodes.sort()
    var kept = 0
    for node in nodes where kept == 0 || nodes[kept - 1] != node {
      nodes[kept] = node
      kept += 1
    }
    nodes.removeLast(nodes.count - kept)
    self.nodes = nodes
  }

  private static func pair(_ a: UInt32, _ b: UInt32) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }

  /// Whether a line between two nodes is a side. O(log n).
  func contains(_ a: UInt32, _ b: UInt32) -> Bool {
    let pair = Self.pair(a, b)
    var (low, high) = (0, pairs.count)
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle] < pair { low = middle + 1 } else { high = middle }
    }
    return low < pairs.count && pairs[low] == pair
  }
}

/// For each node on the boundary of an open area, the nodes that segments lead to.
struct BoundaryNeighbours {
  /// Place of a node among those on boundaries plus one, 0 for others.
  private var places: [UInt32]
  private var first: [UInt32]
  private var neighbours: [UInt32]

  /// Linear in the nodes and segments.
  init(_ network: StreetNetwork) {
    places = [UInt32](repeating: 0, count: network.nodeCount)
    var count: UInt32 = 0
    for area in network.areas {
      for (a, b) in area.boundary {
        if places[Int(a)] == 0 {
          count += 1
          places[Int(a)] = count
        }
        if places[Int(b)] == 0 {
          count += 1
          places[Int(b)] = count
        }
      }
    }
    first = [UInt32](repeating: 0, count: Int(count) + 2)
    for segment in network.segments {
      first[Int(places[Int(segment.from)])] += 1
      first[Int(places[Int(segment.to)])] += 1
    }
    first[0] = 0
    for place in 1..<first.count { first[place] += first[place - 1] }
    // Each entry is now the end of its node's list; filling from behind makes it the beginning.
    neighbours = [UInt32](repeating: 0, count: Int(first[Int(count)]))
    for segment in network.segments {
      add(segment.to, at: segment.from)
      add(segment.from, at: segment.to)
    }
  }

  private mutating func add(_ neighbour: UInt32, at node: UInt32) {
    let place = Int(places[Int(node)])
    guard place > 0 else { return }
    first[place] -= 1
    neighbours[Int(first[place])] = neighbour
  }

  /// The neighbours of a node, none where no boundary has it.
  func of(_ node: UInt32) -> ArraySlice<UInt32> {
    let place = Int(places[Int(node)])
    return place == 0 ? [] : neighbours[Int(first[place])..<Int(first[place + 1])]
  }
}
