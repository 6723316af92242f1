import Geography
import OpenStreetMap

extension StreetNetwork {
  /// Drops segments that say the same twice: same two nodes, same flags. The quickest stays, then the lowest way.
  ///
  /// A way of 200 000 references to and fro leaves each segment once. O(n log n) at worst, linear where few segments
  /// share an end.
  mutating func removeDuplicates() {
    let first = Self.offsets(count: nodeCount, segments.lazy.map { $0.from })
    var next = first
    var sorted = segments
    for segment in segments {
      sorted[Int(next[Int(segment.from)])] = segment
      next[Int(segment.from)] += 1
    }
    var kept = 0
    for node in 0..<nodeCount {
      let bucket = Int(first[node])..<Int(first[node + 1])
      if bucket.count > 1 {
        sorted[bucket].sort {
          ($0.to, $0.flags.rawValue, $0.time, $0.way) < ($1.to, $1.flags.rawValue, $1.time, $1.way)
        }
      }
      for index in bucket {
        let segment = sorted[index]
        if index > bucket.lowerBound, sorted[kept - 1].to == segment.to, sorted[kept - 1].flags == segment.flags {
          continue
        }
        sorted[kept] = segment
        kept += 1
      }
    }
    sorted.removeLast(sorted.count - kept)
    segments = sorted
  }

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
    var ends: [UInt32] = []
    ends.reserveCapacity(segments.count * 2)
    for segment in segments {
      ends.append(segment.from)
      ends.append(segment.to)
    }
    let first = Self.offsets(count: nodeCount, ends)
    var next = first
    var incident = [UInt32](repeating: 0, count: ends.count)
    for (position, node) in ends.enumerated() {
      incident[Int(next[Int(node)])] = UInt32(position / 2)
      next[Int(node)] += 1
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
