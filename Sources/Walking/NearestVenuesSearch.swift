import Columns

/// For every state the nearest **distinct** venues, so many of them, within a cutoff: one pass that keeps as many labels.
///
/// A rule such as "three venues within 15 minutes" asks for the third nearest. A venue may have many sources (doors); it
/// counts once, by its quickest. A label is `cost << 32 | venue`, so ties go to the lowest venue in any order.
///
/// **Why labels are exact.** Whoever is among a state's k nearest venues is among the k nearest of the next state on the
/// way there: were k others nearer there, they would be nearer here too. So k labels a state suffice. The pass is that
/// of ``NearestSourceSearch``, buckets drained in any order inside: a label that enters a state's list makes an entry,
/// which is scanned unless the label has left the list since. A list's labels only ever fall, so in the end no arc can
/// improve any of them, the condition of Bellman and Ford for each venue.
///
/// A class, for it is read once a home.
///
/// - Complexity: linear in the states within the cutoff, times the number of labels; memory of so many `UInt64` a state.
package final class NearestVenuesSearch: Sendable {
  package let graph: SearchGraph
  /// How many venues are kept a state.
  package let count: Int
  /// Milliseconds, or millimetres over ``StreetLengths``; inclusive.
  package let cutoff: UInt32
  /// `count` keys a state, ascending; `UInt64.max` for none.
  private let keys: [UInt64]
  /// By edge, offset, venue and leg.
  private let sources: [SearchSource]

  /// - Parameters:
  ///   - sources: with the number of their venue, under `UInt32.max`.
  ///   - count: how many distinct venues to keep, 1 or more.
  package init(_ graph: SearchGraph, sources: [SearchSource], count: Int, cutoff: UInt32) {
    let count = max(1, count)
    // Arcs take 2³¹ at most: sums of both fit 32 bits.
    let cutoff = min(cutoff, 1 << 30)
    self.graph = graph
    self.count = count
    self.cutoff = cutoff
    self.sources = sources.filter { graph.isUsable(Int($0.edge)) }.sorted { $0.place < $1.place }
    var keys = [UInt64](repeating: .max, count: graph.stateCount * count)
    keys.withUnsafeMutableBufferPointer { keys in
      graph.withArcs { firstArc, arcs in
        var pass = NearestVenuesPass(keys, count: count, cutoff: UInt64(cutoff))
        defer { pass.queue.deallocate() }
        for source in sources {
          source.forEachSeed(in: graph) { state, cost in pass.offer(cost << 32 | UInt64(source.venue), to: state) }
        }
        while pass.queue.advance() { pass.scan(firstArc, arcs) }
      }
    }
    self.keys = keys
  }

  /// A list as long as the search's.
  package var none: NearestVenues { NearestVenues(count: count, cutoff: cutoff) }

  /// Adds the venues that a place reaches from a point of an edge: through both its ends, and straight along it.
  ///
  /// - Parameter leg: what lies between the place and the point; it counts.
  package func collect(edge: Int, offset: UInt32, leg: UInt32, into nearest: inout NearestVenues) {
    guard graph.isUsable(edge) else { return }
    let streets = graph.streets
    let flags = streets.edgeFlags[edge]
    let total = streets.edgeTime(edge)
    let restricted = graph.isRestricted(edge)
    func through(_ vertex: UInt32, _ walk: UInt32) {
      let rest = UInt64(walk) + UInt64(leg)
      graph.forEachState(through: Int(vertex), ontoRestricted: restricted) { state in
        for key in keys[state * count..<(state + 1) * count] where key != .max {
          nearest.offer(cost: key >> 32 + rest, venue: UInt32(truncatingIfNeeded: key))
        }
      }
    }
    if flags.contains(.backward) || offset == 0 {
      through(streets.edgeTails[edge], streets.timeToTail(edge, offset))
    }
    if flags.contains(.forward) || offset == total { through(streets.edgeHeads[edge], total - offset) }
    for source in sources(on: edge) {
      if let direct = source.directTime(from: offset, on: streets) {
        nearest.offer(cost: direct + UInt64(leg), venue: source.venue)
      }
    }
  }

  /// The sources on an edge. Logarithmic.
  private func sources(on edge: Int) -> ArraySlice<SearchSource> {
    var (low, high) = (0, sources.count)
    while low < high {
      let middle = (low + high) / 2
      if sources[middle].edge < edge { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < sources.count, sources[end].edge == edge { end += 1 }
    return sources[low..<end]
  }
}

extension SearchSource {
  /// By edge, then offset, venue and leg.
  fileprivate var place: (UInt64, UInt64) {
    (UInt64(edge) << 32 | UInt64(offset), UInt64(venue) << 32 | UInt64(leg))
  }
}

extension SearchGraph {
  /// Calls `body` with the states of a vertex from which one may go on onto an edge, by the same rule as the arcs.
  @inline(__always)
  func forEachState(through vertex: Int, ontoRestricted: Bool, _ body: (_ state: Int) -> Void) {
    let passage = streets.passages[vertex]
    guard passage != .blocked, !(gates == .closed && passage == .gate) else { return }
    if gates != .resident || ontoRestricted || passage == .open { body(vertex) }
    let index = compoundIndex[vertex]
    guard index != Self.none else { return }
    let states = compoundStates(index)
    body(states.venueSide)
    if ontoRestricted { body(states.homeSide) }
  }
}

/// A running pass; a local value, so that its loops work on registers. Raw memory as in ``BucketQueue`` and for its
/// reasons: all places are states of the graph.
private struct NearestVenuesPass {
  private let keys: UnsafeMutableBufferPointer<UInt64>
  private let count: Int
  private let cutoff: UInt64
  // No offers are collected: an entry is pushed at once.
  var queue = BucketQueue(offers: 0)

  init(_ keys: UnsafeMutableBufferPointer<UInt64>, count: Int, cutoff: UInt64) {
    self.keys = keys
    self.count = count
    self.cutoff = cutoff
  }

  /// Offers a state a key; queues it when the key enters the state's list.
  @inline(__always)
  mutating func offer(_ key: UInt64, to state: Int) {
    guard key >> 32 <= cutoff, NearestVenues.insert(key, into: keys, first: state &* count, count: count) else {
      return
    }
    queue.reserveEntries(1)
    queue.push(BucketQueue.Entry(key: key, state: UInt32(truncatingIfNeeded: state)))
  }

  /// Takes all entries out of the current bucket and offers their states' neighbours keys.
  @inline(__always)
  mutating func scan(_ firstArc: UnsafeBufferPointer<UInt32>, _ arcs: UnsafeBufferPointer<SearchGraph.Arc>) {
    var top = queue.takeBucket()
    while let entry = queue.pop(&top) {
      let state = Int(entry.state)
      guard holds(entry.key, state) else { continue }
      for place in Int(firstArc[state])..<Int(firstArc[state + 1]) {
        let arc = arcs[place]
        offer(entry.key &+ UInt64(arc.time) << 32, to: Int(arc.head))
      }
    }
  }

  @inline(__always)
  private func holds(_ key: UInt64, _ state: Int) -> Bool {
    let first = state &* count
    for place in first..<first &+ count where keys[place] == key { return true }
    return false
  }
}
