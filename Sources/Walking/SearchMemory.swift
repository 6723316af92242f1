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
  /// Room for all states.
  let reached: UnsafeMutablePointer<UInt32>
  /// The top entry of each bucket; negative for none.
  private(set) var tops: UnsafeMutablePointer<Int32>
  private var bucketCount = 0
  private(set) var entries: UnsafeMutablePointer<Entry>
  private var entryCapacity = 1024
  private(set) var offers: UnsafeMutablePointer<UInt64>
  private var offerCapacity = 256

  /// Labels of a value, no bucket.
  init(stateCount: Int, label: UInt32) {
    self.stateCount = stateCount
    labels = .allocate(capacity: max(1, stateCount))
    labels.initialize(repeating: label, count: stateCount)
    // One beyond the last: the place is written before it is known whether it counts.
    reached = .allocate(capacity: stateCount + 1)
    tops = .allocate(capacity: 1)
    entries = .allocate(capacity: entryCapacity)
    offers = .allocate(capacity: offerCapacity)
  }

  func deallocate() {
    labels.deallocate()
    reached.deallocate()
    tops.deallocate()
    entries.deallocate()
    offers.deallocate()
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

  /// Makes room for so many entries.
  @inline(__always)
  mutating func reserveEntries(_ count: Int, keeping used: Int) {
    if count > entryCapacity { growEntries(count, used) }
  }

  /// Makes room for so many offers, and for one that does not count.
  @inline(__always)
  mutating func reserveOffers(_ count: Int, keeping used: Int) {
    if count >= offerCapacity { growOffers(count, used) }
  }

  @inline(never)
  private mutating func growEntries(_ count: Int, _ used: Int) {
    entryCapacity = max(2 * entryCapacity, count)
    entries = Self.grown(entries, to: entryCapacity, keeping: used)
  }

  @inline(never)
  private mutating func growOffers(_ count: Int, _ used: Int) {
    offerCapacity = max(2 * offerCapacity, count + 1)
    offers = Self.grown(offers, to: offerCapacity, keeping: used)
  }

  private static func grown<Element: BitwiseCopyable>(
    _ old: UnsafeMutablePointer<Element>, to capacity: Int, keeping used: Int
  ) -> UnsafeMutablePointer<Element> {
    let new = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    new.update(from: old, count: used)
    old.deallocate()
    return new
  }
}
