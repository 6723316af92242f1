/// The scratch memory of one workspace's searches: labels, buckets, offers, raw.
///
/// The unsafe pointers are the searches' quarantine: arrays stored in a class were measured 7 times slower (exclusivity
/// and bounds checks). A plain value, so that a search holds it in registers; whoever allocates it calls
/// ``deallocate()`` once.
struct SearchMemory {
  /// A state waiting in a bucket with the label that put it there, packed as `label << 32 | state`.
  struct Entry {
    var offer: UInt64
    /// The entry below it in its bucket; negative for none.
    var next: Int32
  }

  private let stateCount: Int
  /// One a state.
  let labels: UnsafeMutablePointer<UInt32>
  /// Room for all states, and one that does not count: a place is written before it is known whether it does.
  let reached: UnsafeMutablePointer<UInt32>
  /// Room for all arcs, and one that does not count. Memory never written costs nothing.
  let offers: UnsafeMutablePointer<UInt64>
  /// The top entry of each bucket; negative for none.
  private(set) var tops: UnsafeMutablePointer<Int32>
  private var bucketCount = 0
  private(set) var entries: UnsafeMutablePointer<Entry>
  private var entryCapacity = 1024

  /// All labels of one value, no bucket.
  init(stateCount: Int, arcCount: Int, label: UInt32) {
    self.stateCount = stateCount
    labels = .allocate(capacity: stateCount + 1)
    labels.initialize(repeating: label, count: stateCount)
    reached = .allocate(capacity: stateCount + 1)
    offers = .allocate(capacity: arcCount + 1)
    tops = .allocate(capacity: 1)
    entries = .allocate(capacity: entryCapacity)
  }

  func deallocate() {
    labels.deallocate()
    reached.deallocate()
    offers.deallocate()
    tops.deallocate()
    entries.deallocate()
  }

  /// Gives every label a value.
  func setLabels(_ label: UInt32) { labels.update(repeating: label, count: stateCount) }

  /// Makes at least so many buckets; all buckets must be empty.
  mutating func reserveBuckets(_ count: Int) {
    guard count > bucketCount else { return }
    tops.deallocate()
    tops = .allocate(capacity: count)
    tops.initialize(repeating: -1, count: count)
    bucketCount = count
  }

  /// The same memory with room for so many entries.
  ///
  /// Not a mutation: a search whose memory's address were passed on could not keep it in registers.
  @inline(__always)
  func withRoom(entries count: Int, keeping used: Int) -> SearchMemory {
    count <= entryCapacity ? self : grown(entries: max(2 * entryCapacity, count), keeping: used)
  }

  @inline(never)
  private func grown(entries capacity: Int, keeping used: Int) -> SearchMemory {
    var memory = self
    memory.entryCapacity = capacity
    memory.entries = .allocate(capacity: capacity)
    memory.entries.update(from: entries, count: used)
    entries.deallocate()
    return memory
  }
}
