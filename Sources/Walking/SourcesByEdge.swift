import Columns

/// Sources grouped by the edge they lie on, without those that another on the same edge always beats.
///
/// A table of open addressing finds an edge's first source: many places ask, nearly all of them of edges without one.
struct SourcesByEdge: Sendable {
  private static let empty = UInt32.max

  /// By edge, offset, leg and venue.
  private var sources: [SearchSource] = []
  /// Places in ``sources``, a power of two of them, at most half taken.
  private var slots: [UInt32] = [empty, empty]
  private var hashShift: UInt32 = 31

  init() {}

  init(_ all: [SearchSource], graph: SearchGraph) { replaceAll(by: all, graph: graph) }

  /// Starts anew with other sources; the memory is kept. O(n log n).
  mutating func replaceAll(by all: [SearchSource], graph: SearchGraph) {
    sources.removeAll(keepingCapacity: true)
    for source in all where graph.isUsable(Int(source.edge)) { sources.append(source) }
    if sources.count > 1 { removeDominated() }
    while slots.count < 2 * sources.count {
      slots.append(contentsOf: repeatElement(Self.empty, count: slots.count))
      hashShift -= 1
    }
    for slot in slots.indices { slots[slot] = Self.empty }
    for (place, source) in sources.enumerated() where place == 0 || sources[place - 1].edge != source.edge {
      slots[slot(of: source.edge)] = UInt32(place)
    }
  }

  /// At one offset only the shortest leg (then the lowest venue) can win: the rest follow it in the order.
  private mutating func removeDominated() {
    sources.sort { $0.order < $1.order }
    var kept = 1
    for place in 1..<sources.count
    where sources[place].edge != sources[kept - 1].edge || sources[place].offset != sources[kept - 1].offset {
      sources[kept] = sources[place]
      kept += 1
    }
    sources.removeLast(sources.count - kept)
  }

  /// The slot that holds an edge's first source, or the free one where it belongs (Fibonacci hashing, linear probing).
  @inline(__always)
  private func slot(of edge: UInt32) -> Int {
    var slot = Int((edge &* 2_654_435_769) >> hashShift)
    while slots[slot] != Self.empty, sources[Int(slots[slot])].edge != edge { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  /// The edges with sources, ascending, each once. Linear in the sources.
  var edges: [UInt32] {
    sources.indices.filter { $0 == 0 || sources[$0 - 1].edge != sources[$0].edge }.map { sources[$0].edge }
  }

  /// The sources on an edge, by offset. O(1) and one step a source.
  func on(_ edge: Int) -> ArraySlice<SearchSource> {
    let first = slots[slot(of: UInt32(edge))]
    guard first != Self.empty else { return [] }
    var end = Int(first) + 1
    while end < sources.count, sources[end].edge == sources[Int(first)].edge { end += 1 }
    return sources[Int(first)..<end]
  }
}

extension SearchSource {
  /// By edge, then offset, leg and venue.
  fileprivate var order: (UInt64, UInt64) {
    (UInt64(edge) << 32 | UInt64(offset), UInt64(leg) << 32 | UInt64(venue))
  }
}

extension SourcesByEdge {
  func put(into archive: inout ArchiveWriter) {
    archive.put(list: sources)
    archive.put(list: slots)
    archive.put(hashShift)
  }

  init(_ graph: SearchGraph, sourceCount: Int, from archive: inout ArchiveReader) throws {
    sources = try archive.list()
    slots = try archive.list()
    hashShift = try archive.value()
    // As many slots as the hash tells apart, and a free one, at which looking ends.
    let isPower = slots.count > 1 && slots.count & (slots.count - 1) == 0
    let places = sources.count
    try archive.expect(
      isPower && Int(hashShift) == 32 - slots.count.trailingZeroBitCount && slots.contains(Self.empty)
        && slots.allSatisfy { $0 == Self.empty || $0 < places }
        && sources.allSatisfy { $0.venue < sourceCount && graph.streets.isPlace(edge: $0.edge, offset: $0.offset) },
      "doors")
  }
}
