/// Scratch of one worker's bounded searches: labels and buckets, reused from search to search.
///
/// A search settles every state within the cutoff by buckets of 1 024 ms. A bucket is drained until nothing in it
/// improves, so labels are exact shortest times though the order inside a bucket is not (Dial 1969 with wide buckets;
/// arcs are far longer than a bucket, so almost no state is scanned twice). Labels are kept as `base + cutoff − time`
/// with a base that slides up by `cutoff + 1` a search: old labels are smaller than every new one, so nothing is
/// cleared, and one comparison tells both "better" and "not yet reached".
///
/// Not `Sendable`: one a worker. Its memory is one `UInt32` a state plus the buckets. The unsafe pointers are this
/// module's quarantine: arrays stored in a class were measured 7 times slower (exclusivity and bounds checks).
package final class SearchWorkspace {
  private static let bucketShift: UInt32 = 10

  private struct Entry {
    var state: UInt32
    var label: UInt32
    var next: Int32
  }

  private let graph: SearchGraph
  private let labels: UnsafeMutablePointer<UInt32>
  private var base: UInt32 = 1
  private var cutoff: UInt32 = 0
  private var entries: [Entry] = []
  private var heads: [Int32] = []

  /// States reached by the last search, each once, in no promised order.
  package private(set) var reached: [UInt32] = []
  /// Sources of the last search.
  package private(set) var sources: [SearchSource] = []
  /// The same by edge: a venue may have thousands of doors.
  private(set) var sourcesByEdge: SourcesByEdge
  /// States scanned and arcs relaxed by all searches so far.
  package private(set) var scannedStates = 0, relaxedArcs = 0

  package init(_ graph: SearchGraph) {
    self.graph = graph
    sourcesByEdge = SourcesByEdge([], graph: graph)
    labels = .allocate(capacity: max(1, graph.stateCount))
    labels.initialize(repeating: 0, count: max(1, graph.stateCount))
  }

  deinit {
    labels.deallocate()
  }

  /// Searches from all the sources together up to a cutoff, inclusive.
  ///
  /// - Complexity: linear in the states within the cutoff, plus one step a second of the cutoff.
  package func search(from sources: [SearchSource], cutoff limit: TravelTime) {
    // 2³⁰ ms are twelve days of walking; the headroom keeps label arithmetic inside 32 bits.
    begin(cutoff: min(limit.milliseconds, 1 << 30))
    self.sources = sources
    sourcesByEdge = SourcesByEdge(sources, graph: graph)
    for source in sources {
      for seed in source.seeds(in: graph) where seed.time <= UInt64(cutoff) {
        push(state: seed.state, label: base + cutoff - UInt32(seed.time))
      }
    }
    drain()
  }

  /// The time from a state's place to the nearest source; `UInt32.max` when over the cutoff.
  @inline(__always)
  package func time(ofState state: Int) -> UInt32 {
    let label = labels[state]
    return label < base ? .max : base + cutoff - label
  }

  private func begin(cutoff newCutoff: UInt32) {
    let step = cutoff + 1
    reached.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    let (next, overflow) = base.addingReportingOverflow(step)
    if overflow || next > UInt32.max - newCutoff - 1 {
      labels.update(repeating: 0, count: graph.stateCount)
      base = 1
    } else {
      base = next
    }
    cutoff = newCutoff
    let buckets = Int(newCutoff >> Self.bucketShift) + 1
    if heads.count < buckets { heads = [Int32](repeating: -1, count: buckets) }
  }

  @inline(__always)
  private func push(state: Int, label: UInt32) {
    let old = labels[state]
    guard label > old else { return }
    if old < base { reached.append(UInt32(state)) }
    labels[state] = label
    let bucket = Int((base + cutoff - label) >> Self.bucketShift)
    entries.append(Entry(state: UInt32(state), label: label, next: heads[bucket]))
    heads[bucket] = Int32(entries.count - 1)
  }

  private func drain() {
    graph.firstArc.withUnsafeBufferPointer { firstArc in
      graph.arcs.withUnsafeBufferPointer { arcs in
        for bucket in 0...Int(cutoff >> Self.bucketShift) {
          while heads[bucket] >= 0 {
            let entry = entries[Int(heads[bucket])]
            heads[bucket] = entry.next
            guard labels[Int(entry.state)] == entry.label else { continue }
            scannedStates += 1
            let remaining = entry.label - base
            let range = Int(firstArc[Int(entry.state)])..<Int(firstArc[Int(entry.state) + 1])
            relaxedArcs += range.count
            for index in range {
              let arc = arcs[index]
              guard arc.time <= remaining else { continue }
              push(state: Int(arc.head), label: entry.label - arc.time)
            }
          }
        }
      }
    }
  }
}
