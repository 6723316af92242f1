/// For every state the nearest of many sources and its time: one multi-source pass without a cutoff.
///
/// A key is `time << 32 | venue`, so ties go to the lowest venue in any order. The pass is that of
/// ``SearchWorkspace``, rounds of scans and accepted offers over a ``BucketQueue``; its proof holds for keys as for
/// labels: a state is scanned with its last key, for who lowers a key, in time or in venue alone, makes an entry in
/// the current bucket or a later one. It runs once a kind, not once a venue.
///
/// - Complexity: linear in the states reached, plus a step for each 4 096 ms of the longest time.
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
    keys.withUnsafeMutableBufferPointer { keys in
      graph.withArcs { firstArc, arcs in
        var pass = NearestSourcePass(keys: keys)
        defer { pass.queue.deallocate() }
        pass.accept(offers: pass.makeOffers(of: sources, in: graph))
        while pass.queue.advance() { pass.accept(offers: pass.scan(firstArc, arcs)) }
      }
    }
    self.keys = keys
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
    self.keys = keys
  }
}

/// A running pass; a local value, so that the loops work on registers.
private struct NearestSourcePass {
  let keys: UnsafeMutableBufferPointer<UInt64>
  var queue = BucketQueue()

  init(keys: UnsafeMutableBufferPointer<UInt64>) { self.keys = keys }

  /// Offers the sources' first states their keys; returns the number of offers.
  mutating func makeOffers(of sources: [SearchSource], in graph: SearchGraph) -> Int {
    var offers = 0
    queue.reserveOffers(2 * sources.count, keeping: 0)
    for source in sources {
      source.forEachSeed(in: graph) { state, time in
        guard time < UInt64(UInt32.max) else { return }
        queue.offers[offers] = BucketQueue.Entry(
          key: time << 32 | UInt64(source.venue), state: UInt32(truncatingIfNeeded: state))
        offers += 1
      }
    }
    return offers
  }

  /// Takes all entries out of the current bucket and offers their states' neighbours keys; returns the number of offers.
  @inline(__always)
  mutating func scan(
    _ firstArc: UnsafeBufferPointer<UInt32>, _ arcs: UnsafeBufferPointer<SearchGraph.Arc>
  ) -> Int {
    var offers = 0
    var top = queue.takeBucket()
    while let entry = queue.pop(&top) {
      let state = Int(entry.state)
      guard keys[state] == entry.key else { continue }
      let time = entry.key >> 32
      let (low, high) = (Int(firstArc[state]), Int(firstArc[state + 1]))
      queue.reserveOffers(offers &+ high &- low, keeping: offers)
      let made = queue.offers
      for index in low..<high {
        let arc = arcs[index]
        made[offers] = BucketQueue.Entry(key: entry.key &+ UInt64(arc.time) << 32, state: arc.head)
        // One more if it is no later than the state's time, as a sign bit; a sum over 32 bits is later than any time.
        offers &+= Int((time &+ UInt64(arc.time) &- keys[Int(arc.head)] >> 32 &- 1) >> 63)
      }
    }
    return offers
  }

  /// Gives the states whose offers are still the best their keys, and queues them.
  @inline(__always)
  mutating func accept(offers: Int) {
    queue.reserveEntries(offers)
    for index in 0..<offers {
      let offer = queue.offers[index]
      guard offer.key < keys[Int(offer.state)] else { continue }
      keys[Int(offer.state)] = offer.key
      queue.push(offer)
    }
  }
}
