/// Bounded searches from places near one another, sixteen at once: the core of ``CandidateReach``.
///
/// **Together first.** One plain search from all places of a cluster (``begin(_:limit:)``) tells which states any of them
/// reaches, and in which order. What a place alone reaches is among them, and so is the way there. The states are
/// numbered anew in that order and their arcs within the limit copied: a small graph that lies in cache.
///
/// **Then in lanes.** Each state has a row of labels, a lane a place (``LaneRow``), and an arc is relaxed in all lanes at
/// once. States whose row was lowered since their last scan are marked by a bit; always the first marked state in the
/// order is scanned (up to 64 states early), so that what lies near the cluster, where the places' orders differ most, is
/// settled before what lies behind it: 1.0 to 1.2 scans a state where homes lie close together, 2.5 where few homes lie
/// far apart.
///
/// **Why labels are exact.** A row is lowered only by the length of a walk, and whenever one is, its state is marked.
/// At the end no state is marked: no arc can lower any label that is within the limit, the condition of Bellman and
/// Ford. Rows begin at `limit + 1` in all lanes, so a label over the limit never lowers one and is never passed on.
///
/// The pattern is that of the batched searches of Then et al. ("The More the Merrier", VLDB 2014) and of the lanes of
/// PHAST (Delling et al., 2011), over the plain graph: no hierarchy has to be built first.
///
/// Raw pointers, like ``SearchMemory`` and for its reasons. Not `Sendable`: one a worker.
final class ClusterSearch {
  private let arcs: HomewardArcs
  private var memory: SearchMemory
  private var base = SearchWorkspace.unreached
  private var limit: UInt32 = 0

  /// Number of the states in the cluster's own graph.
  private(set) var stateCount = 0
  /// The states in the cluster's order.
  let states: UnsafeMutablePointer<UInt32>
  /// The row of each, of the last ``search(_:)``.
  let rows: UnsafeMutablePointer<LaneRow>
  /// Place of a state in the order; of states outside the cluster's graph what an earlier cluster left.
  private let places: UnsafeMutablePointer<UInt32>
  private let firstLocalArc: UnsafeMutablePointer<UInt32>
  private let localArcs: UnsafeMutablePointer<LocalArc>
  /// A bit a place: its row was lowered since its last scan.
  private let marks: UnsafeMutablePointer<UInt64>
  private var bucketStarts: [Int] = []

  /// A place in the order that one can walk from, and the milliseconds.
  private struct LocalArc {
    var head: UInt32
    var time: Float
  }

  init(_ arcs: HomewardArcs) {
    self.arcs = arcs
    let count = arcs.stateCount
    memory = SearchMemory(stateCount: count, arcCount: arcs.arcs.count, label: SearchWorkspace.unreached)
    states = .allocate(capacity: count + 1)
    rows = .allocate(capacity: count + 1)
    places = .allocate(capacity: count + 1)
    firstLocalArc = .allocate(capacity: count + 2)
    localArcs = .allocate(capacity: arcs.arcs.count + 1)
    marks = .allocate(capacity: count / 64 + 1)
    marks.initialize(repeating: 0, count: count / 64 + 1)
  }

  deinit {
    memory.deallocate()
    states.deallocate()
    rows.deallocate()
    places.deallocate()
    firstLocalArc.deallocate()
    localArcs.deallocate()
    marks.deallocate()
  }

  // MARK: The cluster

  /// Finds the states that any place of a cluster reaches within a limit, at most ``LaneRow/highestLimit``.
  ///
  /// - Complexity: that of one bounded search, and linear in the arcs within the limit.
  func begin(_ ends: ArraySlice<ReachJoin.End>, limit: UInt32) {
    if base <= limit {
      memory.setLabels(SearchWorkspace.unreached)
      base = SearchWorkspace.unreached
    }
    base -= limit + 1
    self.limit = limit
    let shift = SearchWorkspace.bucketShift
    memory.reserveBuckets(Int(limit >> shift) + 1)
    var run = BoundedRun(memory, base: base, cutoff: limit, shift: shift)
    for end in ends where end.time <= limit {
      run.memory.offers[0] = UInt64(base + end.time) << 32 | UInt64(end.state)
      run.accept(offers: 1)
    }
    arcs.withArcs { firstArc, arcs in
      for bucket in 0...Int(limit >> shift) {
        while run.memory.tops[bucket] >= 0 { run.accept(offers: run.scan(bucket, firstArc, arcs)) }
      }
    }
    memory = run.memory
    stateCount = run.reachedCount
    order(shift: shift)
    copyArcs()
  }

