import Geography
import OpenStreetMap

extension StreetNetwork {
  /// Numbers the nodes anew, those that are on a street only, in the same order: all that follows is then as large as
  /// the streets, not as the buildings around them. Linear.
  mutating func keepOnlyStreetNodes() {
    var numbers = [UInt32](repeating: WayTable.missingNode, count: nodeIDs.count)
    for segment in segments {
      numbers[Int(segment.from)] = 0
      numbers[Int(segment.to)] = 0
    }
    var count = 0
    for node in numbers.indices where numbers[node] == 0 {
      numbers[node] = UInt32(truncatingIfNeeded: count)
      count += 1
    }
    var ids: [Int64] = []
    var places: [Coordinate] = []
    ids.reserveCapacity(count)
    places.reserveCapacity(count)
    for node in numbers.indices where numbers[node] != WayTable.missingNode {
      ids.append(nodeIDs[node])
      places.append(coordinates[node])
    }
    (nodeIDs, coordinates) = (ids, places)
    var ends = segments.mutableSpan
    for index in ends.indices {
      ends[index].from = numbers[Int(ends[index].from)]
      ends[index].to = numbers[Int(ends[index].to)]
    }
    cutNodes = cutNodes.map { numbers[Int($0)] }.filter { $0 != WayTable.missingNode }
    if !closedNodes.isEmpty {
      closedNodes = closedNodes.map { numbers[Int($0)] }.filter { $0 != WayTable.missingNode }
      cutNodes += closedNodes
    }
    areas = []
    numberOfNode = numbers
  }

  /// Segments at each node, as one array and offsets into it.
  struct Incidence {
    let first: [UInt32]
    let segments: [UInt32]

    func degree(_ node: UInt32) -> Int { Int(first[Int(node) + 1] - first[Int(node)]) }
    func range(_ node: UInt32) -> Range<Int> { Int(first[Int(node)])..<Int(first[Int(node) + 1]) }
  }

  /// Segments at each node. Linear.
  func incidence() -> Incidence {
    var first = [UInt32](repeating: 0, count: nodeCount + 1)
    for segment in segments {
      first[Int(segment.from) + 1] += 1
      first[Int(segment.to) + 1] += 1
    }
    for node in 0..<nodeCount { first[node + 1] += first[node] }
    var next = first
    var incident = [UInt32](repeating: 0, count: segments.count * 2)
    for index in segments.indices {
      let (from, to) = (Int(segments[index].from), Int(segments[index].to))
      incident[Int(next[from])] = UInt32(truncatingIfNeeded: index)
      next[from] += 1
      incident[Int(next[to])] = UInt32(truncatingIfNeeded: index)
      next[to] += 1
    }
    return Incidence(first: first, segments: incident)
  }

  /// Counting sort's offsets: `count + 1` entries, the values `k` go to `offsets[k]..<offsets[k + 1]`.
  static func offsets(count: Int, _ values: some Sequence<UInt32>) -> [UInt32] {
    var offsets = [UInt32](repeating: 0, count: count + 1)
    for value in values { offsets[Int(value) + 1] += 1 }
    var sum: UInt32 = 0
    for index in offsets.indices {
      sum += offsets[index]
      offsets[index] = sum
    }
    return offsets
  }
}
