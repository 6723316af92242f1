import Columns

/// For every state the nearest of many sources and its time: one multi-source pass, as a rule without a cutoff.
///
/// A key is `time << 32 | venue`, so ties go to the lowest venue in any order. The pass is that of
/// ``SearchWorkspace``, rounds of scans and accepted offers over a ``BucketQueue``; its proof holds for keys as for
/// labels: a state is scanned with its last key, for who lowers a key, in time or in venue alone, makes an entry in
/// the current bucket or a later one. It runs once a kind, not once a venue.
///
/// A class, for it is read once a home: as a value it was copied there, array by array.
///
/// - Complexity: linear in the states reached, plus a step for each 4 096 ms of the longest time.
package final class NearestSourceSearch: Sendable {
  package let graph: SearchGraph
  /// `time << 32 | venue` a state; `UInt64.max` where no source is reachable.
  package let keys: Column<UInt64>
  /// The sources that matter, by edge: dominated ones left out.
  let sourcesByEdge: SourcesByEdge

  /// - Parameter cutoff: milliseconds, inclusive: states farther from all sources count as unreachable.
  package init(_ graph: SearchGraph, sources: [SearchSource], cutoff: UInt32 = .max) {
    self.graph = graph
    sourcesByEdge = SourcesByEdge(sources, graph: graph)
    var keys = [UInt64](repeating: .max, count: graph.stateCount)
    keys.withUnsafeMutableBufferPointer { keys in
      graph.withArcs { firstArc, arcs in
        var pass = NearestSourcePass(keys, arcCount: arcs.count)
        defer { pass.queue.deallocate() }
        for source in sources {
          source.forEachSeed(in: graph) { state, time in pass.start(state, time: time, venue: source.venue) }
        }
        while pass.queue.advance(), pass.queue.bucketStart <= Int(cutoff) {
          pass.accept(offers: pass.scan(firstArc, arcs))
        }
      }
    }
    if cutoff < .max {
      // What waits beyond has a first key, not its last.
      for state in keys.indices where keys[state] >> 32 > UInt64(cutoff) { keys[state] = .max }
    }
    self.keys = Column(keys)
  }

  /// The search with more sources than another: only the states to which one of them is nearer are visited.
  ///
  /// - Parameters:
  ///   - sources: the others' sources, then the new ones with higher venues: ties stay as they were.
  ///   - newSources: where the new ones begin among them.
  /// - Complexity: linear in the states nearer to a new source, and in all states at the speed of copying.
  package init(_ search: NearestSourceSearch, sources: [SearchSource], newSources: Int) {
    let graph = search.graph
    self.graph = graph
    sourcesByEdge = SourcesByEdge(sources, graph: graph)
    var keys = search.keys.copied()
    keys.withUnsafeMutableBufferPointer { keys in
      graph.withArcs { firstArc, arcs in
        var pass = NearestSourcePass(keys, arcCount: arcs.count)
        defer { pass.queue.deallocate() }
        for source in sources[newSources...] {
          source.forEachSeed(in: graph) { state, time in pass.start(state, time: time, venue: source.venue) }
        }
        while pass.queue.advance() { pass.accept(offers: pass.scan(firstArc, arcs)) }
      }
    }
    self.keys = Column(keys)
  }

  /// The edges on which some point may have another answer than in a search from other sources, ascending, each once.
  ///
  /// - Complexity: linear in the states at the speed of comparing, and in the edges at changed ones.
  package func changedEdges(since before: NearestSourceSearch, incidence: StreetIncidence) -> [UInt32] {
    var edges = AscendingSet(below: graph.streets.edgeCount)
    for edge in sourcesByEdge.edges + before.sourcesByEdge.edges { edges.insert(edge) }
    let (new, old) = (keys, before.keys)
    for state in new.indices where new[state] != old[state] {
      for edge in incidence.edges(at: graph.vertex(ofState: state)) { edges.insert(edge) }
    }
    return edges.removeAll()
  }

  /// Takes the answers for this graph out of a file of columns. Linear.
  ///
  /// - Parameter sourceCount: the venues of its sources are below it.
  package init(_ graph: SearchGraph, sourceCount: Int, from archive: inout ArchiveReader) throws {
    self.graph = graph
    keys = try archive.column()
    sourcesByEdge = try SourcesByEdge(graph, sourceCount: sourceCount, from: &archive)
    let keys = keys
    archive.expectLater("nearest venues") {
      keys.count == graph.stateCount && keys.haveLowHalvesBelow(sourceCount)
    }
  }

  /// A search whose keys are the lowest of others over the same graph: together they have these sources.
  ///
  /// - Complexity: linear in the states, far quicker than a pass of its own.
  package init(lowestOf searches: [NearestSourceSearch], graph: SearchGraph, sources: [SearchSource]) {
    self.graph = graph
    sourcesByEdge = SourcesByEdge(sources, graph: graph)
    var keys = [UInt64](repeating: .max, count: graph.stateCount)
    for search in searches {
      for state in keys.indices { keys[state] = min(keys[state], search.keys[state]) }
    }
    self.keys = Column(keys)
  }
}

extension NearestSourceSearch {
  /// Puts the answers into a file of columns.
  package func put(into archive: inout ArchiveWriter) {
    archive.put(keys)
    sourcesByEdge.put(into: &archive)
  }
}

/// A running pass; a local value, so that its loops work on registers.
private struct NearestSourcePass {
  private let keys: UnsafeMutableBufferPointer<UInt64>
  var queue: BucketQueue

  init(_ keys: UnsafeMutableBufferPointer<UInt64>, arcCount: Int) {
    self.keys = keys
    queue = BucketQueue(offers: arcCount)
  }

  /// Offers a state a first key.
  mutating func start(_ state: Int, time: UInt64, venue: UInt32) {
    guard time < UInt64(UInt32.max) else { return }
    queue.offers[0] = BucketQueue.Entry(key: time << 32 | UInt64(venue), state: UInt32(truncatingIfNeeded: state))
    accept(offers: 1)
  }

  /// Takes all entries out of the current bucket and offers their states' neighbours keys; returns the number of offers.
  ///
  /// A state is scanned once a round, for no two of its entries have the same key: there is room for all offers.
  @inline(__always)
  mutating func scan(
    _ firstArc: UnsafeBufferPointer<UInt32>, _ arcs: UnsafeBufferPointer<SearchGraph.Arc>
  ) -> Int {
    let offers = queue.offers
    var made = 0
    var top = queue.takeBucket()
    while let entry = queue.pop(&top) {
      let state = Int(entry.state)
      guard keys[state] == entry.key else { continue }
      let time = entry.key >> 32
      var next = Int(firstArc[state])
      let end = Int(firstArc[state + 1])
      while next < end {
        let arc = arcs[next]
        next &+= 1
        offers[made] = BucketQueue.Entry(key: entry.key &+ UInt64(arc.time) << 32, state: arc.head)
        // One more if it is no later than the state's time, as a sign bit; a sum over 32 bits is later than any time.
        made &+= Int((time &+ UInt64(arc.time) &- keys[Int(arc.head)] >> 32 &- 1) >> 63)
      }
    }
    return made
  }

  /// Gives the states whose offers are still the best their keys, and queues them.
  @inline(__always)
  mutating func accept(offers count: Int) {
    queue.reserveEntries(count)
    var next = queue.offers
    let end = next + count
    while next < end {
      let offer = next.pointee
      next += 1
      guard offer.key < keys[Int(offer.state)] else { continue }
      keys[Int(offer.state)] = offer.key
      queue.push(offer)
    }
  }
}
