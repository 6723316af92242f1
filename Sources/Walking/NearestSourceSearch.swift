/// For every state the nearest of many sources and its time: one multi-source Dijkstra pass without a cutoff.
///
/// A key is `time << 32 | venue`, so ties go to the lowest venue in any order. A binary heap with stale entries
/// skipped; the pass runs once a kind, not once a venue.
///
/// - Complexity: O(n log n) in the states reached.
package struct NearestSourceSearch: Sendable {
  package let graph: SearchGraph
  /// `time << 32 | venue` a state; `UInt64.max` where no source is reachable.
  package let keys: [UInt64]
  /// The sources that matter, by edge: dominated ones left out.
  let sourcesByEdge: SourcesByEdge

  package init(_ graph: SearchGraph, sources: [SearchSource]) {
    self.graph = graph
    sourcesByEdge = SourcesByEdge(sources, graph: graph)
    var keys = [UInt64](repeating: .max, count: graph.stateCount)
    var heap = KeyHeap()
    for source in sources {
      for seed in source.seeds(in: graph) where seed.time < UInt64(UInt32.max) {
        let key = seed.time << 32 | UInt64(source.venue)
        guard key < keys[seed.state] else { continue }
        keys[seed.state] = key
        heap.push(KeyHeap.Entry(key: key, state: UInt32(seed.state)))
      }
    }
    while let entry = heap.pop() {
      guard keys[Int(entry.state)] == entry.key else { continue }
      for index in Int(graph.firstArc[Int(entry.state)])..<Int(graph.firstArc[Int(entry.state) + 1]) {
        let arc = graph.arcs[index]
        let (key, overflow) = entry.key.addingReportingOverflow(UInt64(arc.time) << 32)
        guard !overflow, key < keys[Int(arc.head)] else { continue }
        keys[Int(arc.head)] = key
        heap.push(KeyHeap.Entry(key: key, state: arc.head))
      }
    }
    self.keys = keys
  }
}

/// A binary min-heap of keys; stale entries are the caller's to skip.
struct KeyHeap {
  struct Entry {
    var key: UInt64
    var state: UInt32
  }

  private var entries: [Entry] = []

  /// O(log n).
  mutating func push(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].key < entries[parent].key else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// The smallest key. O(log n).
  mutating func pop() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return first }
    entries[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < entries.count else { return first }
      if child + 1 < entries.count, entries[child + 1].key < entries[child].key { child += 1 }
      guard entries[child].key < entries[parent].key else { return first }
      entries.swapAt(child, parent)
      parent = child
    }
  }
}

/// Sources grouped by the edge they lie on, without those that another on the same edge always beats.
struct SourcesByEdge: Sendable {
  private let firstSource: [UInt32: Range<Int>]
  private let sources: [SearchSource]

  init(_ all: [SearchSource], graph: SearchGraph) {
    let sorted = all.filter { graph.isUsable(Int($0.edge)) }.sorted {
      ($0.edge, $0.offset, $0.leg, $0.venue) < ($1.edge, $1.offset, $1.leg, $1.venue)
    }
    var kept: [SearchSource] = []
    var ranges: [UInt32: Range<Int>] = [:]
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end].edge == sorted[start].edge { end += 1 }
      let first = kept.count
      // At one offset only the shortest leg (then the lowest venue) can win: the rest follow it in the sort.
      for index in start..<end where index == start || sorted[index].offset != sorted[index - 1].offset {
        kept.append(sorted[index])
      }
      ranges[sorted[start].edge] = first..<kept.count
      start = end
    }
    sources = kept
    firstSource = ranges
  }

  /// The edges with sources, in no promised order.
  var edges: some Collection<UInt32> { firstSource.keys }

  /// The sources on an edge.
  func on(_ edge: Int) -> ArraySlice<SearchSource> {
    guard let range = firstSource[UInt32(edge)] else { return [] }
    return sources[range]
  }
}