  /// The reached states by bucket of their time: a counting sort.
  private func order(shift: UInt32) {
    let (labels, reached) = (memory.labels, memory.reached)
    let bucketCount = Int(limit >> shift) + 1
    bucketStarts.removeAll(keepingCapacity: true)
    bucketStarts.append(contentsOf: repeatElement(0, count: bucketCount + 1))
    bucketStarts.withUnsafeMutableBufferPointer { next in
      for number in 0..<stateCount { next[Int((labels[Int(reached[number])] &- base) >> shift) &+ 1] &+= 1 }
      for bucket in 0..<bucketCount { next[bucket &+ 1] &+= next[bucket] }
      for number in 0..<stateCount {
        let state = reached[number]
        let bucket = Int((labels[Int(state)] &- base) >> shift)
        states[next[bucket]] = state
        places[Int(state)] = UInt32(truncatingIfNeeded: next[bucket])
        next[bucket] &+= 1
      }
    }
  }

  /// Copies the arcs that end within the limit when walked from the nearest place: their heads are in the order too.
  private func copyArcs() {
    let (labels, places, localArcs) = (memory.labels, places, localArcs)
    let end = UInt64(base) + UInt64(limit)
    var count = 0
    arcs.withArcs { firstArc, arcs in
      for place in 0..<stateCount {
        firstLocalArc[place] = UInt32(truncatingIfNeeded: count)
        let state = Int(states[place])
        let label = UInt64(labels[state])
        for number in Int(firstArc[state])..<Int(firstArc[state &+ 1]) {
          let arc = arcs[number]
          guard label &+ UInt64(arc.time) <= end else { continue }
          localArcs[count] = LocalArc(head: places[Int(arc.head)], time: Float(arc.time))
          count &+= 1
        }
      }
    }
    firstLocalArc[stateCount] = UInt32(truncatingIfNeeded: count)
  }

  // MARK: Lanes

  /// Searches from up to sixteen places of the cluster, each from its own ends: place i in lane i of ``rows``.
  ///
  /// - Complexity: linear in the arcs within the limit as a rule, each some times over near the cluster.
  func search(_ lanes: some Collection<ArraySlice<ReachJoin.End>>) {
    let never = LaneRow(repeating: Float(limit + 1))
    for place in 0..<stateCount { rows[place] = never }
    var first = stateCount / 64 + 1
    for (lane, ends) in lanes.enumerated() {
      for end in ends where end.time <= limit {
        let place = Int(places[Int(end.state)])
        rows[place].lower(lane: lane, to: Float(end.time))
        marks[place >> 6] |= 1 << UInt64(place & 63)
        first = min(first, place >> 6)
      }
    }
    relax(from: first)
  }

  /// Scans marked states until there are none.
  private func relax(from firstWord: Int) {
    let (rows, marks, localArcs, firstLocalArc) = (rows, marks, localArcs, firstLocalArc)
    let wordCount = (stateCount + 63) / 64
    var word = firstWord
    while word < wordCount {
      // Where to go on: the next word, or an earlier one that a scan of this one marked.
      var next = word &+ 1
      while marks[word] != 0 {
        let place = word << 6 | marks[word].trailingZeroBitCount
        marks[word] &= marks[word] &- 1
        let row = rows[place]
        var arc = Int(firstLocalArc[place])
        let end = Int(firstLocalArc[place &+ 1])
        while arc < end {
          let (head, time) = (Int(localArcs[arc].head), localArcs[arc].time)
          arc &+= 1
          let isLowered = rows[head].lower(to: row.adding(time))
          // Half of the arcs lower a label and half do not: without a branch, which would be mispredicted.
          marks[head >> 6] |= (isLowered ? 1 : 0) << UInt64(head & 63)
          next = min(next, isLowered ? head >> 6 : next)
        }
      }
      word = next
    }
  }
}
