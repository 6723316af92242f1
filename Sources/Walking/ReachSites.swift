/// Candidate sites by the states that searches from them start in, and by edge.
struct ReachSites: Sendable {
  /// A site and the milliseconds from its door to the state.
  struct Entry {
    var site: UInt32
    var time: UInt32
  }

  private let entries: [Entry]
  private let firstEntry: [UInt32]
  private let joins: [ReachJoin]
  private let firstJoin: [UInt32]

  /// Linear in the joins, the states and the edges.
  init(_ all: [ReachJoin], graph: SearchGraph) {
    var found: [(state: UInt32, entry: Entry)] = []
    found.reserveCapacity(all.count)
    for join in all {
      join.forEachSiteEnd(in: graph) { found.append(($0.state, Entry(site: join.owner, time: $0.time))) }
    }
    (entries, firstEntry) = Self.grouped(found.map(\.entry), by: found.map(\.state), count: graph.stateCount)
    let usable = all.filter { graph.isUsable(Int($0.edge)) }
    (joins, firstJoin) = Self.grouped(usable, by: usable.map(\.edge), count: graph.streets.edgeCount)
  }

  private static func grouped<Element>(
    _ elements: [Element], by keys: [UInt32], count: Int
  ) -> (sorted: [Element], first: [UInt32]) {
    var first = [UInt32](repeating: 0, count: count + 1)
    for key in keys { first[Int(key) + 1] += 1 }
    for key in 0..<count { first[key + 1] += first[key] }
    var next = first
    var order = [Int](repeating: 0, count: elements.count)
    for (number, key) in keys.enumerated() {
      order[Int(next[Int(key)])] = number
      next[Int(key)] += 1
    }
    return (order.map { elements[$0] }, first)
  }

  /// The joins of sites on an edge.
  func joins(on edge: UInt32) -> ArraySlice<ReachJoin> {
    joins[Int(firstJoin[Int(edge)])..<Int(firstJoin[Int(edge) + 1])]
  }

  /// Calls `body` with the bare arrays: the entries of a state s are `firstEntry[s]..<firstEntry[s + 1]`.
  @inline(__always)
  func withEntries(
    _ body: (_ firstEntry: UnsafeBufferPointer<UInt32>, _ entries: UnsafeBufferPointer<Entry>) -> Void
  ) {
    firstEntry.withUnsafeBufferPointer { first in entries.withUnsafeBufferPointer { body(first, $0) } }
  }
}
